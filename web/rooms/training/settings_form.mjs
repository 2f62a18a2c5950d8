/** The settings of a run. What is typed becomes an action when the field is left or Enter is pressed; the playground judges it. */
import { block, element, idOf, setAttribute, setSentence, setText } from '../../widgets/element.mjs';
import { draftOf, endDraft, keepDraft } from '../../platform/drafts.mjs';
import { numberOrText } from '../../widgets/numbers.mjs';

/** @typedef {import('../../protocol/reports').Settings} Settings */
/** @typedef {HTMLInputElement | HTMLSelectElement} Control */
/** @typedef {{ control: Control, key: keyof Settings, read: (text: string) => unknown, write: (settings: Settings) => string }} Setting */

const asIs = (/** @type {string} */ text) => text;

/** "50, 30" as [50, 30]; nothing as no hidden layer. @param {string} text */
function sizes(text) {
  return text.trim() === '' ? [] : text.split(/\s*[,;×]\s*|(?<=\d)-|\s+/).map(numberOrText);
}

/** @param {string} name @param {string} inputmode @param {object} [more] */
const typed = (name, inputmode, more) => element('input', { class: 'field', name: `set-${name}`, inputmode, ...more });

/** @param {string} name @param {string[]} values whose texts have their names */
const chosen = (name, ...values) => element('select', { class: 'field', name: `set-${name}` },
  ...values.map((value) => element('option', { value, text: `mnist.settings.${value}` })));

export class SettingsForm {
  controls = {
    data: chosen('data', 'mnist', 'fashion-mnist'),
    hidden: typed('hidden', 'text', { spellcheck: false, title: 'mnist.settings.hidden_title' }),
    activation: chosen('activation', 'relu', 'sigmoid', 'tanh'),
    init: chosen('init', 'fixed', 'he', 'xavier'),
    optimizer: chosen('optimizer', 'sgd', 'momentum', 'adagrad', 'adam'),
    rate: typed('rate', 'decimal'),
    batch: typed('batch', 'numeric'),
    seed: typed('seed', 'numeric'),
    iterations: typed('iterations', 'numeric'),
  };
  /** The images of the user's own. */
  own = element('option', { value: 'own', hidden: true });
  deviation = typed('deviation', 'decimal', { label: 'mnist.settings.deviation' });
  slider = element('input', { type: 'range', min: -50, max: 20, step: 1, label: 'mnist.settings.rate_slider' });
  problem = element('p', { class: 'notice', name: 'settings-problem', 'data-kind': 'problem', role: 'alert' });
  /** What differs from the present run. */
  later = element('p', { class: 'hint', name: 'settings-next', hidden: true }, element('span', { text: 'mnist.settings.next_run' }), ' ',
    element('button', { class: 'button small', name: 'settings-new-run', text: 'mnist.settings.new_run', onclick: () => this.startAnew() }));
  /** The control whose text was refused. @type {Control | null} */
  wrong = null;
  /** @type {Settings | null} */
  next = null;

  /** @param {import('../../page.mjs').Page} page */
  constructor({ dispatch, snapshot }) {
    this.dispatch = dispatch;
    this.snapshot = snapshot;
    this.controls.data.append(this.own);
    this.settings = this.makeSettings();
    for (const setting of this.settings) this.listen(setting);
    this.element = block(element('h2', { text: 'mnist.settings.title' }), {}, this.makeForm(), this.problem, this.later,
      element('p', { class: 'hint', text: 'mnist.settings.hint' }));
  }

  /** Each control: how its text becomes a setting, and back. @returns {Setting[]} */
  makeSettings() {
    const { data, hidden, activation, init, optimizer, rate, batch, seed, iterations } = this.controls;
    return [
      { control: data, key: 'data', read: asIs, write: (settings) => settings.data },
      { control: hidden, key: 'hidden', read: sizes, write: (settings) => settings.hidden.join(', ') },
      { control: activation, key: 'activation', read: asIs, write: (settings) => settings.activation },
      { control: init, key: 'weightInit', read: (text) => (text === 'fixed' ? 0.01 : text),
        write: ({ weightInit }) => (typeof weightInit === 'number' ? 'fixed' : weightInit) },
      { control: this.deviation, key: 'weightInit', read: numberOrText, write: ({ weightInit }) => (typeof weightInit === 'number' ? String(weightInit) : '') },
      { control: optimizer, key: 'optimizer', read: asIs, write: (settings) => settings.optimizer },
      { control: rate, key: 'learningRate', read: numberOrText, write: ({ learningRate }) => String(learningRate) },
      { control: this.slider, key: 'learningRate', read: (text) => Number((10 ** (Number(text) / 10)).toPrecision(2)),
        write: ({ learningRate }) => String(Math.round(10 * Math.log10(Math.max(learningRate, 1e-5)))) },
      { control: batch, key: 'batchSize', read: numberOrText, write: ({ batchSize }) => String(batchSize) },
      { control: seed, key: 'seed', read: numberOrText, write: (settings) => String(settings.seed) },
      { control: iterations, key: 'iterations', read: numberOrText, write: (settings) => String(settings.iterations) },
    ];
  }

  makeForm() {
    const newSeed = element('button', {
      class: 'button', name: 'new-seed', text: 'mnist.settings.new_seed', onclick: () => this.dispatch({ type: 'train', order: 'new_seed' }),
    });
    /** @type {Record<string, HTMLElement>} */
    const beside = { init: this.deviation, rate: this.slider, seed: newSeed };
    const form = element('form', { class: 'settings', autocomplete: 'off' }, ...Object.entries(this.controls).flatMap(([name, control]) => [
      element('label', { htmlFor: idOf(control), text: `mnist.settings.${name}` }),
      beside[name] ? element('span', { class: 'settings-pair' }, control, beside[name]) : control,
    ]));
    form.addEventListener('submit', (event) => event.preventDefault());
    return form;
  }

  /** @param {Setting} setting */
  listen(setting) {
    const { control, write } = setting;
    if (control.type === 'text') {
      keepDraft(control, `setting:${setting.key}`);
      control.addEventListener('blur', () => { if (draftOf(control) !== undefined && control !== this.wrong) this.change(setting); });
    }
    control.addEventListener(control.type === 'range' ? 'input' : 'change', () => this.change(setting));
    if (control instanceof HTMLInputElement) control.addEventListener('keydown', ({ key }) => {
      if (key !== 'Escape' || !this.next) return;
      control.value = write(this.next);
      endDraft(control);
      this.complain(null, '');
    });
  }

  startAnew() {
    this.dispatch({ type: 'train', order: 'reset' });
    this.dispatch({ type: 'train', order: 'start' });
  }

  /** @param {Setting} setting */
  change({ control, key, read, write }) {
    // Where the field was left, the update that follows the refusal must not write over it either.
    this.wrong = control;
    const done = this.dispatch(JSON.stringify({ type: 'set_training', [key]: read(control.value) }));
    this.complain(done ? null : control, done ? '' : this.snapshot(0).notice?.text ?? '');
    if (!done || !this.next) return;
    control.value = write(this.next);
    for (const other of this.settings) if (other.key === key) endDraft(other.control);
  }

  /** The field keeps what was typed, so that it can be put right. @param {Control | null} wrong @param {string} text */
  complain(wrong, text) {
    this.wrong = wrong;
    for (const { control } of this.settings) setAttribute(control, 'aria-invalid', control === wrong ? 'true' : null);
    setSentence(this.problem, text);
  }

  /** @param {import('../../protocol/snapshot').TrainingState} training */
  update({ next, nextDiffers, own }) {
    this.next = next;
    this.own.hidden = !own;
    if (own) setText(this.own, own.name);
    for (const { control, write } of this.settings) {
      if (control === this.wrong || draftOf(control) !== undefined || (control === document.activeElement && control.type === 'text')) continue;
      const value = write(next);
      if (control.value !== value) control.value = value;
    }
    this.deviation.hidden = typeof next.weightInit !== 'number';
    this.later.hidden = !nextDiffers;
  }
}
