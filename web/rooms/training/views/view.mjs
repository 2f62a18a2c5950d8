/** What all views of the studio share: an empty state, a place for problems, questions, and opening graphs. */
import { element, say, setSentence } from '../../../widgets/element.mjs';
import { QuestionQueue } from '../../../workers/question_queue.mjs';
import { className } from '../../../widgets/class_names.mjs';
import { openGraph } from '../open_graph.mjs';

/** @typedef {import('../../../page.mjs').Page} Page */
/** @typedef {import('../../../protocol/snapshot').TrainingState} TrainingState */
/** @typedef {import('../../../workers/messages').Question} Question */
/** @typedef {import('../../../workers/messages').Questions} Questions */
/** @template {keyof Questions} What @typedef {Questions[What][1]} AnswerOf */
/** @template {keyof Questions} What @typedef {QuestionQueue<Extract<Question, { what: What }>>} Asker */

/**
 * What views are given of the page, and have in common.
 * @typedef {object} Studio
 * @property {Page['ask']} ask
 * @property {Page['dispatch']} dispatch
 * @property {Page['goToLent']} goToLent goes to the graph that the canvas was lent to
 * @property {(file: File) => Promise<void>} adoptNetwork takes a .npz file
 * @property {(files: Iterable<File>) => Promise<void>} useFiles takes IDX files
 * @property {import('../../../workers/messages').SetImage | null} sample an image that another view sends to be drawn on
 * @property {() => boolean} adopted whether the weights came from a file
 * @property {boolean} [looking] initial weights are looked at
 * @property {(view: ViewName) => void} show opens a view
 * @property {() => ViewName} present the view that is open
 */
/** @typedef {import('../../../protocol/snapshot').Snapshot['view']} ViewName */

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();

export class View {
  /** Known before anything is shown. */
  training = /** @type {TrainingState} */ ({});
  /** @type {{ rest(): void }[]} */
  askers = [];
  problem = element('p', { class: 'notice', 'data-kind': 'problem', role: 'alert' });
  emptyText = element('p');
  emptyTrain = this.trainButton();
  emptyLook = element('button', { class: 'button', text: 'studio.look', onclick: () => {
    this.studio.looking = true;
    this.update(this.training, true);
  } });
  empty = element('div', { class: 'studio-empty' }, this.emptyText,
    element('div', { class: 'studio-tools start' }, this.emptyTrain, this.emptyLook));
  /** The name of a class: the digit, or what the garment is called. @param {number} k */
  className = (k) => className(this.training.settings.data, k);
  body = element('div', { class: 'studio-body' });

  /**
   * @param {HTMLElement} root
   * @param {Studio} studio
   * @param {boolean} needsRun whether there is nothing to see before training
   */
  constructor(root, studio, needsRun = true) {
    this.studio = studio;
    this.needsRun = needsRun;
    root.append(this.problem, this.empty, this.body);
  }

  trainButton() {
    return element('button', { class: 'button primary', text: 'studio.train',
      onclick: () => this.studio.dispatch({ type: 'train', order: 'start' }) });
  }

  /**
   * @template {Question} Q
   * @param {QuestionQueue<Q>['answered']} answered
   * @returns {QuestionQueue<Q>}
   */
  asker(answered) {
    const asker = new QuestionQueue(this.studio.ask, answered, (problem) => this.tell(problem));
    this.askers.push(asker);
    return asker;
  }

  /** @param {string} problem */
  tell(problem) {
    setSentence(this.problem, oneLine(problem));
  }

  /** @param {TrainingState} training @param {boolean} shown whether its tab is open */
  update(training, shown) {
    this.training = training;
    const loading = training.phase === 'loading';
    const ready = !this.needsRun || (training.hasRun && !loading) || this.studio.looking || this.studio.adopted();
    this.empty.hidden = ready;
    this.body.hidden = !ready;
    if (!ready) {
      say(this.emptyText, 'text', loading ? 'studio.loading' : 'studio.empty');
      this.emptyTrain.hidden = loading;
      this.emptyLook.hidden = loading;
    }
    if (shown && ready) this.refresh();
    else for (const asker of this.askers) asker.rest();
  }

  /** Changes when what the views show may have changed. */
  get moment() {
    return `${this.training.stamp} ${this.training.lookedAt}`;
  }

  /** Opens a computation as a graph. @param {HTMLButtonElement} button @param {import('../../../workers/messages').GraphRequest} what */
  async openGraph(button, what) {
    button.disabled = true;
    try {
      await openGraph(this.studio, { ...what, view: this.studio.present() });
      this.tell('');
    } catch (error) {
      this.tell(/** @type {Error} */ (error).message);
    }
    button.disabled = false;
  }

  /** Asks for what is missing; only called while shown. */
  refresh() {}

  /** Writes everything again: numbers or the language have changed. */
  render() {}
}
