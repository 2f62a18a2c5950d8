/** The train worker as the page sees it. */
import { Problem } from './problem.mjs';
import { WorkerLink } from './worker_link.mjs';

/** @typedef {import('./messages').FromTrainer} FromTrainer */
/** @typedef {import('./messages').State} State */

/** @extends {WorkerLink<import('./messages').ToTrainer, FromTrainer>} */
export class TrainLink extends WorkerLink {
  /**
   * @param {import('./worker_link.mjs').WorkerPage} page
   * @param {object} heard
   * @param {() => void} heard.anything before what was heard is handed on
   * @param {(report: import('../protocol/reports').Report) => void} heard.report
   * @param {(state: State) => void} heard.state
   * @param {(problem: Problem, run: number | null) => void} heard.failure of that run; null: the worker is gone, the next post starts another
   */
  constructor(page, heard) {
    super('train_worker.mjs', page, {
      message: (message) => {
        heard.anything();
        if (message.type === 'report') heard.report(message.report);
        else if (message.type === 'failed') this.#failed(message);
        else if (message.type === 'checkpoint') heard.state(message);
        else this.#snapshot(message);
      },
      failure: (problem) => this.#gone(problem),
    });
    this.told = heard;
  }

  /** @type {Map<number, () => void>} who waits for a snapshot, by its number */
  #waiting = new Map();
  #last = 0;

  /** Until the trainer's newest state was handed on; at once when there is no trainer. @returns {Promise<void>} */
  async snapshot() {
    if (!this.alive) return;
    await new Promise((resolve) => {
      this.#last += 1;
      this.#waiting.set(this.#last, () => resolve(undefined));
      this.post({ type: 'snapshot', id: this.#last });
    });
  }

  /** @param {Extract<FromTrainer, { type: 'snapshot' }>} message */
  #snapshot({ id, run, steps, bytes, rests, sound }) {
    if (bytes) this.told.state({ type: 'snapshot', run, steps, bytes, rests, sound });
    if (id === null) return;
    this.#waiting.get(id)?.();
    this.#waiting.delete(id);
  }

  /** @param {Extract<FromTrainer, { type: 'failed' }>} message */
  #failed({ run, fatal, problem }) {
    if (fatal) this.stop();
    this.#release();
    this.told.failure(new Problem(problem.code, problem.args), run);
  }

  /** @param {Problem} problem */
  #gone(problem) {
    this.#release();
    this.told.failure(problem, null);
  }

  #release() {
    for (const go of this.#waiting.values()) go();
    this.#waiting.clear();
  }
}
