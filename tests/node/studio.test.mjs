// What the MNIST studio asks of the module.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertClose, assertError, bp, columns, mnist, noise } from './module.mjs';

/** A network for `columns`, trained a little. */
function trained(options = {}) {
  const net = new bp.Network({ layers: [6, 5, 4, 3], weightInit: 'he', precision: 'float64', ...options });
  const run = new bp.Trainer(net, columns(90), columns(30), { batchSize: 10 });
  run.step(30);
  run.delete();
  return net;
}

test('gather gives images and labels as a batch, in the order asked for', () => {
  const set = columns(9);
  const { x, t } = set.gather([4, 0, 4]);
  assert.deepEqual([x.shape, t.shape, Array.from(t.data)], [[3, 6], [3], [1, 0, 1]]);
  assert.deepEqual(Array.from(x.data.slice(6, 12)), Array.from(set.image(0).data));
  assertError(() => set.gather([9]), /no sample 9; they are numbered from 0 to 8/);
  assertError(() => set.gather([]), /indices/);
  assertError(() => set.gather([0.5]), /0.5 is not the number of a sample/);
});

test('probabilities are the softmax of the scores', () => {
  const net = trained();
  const { x } = columns(9).gather([0, 1, 2, 3]);
  const [scores, shares] = [net.predict(x), net.probabilities(x)];
  for (let row = 0; row < 4; ++row) {
    const exps = Array.from(scores.data.slice(row * 3, row * 3 + 3), Math.exp);
    const sum = exps.reduce((a, b) => a + b);
    assertClose({ data: shares.data.slice(row * 3, row * 3 + 3) }, { data: exps.map((e) => e / sum) }, 1e-12);
  }
});

test("the input's gradient is the slope of ln p", () => {
  const net = trained({ activation: 'tanh' });
  const x = columns(9).image(1);
  const gradient = net.inputGradient(x, 2);
  assert.deepEqual(gradient.shape, [2, 3]);
  const logP = (k, h) => {
    const data = Float64Array.from(x.data);
    data[k] += h;
    return Math.log(net.probabilities({ shape: x.shape, data }).data[2]);
  };
  const slopes = Array.from(x.data, (_, k) => (logP(k, 1e-5) - logP(k, -1e-5)) / 2e-5);
  assertClose(gradient, { shape: [2, 3], data: slopes }, 1e-6);
  assertError(() => net.inputGradient(x, 3), /no class 3. Classes are numbered from 0 to 2/);
  assertError(() => net.inputGradient(columns(9).gather([0, 1]).x, 0), /one sample/);
});

test('assess agrees with predict and loss on every sample of the real test set', () => {
  const [train, t10k] = [mnist('train'), mnist('t10k')];
  const net = new bp.Network({ layers: [784, 50, 10] });
  const run = new bp.Trainer(net, train, t10k);
  run.step(300);
  const { accuracy, confusion, predicted, losses } = net.assess(t10k);
  assert.ok(Math.abs(accuracy - run.evaluate().test) < 3e-4);  // training sums in another order
  assert.ok(confusion instanceof Uint32Array && predicted instanceof Uint8Array && losses instanceof Float32Array);
  const counted = new Uint32Array(100);
  for (let i = 0; i < t10k.size; ++i) ++counted[t10k.label(i) * 10 + predicted[i]];
  assert.deepEqual(confusion, counted);
  for (const i of [0, 8, 4999, 9999]) {
    const { x, t } = t10k.gather([i]);
    assert.ok(Math.abs(net.loss(x, t) - losses[i]) < 1e-6);
    const p = Array.from(net.probabilities(x).data);
    assert.equal(p.indexOf(Math.max(...p)), predicted[i]);
  }
  assertError(() => net.assess(columns(9)), /2 × 3 = 6 pixels, the network takes 784/);
  assertError(() => net.assess({}), /must be a `Dataset`/);
  for (const object of [run, net, train, t10k]) object.delete();
});

test('the gradient check of the book on 784-50-10 takes seconds and agrees to 1e-9', () => {
  const train = mnist('train');
  const net = new bp.Network({ layers: [784, 50, 10] });
  const { x, t } = train.gather([0, 1, 2]);
  const start = performance.now();
  const rows = net.gradCheck(x, t);
  const seconds = (performance.now() - start) / 1000;
  assert.deepEqual(rows.map((row) => row.name), ['W1', 'b1', 'W2', 'b2']);
  for (const row of rows) assert.ok(row.meanAbs <= 1e-9, JSON.stringify(row));
  assert.ok(seconds < 4, `${seconds} s`);
  const few = net.gradCheck(x, t, { step: 1e-3, most: 10 });
  assert.ok(few[0].meanAbs <= 1e-7);
  assertError(() => net.gradCheck(x, t, { step: 0 }), /step/);
  net.delete();
  train.delete();
});

test('statistics count what the layers do', () => {
  const net = trained();
  const { x, t } = columns(30).gather(Array.from({ length: 30 }, (_, i) => i));
  const layers = net.statistics(x, t);
  assert.deepEqual(layers.map(({ name, units }) => [name, units]), [['z1', 5], ['z2', 4], ['a3', 3]]);
  assert.deepEqual(net.layers, [6, 5, 4, 3]);
  const graph = net.toGraph(x, t);
  layers.forEach(({ name, units, dead, activations, gradients, zeroGradients, meanAbsGradient }, i) => {
    const values = Array.from(graph.value(name).data);
    const largest = Math.max(...values.map(Math.abs));
    assert.ok(activations.high >= largest && activations.high / 2 < largest);
    assert.equal(activations.low, i < 2 ? 0 : -activations.high);
    assert.equal(activations.counts.length, 48);
    const counts = new Uint32Array(48);
    const width = (activations.high - activations.low) / 48;
    for (const v of values) ++counts[Math.min(47, Math.floor((v - activations.low) / width))];
    assert.deepEqual(activations.counts, counts);
    const slopes = Array.from(graph.grad(`a${i + 1}`).data, Math.abs);
    assert.equal(zeroGradients, slopes.filter((g) => g === 0).length);
    assert.equal(gradients.counts.length, 56);
    assert.equal(gradients.counts.reduce((a, b) => a + b) + zeroGradients, slopes.length);
    assertClose(meanAbsGradient, slopes.reduce((a, b) => a + b) / slopes.length, 1e-12);
    if (i < 2) {
      let zero = 0;
      for (let u = 0; u < units; ++u) zero += values.every((v, k) => k % units !== u || v === 0);
      assert.equal(dead, zero);
    }
  });
});

test('a unit that is 0 for every sample is dead, a sigmoid at its end too', () => {
  const kill = (activation, bias) => {
    const net = new bp.Network({ layers: [6, 5, 3], activation });
    net.setParams({ b1: [bias, 0.1, 0.1, bias, 0.1] });
    const { x, t } = columns(9).gather([0, 1, 2]);
    return net.statistics(x, t)[0].dead;
  };
  assert.equal(kill('relu', -10), 2);
  assert.equal(kill('sigmoid', 10), 2);
  assert.equal(kill('tanh', -10), 2);
});

test('the learning rate changes while training', () => {
  const net = new bp.Network({ layers: [6, 5, 3], precision: 'float64' });
  const run = new bp.Trainer(net, columns(90), columns(30), { batchSize: 10, learningRate: 0.5 });
  assert.equal(run.learningRate, 0.5);
  run.setLearningRate(0);
  assert.equal(run.learningRate, 0);
  const before = net.params().W1.data;
  run.step(3);
  assert.deepEqual(net.params().W1.data, before);
  run.setLearningRate(0.1);
  run.step(1);
  assert.notDeepEqual(net.params().W1.data, before);
  assertError(() => run.setLearningRate(-1), /learningRate/);
  assertError(() => run.setLearningRate(NaN), /learningRate/);
});

test('nextBatch tells the samples of the coming step and uses none', () => {
  const net = new bp.Network({ layers: [6, 5, 3], precision: 'float64' });
  const train = columns(90);
  const run = new bp.Trainer(net, train, columns(30), { batchSize: 10 });
  run.step(2);
  const batch = run.nextBatch();
  assert.ok(batch instanceof Uint32Array);
  assert.deepEqual(run.nextBatch(), batch);
  const { x, t } = train.gather(batch);
  assert.equal(net.loss(x, t), run.step(1).loss);
  const given = new bp.Trainer(net, train, columns(30), { batchSize: 2, batches: [1, 2, 3, 4] });
  assert.deepEqual(Array.from(given.nextBatch()), [1, 2]);
  given.step(2);
  assertError(() => given.nextBatch(), /None of the given batches is left/);
});

test('a loss that is not finite updates nothing, and the culprit is named', () => {
  const net = new bp.Network({ layers: [6, 5, 3], weightInit: 'he' });
  const run = new bp.Trainer(net, columns(90), columns(30), { batchSize: 10, learningRate: 1e30 });
  assert.equal(run.culprit(), null);
  let report;
  let before;
  do {
    before = net.params();
    report = run.step(1);
  } while (Number.isFinite(report.loss) && report.iteration < 20);
  assert.ok(!Number.isFinite(report.loss));
  assert.deepEqual(net.params(), before);
  const culprit = run.culprit();
  assert.match(culprit.name, /^([abWz][12]|L)$/);
  assert.ok(!Number.isFinite(culprit.value));
  assert.ok(Object.values(before).every((p) => p.data.every(Number.isFinite)) === (culprit.op !== 'input'));
});

test('a drawing is centred as MNIST was', () => {
  const drawing = noise([100, 200]);
  drawing.data = drawing.data.map((_, i) => (i % 200 >= 150 && i % 200 < 160 && i / 200 >= 20 && i / 200 < 60 ? 1 : 0));
  const { shape, data } = bp.centredDigit(drawing);
  assert.deepEqual(shape, [28, 28]);
  const rows = Array.from({ length: 28 }, (_, r) => data.slice(r * 28, r * 28 + 28));
  assert.equal(rows.filter((row) => row.some((v) => v > 0)).length, 20);
  assert.equal(rows[14].filter((v) => v > 0).length, 5);
  assert.equal(rows.findIndex((row) => row.some((v) => v > 0)), 5);
  assert.equal(bp.centredDigit(drawing, 14).shape[0], 14);
  assert.ok(bp.centredDigit({ shape: [3, 3], data: new Float64Array(9) }).data.every((v) => v === 0));
  assertError(() => bp.centredDigit([1, 2]), /rows and columns/);
  assertError(() => bp.centredDigit(drawing, 1000), /from 4 to 256/);
  assertError(() => bp.centredDigit(), /`image` is missing/);
});

test("MNIST's own digits come out of centredDigit as they went in", () => {
  const t10k = mnist('t10k');
  let same = 0;
  for (let i = 0; i < 200; ++i) {
    const image = t10k.image(i);
    const centred = bp.centredDigit(image);
    same += centred.data.every((v, k) => Math.abs(v - image.data[k]) < 1e-9);
  }
  assert.ok(same >= 198, `${same} of 200`);
  t10k.delete();
});
