/**
 * Trains the network 784-50-10 on MNIST in a worker with the engine module. Hears { type: 'hello' | 'start' | 'pause' |
 * 'reset', run }, tells { type: 'hello' } and { type: 'report', run, report } in the form of
 * Playground::training_report.
 */
import { DataFiles, DataProblem } from './data_files.mjs';

const steps = 10000;
const evaluateEvery = 600;
/** A message waits at most about so many milliseconds. */
const slice = 30;
const engineWithin = 8000;
const files = ['mnist/train-images-idx3-ubyte.gz', 'mnist/train-labels-idx1-ubyte.gz',
  'mnist/t10k-images-idx3-ubyte.gz', 'mnist/t10k-labels-idx1-ubyte.gz'];

let run = 0; // the page's number of the present run
let wanted = 'idle'; // or 'running', 'paused'
let working = false;
let engine = null;
let sets = null;
let training = null;
const dataFiles = new DataFiles(new URL('./data/', import.meta.url));

const report = (message, fatal = false) => postMessage({ type: 'report', run, report: message, fatal });

addEventListener('message', ({ data }) => {
  run = data.run;
  if (data.type === 'hello') postMessage({ type: 'hello' });
  else if (data.type === 'start') start();
  else if (data.type === 'pause') wanted = 'paused';
  else if (data.type === 'reset') reset();
});

function reset() {
  wanted = 'idle';
  training?.free();
  training = null;
}

async function start() {
  wanted = 'running';
  if (training?.iteration >= steps) {
    training.free();
    training = null;
  }
  if (working) return;
  working = true;
  try {
    await work();
  } catch (error) {
    const known = error instanceof DataProblem;
    if (wanted === 'idle') return; // the user has given the run up already
    wanted = 'idle';
    report({ phase: 'failed', message: known ? `${error.message} Train tries again.` : `Training stopped: ${sentence(error)}` }, !known);
  } finally {
    working = false;
  }
}

/** Until paused, reset or finished. Each round gives waiting messages their turn. */
async function work() {
  engine ??= await loadEngine();
  sets ??= await loadSets();
  while (wanted === 'running') {
    training ??= newTraining();
    const message = advance(training);
    report(message);
    if (message.phase === 'finished') wanted = 'idle';
    await turn();
  }
  if (wanted === 'paused' && training) report({ phase: 'paused', iteration: training.iteration });
}

async function loadEngine() {
  const tooLate = new Promise((_, reject) => {
    setTimeout(() => reject(new DataProblem(
      `The files engine/backprop.mjs and .wasm did not load within ${engineWithin / 1000} seconds.`)), engineWithin);
  });
  const load = async () => {
    try {
      const { default: createBackprop } = await import('./engine/backprop.mjs');
      return await createBackprop();
    } catch (error) {
      throw new DataProblem(`The engine (engine/backprop.mjs and .wasm) could not be loaded: ${sentence(error)}`);
    }
  };
  return Promise.race([load(), tooLate]);
}

async function loadSets() {
  let told = -1;
  const bytes = await dataFiles.load(files, (progress) => {
    if (wanted !== 'running' || (progress - told < 0.01 && progress < 1)) return;
    told = progress;
    report({ phase: 'loading', progress });
  });
  const [trainImages, trainLabels, testImages, testLabels] = bytes;
  const train = engine.Dataset.fromIdx(trainImages, trainLabels);
  const test = engine.Dataset.fromIdx(testImages, testLabels);
  dataFiles.forget();
  return { train, test };
}

/** The run of the study notes: batches of 100 drawn with replacement, learning rate 0.1, weights N(0, 1) · 0.01. */
function newTraining() {
  const network = new engine.Network({ layers: [784, 50, 10], activation: 'relu', weightInit: 0.01, seed: 1, precision: 'float32' });
  const trainer = new engine.Trainer(network, sets.train, sets.test, { batchSize: 100, learningRate: 0.1, optimizer: 'sgd', seed: 1 });
  return {
    trainer,
    iteration: 0,
    seconds: 0,
    pace: 4, // steps that fit a few milliseconds; found while running
    free() {
      trainer.delete?.();
      network.delete?.();
    },
  };
}

/** Steps for about one slice, stopping where an evaluation is due: right after steps 1, 601, 1201 … */
function advance(state) {
  const losses = [];
  const begun = performance.now();
  const due = Math.floor((state.iteration + evaluateEvery - 1) / evaluateEvery) * evaluateEvery + 1;
  const until = Math.min(due, steps);
  while (state.iteration < until && performance.now() - begun < slice) {
    const count = Math.min(state.pace, until - state.iteration);
    const before = performance.now();
    const result = state.trainer.step(count);
    const spent = performance.now() - before;
    state.pace = Math.max(1, Math.min(200, Math.round(state.pace * (slice / 3) / Math.max(spent, 1))));
    state.iteration += count;
    for (const loss of result.lossHistory) losses.push(Number.isFinite(loss) ? loss : null);
  }
  state.seconds += (performance.now() - begun) / 1000;
  const message = { phase: state.iteration >= steps ? 'finished' : 'running', iteration: state.iteration, seconds: state.seconds, losses };
  if (state.iteration === due && due <= steps) {
    const { train, test } = state.trainer.evaluate();
    message.accuracies = [{ iteration: due - 1, train, test }];
  }
  if (losses.includes(null)) throw new DataProblem(`The loss is no longer a finite number after step ${state.iteration}.`);
  return message;
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

function sentence(error) {
  let text = error?.message ?? String(error);
  try {
    if (error instanceof WebAssembly.Exception) text = engine.getExceptionMessage(error)[1];
  } catch { /* the text stays as it is */ }
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
