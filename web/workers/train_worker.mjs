/**
 * Trains, and hands out checkpoints; nothing else. Hears hello { module }, data { files }, begin { run, settings, until, checkpoint?, iteration?,
 * seconds?, network? }, go { until }, pause, reset, learning_rate { value } and snapshot { id }. Tells hello, report { run, report } in the form
 * of Playground::training_report, checkpoint { run, iteration, bytes } where an evaluation is due, and snapshot { id, iteration,
 * bytes } when asked and every few seconds. A checkpoint's iteration is the book's: the state right after step iteration + 1.
 */
import { Problem, problemData } from './problem.mjs';
import { loadEngine, newNetwork, newTrainer, openData } from './engine.mjs';

/** A message waits at most about so many milliseconds. */
const slice = 25;
const snapshotEvery = 2000;
const mostEvaluations = 100;

let wanted = 'idle'; // or 'running', 'paused'
let sets = null;
let run = null;
let working = false;

let wasm = null; // the compiled module

const report = (message) => postMessage({ type: 'report', run: run?.number, report: message });

const hear = {
  hello({ module }) {
    wasm = module;
    postMessage({ type: 'hello' });
  },
  async data({ files }) {
    const engine = await loadEngine(wasm);
    free();
    sets?.train.delete();
    sets?.test.delete();
    sets = null;
    sets = openData(engine, files);
  },
  async begin(message) {
    const engine = await loadEngine(wasm);
    free();
    run = newRun(engine, message);
    wanted = 'running';
    work();
  },
  go({ until }) {
    if (!run) return;
    run.until = until;
    wanted = 'running';
    work();
  },
  pause() {
    if (wanted === 'running') wanted = 'paused';
  },
  reset() {
    wanted = 'idle';
    free();
  },
  learning_rate({ value }) {
    run?.trainer.setLearningRate(value);
  },
  snapshot({ id }) {
    sendSnapshot(id);
  },
};

/** One message after another: what comes while the engine loads waits. */
let queue = Promise.resolve();
addEventListener('message', ({ data }) => {
  queue = queue.then(() => hear[data.type](data)).catch((error) => fail(error, data.run));
});

function fail(error, number = run?.number) {
  const known = error instanceof Problem;
  free();
  wanted = 'idle';
  postMessage({ type: 'failed', run: number, fatal: !known, problem: known ? error.data : { code: 'training.stopped', args: { why: problemData(error) } } });
}

function free() {
  run?.trainer.delete();
  run?.network.delete();
  run = null;
}

/** Every epoch, as the book does; less often where that would be very often. */
function evaluationStep({ train }, { batchSize, iterations }) {
  let every = Math.max(Math.floor(train.size / batchSize), 1);
  while (iterations / every > mostEvaluations) every *= 2;
  return every;
}

function newRun(engine, { run: number, settings, until, checkpoint, iteration: at = -1, network: file, seconds = 0 }) {
  if (!sets) throw new Problem('data.none');
  const network = newNetwork(engine, settings, sets);
  if (file) network.importNpz(file);
  const trainer = newTrainer(engine, network, settings, sets);
  if (checkpoint) trainer.restore(checkpoint);
  const iteration = checkpoint ? at + 1 : 0;
  return { number, network, trainer, iteration, seconds, until, every: evaluationStep(sets, settings), pace: 4, snapshotAt: performance.now() };
}

/** Until paused, reset or done. Each round gives waiting messages their turn. */
async function work() {
  if (working) return;
  working = true;
  try {
    while (wanted === 'running' && run) {
      advance(run);
      await turn();
    }
    if (wanted === 'paused' && run) {
      report({ phase: 'paused', iteration: run.iteration });
      sendSnapshot();
    }
  } catch (error) {
    fail(error);
  } finally {
    working = false;
  }
}

/** Steps for about one slice, stopping where an evaluation is due: right after steps 1, every + 1, 2 every + 1 … */
function advance(state) {
  const losses = [];
  const begun = performance.now();
  const due = Math.floor((state.iteration + state.every - 1) / state.every) * state.every + 1;
  const until = Math.min(due, state.until);
  let finite = true;
  while (finite && state.iteration < until && performance.now() - begun < slice) {
    const count = Math.min(state.pace, until - state.iteration);
    const before = performance.now();
    const { lossHistory } = state.trainer.step(count);
    const spent = performance.now() - before;
    state.pace = Math.max(1, Math.min(200, Math.round(state.pace * (slice / 3) / Math.max(spent, 0.2))));
    state.iteration += lossHistory.length;
    for (const loss of lossHistory) {
      finite &&= Number.isFinite(loss);
      losses.push(Number.isFinite(loss) ? loss : null);
    }
  }
  state.seconds += (performance.now() - begun) / 1000;
  const { iteration, seconds } = state;
  const path = state.trainer.path;
  if (!finite) {
    wanted = 'idle';
    const { name, op, value } = state.trainer.culprit();
    report({ phase: 'blown_up', iteration, seconds, path, losses, blowUp: { iteration, node: name, op, value: String(value) } });
    return;
  }
  const over = iteration >= state.until;
  if (over) wanted = 'idle';
  report({ phase: over ? 'finished' : 'running', iteration, seconds, path, losses });
  if (iteration === due) {
    const bytes = state.trainer.checkpoint();
    postMessage({ type: 'checkpoint', run: state.number, iteration: due - 1, bytes }, [bytes.buffer]);
  }
  if (over || performance.now() - state.snapshotAt > snapshotEvery) sendSnapshot();
}

function sendSnapshot(id = null) {
  if (!run) {
    postMessage({ type: 'snapshot', id, bytes: null });
    return;
  }
  const bytes = run.trainer.checkpoint();
  run.snapshotAt = performance.now();
  postMessage({ type: 'snapshot', id, run: run.number, iteration: run.iteration - 1, bytes }, [bytes.buffer]);
}

/** Lets waiting messages in; unlike timers, message channels are not slowed down in hidden tabs. */
const channel = new MessageChannel();
let resume = () => {};
channel.port1.onmessage = () => resume();
function turn() {
  return new Promise((resolve) => {
    resume = resolve;
    channel.port2.postMessage(null);
  });
}
