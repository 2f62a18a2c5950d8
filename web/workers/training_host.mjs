/**
 * Carries the playground's training orders to two workers, one that trains and one that evaluates, and their reports back.
 * Decides nothing: the playground says what a run is to do, and drops reports of a run that is no more.
 */
import { DataSources } from './data_sources.mjs';
import { EvaluationLink } from './evaluation_link.mjs';
import { KeptRuns } from './kept_runs.mjs';
import { Problem, problemData, ruins } from './problem.mjs';
import { TrainLink } from './train_link.mjs';

/** @typedef {import('../protocol/reports').Order} Order */
/** @typedef {import('../protocol/reports').Report} Report */
/** @typedef {import('../protocol/reports').Settings} Settings */
/** @typedef {import('./messages').State} State */
/** @typedef {import('./messages').BeginMessage} BeginMessage */
/** @typedef {import('./messages').Checkpoint} Checkpoint */
/** @typedef {import('./messages').Question} Question */
/** @template {Order['type']} T @typedef {Extract<Order, { type: T }>} OrderOf */

/** Files of the user's that are looked at. */
const mostFiles = 16;
/** Questions that go on about the state of the one before. */
const sameState = ['cell', 'images'];

/**
 * @typedef {object} HostPage
 * @property {string} address the page's
 * @property {WebAssembly.Module} module with the engine, compiled
 * @property {string} tab the name of the lock that this tab holds
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
    /** @type {import('./data_sources.mjs').OwnFiles | null} the user's images */
    this.own = null;
    /** @type {Uint8Array | null} the newest of them, until a run starts from it */
    this.adopted = null;
    this.sources = new DataSources(page.address);
    this.kept = new KeptRuns(page);
    this.trainer = new TrainLink(page, {
      anything: () => this.page.takeOrders(),
      report: (report) => this.page.report(report),
      state: (state) => this.keep(state),
      failure: (problem, run) => { if (run === null || run === this.run) this.fail(problem); },
    });
    this.evaluator = new EvaluationLink(page, {
      report: (report) => this.page.report(report),
      failure: (problem) => this.evaluatorGone(problem),
      started: () => this.tellAll(),
    });
    addEventListener('visibilitychange', () => { if (document.hidden) this.hidden(); });
    addEventListener('pagehide', () => this.hidden());
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
      case 'discard': return this.kept.discard(order.id);
    }
  }

  // --- orders

  /** A run from its start, or, within the run, from a checkpoint in a fresh trainer. @param {OrderOf<'begin'>} order */
  async begin({ run, settings, until, from = null }) {
    if (from === null) this.newRun(run, settings, this.network);
    const network = from ? null : this.network;
    /** @type {BeginMessage} */
    const pending = { type: 'begin', run, settings, until, network, checkpoint: null };
    this.pending = pending;
    try {
      const files = await this.load(settings.data, pending);
      if (from) pending.checkpoint = await this.checkpoint(from);
      await this.trainer.renew();
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
    this.newRun(run, settings, adopted ? this.adopted : null);
  }

  /** @param {OrderOf<'rewind'>} order */
  async rewind({ run, steps }) {
    this.stopTrainer(run);
    this.evaluator.post({ type: 'rewind', run, steps });
    if (steps === 0) return;
    const bytes = await this.checkpoint(steps).catch(() => null);
    if (run === this.run && bytes) this.kept.state ??= { run, steps, bytes };
  }

  /** @param {OrderOf<'resume'>} order */
  async resume({ run, id, settings, steps }) {
    try {
      const { bytes, network = null, own } = this.kept.take(id);
      this.newRun(run, settings, network);
      this.kept.state = { run, steps, bytes };
      if (own && own !== this.own) await this.useData(own);
      const files = await this.sources.load(settings.data, () => {});
      if (run !== this.run) return;
      this.evaluator.give(files, run);
      this.evaluator.post({ type: 'checkpoint', run, steps, bytes });
    } catch (error) {
      if (run === this.run) this.fail(error);
    }
  }

  /** @param {number} run @param {Settings} settings @param {Uint8Array | null} network a .npz file that it starts from */
  newRun(run, settings, network) {
    this.stopTrainer(run);
    this.settings = settings;
    this.network = network;
    if (this.evaluator.alive) this.tellRun();
  }

  /** What comes is about that run. The one before is put aside, with what was done since it was last heard of. @param {number} run */
  stopTrainer(run) {
    this.kept.putAside(this.run, { network: this.network, own: this.settings.data === 'own' ? this.own : null });
    this.run = run;
    this.pending = null;
    if (!this.trainer.alive) return;
    this.trainer.post({ type: 'snapshot', id: null });
    this.trainer.post({ type: 'reset' });
  }

  /** What a new evaluator must know. */
  tellAll() {
    this.tellRun();
    if (this.kept.state) this.evaluator.post({ type: 'snapshot', ...this.kept.state });
  }

  tellRun() {
    this.evaluator.post({ type: 'run', run: this.run, settings: this.settings, network: this.network });
  }

  /** @param {number} steps @returns {Promise<Uint8Array>} */
  async checkpoint(steps) {
    const { state } = this.kept;
    if (state?.run === this.run && state.steps === steps) return state.bytes;
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
    const files = [...list];
    if (files.length > mostFiles) throw new Problem('data.choose_files');
    const data = await this.evaluator.ask({ what: 'files', files });
    await this.useData(data);
    if (!await this.kept.saved.keepData(data)) this.kept.tell(false);
  }

  /** @param {import('./data_sources.mjs').OwnFiles} data */
  async useData(data) {
    const before = this.evaluator.files;
    try {
      this.evaluator.give(data.files, this.run);
      const facts = await this.evaluator.ask({ what: 'data' });
      this.own = data;
      this.sources.setOwn(data.files);
      this.page.report({ type: 'own', name: data.name, ...facts });
    } catch (error) {
      this.evaluator.files = null;
      if (before) this.evaluator.give(before, this.run);
      throw error;
    }
  }

  /** Takes a .npz file's weights as the start of a run. @param {File} file */
  async adoptNetwork(file) {
    const { hidden, bytes } = await this.evaluator.ask({ what: 'network', file });
    this.adopted = bytes;
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
    await this.evaluator.renew();
    return this.evaluator.ask(question);
  }

  /** The page may be gone in a moment: what is known is stored, and what was done since. */
  hidden() {
    this.kept.save();
    if (this.trainer.alive) this.trainer.post({ type: 'snapshot', id: null });
  }

  // --- what the workers say

  /**
   * Hands a state to the evaluator, and stores it for the next visit now and then, and when it is the last for now.
   * @param {State} state
   */
  keep({ type, run, steps, bytes, rests, sound }) {
    if (run !== this.run) {
      if (sound) this.kept.complete({ run, steps, bytes });
      return;
    }
    if (sound) this.kept.follow({ run, steps, bytes }, rests);
    const files = this.sources.kept.get(this.settings.data);
    if (files) this.evaluator.give(files, this.run);
    this.evaluator.post({ type, run, steps, bytes });
  }

  /** @param {Problem} problem */
  evaluatorGone(problem) {
    this.page.report({ type: 'checkpoints', run: this.run, steps: this.kept.state ? [this.kept.state.steps] : [] });
    if (!this.trainer.alive) this.fail(problem);
  }

  /** The run cannot go on. @param {unknown} error */
  fail(error) {
    this.pending = null;
    this.page.report({ type: 'failed', run: this.run, problem: problemData(error) });
  }

  // --- another visit

  /** Offers the runs of an earlier visit, and brings back the user's own images. */
  remember() {
    return this.kept.remember((slot) => this.isRight(slot), (own) => this.useData(own));
  }

  /** Whether a stored run is whole. Without a worker that could tell it may be. @param {import('./saved_run.mjs').Slot} slot */
  async isRight({ text, steps, bytes }) {
    try {
      await this.evaluator.ask({ what: 'stored', run: JSON.parse(text), steps, bytes });
      return true;
    } catch (error) {
      return ruins(problemData(error));
    }
  }
}
