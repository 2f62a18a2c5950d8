import { Problem } from './problem.mjs';

/**
 * A worker that may be missing, blocked, silent, killed or dead. A worker that never answers is no error to the browser, so
 * this one watches for its hello.
 */
const helloWithin = 5000;

/** @typedef {{ address: string, module: WebAssembly.Module }} WorkerPage the page's address, and the engine, compiled */

/**
 * @template {{ type: string }} To messages to the worker
 * @template From its messages
 */
export class WorkerLink {
  /**
   * @param {string} file of dist/workers
   * @param {WorkerPage} page
   * @param {object} heard
   * @param {(message: From) => void} heard.message
   * @param {(problem: Problem) => void} heard.failure the worker is gone then; the next post starts another
   * @param {() => void} [heard.started] what a new worker must be told first
   */
  constructor(file, page, heard) {
    this.file = file;
    this.page = page;
    this.heard = heard;
    /** @type {Worker | null} */
    this.worker = null;
    /** @type {Uint8Array[] | null} the data that it was given last */
    this.files = null;
  }

  get alive() {
    return this.worker !== null;
  }

  /** Starts the worker when there is none. @param {To | import('./messages').DataMessage} message */
  post(message) {
    if (!this.worker) this.start();
    this.worker?.postMessage(message);
  }

  /** Posts the images, unless the worker has them. @param {Uint8Array[]} files @param {number} run */
  give(files, run) {
    if (this.files === files) return;
    this.files = files;
    this.post({ type: 'data', run, files });
  }

  start() {
    /** @type {Worker} */
    let worker;
    try {
      worker = new Worker(new URL(`./workers/${this.file}`, this.page.address), { type: 'module' });
    } catch (error) {
      // A sandbox without an origin: no worker's file is its own.
      if (globalThis.origin === 'null') return this.fail(new Problem('worker.in_sandbox', { attribute: 'allow-same-origin' }));
      this.fail(new Problem('worker.not_started', { worker: this.file, reason: /** @type {Error} */ (error).message }));
      return;
    }
    this.worker = worker;
    this.watchdog = setTimeout(() => {
      this.fail(new Problem('worker.no_answer', { worker: this.file, seconds: helloWithin / 1000 }));
    }, helloWithin);
    worker.addEventListener('message', ({ data }) => {
      if (worker !== this.worker) return;
      if (data.type === 'hello') clearTimeout(this.watchdog);
      else this.heard.message(data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (worker !== this.worker) return;
      this.fail(event.message ? new Problem('worker.stopped', { worker: this.file, reason: event.message })
        : new Problem('worker.not_loaded', { worker: this.file }));
    });
    worker.postMessage({ type: 'hello', module: this.page.module });
    this.heard.started?.();
  }

  stop() {
    clearTimeout(this.watchdog);
    this.worker?.terminate();
    this.worker = null;
    this.files = null;
  }

  /** @param {Problem} problem */
  fail(problem) {
    this.stop();
    this.heard.failure(problem);
  }
}
