/** What the evaluation worker knows of the run: its data, its checkpoints, and the network of the one that questions are about. */
import { Problem } from './problem.mjs';
import { newNetwork, newTrainer, openData } from './engine.mjs';

/** @typedef {import('./engine.mjs').Engine} Engine */
/** @typedef {import('./engine.mjs').Sets} Sets */
/** @typedef {import('../engine/backprop').Network} Network */
/** @typedef {import('../engine/backprop').Trainer} Trainer */
/** @typedef {import('../protocol/reports').Settings} Settings */
/** @typedef {import('./messages').Checkpoint} Checkpoint */
/**
 * @typedef {object} Loaded
 * @property {number} steps
 * @property {Uint8Array | null} bytes of the checkpoint; null: initial weights
 * @property {Network} network
 * @property {Trainer | null} trainer none without data
 */

/** Checkpoints together take at most so many bytes; then every other one goes. */
const mostBytes = 192e6;
/** Samples that statistics of layers are taken from. */
const statisticsBatch = 500;

export class EvaluatedRun {
  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
    /** @type {Sets | null} */
    this.sets = null;
    /** @type {unknown} why there are no sets */
    this.dataProblem = new Problem('data.none');
    this.number = -1;
    /** @type {Settings} until the first run is told */
    this.settings = { data: '', hidden: [], activation: 'relu', weightInit: 0.01, optimizer: 'sgd', learningRate: 0.1, batchSize: 100,
      seed: 1, iterations: 1 };
    /** @type {Uint8Array | null} a .npz file with the initial weights */
    this.file = null;
    /** @type {Map<number, Uint8Array>} by steps */
    this.checkpoints = new Map();
    /** @type {Checkpoint | null} a snapshot after all of them */
    this.latest = null;
    /** @type {number[]} steps of the checkpoints that are to be evaluated */
    this.due = [];
    /** @type {{ steps: number, layers: import('../engine/backprop').LayerStatistics[] }[]} statistics of the layers, by steps */
    this.history = [];
    /** @type {number | null} steps of the checkpoint that questions are about; null: the newest state */
    this.lookedAt = null;
    /** @type {Loaded | null} */
    this.loaded = null;
  }

  free() {
    this.loaded?.trainer?.delete();
    this.loaded?.network.delete();
    this.loaded = null;
  }

  /** @param {import('./messages').ImageFile[]} files */
  async setData(files) {
    this.free();
    this.sets?.train.delete();
    this.sets?.test.delete();
    this.sets = null;
    this.dataProblem = new Problem('data.none');
    try {
      this.sets = await openData(this.engine, files);
    } catch (error) {
      this.dataProblem = error;
    }
  }

  /** The sets; throws why there are none. */
  data() {
    if (!this.sets) throw this.dataProblem;
    return this.sets;
  }

  /** Rows and columns of the images; MNIST's before there are any. @returns {[number, number]} */
  imageShape() {
    return this.sets ? [this.sets.rows, this.sets.columns] : [28, 28];
  }

  /** A run's start. @param {number} number @param {Settings} settings @param {Uint8Array | null} file with its initial weights */
  begin(number, settings, file) {
    this.checkpoints = new Map();
    this.latest = null;
    this.due = [];
    this.history = [];
    this.lookedAt = null;
    this.free();
    this.number = number;
    this.settings = settings;
    this.file = file;
  }

  /** @param {{ type: 'checkpoint' | 'snapshot' } & Checkpoint} state */
  keep(state) {
    if (state.type === 'snapshot') {
      this.latest = state;
      return;
    }
    const { steps, bytes } = state;
    this.checkpoints.set(steps, bytes);
    while (this.checkpoints.size > 4 && this.checkpoints.size * bytes.byteLength > mostBytes) {
      [...this.checkpoints.keys()].filter((_, i) => i % 2 === 1).slice(0, -1).forEach((old) => this.checkpoints.delete(old));
    }
    this.due.push(steps);
  }

  /** Forgets what came after the step; the run goes on under another number. @param {number} number @param {number} steps */
  rewind(number, steps) {
    this.number = number;
    for (const known of this.checkpoints.keys()) if (known > steps) this.checkpoints.delete(known);
    this.due = this.due.filter((known) => known <= steps);
    this.history = this.history.filter((entry) => entry.steps <= steps);
    if (this.latest && this.latest.steps > steps) this.latest = null;
    this.lookedAt = null;
    this.free();
  }

  /** The states that can be gone back to, in steps. */
  steps() {
    const known = new Set(this.checkpoints.keys());
    if (this.latest) known.add(this.latest.steps);
    return [...known].sort((a, b) => a - b);
  }

  /** @param {number} steps */
  bytesOf(steps) {
    return this.checkpoints.get(steps) ?? (this.latest?.steps === steps ? this.latest.bytes : null);
  }

  /** Steps of the state that questions are about: 0 for initial weights. */
  shown() {
    if (this.lookedAt !== null && this.bytesOf(this.lookedAt)) return this.lookedAt;
    return this.steps().at(-1) ?? 0;
  }

  newNetwork() {
    const network = newNetwork(this.engine, this.settings, this.sets);
    if (this.file) network.importNpz(this.file);
    return network;
  }

  /** Network and trainer as they were after so many steps. @param {number} steps @returns {Loaded} */
  at(steps) {
    const bytes = this.bytesOf(steps);
    const { loaded } = this;
    if (loaded?.steps === steps && (loaded.trainer || !this.sets) && loaded.bytes === bytes) return loaded;
    this.free();
    const network = this.newNetwork();
    const trainer = this.sets ? newTrainer(this.engine, network, this.settings, this.sets) : null;
    this.loaded = { steps, bytes, network, trainer };
    if (bytes) trainer?.restore(bytes);
    return this.loaded;
  }

  /** The same for the state that questions are about. */
  now() {
    return this.at(this.shown());
  }

  /** @param {'train' | 'test'} name */
  set(name) {
    return this.data()[name];
  }

  /** The training samples that statistics are about: always the same ones. */
  sample() {
    const size = Math.min(statisticsBatch, this.set('train').size);
    return this.set('train').gather(Uint32Array.from({ length: size }, (_, i) => i));
  }

  /** Evaluates the checkpoint that waits longest; null when it is gone. */
  evaluateNext() {
    const steps = this.due.shift();
    if (steps === undefined || !this.checkpoints.has(steps)) return null;
    this.data();
    const accuracies = /** @type {Trainer} */ (this.at(steps).trainer).evaluate();
    this.record(steps);
    return { steps, ...accuracies };
  }

  /** Statistics of the layers at an evaluation, for their history. @param {number} steps */
  record(steps) {
    const { x, t } = this.sample();
    this.history = this.history.filter((entry) => entry.steps !== steps);
    this.history.push({ steps, layers: this.at(steps).network.statistics(x, t) });
    this.history.sort((a, b) => a.steps - b.steps);
  }
}
