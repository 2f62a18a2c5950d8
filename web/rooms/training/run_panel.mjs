/** The training run in words and numbers: its state, and what can be done with it. */
import { block, element, idOf, setSentence, setText } from '../../widgets/element.mjs';
import { t } from '../../text/strings.mjs';
import { openGraph } from './open_graph.mjs';
import { RunControls } from './run_controls.mjs';
import { brief, grouped, typedNumber } from '../../widgets/numbers.mjs';
import { saveCsv, savePicture } from '../../widgets/save_file.mjs';

/** @typedef {import('../../protocol/snapshot').TrainingState} TrainingState */

export class RunPanel {
  /** Of the run, each beside its name. */
  facts = { state: element('dd'), step: element('dd'), loss: element('dd'), time: element('dd') };
  message = element('p', { class: 'notice', name: 'train-message', 'data-kind': 'problem', role: 'status', 'aria-live': 'polite' });
  kept = element('p', { class: 'hint', name: 'train-kept', hidden: true });
  number = element('input', { class: 'field', name: 'open-step-number', inputmode: 'numeric', autocomplete: 'off',
    oninput: () => setText(this.numberProblem, '') });
  numberProblem = element('p', { class: 'notice', name: 'open-step-problem', 'data-kind': 'problem', role: 'alert' });
  savedText = element('p');
  steps = 0;

  /** @param {import('../../page.mjs').Page} page */
  constructor(page) {
    this.page = page;
    // Without a canvas the run is steered and followed from here.
    this.progress = element('progress', { class: page.canDraw ? 'progress visually-hidden' : 'progress', max: 1, value: 0, label: 'mnist.progress' });
    const run = element('p', { class: 'actions', hidden: page.canDraw });
    const history = element('p', { class: 'actions' },
      element('button', { class: 'button', name: 'charts-png', text: 'mnist.charts_png', onclick: () => savePicture(page.drawn(), 'training.png') }),
      element('button', {
        class: 'button', name: 'charts-csv', text: 'mnist.charts_csv', onclick: () => saveCsv(runRows(JSON.parse(page.run())), 'training.csv'),
      }));
    const saved = element('p', { class: 'actions' });
    this.controls = Object.entries({ run, history, saved }).map(([group, root]) => new RunControls(root, group, page.dispatch));
    this.saved = block(element('h2', { text: 'mnist.saved.title' }), { class: 'block offer', name: 'saved-run', hidden: true }, this.savedText, saved);
    this.elements = [this.saved, block(element('h2', { text: 'mnist.run' }), {},
      element('dl', { class: 'facts' },
        ...Object.entries(this.facts).map(([name, fact]) => element('div', {}, element('dt', { text: `mnist.${name}` }), fact))),
      this.progress, this.message, run, history, this.kept, this.makeOpenStep(), this.numberProblem)];
  }

  makeOpenStep() {
    const form = element('form', { class: 'open-step' },
      element('label', { htmlFor: idOf(this.number), text: 'mnist.open_step' }), this.number,
      element('button', { class: 'button', type: 'submit', text: 'mnist.open_as_graph' }));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.openStep();
    });
    return form;
  }

  /** The step's batch and its weights as a graph; without a number, the next step. */
  async openStep() {
    const text = this.number.value.trim();
    setText(this.numberProblem, '');
    try {
      await openGraph(this.page, { of: 'step', step: text === '' ? this.steps + 1 : typedNumber(text) });
    } catch (error) {
      setSentence(this.numberProblem, /** @type {Error} */ (error).message);
    }
  }

  /** @param {TrainingState} training */
  update({ steps, display, loss, seconds, path, controls }) {
    const { facts } = this;
    this.steps = steps;
    this.number.placeholder = grouped(steps + 1);
    setText(facts.state, display.state);
    setText(facts.step, display.steps);
    setText(facts.loss, loss === null ? '–' : brief(loss, 4));
    setText(facts.time, t('mnist.seconds', { seconds: brief(seconds, 3) }));
    facts.time.title = path && t(`mnist.path.${path}`);
    this.progress.value = display.progress;
    setSentence(this.message, display.message);
    for (const group of this.controls) group.update(controls);
    this.kept.hidden = !display.kept;
    setText(this.kept, display.kept);
    this.saved.hidden = !display.saved;
    setText(this.savedText, display.saved);
  }
}

/**
 * A line for each step: loss, and accuracies where they were measured.
 * @param {{ losses: (number | null)[], accuracies: TrainingState['accuracies'] }} run
 */
function runRows({ losses, accuracies }) {
  const at = new Map(accuracies.map((row) => [row.steps, row]));
  return [['step', 'loss', 'train accuracy', 'test accuracy'],
    ...losses.map((loss, i) => [i + 1, loss ?? 'nan', at.get(i + 1)?.train ?? '', at.get(i + 1)?.test ?? ''])];
}
