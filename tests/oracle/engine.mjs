// Answers, with the engine's module in dist/, the questions that oracle.py asks as JSON on standard input.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const repo = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const dist = resolve(process.env.DIST ?? join(repo, 'dist'));
const { default: createBackprop } = await import(pathToFileURL(join(dist, 'engine', 'backprop.mjs')).href);
const bp = await createBackprop();

/** Arrays of numbers as plain ones; NaN and infinities as texts, which JSON has no numbers for. */
const plain = (value) => {
  const number = (x) => (Number.isFinite(x) ? x : String(x));
  return typeof value === 'number'
    ? { shape: [], data: [number(value)] }
    : { shape: Array.from(value.shape), data: Array.from(value.data, number) };
};
const plainAll = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]));
const given = (value) => (value.shape.length === 0 ? value.data[0] : value);

/** Value of the output and gradients of all leaves; the same again through the printed formula and through JSON. */
function evaluate({ formula, leaves, upstream }) {
  const values = Object.fromEntries(Object.entries(leaves).map(([name, value]) => [name, given(value)]));
  const answer = (graph) => {
    if (upstream) graph.setUpstream(given(upstream));
    const result = { value: plain(graph.value()), grads: {} };
    for (const name of Object.keys(leaves)) result.grads[name] = plain(graph.grad(name));
    return result;
  };
  const graph = bp.Graph.fromFormula(formula, values);
  const printed = bp.Graph.fromFormula(graph.formula(), values);
  const loaded = bp.Graph.fromJSON(graph.toJSON());
  try {
    return { ...answer(graph), again: { printed: answer(printed), loaded: answer(loaded) } };
  } finally {
    for (const one of [graph, printed, loaded]) one.delete();
  }
}

/** The weights before and after training on the given batches, the loss of every step, the first batch's gradient. */
function train({ images, labels, layers, batches, batchSize, learningRate }) {
  const bytes = (path) => new Uint8Array(readFileSync(path));
  const data = bp.Dataset.fromIdx(bytes(images), bytes(labels));
  const net = new bp.Network({ layers, activation: 'relu', weightInit: 0.01, seed: 1, precision: 'float64' });
  const before = plainAll(net.params());
  const first = batches.slice(0, batchSize);
  const pixels = first.flatMap((i) => Array.from(data.image(i).data));
  const x = { shape: [batchSize, layers[0]], data: pixels };
  const gradient = plainAll(net.gradient(x, { shape: [batchSize], data: first.map((i) => data.label(i)) }));
  const options = { batchSize, learningRate, optimizer: 'sgd', batches: Uint32Array.from(batches) };
  const run = new bp.Trainer(net, data, data, options);
  const losses = [];
  for (let step = 0; step < batches.length / batchSize; ++step) losses.push(run.step(1).loss);
  return { before, gradient, losses, after: plainAll(net.params()) };
}

/** A network as a PyTorch program, and its scores for some numbers. */
function exported({ options, ...network }) {
  const net = new bp.Network(network);
  const [samples, inputs] = [5, network.layers[0]];
  const x = { shape: [samples, inputs], data: Array.from({ length: samples * inputs }, (_, i) => Math.sin(i)) };
  return { program: net.exportAs('pytorch', options), x, scores: plain(net.predict(x)) };
}

const { cases, training, exports } = JSON.parse(readFileSync(0, 'utf8'));
const answers = cases.map((one) => {
  try {
    return evaluate(one);
  } catch (error) {
    return { error: error.message };
  }
});
process.stdout.write(JSON.stringify({ answers, training: train(training), exports: exports.map(exported) }));
