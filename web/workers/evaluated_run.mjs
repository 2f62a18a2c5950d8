/** What the exam worker knows of the run: its data, its checkpoints, and the network of the one that is looked at. */
import { Problem } from './problem.mjs';
import { newNetwork, newTrainer, openData } from './engine.mjs';

/** Checkpoints together take at most so many bytes; then every other one goes. */
const mostBytes = 192e6;
/** Samples that statistics of layers are taken from. */
const statisticsBatch = 500;

export class Examined {
  constructor() {
    this.engine = null;
    this.sets = null;
    this.dataProblem = new Problem('data.none');
    this.settings = null;
    this.run = -1;
    this.clear();
  }

  clear() {
    this.checkpoints = new Map();
    this.history = [];
    this.latest = null;
    this.lookedAt = null;
    this.free();
  }

  free() {
    this.loaded?.trainer?.delete();
    this.loaded?.network.delete();
    this.loaded = null;
  }

  setData(files) {
    this.free();
    this.sets?.train.delete();
    this.sets?.test.delete();
    this.sets = null;
    this.dataProblem = new Problem('data.none');
    try {
      this.sets = openData(this.engine, files);
    } catch (error) {
      this.dataProblem = error;
    }
  }

  /** The sets; throws why there are none. */
  data() {
    if (!this.sets) throw this.dataProblem;
    return this.sets;
  }

  /** Rows and columns of the images; MNIST's before there are any. */
  imageShape() {
    return this.sets ? [this.sets.rows, this.sets.columns] : [28, 28];
  }

  /** A run's start; with the bytes of a .npz file, its weights are the first ones. */
  begin(run, settings, file) {
    this.clear();
    this.run = run;
    this.settings = settings;
    this.file = file;
  }

  keep(iteration, bytes) {
    this.checkpoints.set(iteration, bytes);
    while (this.checkpoints.size > 4 && this.checkpoints.size * bytes.byteLength > mostBytes) {
      [...this.checkpoints.keys()].filter((_, i) => i % 2 === 1).slice(0, -1).forEach((old) => this.checkpoints.delete(old));
    }
  }

  /** Forgets what came after the step. */
  drop(after) {
    for (const iteration of this.checkpoints.keys()) if (iteration > after) this.checkpoints.delete(iteration);
    this.history = this.history.filter((entry) => entry.iteration <= after);
    if (this.latest?.iteration > after) this.latest = null;
    this.lookedAt = null;
    this.free();
  }

  /** Steps that can be gone back to. */
  iterations() {
    const known = new Set(this.checkpoints.keys());
    if (this.latest) known.add(this.latest.iteration);
    return [...known].sort((a, b) => a - b);
  }

  has(iteration) {
    return this.checkpoints.has(iteration) || this.latest?.iteration === iteration;
  }

  bytesOf(iteration) {
    return this.checkpoints.get(iteration) ?? (this.latest?.iteration === iteration ? this.latest.bytes : null);
  }

  /** The iteration that questions are about: −1 for first weights. */
  shown() {
    if (this.lookedAt !== null && this.has(this.lookedAt)) return this.lookedAt;
    return this.iterations().at(-1) ?? -1;
  }

  newNetwork() {
    const network = newNetwork(this.engine, this.settings, this.sets);
    if (this.file) network.importNpz(this.file);
    return network;
  }

  /** Network and trainer as they were right after step iteration + 1. */
  at(iteration) {
    if (this.loaded?.iteration === iteration && (this.loaded.trainer || !this.sets) && this.loaded.bytes === this.bytesOf(iteration)) {
      return this.loaded;
    }
    this.free();
    const bytes = this.bytesOf(iteration);
    const network = this.newNetwork();
    this.loaded = { iteration, bytes, network, trainer: this.sets ? newTrainer(this.engine, network, this.settings, this.sets) : null };
    if (bytes) this.loaded.trainer.restore(bytes);
    return this.loaded;
  }

  /** The same for the step that questions are about. */
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

  /** Statistics of the layers at an evaluation, for their history. */
  record(iteration) {
    const { x, t } = this.sample();
    this.history = this.history.filter((entry) => entry.iteration !== iteration);
    this.history.push({ iteration, layers: this.at(iteration).network.statistics(x, t) });
    this.history.sort((a, b) => a.iteration - b.iteration);
  }
}
