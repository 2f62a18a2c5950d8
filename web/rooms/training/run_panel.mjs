/** The training run in words and numbers: its state, its accuracies beside the notes', and what can be done with it. */
import { byId, setSentence, setText } from '../../widgets/element.mjs';
import { t } from '../../text/strings.mjs';
import { AccuracyTable } from './accuracy_table.mjs';
import { RunControls } from './run_controls.mjs';
import { brief, grouped } from '../../widgets/numbers.mjs';
import { saveCsv, savePicture } from '../../widgets/save_file.mjs';

export class RunPanel {
  /**
   * @param {(action: object) => boolean} dispatch
   * @param {object} page
   * @param {() => string} page.run the run as a text
   * @param {() => HTMLCanvasElement | null} page.drawn the canvas, just drawn
   * @param {(what: object) => Promise<void>} page.openGraph
   */
  constructor(dispatch, page) {
    this.rows = new AccuracyTable(byId('accuracies').tBodies[0], dispatch);
    this.controls = ['run', 'history', 'saved'].map((group) => new RunControls(byId(`controls-${group}`), group, dispatch));
    byId('open-step').addEventListener('submit', (event) => {
      event.preventDefault();
      this.openStep(page.openGraph);
    });
    byId('charts-png').addEventListener('click', () => savePicture(page.drawn(), 'training.png'));
    byId('charts-csv').addEventListener('click', () => saveCsv(runRows(JSON.parse(page.run())), 'training.csv'));
  }

  /** The step's batch and its weights as a graph; without a number, the next step. */
  async openStep(open) {
    const problem = byId('open-step-problem');
    const text = byId('open-step-number').value.trim();
    setText(problem, '');
    try {
      await open({ of: 'step', step: text === '' ? this.steps + 1 : Number(text) });
    } catch (error) {
      setSentence(problem, error.message);
    }
  }

  /** Without a canvas the run is steered from here. */
  showControls() {
    byId('controls-run').hidden = false;
    byId('train-progress').classList.remove('visually-hidden');
  }

  /** @param {any} training the snapshot's part */
  update(training) {
    const { steps, display } = training;
    this.steps = steps;
    byId('open-step-number').placeholder = grouped(steps + 1);
    setText(byId('train-state'), display.state);
    setText(byId('train-step'), display.steps);
    setText(byId('train-loss'), training.loss === null ? '–' : brief(training.loss, 4));
    setText(byId('train-seconds'), t('mnist.seconds', { seconds: brief(training.seconds, 3) }));
    byId('train-seconds').title = training.path && t(`mnist.path.${training.path}`);
    byId('train-progress').value = display.progress;
    setSentence(byId('train-message'), display.message);
    byId('train-message').dataset.kind = 'problem';
    for (const controls of this.controls) controls.update(training.controls);
    byId('train-kept').hidden = !display.kept;
    setText(byId('train-kept'), display.kept);
    byId('saved-run').hidden = !display.saved;
    setText(byId('saved-text'), display.saved);
    this.rows.update(training);
  }
}

/** A line for each step: loss, and accuracies where they were measured. */
function runRows({ losses, accuracies }) {
  const at = new Map(accuracies.map((row) => [row.steps, row]));
  return [['step', 'loss', 'train accuracy', 'test accuracy'],
    ...losses.map((loss, i) => [i + 1, loss ?? 'nan', at.get(i + 1)?.train ?? '', at.get(i + 1)?.test ?? ''])];
}
