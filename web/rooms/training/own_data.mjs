/** Images of the user's own: IDX files by a file picker or dropped on the page. */
import { block, element, setSentence } from '../../widgets/element.mjs';
import { grouped } from '../../widgets/numbers.mjs';
import { t } from '../../text/strings.mjs';

export class OwnData {
  state = element('p', { class: 'notice', name: 'own-state', role: 'status', 'aria-live': 'polite' });
  input = element('input', {
    class: 'visually-hidden', name: 'own-files', type: 'file', multiple: true, tabIndex: -1, 'aria-hidden': true, onchange: () => {
      this.take([...this.input.files ?? []]);
      this.input.value = '';
    },
  });
  element = block(element('h2', { text: 'mnist.own.title' }), { name: 'own-data' },
    element('p', { class: 'hint', text: 'mnist.own.hint' }),
    element('p', { class: 'actions' },
      element('button', { class: 'button', text: 'mnist.own.choose', onclick: () => this.input.click() }), this.input),
    this.state);
  /** Whether a refusal stands there. */
  problem = false;

  /** @param {import('../../page.mjs').Page} page */
  constructor({ dispatch, host }) {
    this.dispatch = dispatch;
    this.host = host;
  }

  /** @param {File[]} files */
  async take(files) {
    if (files.length === 0) return;
    this.say('', t('mnist.own.reading'));
    this.state.scrollIntoView({ block: 'nearest' });
    try {
      await this.host.useFiles(files);
      this.problem = false;
      this.dispatch({ type: 'set_training', data: 'own' });
    } catch (error) {
      this.problem = true;
      this.say('problem', /** @type {Error} */ (error).message);
    }
  }

  /** Something else is done: a refusal is history. */
  leave() {
    if (!this.problem) return;
    this.problem = false;
    this.say('', '');
  }

  /** @param {'' | 'problem'} kind @param {string} text */
  say(kind, text) {
    this.state.dataset.kind = kind;
    setSentence(this.state, text);
  }

  /** @param {import('../../protocol/snapshot').TrainingState} training */
  update({ own }) {
    if (this.problem || !own) return;
    this.say('', t('mnist.own.open', { ...own, train: grouped(own.train), test: grouped(own.test) }));
  }
}
