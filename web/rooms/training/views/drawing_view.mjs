/** Ask the network: draw a digit or take any image, and see the probabilities while drawing. */
import { choice, element, field, setText } from '../../../widgets/element.mjs';
import { t } from '../../../text/strings.mjs';
import { DrawingPad } from './drawing_pad.mjs';
import { grouped, typedNumber } from '../../../widgets/numbers.mjs';
import { inkImage } from '../../../widgets/paint.mjs';
import { SampleCard, offerClasses } from './sample_card.mjs';
import { View } from './view.mjs';

/** @typedef {import('../../../workers/messages').SetName} SetName */
/** @typedef {import('../../../workers/messages').QuestionOf<'predict'> & { version: number }} Question version: of what is asked about */
/** @typedef {import('../../../workers/messages').Prediction} Prediction */

export class DrawingView extends View {
  version = 0;
  /** The version that lies on the pad as an image of a set. */
  laid = 0;
  classes = 10;
  /** @type {Partial<Record<SetName, Uint8Array>>} */
  labels = {};
  /** What the labels depend on. */
  data = '';
  /** The image of a set that lies on the pad unchanged. @type {import('../../../workers/messages').SetImage | null} */
  sample = null;
  /** @type {import('../../../workers/question_queue.mjs').QuestionQueue<Question>} */
  prediction = this.asker((answer, question) => this.take(answer, question));
  pad = new DrawingPad(() => this.drawn());
  undo = element('button', { class: 'button', text: 'studio.draw.undo', onclick: () => this.pad.undo() });
  clear = element('button', { class: 'button', text: 'studio.draw.clear', onclick: () => this.pad.clear() });
  card = new SampleCard({ className: this.className, changed: () => this.ask() });
  invite = element('p', { class: 'pad-invite', text: 'studio.draw.invite', 'aria-hidden': 'true' });
  open = element('button', { class: 'button', text: 'studio.open_graph', onclick: () => this.openGraph(this.open,
    { of: 'sample', ...this.source() }) });
  untrained = element('div', { class: 'studio-note', hidden: true },
    element('p', { text: 'studio.draw.untrained' }), this.trainButton());
  set = element('select', { class: 'field', onchange: () => this.pick(0) }, ...['test', 'train'].map((name) =>
    element('option', { value: name, text: `studio.mistakes.${name}` })));
  index = element('input', { class: 'field', type: 'text', inputMode: 'numeric', autocomplete: 'off', onchange: () => this.pickTyped() });
  only = element('select', { class: 'field', onchange: () => this.step(0) });
  label = element('p', { class: 'hint', role: 'status' });

  /** @param {HTMLElement} root @param {import('./view.mjs').Studio} studio */
  constructor(root, studio) {
    super(root, studio, false);
    const tools = choice('studio.draw.tool', { pen: 'studio.draw.pen', eraser: 'studio.draw.eraser' }, (tool) => { this.pad.tool = tool; });
    this.body.append(this.untrained, element('div', { class: 'draw' },
      element('div', { class: 'studio-tools draw-tools' }, tools.group, this.undo, this.clear),
      element('div', { class: 'pad-frame' }, this.pad.canvas, this.invite),
      element('div', { class: 'draw-pictures' }, this.card.seen.element, this.card.raise.element),
      element('div', { class: 'draw-answer' }, this.card.guess, this.card.bars,
        element('div', { class: 'studio-tools' }, this.card.asked, this.open), this.card.raiseText)),
    this.buildPicker());
    this.showTools();
    this.body.addEventListener('keydown', (event) => {
      if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      if (this.pad.canUndo) this.pad.undo();
    });
  }

  /** For those who do not draw, and to look up any image. */
  buildPicker() {
    /** @param {string} key @param {() => void} press */
    const button = (key, press) => element('button', { class: 'button', text: key, onclick: press });
    return element('div', { class: 'studio-tools picker', role: 'group', label: 'studio.draw.pick' },
      element('b', { text: 'studio.draw.pick' }),
      field('studio.draw.from', this.set), field('studio.draw.class', this.only), field('studio.draw.number', this.index),
      button('studio.draw.previous', () => this.step(-1)), button('studio.draw.next', () => this.step(1)),
      button('studio.draw.random', () => this.step('random')), this.label);
  }

  /** @override @param {import('./view.mjs').TrainingState} training @param {boolean} shown */
  update(training, shown) {
    super.update(training, shown);
    this.untrained.hidden = training.steps > 0 || training.phase === 'loading' || this.studio.adopted();
    const data = JSON.stringify([training.settings.data, training.own]);
    if (data !== this.data) {
      this.data = data;
      this.labels = {};
      if (training.settings.data === 'own' && training.own) this.classes = training.own.classes;
      this.render();
    }
    if (!shown || !this.studio.sample) return;
    const { set, index } = this.studio.sample;
    this.studio.sample = null;
    this.set.value = set;
    this.only.value = '';
    this.pick(index);
  }

  get key() {
    return `${this.version} ${this.card.class} ${this.moment}`;
  }

  /** While drawing nothing waits; when only the network has moved on there is time. @override */
  refresh() {
    this.ask(500);
  }

  /** @param {number} [pause] milliseconds after the question before */
  ask(pause = 0) {
    if (this.sample || !this.pad.empty) this.prediction.want(this.key, () => this.question(), pause);
  }

  /** The user has drawn: what was an image of a set is no longer one. */
  drawn() {
    this.sample = null;
    this.version += 1;
    this.showTools();
    if (this.pad.empty) {
      this.prediction.rest();
      this.render(null);
    } else {
      this.ask();
    }
  }

  showTools() {
    this.undo.disabled = !this.pad.canUndo;
    this.clear.disabled = this.pad.empty && !this.pad.canUndo;
    this.invite.hidden = !this.pad.empty;
  }

  /** What is asked about, as the questions name it. @returns {import('../../../workers/messages').ImageSource} */
  source() {
    return this.sample ?? { image: this.pad.image() };
  }

  /** @returns {Question} */
  question() {
    return { what: 'predict', class: this.card.class, version: this.version, ...this.source() };
  }

  /** @param {Prediction} answer @param {Question} question */
  take(answer, { version, set }) {
    if (set && version !== this.version) return;
    if (!this.sample && this.pad.empty) return;
    if (set && this.laid !== version) {
      this.laid = version;
      this.pad.put(inkImage(answer.seen, answer.rows, answer.columns));
      this.showTools();
    }
    this.classes = answer.probabilities.length;
    this.render(answer);
  }

  /** @override @param {Prediction | null | undefined} [answer] */
  render(answer = this.card.answer) {
    this.card.show(answer, this.classes);
    offerClasses(this.only, 'studio.draw.any', this.classes, this.className);
    this.open.disabled = !answer;
    const { sample } = this;
    setText(this.label, sample && answer?.label !== undefined
      ? t(`studio.draw.${sample.set}_is`, { index: grouped(sample.index), label: this.className(answer.label) }) : '');
  }

  /** The labels of the set that is chosen; null when they cannot be had, which is told. @param {SetName} set */
  async labelsOf(set) {
    try {
      return (this.labels[set] ??= (await this.studio.ask({ what: 'labels', set })).labels);
    } catch (error) {
      this.tell(/** @type {Error} */ (error).message);
      return null;
    }
  }

  pickTyped() {
    const wanted = typedNumber(this.index.value);
    if (Number.isFinite(wanted)) this.pick(wanted);
    else setText(this.label, t('lessons.grade.not_a_number'));
  }

  /** Takes an image of the set. @param {number} wanted */
  async pick(wanted) {
    const set = /** @type {SetName} */ (this.set.value);
    const labels = await this.labelsOf(set);
    if (!labels || !Number.isFinite(wanted)) return;
    const index = Math.min(Math.max(0, Math.round(wanted)), labels.length - 1);
    this.index.value = String(index);
    this.sample = { set, index };
    this.version += 1;
    this.ask();
  }

  /**
   * Takes the next image of the class chosen.
   * @param {-1 | 0 | 1 | 'random'} way from the present one; 0: that one, when it is of the class
   */
  async step(way) {
    const labels = await this.labelsOf(/** @type {SetName} */ (this.set.value));
    if (!labels) return;
    const wanted = this.only.value;
    const fitting = Array.from(labels.keys()).filter((i) => wanted === '' || labels[i] === Number(wanted));
    if (fitting.length === 0) {
      setText(this.label, t('studio.draw.none_of_class'));
      return;
    }
    const present = this.index.value === '' ? -1 : typedNumber(this.index.value);
    const [first, last] = [fitting[0], fitting[fitting.length - 1]];
    if (way === 'random') this.pick(fitting[Math.floor(Math.random() * fitting.length)]);
    else if (way === -1) this.pick(fitting.findLast((i) => i < present) ?? last);
    else this.pick(fitting.find((i) => i >= present + way) ?? first);
  }
}
