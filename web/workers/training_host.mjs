/**
 * Carries the playground's training orders to two workers, one that trains and one that evaluates, and their reports back.
 * Decides nothing: the playground says what a run is to do, and drops reports of a run that is no more.
 */
import { DataSources, sortFiles } from './data_sources.mjs';
import { EvaluationLink } from './evaluation_link.mjs';
import { Problem, problemData } from './problem.mjs';
import { SavedRun } from './saved_run.mjs';
import { TrainLink } from './train_link.mjs';

/** @typedef {import('../protocol/reports').Order} Order */
/** @typedef {import('../protocol/reports').Report} Report */
/** @typedef {import('../protocol/reports').Settings} Settings */
/** @typedef {import('./messages').State} State */
/** @typedef {import('./messages').BeginMessage} BeginMessage */
/** @typedef {import('./messages').Checkpoint} Checkpoint */
/** @typedef {import('./messages').Question} Question */
/** @template {Order['type']} T @typedef {Extract<Order, { type: T }>} OrderOf */

/** Milliseconds between two savings of a run for the next visit. */
const saveEvery = 2000;
/** Questions that go on about the state of the one before. */
const sameState = ['cell', 'images'];

/**
 * @typedef {object} HostPage
 * @property {string} address the page's
 * @property {WebAssembly.Module} module with the engine, compiled
 * @property {(report: Report) => void} report to the playground
 * @property {() => void} takeOrders hands over what was ordered meanwhile: a reset must not be overtaken by a checkpoint
 * @property {() => string} run the run as a text
 */

export class TrainingHost {
  /**
   * @param {HostPage} page
   * @param {Settings} settings of the playground, for questions before the first run
   */
  constructor(page, settings) {
    this.page = page;
    this.settings = settings;
    this.run = 0; // the number of the run that orders are about
    /** @type {Uint8Array | null} a .npz file that runs start from */
    this.network = null;
    /** @type {BeginMessage | null} what the trainer is told when its images are there */
    this.pending = null;
    /** @type {import('./saved_run.mjs').Slot | null} an earlier visit's run */
    this.slot = null;
    /** @type {Checkpoint | null} what was resumed: the evaluator may not have it yet */
    this.resumed = null;
    this.savedAt = -Infinity;
    this.sources = new DataSources(page.address);
    this.saved = new SavedRun();
    this.trainer = new TrainLink(page, {
      anything: () => this.page.takeOrders(),
      report: (report) => this.page.report(report),
      state: (state) => this.keep(state),
      failure: (problem, run) => { if (run === null || run === this.run) this.fail(problem); },
    });
    this.evaluator = new EvaluationLink(page, {
      report: (report) => this.page.report(report),
      failure: (problem) => this.evaluatorGone(problem),
      started: () => this.tellRun(),
    });
    addEventListener('visibilitychange', () => { if (document.hidden) this.wantSnapshot(); });
    addEventListener('pagehide', () => this.wantSnapshot());
  }

  /** @param {Order} order */
  take(order) {
    switch (order.type) {
      case 'begin': return this.begin(order);
      case 'go': return this.go(order);
      case 'reset': return this.reset(order);
      case 'learning_rate': return this.setLearningRate(order);
      case 'look': return this.evaluator.post(order);
      case 'rewind': return this.rewind(order);
      case 'resume': return this.resume(order);
      case 'discard': return this.saved.clear();
    }
  }

  // --- orders

  /** A run from its start, or, within the run, from a checkpoint in a fresh trainer. @param {OrderOf<'begin'>} order */
  async begin({ run, settings, until, from = null }) {
    if (from === null) this.newRun(run, settings);
    const network = from === null ? this.network : null;
    /** @type {BeginMessage} */
    const pending = { type: 'begin', run, settings, until, network, checkpoint: null };
    this.pending = pending;
    try {
      const files = await this.load(settings.data, pending);
      if (from !== null) pending.checkpoint = await this.checkpoint(from);
      if (this.pending !== pending) return;
      this.pending = null;
      this.trainer.give(files, this.run);
      this.trainer.post(pending);
    } catch (error) {
      if (this.pending === pending) this.fail(error);
    }
  }

  /** @param {OrderOf<'go'>} order */
  go({ until }) {
    if (this.pending) this.pending.until = until;
    else if (this.trainer.alive) this.trainer.post({ type: 'go', until });
  }

  /** @param {OrderOf<'learning_rate'>} order */
  setLearningRate({ value }) {
    this.settings = { ...this.settings, learningRate: value };
    if (this.pending) this.pending.settings = this.settings;
    else if (this.trainer.alive) this.trainer.post({ type: 'learning_rate', value });
  }

  /** @param {OrderOf<'reset'>} order */
  reset({ run, settings, adopted }) {
    if (!adopted) this.network = null;
    this.newRun(run, settings);
  }

  /** @param {OrderOf<'rewind'>} order */
  rewind({ run, steps }) {
    this.stopTrainer(run);
    this.evaluator.post({ type: 'rewind', run, steps });
  }

  /** @param {OrderOf<'resume'>} order */
  async resume({ run, settings, steps }) {
    if (!this.slot) return;
    this.newRun(run, settings);
    this.resumed = { run, steps, bytes: this.slot.bytes };
    const { resumed } = this;
    try {
      const files = await this.sources.load(settings.data, () => {});
      if (run !== this.run) return;
      this.evaluator.give(files, this.run);
      this.evaluator.post({ type: 'checkpoint', ...resumed });
    } catch (error) {
      if (run === this.run) this.fail(error);
    }
  }

  /** @param {number} run @param {Settings} settings */
  newRun(run, settings) {
    this.stopTrainer(run);
    this.settings = settings;
    if (this.evaluator.alive) this.tellRun();
  }

  /** What comes is about that run. @param {number} run */
  stopTrainer(run) {
    this.run = run;
    this.pending = null;
    if (this.trainer.alive) this.trainer.post({ type: 'reset' });
  }

  tellRun() {
    this.evaluator.post({ type: 'run', run: this.run, settings: this.settings, network: this.network });
  }

  /** @param {number} steps @returns {Promise<Uint8Array>} */
  async checkpoint(steps) {
    if (this.resumed?.run === this.run && this.resumed.steps === steps) return this.resumed.bytes;
    const { bytes } = await this.evaluator.ask({ what: 'checkpoint', steps });
    if (!bytes) throw new Problem('ask.checkpoint_gone', { step: steps });
    return bytes;
  }

  // --- data

  /** @param {string} name @param {BeginMessage} pending whose progress is told */
  load(name, pending) {
    let told = -1;
    return this.sources.load(name, (progress) => {
      if (this.pending !== pending || (progress - told < 0.01 && progress < 1)) return;
      told = progress;
      this.page.report({ type: 'loading', run: pending.run, progress });
    });
  }

  /** @param {Iterable<File>} list the user's IDX files */
  async useFiles(list) {
    const data = await sortFiles(list);
    await this.useData(data);
    this.saved.keepData(data);
  }

  /** @param {import('./data_sources.mjs').OwnFiles} data */
  async useData({ name, files }) {
    const before = this.evaluator.files;
    try {
      this.evaluator.give(files, this.run);
      const facts = await this.evaluator.ask({ what: 'data' });
      this.sources.setOwn(files);
      this.page.report({ type: 'own', name, ...facts });
    } catch (error) {
      this.evaluator.files = null;
      if (before) this.evaluator.give(before, this.run);
      throw error;
    }
  }

  /** Takes a .npz file's weights as the start of a run. @param {Uint8Array} bytes */
  async adoptNetwork(bytes) {
    const { hidden } = await this.evaluator.ask({ what: 'network', bytes });
    this.network = bytes;
    this.page.report({ type: 'adopted', hidden });
    this.page.takeOrders();
  }

  // --- questions

  /**
   * @template {Question} Q
   * @param {Q} question
   * @returns {Promise<import('./messages').AnswerTo<Q>>} rejects with a Problem
   */
  async ask(question) {
    if (question.what !== 'predict' || question.image === undefined) {
      this.evaluator.give(await this.sources.load(this.settings.data, () => {}), this.run);
    }
    if (!sameState.includes(question.what)) await this.trainer.snapshot();
    return this.evaluator.ask(question);
  }

  wantSnapshot() {
    this.savedAt = -Infinity;
    if (this.trainer.alive) this.trainer.post({ type: 'snapshot', id: null });
  }

  // --- what the workers say

  /**
   * Hands a state to the evaluator, and saves it for the next visit now and then, and when it is the last for now.
   * @param {State} state
   */
  keep({ type, run, steps, bytes, rests }) {
    if (run !== this.run) return;
    const now = performance.now();
    if (rests || now - this.savedAt > saveEvery) {
      this.savedAt = now;
      this.saved.write(this.page.run(), steps, bytes.slice());
    }
    const files = this.sources.kept.get(this.settings.data);
    if (files) this.evaluator.give(files, this.run);
    this.evaluator.post({ type, run, steps, bytes });
  }

  /** @param {Problem} problem */
  evaluatorGone(problem) {
    this.page.report({ type: 'checkpoints', run: this.run, steps: [] });
    if (!this.trainer.alive) this.fail(problem);
  }

  /** The run cannot go on; Train tries again. @param {unknown} error */
  fail(error) {
    this.pending = null;
    this.page.report({ type: 'failed', run: this.run, problem: { code: 'training.try_again', args: { why: problemData(error) } } });
  }

  // --- another visit

  /** Offers the run of an earlier visit, and brings back the user's own images. */
  async remember() {
    const data = await this.saved.data();
    if (data) await this.useData(data).catch(() => {});
    for (const slot of await this.saved.read()) {
      try {
        this.page.report({ type: 'saved', steps: slot.steps, run: JSON.parse(slot.text) });
        this.slot = slot;
        return;
      } catch { /* the other slot may be whole */ }
    }
  }
}
