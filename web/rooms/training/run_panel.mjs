/** The training run in words and numbers: its state, its accuracies beside the notes', and what can be done with it. */
import { byId, setSentence, setText } from '../../widgets/element.mjs';
import { t } from '../../text/strings.mjs';
import { AccuracyTable } from './accuracy_table.mjs';
import { brief, grouped } from '../../widgets/numbers.mjs';
import { saveCsv, savePicture } from '../../widgets/save_file.mjs';

const buttons = { 'train-start': 'start', 'train-pause': 'pause', 'train-step-one': 'step', 'train-epoch': 'epoch', 'train-reset': 'reset',
  'train-rewind': 'rewind', 'train-keep': 'keep', 'train-drop': 'drop', 'saved-resume': 'resume', 'saved-discard': 'discard' };

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
    for (const [id, order] of Object.entries(buttons)) {
      byId(id).addEventListener('click', () => dispatch({ type: 'train', order }));
    }
    byId('train-live').addEventListener('click', () => dispatch({ type: 'train', order: 'look', iteration: null }));
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
      await open({ of: 'step', step: text === '' ? this.iteration + 1 : Number(text) });
    } catch (error) {
      setSentence(problem, error.message);
    }
  }

  /** Without a canvas the run is steered from here. */
  showControls() {
    byId('train-controls').hidden = false;
    byId('train-progress').classList.remove('visually-hidden');
  }

  /** @param {any} training the snapshot's part */
  update(training) {
    const { phase, iteration, total, progress } = training;
    this.iteration = iteration;
    byId('open-step-number').placeholder = grouped(iteration + 1);
    setText(byId('train-state'), t(`mnist.phase.${phase}`));
    setText(byId('train-step'), t('mnist.step_of', { step: grouped(iteration), total: grouped(total) }));
    setText(byId('train-loss'), training.loss === null ? '–' : brief(training.loss, 4));
    const path = training.path && t(`mnist.path.${training.path}`);
    setText(byId('train-seconds'), t('mnist.seconds', { seconds: brief(training.seconds, 3) }));
    byId('train-seconds').title = path;
    byId('train-progress').value = phase === 'loading' ? progress : iteration / total;
    this.showTrouble(training);
    const start = byId('train-start');
    const goesOn = phase === 'paused' || (phase === 'failed' && training.checkpoints.length > 0);
    setText(start, t(goesOn ? 'mnist.go_on' : phase === 'failed' ? 'mnist.train_again' : 'mnist.train'));
    const busy = phase === 'running' || phase === 'loading';
    for (const id of ['train-start', 'train-step-one', 'train-epoch']) byId(id).disabled = busy;
    byId('train-pause').disabled = phase !== 'running';
    byId('train-reset').disabled = !training.hasRun;
    this.showTimeTravel(training, busy);
    this.showKept(training);
    this.showSaved(training.saved);
    this.rows.update(training);
  }

  showTrouble({ phase, problem, blowUp, rewindTo }) {
    const element = byId('train-message');
    let text = problem?.text ?? '';
    if (blowUp) {
      text = t('mnist.blown_up', { step: grouped(blowUp.iteration), op: blowUp.op, node: blowUp.node, value: blowUp.value });
      if (rewindTo !== null) text += ` ${t('mnist.blown_up_back')}`;
    } else if (phase === 'failed' && rewindTo !== null) {
      text += ` ${t('mnist.failed_back', { step: grouped(rewindTo + 1) })}`;
    }
    setSentence(element, text);
    if (text) element.dataset.kind = phase === 'failed' || blowUp ? 'problem' : 'warning';
  }

  showTimeTravel({ lookedAt, rewindTo, iteration, phase }, busy) {
    const rewind = byId('train-rewind');
    rewind.hidden = busy || rewindTo === null || (rewindTo + 1 === iteration && phase !== 'blown_up');
    if (!rewind.hidden) setText(rewind, t('mnist.look.rewind', { step: grouped(rewindTo + 1) }));
    byId('train-live').hidden = lookedAt === null;
  }

  showKept({ kept, loss }) {
    byId('train-keep').disabled = loss === null;
    byId('train-drop').hidden = !kept;
    byId('train-kept').hidden = !kept;
    if (!kept) return;
    const { hidden, activation, optimizer, learningRate, batchSize, seed } = kept.settings;
    setText(byId('train-kept'), t('mnist.kept', { network: hidden.join('-') || '0', activation: t(`mnist.settings.${activation}`), optimizer: t(`mnist.settings.${optimizer}`), rate: learningRate, batch: batchSize, seed }));
  }

  showSaved(saved) {
    byId('saved-run').hidden = !saved;
    if (!saved) return;
    const { iteration, total, network } = saved;
    setText(byId('saved-text'), t('mnist.saved.text', { step: grouped(iteration), total: grouped(total), network: network || '0' }));
  }
}

/** A line for each step: loss, and accuracies where they were measured. */
function runRows({ losses, accuracies }) {
  const at = new Map(accuracies.map((row) => [row.iteration, row]));
  return [['step', 'loss', 'train accuracy', 'test accuracy'],
    ...losses.map((loss, i) => [i + 1, loss ?? 'nan', at.get(i)?.train ?? '', at.get(i)?.test ?? ''])];
}
