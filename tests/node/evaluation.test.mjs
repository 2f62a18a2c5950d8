// The evaluation worker's answers: sums, scales and verdicts, made by the page's module.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { newNetwork, newTrainer, openData } from '../../web/workers/engine.mjs';
import { answers } from '../../web/workers/evaluation_answers.mjs';

const repo = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const dist = resolve(process.env.DIST ?? join(repo, 'dist'));

/** The module as a worker has it. */
async function loadModule() {
  Object.assign(globalThis, { WorkerGlobalScope: class {}, self: globalThis, location: { href: 'file:///worker' } });
  const { default: create } = await import(pathToFileURL(join(dist, 'app/playground.mjs')).href);
  const module = await WebAssembly.compile(readFileSync(join(dist, 'app/playground.wasm')));
  return create({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(module, imports).then((instance) => done(instance, module));
      return {};
    },
  });
}

const engine = await loadModule();
const file = (name) => new Uint8Array(readFileSync(join(repo, '.deps/data/mnist', `${name}-ubyte.gz`)));
const sets = await openData(engine, ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'].map(file));

/** A run as the answers look at it, after so many steps. */
function runAfter(steps, changes = {}) {
  const settings = { data: 'mnist', hidden: [50], activation: 'relu', weightInit: 0.01, optimizer: 'sgd', learningRate: 0.1, batchSize: 100,
    seed: 1, iterations: 10000, ...changes };
  const network = newNetwork(engine, settings, sets);
  const trainer = newTrainer(engine, network, settings, sets);
  if (steps > 0) trainer.step(steps);
  const history = [];
  const { x, t } = sets.train.gather(Uint32Array.from({ length: 500 }, (_, i) => i));
  return {
    engine, settings, sets, history, network,
    now: () => ({ network, trainer, steps }),
    shown: () => steps,
    record: (done) => history.push({ steps: done, layers: network.statistics(x, t) }),
    set: (name) => sets[name],
    imageShape: () => [28, 28],
  };
}

test('mistakes: counts, shares and order are those of the network on every image', () => {
  const run = runAfter(300);
  const answer = answers.mistakes(run, { set: 'test' });
  const { predicted, losses, accuracy } = run.network.assess(sets.test);
  const label = (i) => sets.test.label(i);
  assert.equal(answer.size, '10,000');
  assert.equal(answer.accuracy, accuracy);
  const right = predicted.filter((k, i) => k === label(i)).length;
  assert.equal(answer.right, right.toLocaleString('en'));
  assert.equal(answer.share, `${(right / 100).toFixed(2)} %`);
  assert.equal(answer.confusion.reduce((a, b) => a + b), 10000);
  answer.perClass.forEach(({ size, text }, k) => {
    const own = Array.from(predicted.keys()).filter((i) => label(i) === k);
    assert.equal(size, own.length.toLocaleString('en'));
    assert.equal(text, `${(100 * own.filter((i) => predicted[i] === k).length / own.length).toFixed(1)} %`);
  });
  const wrong = Array.from(predicted.keys()).filter((i) => predicted[i] !== label(i)).sort((a, b) => losses[b] - losses[a]);
  assert.deepEqual(answer.worst.map(({ index }) => index), wrong.slice(0, 48));
  const { total, samples } = answers.cell(run, { set: 'test', label: 4, predicted: 9, count: 5 });
  assert.equal(total, String(answer.confusion[49]));
  for (const one of samples) assert.deepEqual([one.label, one.predicted], [4, 9]);
});

test("layers: gradients reach the first layer of the book's network and vanish in a deep sigmoid one", () => {
  assert.equal(answers.statistics(runAfter(100)).flow.verdict, 'reach');
  const { flow, history } = answers.statistics(runAfter(20, { hidden: [30, 30, 30], activation: 'sigmoid' }));
  assert.equal(flow.verdict, 'vanish');
  assert.match(flow.ratio, /^[\d,]+$/);
  const [first] = history[0].layers;
  assert.equal(first.gradients.total + first.zeroGradients, 500 * 30);
});

test('layers: a network that has not been trained has a verdict too, and one of NaN says so', () => {
  assert.equal(answers.statistics(runAfter(0)).flow.verdict, 'reach');
  const diverged = runAfter(0);
  diverged.network.setParams({ b2: new Array(10).fill(NaN) });
  assert.equal(answers.statistics(diverged).flow.verdict, 'not_finite');
});

test('layers: where all units are dead the layer is stuck and no gradient comes', () => {
  const run = runAfter(0);
  run.network.setParams({ b1: new Array(50).fill(-100) });
  const { history, flow } = answers.statistics(run);
  const [{ dead, stuck, zeroShare }] = history[0].layers;
  assert.deepEqual({ dead, stuck, zeroShare }, { dead: 50, stuck: true, zeroShare: 1 });
  assert.equal(flow.verdict, 'none');
});

test('weights: a column of W1 is an image; all but 0.4 % of the weights are within the colours', () => {
  const run = runAfter(100);
  const { W1 } = run.network.params();
  const { units, weights, extremes, full, largest } = answers.weights(run);
  assert.equal(units, 50);
  for (const [unit, pixel] of [[0, 0], [7, 406], [49, 783]]) assert.equal(weights[unit * 784 + pixel], W1.data[pixel * 50 + unit]);
  assert.equal(largest.weights, Math.max(...W1.data.map(Math.abs)));
  assert.equal(Math.max(...extremes.weights.map(Math.abs)), largest.weights);
  assert.ok(weights.filter((w) => Math.abs(w) > full.weights).length <= 0.004 * weights.length);
});

test('predict: the scale of the gradient is its largest number; the ranking names the best class', () => {
  const run = runAfter(300);
  const { gradient, scale, probabilities } = answers.predict(run, { set: 'test', index: 0, class: 3 });
  assert.equal(scale, Math.max(...gradient.map(Math.abs)));
  const { best, share, listed } = engine.ranking(Array.from(probabilities), 12);
  assert.equal(best, 7);
  assert.equal(share, `${(100 * probabilities[7]).toFixed(1)} %`);
  assert.deepEqual(listed.map((one) => one.class), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('check: backpropagation agrees at h = 1e-4, a poor h makes a difference', () => {
  const run = runAfter(10, { hidden: [3] });
  const good = answers.check(run, {});
  assert.equal(good.verdict, 'agree');
  assert.deepEqual(good.rows.map(({ name }) => name), ['W1', 'b1', 'W2', 'b2']);
  for (const { mean, exactMean } of good.rows) assert.ok(Math.abs(Number(mean) / Number(exactMean) - 1) < 0.01, `${mean} of ${exactMean}`);
  assert.equal(answers.check(run, { step: 1e-1 }).verdict, 'differ');
});
