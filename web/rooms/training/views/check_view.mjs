/** The gradient check of the network itself, beside the notes' numbers (S12). */
import { element, field, setText } from '../../../widgets/element.mjs';
import { t } from '../../../text/strings.mjs';
import { brief, duration, grouped } from '../../../widgets/numbers.mjs';
import { View } from './view.mjs';

/** Mean absolute differences of the study notes, for 784-50-10. @type {Record<string, string>} */
const notes = { W1: '3.9e-10', b1: '2.6e-9', W2: '5.3e-9', b2: '1.4e-7' };
const stepSizes = ['1e-2', '1e-3', '1e-4', '1e-5', '1e-6', '1e-7'];

const heading = (/** @type {string} */ text, className = 'number') => element('th', { scope: 'col', class: className, text });

export class CheckView extends View {
  /** @type {import('../../../workers/messages').Questions['check'][1] & { step: number } | undefined} */
  answer;
  step = element('select', { class: 'field' }, ...stepSizes.map((h) => new Option(h, h, h === '1e-4', h === '1e-4')));
  run = element('button', { class: 'button primary', text: 'studio.check.run', onclick: () => this.check() });
  progress = element('progress', { class: 'progress', hidden: true, label: 'studio.check.running' });
  state = element('p', { role: 'status' });
  verdict = element('p', { class: 'studio-verdict', role: 'status' });
  notesHead = heading('studio.check.notes');
  rows = element('tbody');
  table = element('table', { class: 'table check-table', hidden: true }, element('thead', {}, element('tr', {},
    heading('studio.check.parameter', ''), heading('studio.check.mean'), this.notesHead, heading('studio.check.max'))), this.rows);

  /** @param {HTMLElement} root @param {import('./view.mjs').Studio} studio */
  constructor(root, studio) {
    super(root, studio, false);
    this.body.append(element('p', { class: 'studio-text', text: 'studio.check.intro' }),
      element('div', { class: 'studio-tools start' }, this.run, field('studio.check.step', this.step)),
      this.progress, this.state, this.verdict, element('div', { class: 'scroller' }, this.table),
      element('p', { class: 'hint', text: 'studio.check.hint' }));
  }

  /** Seconds are counted on while the worker computes. */
  async check() {
    const begun = performance.now();
    const step = Number(this.step.value);
    this.run.disabled = true;
    this.progress.hidden = false;
    this.tell('');
    const count = () => setText(this.state, t('studio.check.state', { seconds: Math.floor((performance.now() - begun) / 1000) }));
    count();
    const clock = setInterval(count, 500);
    try {
      const answer = await this.studio.ask({ what: 'check', step });
      this.answer = { ...answer, step };
    } catch (error) {
      this.tell(/** @type {Error} */ (error).message);
    }
    clearInterval(clock);
    this.progress.hidden = true;
    this.run.disabled = false;
    setText(this.state, '');
    this.render();
  }

  /** @override */
  render() {
    if (!this.answer) return;
    const { rows, layers, seconds, step, steps, verdict, worst } = this.answer;
    const sameNetwork = layers.join('-') === '784-50-10';
    this.table.hidden = false;
    this.notesHead.hidden = !sameNetwork;
    this.rows.replaceChildren(...rows.map(({ name, mean, exactMean, max, exactMax }) => {
      const cell = (/** @type {string} */ text, exact = '') => Object.assign(element('td', { class: 'number' }, text), { title: exact });
      const ours = [cell(mean, exactMean), cell(max, exactMax)];
      if (sameNetwork) ours.splice(1, 0, cell(notes[name] ?? ''));
      return element('tr', {}, element('th', { scope: 'row' }, name), ...ours);
    }));
    this.verdict.dataset.kind = verdict === 'agree' ? 'reach' : 'vanish';
    setText(this.verdict, t(`studio.check.${verdict}`, {
      network: layers.join('-'), step: grouped(steps), h: brief(step), time: duration(seconds), worst,
    }));
  }
}
