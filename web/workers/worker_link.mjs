/**
 * A worker that may be missing, blocked, silent, killed or dead. A worker that never answers is no error to the browser, so
 * this one watches for its hello.
 */
const helloWithin = 5000;

export class WorkerLink {
  /**
   * @param {string} file of dist/workers
   * @param {{ address: string | URL, module: WebAssembly.Module }} page its address, and the engine, compiled
   * @param {object} heard
   * @param {(message: any) => void} heard.message
   * @param {(sentence: string) => void} heard.failure the worker is gone then; the next post starts another
   * @param {() => void} [heard.started] what a new worker must be told first
   */
  constructor(file, page, heard) {
    this.file = file;
    this.page = page;
    this.heard = heard;
    this.worker = null;
  }

  get alive() {
    return this.worker !== null;
  }

  /** Starts the worker when there is none. @param {object} message @param {Transferable[]} [transfer] */
  post(message, transfer = []) {
    if (!this.worker) this.start();
    this.worker?.postMessage(message, transfer);
  }

  start() {
    let worker;
    try {
      worker = new Worker(new URL(`./workers/${this.file}`, this.page.address), { type: 'module' });
    } catch (error) {
      this.heard.failure(`The worker ${this.file} could not be started: ${error.message}.`);
      return;
    }
    this.worker = worker;
    this.watchdog = setTimeout(() => {
      this.fail(`The worker ${this.file} did not answer within ${helloWithin / 1000} seconds: its file may be missing or blocked. The graph goes on working.`);
    }, helloWithin);
    worker.addEventListener('message', ({ data }) => {
      if (worker !== this.worker) return;
      if (data.type === 'hello') clearTimeout(this.watchdog);
      else this.heard.message(data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (worker !== this.worker) return;
      this.fail(event.message ? `The worker ${this.file} stopped: ${event.message}.` : `The worker ${this.file} could not be loaded.`);
    });
    worker.postMessage({ type: 'hello', module: this.page.module });
    this.heard.started?.();
  }

  stop() {
    clearTimeout(this.watchdog);
    this.worker?.terminate();
    this.worker = null;
  }

  fail(sentence) {
    this.stop();
    this.heard.failure(sentence);
  }
}
