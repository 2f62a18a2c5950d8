/** Trains, and hands out checkpoints. What is said to it and by it: messages.d.ts. What a run is at, its Run knows (the engine's Trainer). */
import { build } from './build.mjs';
import { Problem, problemData, ruins } from './problem.mjs';
import { loadEngine, newNetwork, newTrainer, openData } from './engine.mjs';

/** @typedef {import('./messages').ToTrainer} ToTrainer */
/** @typedef {import('./messages').FromTrainer} FromTrainer */
/** @typedef {import('./messages').BeginMessage} BeginMessage */
/** @typedef {import('./engine.mjs').Sets} Sets */
/** @typedef {import('./engine.mjs').Engine} Engine */

/** Milliseconds of training between two looks at what was said. */
const slice = 25;
/** Milliseconds between snapshots: so many are lost by a reload at most. */
const snapshotEvery = 250;
/** Of a large network they are rarer: making one takes at most this share of the time. */
const snapshotShare = 0.04;

class WorkersRun {
  /** @param {Engine} engine @param {Sets | null} sets @param {BeginMessage} begin */
  constructor(engine, sets, { run, settings, until, network, checkpoint }) {
    if (!sets) throw new Problem('data.none');
    this.number = run;
    this.network = newNetwork(engine, settings, sets);
    if (network) this.network.importNpz(network);
    this.trainer = newTrainer(engine, this.network, settings, sets);
    this.trainer.evaluateByEpoch(settings.iterations);
    if (checkpoint) this.trainer.restore(checkpoint);
    this.trainer.go(until);
    this.steps = 0;
    this.told = 0; // steps of the newest checkpoint that was handed out
    this.toldAt = performance.now();
    this.cost = 0; // milliseconds that a snapshot took
  }

  /** A slice of training. */
  advance() {
    const { trainer } = this;
    const { iteration: steps, lossHistory, seconds, evaluationDue } = trainer.advance(slice);
    this.steps = steps;
    const culprit = trainer.culprit();
    const diverged = culprit && { node: culprit.name, op: culprit.op, value: String(culprit.value) };
    tell({ type: 'report', report: {
      type: 'advanced', run: this.number, steps, seconds, path: trainer.path, losses: Array.from(lossHistory), diverged } });
    if (diverged) this.told = steps; // there is nothing to go on from
    else if (evaluationDue) this.tellCheckpoint();
    else if (performance.now() - this.toldAt > Math.max(snapshotEvery, this.cost / snapshotShare)) this.tellSnapshot(null);
  }

  /** The state of now. */
  state() {
    const begun = performance.now();
    this.told = this.steps;
    const state = { run: this.number, steps: this.steps, bytes: this.trainer.checkpoint(), rests: this.trainer.over, sound: this.trainer.sound() };
    this.toldAt = performance.now();
    this.cost = this.toldAt - begun;
    return state;
  }

  tellCheckpoint() {
    const state = this.state();
    tell({ type: 'checkpoint', ...state }, [state.bytes.buffer]);
  }

  /** @param {number | null} id of the question that it answers */
  tellSnapshot(id) {
    if (this.told !== this.steps) {
      const state = this.state();
      tell({ type: 'snapshot', id, ...state }, [state.bytes.buffer]);
    } else if (id !== null) {
      tell({ type: 'snapshot', id, run: this.number, steps: this.steps, bytes: null, rests: this.trainer.over, sound: true });
    }
  }

  free() {
    this.trainer.delete();
    this.network.delete();
  }
}

/** @type {WebAssembly.Module} the engine, compiled */
let wasm;
/** @type {Sets | null} */
let sets = null;
/** @type {WorkersRun | null} */
let run = null;
let working = false;

/** @param {FromTrainer | import('./messages').Idle} message @param {Transferable[]} [transfer] */
function tell(message, transfer = []) {
  postMessage(message, { transfer });
}

function free() {
  run?.free();
  run = null;
}

/** @param {ToTrainer} message */
async function hear(message) {
  switch (message.type) {
    case 'data': {
      const engine = await loadEngine(wasm);
      free();
      sets?.train.delete();
      sets?.test.delete();
      sets = null;
      sets = await openData(engine, message.files);
      break;
    }
    case 'begin': {
      const engine = await loadEngine(wasm);
      free();
      run = new WorkersRun(engine, sets, message);
      work();
      break;
    }
    case 'go':
      run?.trainer.go(message.until);
      work();
      break;
    case 'reset':
      free();
      break;
    case 'learning_rate':
      run?.trainer.setLearningRate(message.value);
      break;
    case 'snapshot':
      if (run) run.tellSnapshot(message.id);
      else tell({ type: 'snapshot', id: message.id, run: 0, steps: 0, bytes: null, rests: true, sound: true });
  }
}

/** @param {unknown} error @param {number} [number] of the run that it belongs to */
function fail(error, number = run?.number ?? 0) {
  const known = error instanceof Problem;
  const fatal = !known || ruins(error.data);
  free();
  tell({ type: 'failed', run: number, fatal, problem: known ? error.data : { code: 'training.stopped', args: { why: problemData(error) } } });
}

/** How many messages came, and how many are done. */
let heard = 0;
let done = 0;
function rest() {
  if (heard === done && !working) tell({ type: 'idle', heard });
}

/** One message after another: what comes while the engine loads waits. */
let queue = Promise.resolve();
addEventListener('message', ({ data }) => {
  if (data.type === 'hello') {
    wasm = data.module;
    postMessage({ type: 'hello', build });
  } else {
    heard += 1;
    queue = queue.then(() => hear(data)).catch((error) => fail(error, data.run)).then(() => {
      done += 1;
      rest();
    });
  }
});

/** Until the run is over. Each round gives waiting messages their turn. */
async function work() {
  if (working) return;
  working = true;
  try {
    while (run && !run.trainer.over) {
      run.advance();
      await turn();
    }
    run?.tellSnapshot(null);
  } catch (error) {
    fail(error);
  } finally {
    working = false;
    rest();
  }
}

/** Lets waiting messages in; unlike timers, message channels are not slowed down in hidden tabs. */
const channel = new MessageChannel();
let resume = () => {};
channel.port1.onmessage = () => resume();
function turn() {
  return new Promise((resolve) => {
    resume = () => resolve(undefined);
    channel.port2.postMessage(null);
  });
}
