import { build } from './build.mjs';
import { Problem } from './problem.mjs';
import { renewScript } from './renew_script.mjs';

/**
 * A worker that may be missing, blocked, silent, hung, killed, dead or of another build. None of that is an error to the browser, so
 * this one watches: whoever has not done all that was said to it (messages.d.ts, Idle) must be heard within so many seconds.
 */
const answerWithin = 5;

/** @typedef {{ address: string, module: WebAssembly.Module }} WorkerPage the page's address, and the engine, compiled */

/**
 * @template {{ type: string }} To messages to the worker
 * @template From its messages
 */
export class WorkerLink {
  #posted = 0;
  #seconds = 0;
  #greeted = false;
  #doubtful = false; // what it was started from
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #watch;

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
    /** @type {import('./messages').ImageFile[] | null} the data that it was given last */
    this.files = null;
  }

  get alive() {
    return this.worker !== null;
  }

  /** Starts the worker when there is none. @param {To | import('./messages').DataMessage} message */
  post(message) {
    if (!this.worker) this.start();
    if (!this.worker) return;
    this.#posted += 1;
    this.worker.postMessage(message);
    this.#listen();
  }

  get #address() {
    return new URL(`./workers/${this.file}`, this.page.address);
  }

  /** After a start that failed: until the worker's scripts were fetched anew, past the cache. */
  async renew() {
    if (!this.#doubtful) return;
    this.#doubtful = false;
    await renewScript(this.#address.href);
  }

  /** Posts the images, unless the worker has them. @param {import('./messages').ImageFile[]} files @param {number} run */
  give(files, run) {
    if (this.files === files) return;
    this.files = files;
    this.post({ type: 'data', run, files });
  }

  start() {
    /** @type {Worker} */
    let worker;
    try {
      worker = new Worker(this.#address, { type: 'module' });
    } catch (error) {
      // A sandbox without an origin: no worker's file is its own.
      if (globalThis.origin === 'null') return this.fail(new Problem('worker.in_sandbox', { attribute: 'allow-same-origin' }));
      this.fail(new Problem('worker.not_started', { worker: this.file, reason: /** @type {Error} */ (error).message }));
      return;
    }
    this.worker = worker;
    this.#greeted = false;
    this.#listen();
    worker.addEventListener('message', ({ data }) => {
      if (worker === this.worker) this.#hear(data);
    });
    /** @param {string} [reason] */
    const broken = (reason) => {
      if (worker !== this.worker) return;
      this.fail(reason ? new Problem('worker.stopped', { worker: this.file, reason })
        : new Problem('worker.not_loaded', { worker: this.file }));
    };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      broken(event.message);
    });
    worker.addEventListener('messageerror', () => broken('messageerror'));
    worker.postMessage({ type: 'hello', module: this.page.module });
    this.heard.started?.();
  }

  /** @param {import('./messages').HelloBack | import('./messages').Idle | import('./messages').Beat | From} data */
  #hear(data) {
    this.#seconds = 0;
    const message = /** @type {import('./messages').HelloBack | import('./messages').Idle | import('./messages').Beat} */ (data);
    if (message.type === 'hello') {
      this.#greeted = message.build === build;
      if (!this.#greeted) this.fail(new Problem('worker.versions_differ', { worker: this.file }));
    } else if (message.type === 'idle') {
      if (message.heard === this.#posted) this.#rest();
    } else if (message.type !== 'beat') {
      this.heard.message(/** @type {From} */ (data));
    }
  }

  /** Second after second, so that a computer that slept, or a page that was busy, blames no worker. */
  #listen() {
    this.#watch ??= setTimeout(() => {
      this.#watch = undefined;
      this.#seconds += 1;
      if (this.#seconds < answerWithin) this.#listen();
      else if (this.#greeted) this.fail(new Problem('worker.silent', { worker: this.file, seconds: answerWithin }));
      else this.fail(new Problem('worker.no_answer', { worker: this.file, seconds: answerWithin }));
    }, 1000);
  }

  #rest() {
    clearTimeout(this.#watch);
    this.#watch = undefined;
    this.#seconds = 0;
  }

  stop() {
    this.#rest();
    this.#posted = 0;
    this.worker?.terminate();
    this.worker = null;
    this.files = null;
  }

  /** @param {Problem} problem */
  fail(problem) {
    this.#doubtful = !this.#greeted;
    this.stop();
    this.heard.failure(problem);
  }
}
