/** What all views of the studio share: an empty state, a place for problems, questions, and opening graphs. */
import { element, say, setSentence } from '../../../widgets/element.mjs';
import { QuestionQueue } from '../../../workers/question_queue.mjs';
import { className } from '../../../widgets/class_names.mjs';
import { openGraph } from '../open_graph.mjs';

const oneLine = (text) => text.replace(/\s+/g, ' ').trim();

export class View {
  /**
   * @param {HTMLElement} root
   * @param {any} studio { ask, dispatch, adoptNetwork, useFiles, sample, show, present }
   * @param {boolean} needsRun whether there is nothing to see before training
   */
  constructor(root, studio, needsRun = true) {
    Object.assign(this, { root, studio, needsRun });
    this.problem = element('p', { class: 'notice', role: 'alert' });
    this.problem.dataset.kind = 'problem';
    this.emptyText = element('p');
    this.emptyTrain = this.trainButton();
    this.emptyLook = element('button', { class: 'button', text: 'studio.look', onclick: () => {
      this.studio.looking = true;
      this.update(this.training, true);
    } });
    this.empty = element('div', { class: 'studio-empty' }, this.emptyText,
      element('div', { class: 'studio-tools start' }, this.emptyTrain, this.emptyLook));
    this.body = element('div', { class: 'studio-body' });
    root.append(this.problem, this.empty, this.body);
    /** @type {QuestionQueue[]} */
    this.askers = [];
  }

  trainButton() {
    return element('button', { class: 'button primary', text: 'studio.train',
      onclick: () => this.studio.dispatch({ type: 'train', order: 'start' }) });
  }

  asker(answered) {
    const asker = new QuestionQueue(this.studio.ask, answered, (problem) => this.tell(problem));
    this.askers.push(asker);
    return asker;
  }

  tell(problem) {
    setSentence(this.problem, problem && oneLine(problem));
  }

  /** @param {any} training the snapshot's part @param {boolean} shown whether its tab is open */
  update(training, shown) {
    this.training = training;
    const loading = training.phase === 'loading';
    const ready = !this.needsRun || (training.hasRun && !loading) || this.studio.looking || this.studio.adopted;
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

  /** The name of a class: the digit, or what the garment is called. */
  className(k) {
    return className(this.training?.settings.data, k);
  }

  /** Opens a computation as a graph. @param {object} what the question's own part */
  async openGraph(button, what) {
    button.disabled = true;
    try {
      await openGraph(this.studio, { ...what, view: this.studio.present() });
      this.tell('');
    } catch (error) {
      this.tell(error.message);
    }
    button.disabled = false;
  }

  /** Asks for what is missing; only called while shown. */
  refresh() {}

  /** Writes everything again: numbers or the language have changed. */
  render() {}
}
