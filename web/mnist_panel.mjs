/** The training run in words and numbers. */
import { byId, make, setText } from './dom.mjs';
import { t } from './strings.mjs';

const grouped = (number) => number.toLocaleString('en-US');
const percent = (share) => `${(share * 100).toFixed(2)} %`;

export class MnistPanel {
  /** @param {(action: object) => boolean} dispatch */
  constructor(dispatch) {
    this.body = byId('accuracies').tBodies[0];
    for (const order of ['start', 'pause', 'reset']) {
      byId(`train-${order}`).addEventListener('click', () => dispatch({ type: 'train', order }));
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
    setText(byId('train-state'), t(`mnist.phase.${phase}`));
    setText(byId('train-step'), t('mnist.step_of', { step: grouped(iteration), total: grouped(total) }));
    setText(byId('train-loss'), training.loss === null ? '–' : training.loss.toFixed(4));
    setText(byId('train-seconds'), t('mnist.seconds', { seconds: training.seconds.toFixed(1) }));
    byId('train-progress').value = phase === 'loading' ? progress : iteration / total;
    const message = byId('train-message');
    setText(message, training.message);
    if (training.message) message.dataset.kind = phase === 'failed' ? 'problem' : 'warning';
    const controls = byId('train-start');
    setText(controls, t(phase === 'failed' ? 'mnist.train_again' : phase === 'paused' ? 'mnist.go_on' : 'mnist.train'));
    controls.disabled = phase === 'running' || phase === 'loading';
    byId('train-pause').disabled = phase !== 'running';
    this.updateRows(training.accuracies);
  }

  updateRows(rows) {
    while (this.body.rows.length > rows.length) this.body.deleteRow(-1);
    for (const row of rows.slice(this.body.rows.length)) {
      const line = make('tr');
      line.append(make('td', '', grouped(row.iteration)), make('td', 'number value', percent(row.train)),
        make('td', 'number', percent(row.test)));
      this.body.append(line);
    }
  }
}
