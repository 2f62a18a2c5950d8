/**
 * Runs the playground's training orders in a worker and passes the worker's reports on. A worker that never answers is no
 * error to the browser, so this one watches for its hello.
 */
const helloWithin = 5000;

export class TrainingHost {
  /**
   * @param {(report: object) => void} report
   * @param {() => void} takeOrders hands over what was ordered meanwhile: a reset must not be overtaken by a report
   */
  constructor(report, takeOrders) {
    this.report = report;
    this.takeOrders = takeOrders;
    this.worker = null;
    this.run = 0;
    this.pausing = false;
  }

  /** @param {{ order: 'start' | 'pause' | 'reset' }} order */
  take({ order }) {
    if (order === 'start') {
      this.pausing = false;
      if (!this.worker) this.startWorker();
      this.post('start');
    } else if (order === 'pause') {
      this.pausing = true;
      this.post('pause');
    } else if (order === 'reset') {
      this.run += 1; // what the old run still reports is dropped
      this.pausing = false;
      this.post('reset');
    }
  }

  post(type) {
    this.worker?.postMessage({ type, run: this.run });
  }

  startWorker() {
    this.run += 1;
    let worker;
    try {
      worker = new Worker(new URL('./engine_worker.mjs', import.meta.url), { type: 'module' });
    } catch (error) {
      this.fail(`The training worker could not be started: ${error.message}. Train tries again.`);
      return;
    }
    this.worker = worker;
    this.watchdog = setTimeout(() => {
      this.fail('The training worker (engine_worker.mjs) did not answer within 5 seconds: its file may be missing or ' +
        'blocked. Train tries again; the graph goes on working.');
    }, helloWithin);
    worker.addEventListener('message', ({ data }) => {
      if (worker === this.worker) this.hear(data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (worker !== this.worker) return;
      const reason = event.message ? `stopped: ${event.message}` : 'could not be loaded';
      this.fail(`The training worker (engine_worker.mjs) ${reason}. Train tries again.`);
    });
    worker.postMessage({ type: 'hello', run: this.run });
  }

  hear(message) {
    if (message.type === 'hello') {
      clearTimeout(this.watchdog);
      return;
    }
    this.takeOrders();
    if (message.type !== 'report' || message.run !== this.run) return;
    const { report } = message;
    // A slice that was under way when the user paused.
    if (this.pausing && report.phase === 'running') report.phase = 'paused';
    if (report.phase === 'failed' && message.fatal) this.dropWorker();
    this.report(report);
  }

  dropWorker() {
    clearTimeout(this.watchdog);
    this.worker?.terminate();
    this.worker = null;
    this.run += 1;
  }

  fail(message) {
    this.dropWorker();
    this.report({ phase: 'failed', message });
  }
}
