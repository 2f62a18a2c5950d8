/**
 * Runs the playground's training orders in two workers, one that trains and one that answers questions, and passes their
 * reports on. Holds nothing of the run but what is on its way: the playground owns it, the exam worker has the checkpoints.
 */
import { DataProblem, sentence } from './data_files.mjs';
import { DataSources, sortFiles } from './data_sources.mjs';
import { SavedRun } from './saved_run.mjs';
import { WorkerLink } from './worker_link.mjs';

const saveEvery = 2000;
/** Questions that go on about the state of the one before. */
const sameState = ['cell', 'images'];

export class TrainingHost {
  /**
   * @param {object} page
   * @param {string | URL} page.address of the page: data and workers stand beside it
   * @param {WebAssembly.Module} page.module with the engine, compiled
   * @param {(report: object) => void} page.report to the playground
   * @param {() => void} page.takeOrders hands over what was ordered meanwhile: a reset must not be overtaken by a report
   * @param {() => string} page.run the run as a text
   * @param {(action: object) => boolean} page.dispatch
   * @param {(sentence: string) => string} page.translated what the engine says, in the user's language
   * @param {object} settings of the playground, for questions before the first run
   */
  constructor(page, settings) {
    this.page = page;
    this.settings = settings;
    this.run = 0; // what an older run still reports is dropped
    this.network = null; // bytes of a .npz file that runs start from
    this.pausing = false;
    this.from = null; // a checkpoint to start from: { iteration, bytes }
    this.questions = new Map();
    this.snapshots = new Map();
    this.nextQuestion = 0;
    this.savedAt = -Infinity;
    this.sources = new DataSources(page.address);
    this.saved = new SavedRun();
    this.trainer = new WorkerLink('train_worker.mjs', page, {
      message: (message) => this.hearTrainer(message),
      failure: (text) => this.trainerGone(text),
    });
    this.examiner = new WorkerLink('evaluation_worker.mjs', page, {
      message: (message) => this.hearExaminer(message),
      failure: (text) => this.examinerGone(text),
      started: () => this.tellRun(),
    });
    this.dataOf = new Map(); // which data a worker has, by its link
    addEventListener('visibilitychange', () => { if (document.hidden) this.wantSnapshot(); });
    addEventListener('pagehide', () => this.wantSnapshot());
  }

  /** @param {any} order of Training::act */
  take(order) {
    const takes = {
      begin: () => this.begin(order),
      go: () => this.go(order.until),
      pause: () => {
        this.pausing = true;
        if (this.trainer.alive) this.trainer.post({ type: 'pause' });
      },
      reset: () => this.reset(order.settings),
      learning_rate: () => {
        this.settings = { ...this.settings, learningRate: order.value };
        if (this.trainer.alive) this.trainer.post({ type: 'learning_rate', value: order.value });
      },
      look: () => this.examiner.post({ type: 'look', iteration: order.iteration }),
      rewind: () => this.rewind(order.iteration),
      resume: () => this.resume(),
      discard: () => this.saved.clear(),
    };
    takes[order.order]?.();
  }

  // --- runs

  /** A new run's number and settings, for both workers. */
  newRun(settings) {
    this.run += 1;
    this.pausing = false;
    this.from = null;
    this.settings = settings;
    if (this.trainer.alive) this.trainer.post({ type: 'reset' });
    if (this.examiner.alive) this.tellRun();
  }

  tellRun() {
    this.examiner.post({ type: 'run', run: this.run, settings: this.settings, network: this.network });
  }

  async begin({ settings, until }) {
    this.newRun(settings);
    const { run } = this;
    await this.guarded(run, async () => {
      const files = await this.load(settings.data, run);
      if (run !== this.run) return;
      this.giveData(this.trainer, files);
      this.trainer.post({ type: 'begin', run, settings: this.settings, until, network: this.network });
    });
  }

  reset(settings) {
    this.network = null;
    this.newRun(settings);
  }

  go(until) {
    this.pausing = false;
    if (this.trainer.alive && !this.from) {
      this.trainer.post({ type: 'go', until });
      return;
    }
    this.goFrom(until);
  }

  /** Goes on from a checkpoint in a fresh trainer. */
  async goFrom(until) {
    const { run, settings } = this;
    await this.guarded(run, async () => {
      const { iteration, bytes, seconds } = await this.from;
      const files = await this.load(settings.data, run);
      if (run !== this.run) return;
      this.from = null;
      this.giveData(this.trainer, files);
      this.trainer.post({ type: 'begin', run, settings: this.settings, until, iteration, checkpoint: bytes, seconds });
      if (this.pausing) this.trainer.post({ type: 'pause' });
    });
  }

  rewind(iteration) {
    const seconds = JSON.parse(this.page.run()).seconds;
    this.from = this.question({ what: 'checkpoint', iteration }).then(({ bytes }) => ({ iteration, bytes, seconds }));
    this.from.catch(() => {});
    this.examiner.post({ type: 'drop', after: iteration });
  }

  /** Does the work of a run; what fails is the run's failure. */
  async guarded(run, work) {
    try {
      await work();
    } catch (error) {
      if (run === this.run) this.report({ phase: 'failed', message: `${sentence(error)} Train tries again.` });
    }
  }

  // --- data

  async load(name, run) {
    let told = -1;
    return this.sources.load(name, (progress) => {
      if (run !== this.run || (progress - told < 0.01 && progress < 1)) return;
      told = progress;
      this.report({ phase: 'loading', progress });
    });
  }

  giveData(link, files) {
    if (this.dataOf.get(link) === files) return;
    this.dataOf.set(link, files);
    link.post({ type: 'data', run: this.run, files });
  }

  /** @param {Iterable<File>} list the user's IDX files */
  useFiles(list) {
    return this.translated(async () => {
      const { name, files } = await sortFiles(list);
      await this.useData({ name, files });
      this.saved.keepData({ name, files });
    });
  }

  /** What rejects does so in the user's language. */
  async translated(work) {
    try {
      return await work();
    } catch (error) {
      throw new DataProblem(this.page.translated(sentence(error)));
    }
  }

  async useData({ name, files }) {
    const before = this.dataOf.get(this.examiner);
    try {
      this.giveData(this.examiner, files);
      const facts = await this.question({ what: 'data' });
      this.sources.setOwn(files);
      this.report({ own: { name, ...facts } });
    } catch (error) {
      this.dataOf.delete(this.examiner);
      if (before) this.giveData(this.examiner, before);
      throw error;
    }
  }

  // --- questions

  /** @param {{ what: string }} question @returns {Promise<any>} rejects with a sentence */
  ask(question) {
    return this.translated(async () => {
      if (question.what !== 'predict' || question.image === undefined) {
        this.giveData(this.examiner, await this.sources.load(this.settings.data, () => {}));
      }
      if (this.training && !sameState.includes(question.what)) await this.snapshot();
      return this.question(question);
    });
  }

  question(question) {
    return new Promise((resolve, reject) => {
      const id = ++this.nextQuestion;
      this.questions.set(id, { resolve, reject });
      this.examiner.post({ type: 'ask', id, question });
    });
  }

  /** The trainer's newest state, handed to the examiner. */
  snapshot() {
    if (!this.trainer.alive) return Promise.resolve();
    return new Promise((resolve) => {
      const id = ++this.nextQuestion;
      this.snapshots.set(id, resolve);
      this.trainer.post({ type: 'snapshot', id });
    });
  }

  wantSnapshot() {
    this.savedAt = -Infinity;
    if (this.trainer.alive && this.training) this.trainer.post({ type: 'snapshot', id: null });
  }

  // --- what the workers say

  report(report) {
    if (report.phase) this.training = report.phase === 'running';
    this.page.report(report);
  }

  hearTrainer(message) {
    this.page.takeOrders();
    if (message.type === 'snapshot') this.hearSnapshot(message);
    if (message.run !== this.run) return;
    if (message.type === 'failed') {
      if (message.fatal) this.trainer.stop();
      this.trainerGone(message.message);
    } else if (message.type === 'checkpoint') {
      this.keep(message, 'checkpoint');
    } else if (message.type === 'report') {
      const { report } = message;
      // A slice that was under way when the user paused.
      if (this.pausing && report.phase === 'running') report.phase = 'paused';
      this.report(report);
    }
  }

  hearSnapshot(message) {
    if (message.bytes && message.run === this.run) this.keep(message, 'latest');
    this.snapshots.get(message.id)?.();
    this.snapshots.delete(message.id);
  }

  keep({ run, iteration, bytes }, type) {
    const now = performance.now();
    if (now - this.savedAt > saveEvery || !this.training) {
      this.savedAt = now;
      this.saved.write(this.page.run(), iteration, bytes.slice());
    }
    const files = this.sources.kept.get(this.settings.data);
    if (files) this.giveData(this.examiner, files);
    this.examiner.post({ type, run, iteration, bytes });
  }

  hearExaminer(message) {
    this.page.takeOrders();
    if (message.type === 'answer') {
      const question = this.questions.get(message.id);
      this.questions.delete(message.id);
      if (message.problem) question?.reject(new DataProblem(message.problem));
      else question?.resolve(message.answer);
    } else if (message.type === 'report' && message.run === this.run) {
      this.report(message.report);
    } else if (message.type === 'failed') {
      console.info(message.message);
    }
  }

  trainerGone(text) {
    this.dataOf.delete(this.trainer);
    this.from = null;
    for (const resolve of this.snapshots.values()) resolve();
    this.snapshots.clear();
    this.report({ phase: 'failed', message: `${text} Train tries again.` });
  }

  examinerGone(text) {
    this.dataOf.delete(this.examiner);
    for (const { reject } of this.questions.values()) reject(new DataProblem(text));
    this.questions.clear();
    this.report({ checkpoints: [] });
    if (!this.trainer.alive) this.report({ phase: 'failed', message: `${text} Train tries again.` });
  }

  // --- another visit

  /** Offers the run of an earlier visit, and brings back the user's own images. */
  async remember() {
    const data = await this.saved.data();
    if (data) await this.useData(data).catch(() => {});
    for (const slot of await this.saved.read()) {
      try {
        this.page.report({ saved: JSON.parse(slot.text) });
        this.slot = slot;
        return;
      } catch { /* the other slot may be whole */ }
    }
  }

  async resume() {
    const { text, iteration, bytes } = this.slot;
    const restored = JSON.parse(text);
    this.newRun(restored.settings);
    this.from = Promise.resolve({ iteration, bytes: bytes.slice(), seconds: restored.seconds });
    this.report({ restored, phase: 'paused', checkpoints: [iteration] });
    const { run } = this;
    await this.guarded(run, async () => {
      const files = await this.sources.load(restored.settings.data, () => {});
      if (run !== this.run) return;
      this.giveData(this.examiner, files);
      this.examiner.post({ type: 'checkpoint', run, iteration, bytes });
    });
  }

  // --- networks from files

  /** Takes a .npz file's weights as the start of a run. @param {Uint8Array} bytes */
  adoptNetwork(bytes) {
    return this.translated(async () => {
      const { hidden } = await this.question({ what: 'network', bytes });
      this.report({ settings: { hidden } });
      this.page.dispatch({ type: 'train', order: 'reset' });
      this.network = bytes;
      this.newRun(this.settings);
      this.report({});
    });
  }
}
