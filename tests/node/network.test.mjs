import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertClose, assertError, bp, mnist, noise, numpy, plain } from './module.mjs';

test('TwoLayerNet 784-50-10: names, shapes, weights N(0, 1) * 0.01, biases 0', () => {
  const net = new bp.Network({ layers: [784, 50, 10], activation: 'relu', weightInit: 0.01, seed: 1, precision: 'float32' });
  const params = net.params();
  assert.deepEqual(Object.keys(params), ['W1', 'b1', 'W2', 'b2']);
  assert.deepEqual(Object.values(params).map((p) => p.shape), [[784, 50], [50], [50, 10], [10]]);
  assert.ok(Object.values(params).every((p) => p.data instanceof Float32Array));
  const deviation = Math.sqrt(params.W1.data.reduce((sum, w) => sum + w * w, 0) / params.W1.data.length);
  assert.ok(Math.abs(deviation - 0.01) < 0.0002, `${deviation}`);
  assert.ok(params.b1.data.every((b) => b === 0) && params.b2.data.every((b) => b === 0));
  net.delete();
});

test('the seed decides the weights', () => {
  const weights = (seed) => new bp.Network({ layers: [5, 4, 3], seed, weightInit: 'he' }).params().W1.data;
  assert.deepEqual(weights(3), weights(3));
  assert.notDeepEqual(weights(3), weights(4));
});

// What a network of these parameters computes, as NumPy does it: the book's formulas.
const program = `
import json, sys
import numpy as np
given = json.load(sys.stdin)
array = lambda v: np.array(v['data'], dtype=np.float64).reshape(v['shape'])
act = {'relu': lambda a: np.maximum(0, a), 'sigmoid': lambda a: 1 / (1 + np.exp(-a)), 'tanh': np.tanh}[given['activation']]
dact = {'relu': lambda a, z: a > 0, 'sigmoid': lambda a, z: z * (1 - z), 'tanh': lambda a, z: 1 - z * z}[given['activation']]
P = {k: array(v) for k, v in given['params'].items()}
x, t = array(given['x']), array(given['t']).astype(int)
depth = len(P) // 2
zs, scores = [x], []
for i in range(1, depth + 1):
    scores.append(zs[-1] @ P[f'W{i}'] + P[f'b{i}'])
    zs.append(act(scores[-1]) if i < depth else scores[-1])
a = scores[-1]
y = np.exp(a - a.max(axis=1, keepdims=True))
y /= y.sum(axis=1, keepdims=True)
n = len(x)
loss = -np.log(y[np.arange(n), t]).mean()
d = y.copy()
d[np.arange(n), t] -= 1
d /= n
grads = {}
for i in range(depth, 0, -1):
    grads[f'W{i}'] = zs[i - 1].T @ d
    grads[f'b{i}'] = d.sum(axis=0)
    if i > 1:
        d = (d @ P[f'W{i}'].T) * dact(scores[i - 2], zs[i - 1])
out = lambda v: {'shape': list(v.shape), 'data': v.ravel().tolist()}
print(json.dumps({'scores': out(a), 'loss': loss, 'accuracy': float((a.argmax(axis=1) == t).mean()),
                  'grads': {k: out(v) for k, v in grads.items()}}))
`;

for (const activation of ['relu', 'sigmoid', 'tanh']) {
  for (const layers of [[12, 5], [12, 9, 5], [12, 16, 7, 11, 5]]) {
    test(`scores, loss, accuracy and gradients of ${layers.join('-')} with ${activation} are NumPy's`, () => {
      const net = new bp.Network({ layers, activation, precision: 'float64' });
      const params = {};
      Object.entries(net.params()).forEach(([name, { shape }], i) => { params[name] = noise(shape, i + 1); });
      net.setParams(params);
      const x = noise([23, 12], 77);
      const t = { shape: [23], data: Float64Array.from({ length: 23 }, (_, i) => (i * 7) % 5) };
      const expected = numpy(program, { activation, params, x, t });
      assertClose(net.predict(x), expected.scores, 1e-12, 'scores');
      assertClose(net.loss(x, t), expected.loss, 1e-13, 'loss');
      assert.equal(net.accuracy(x, t), expected.accuracy);
      const grads = net.gradient(x, t);
      for (const name of Object.keys(params)) assertClose(grads[name], expected.grads[name], 1e-9, name);
      net.delete();
    });
  }
}

test('a float32 network follows NumPy to single precision on MNIST', () => {
  const net = new bp.Network({ layers: [784, 50, 10], seed: 2, weightInit: 'he' });
  const set = mnist('t10k');
  const x = { shape: [100, 784], data: new Float64Array(78400) };
  const t = { shape: [100], data: new Float64Array(100) };
  for (let i = 0; i < 100; ++i) {
    x.data.set(set.image(i).data, 784 * i);
    t.data[i] = set.label(i);
  }
  const params = net.params();
  const expected = numpy(program, { activation: 'relu', params: plain(params), x, t });
  const scores = net.predict(x);
  assert.ok(scores.data instanceof Float32Array);
  assertClose(scores, expected.scores, 1e-3, 'scores');
  assertClose(net.loss(x, t), expected.loss, 1e-5, 'loss');
  assert.equal(net.accuracy(x, t), expected.accuracy);
  set.delete();
  net.delete();
});

test('gradient check on the first three training images: 1e-9 or better for all four parameters', () => {
  const set = mnist('train');
  const x = { shape: [3, 784], data: new Float64Array(3 * 784) };
  for (let i = 0; i < 3; ++i) x.data.set(set.image(i).data, 784 * i);
  const t = [0, 1, 2].map((i) => set.label(i));
  const net = new bp.Network({ layers: [784, 50, 10], precision: 'float64' });
  const exact = net.gradient(x, t);
  const numerical = net.numericalGradient(x, t, { step: 1e-4 });
  for (const name of ['W1', 'b1', 'W2', 'b2']) {
    const a = exact[name].data;
    const mean = a.reduce((sum, g, i) => sum + Math.abs(g - numerical[name].data[i]), 0) / a.length;
    assert.ok(mean <= 1e-9, `${name}: ${mean}`);
  }
  set.delete();
  net.delete();
});

test('labels may be class numbers, one-hot rows, nested arrays, and for one sample a number', () => {
  const net = new bp.Network({ layers: [4, 3], precision: 'float64', weightInit: 'xavier' });
  const x = noise([2, 4]);
  const loss = net.loss(x, { shape: [2], data: [2, 0] });
  assert.equal(net.loss(x, [[0, 0, 1], [1, 0, 0]]), loss);
  assert.equal(net.loss(x, Uint8Array.of(2, 0)), loss);
  const first = Array.from(x.data.subarray(0, 4));
  assert.equal(net.loss(first, 2), net.loss([first], [2]));
  assert.deepEqual(net.predict(first).shape, [3]);
  assert.deepEqual(net.predict([first]).shape, [1, 3]);
  net.delete();
});

test('one image of a data set is a sample as it is', () => {
  const set = mnist('t10k');
  const net = new bp.Network({ layers: [784, 50, 10] });
  assert.deepEqual(net.predict(set.image(0)).shape, [10]);
  assert.ok(net.loss(set.image(0), set.label(0)) > 0);
  set.delete();
  net.delete();
});

test('toGraph is this very computation', () => {
  const net = new bp.Network({ layers: [6, 4, 3], activation: 'tanh', precision: 'float64', weightInit: 'xavier' });
  const x = noise([5, 6]);
  const t = [0, 1, 2, 1, 0];
  const g = net.toGraph(x, t);
  assert.equal(g.value(), net.loss(x, t));
  assert.deepEqual(g.grad('W1'), net.gradient(x, t).W1);
  assert.deepEqual(g.value('a2'), net.predict(x));
  assert.match(g.formula(), /softmax_with_loss/);
  const before = net.loss(x, t);
  g.set('b2', [1, 2, 3]);
  assert.notEqual(g.value(), before);
  assert.equal(net.loss(x, t), before, 'the graph is a copy');
  net.delete();
  assert.ok(g.value() > 0, 'the graph outlives the network');
  g.delete();
});

test('what does not fit is an Error and changes nothing', () => {
  const net = new bp.Network({ layers: [4, 3], precision: 'float64' });
  const before = net.params();
  const zeros = { shape: [4, 3], data: new Float64Array(12) };
  assertError(() => net.setParams({ W1: zeros, W2: zeros }), /no parameter `W2`/);
  assertError(() => net.setParams({ W1: zeros, b1: [1, 2] }), /`b1` has the shape \(3,\), not \(2,\)/);
  assertError(() => net.setParams({ W1: 'x' }), /W1/);
  assertError(() => net.setParams(), /setParams/);
  assertError(() => net.setParams([1]), /setParams/);
  assert.deepEqual(net.params(), before);
  const x = noise([2, 4]);
  assertError(() => net.predict(), /`x` is missing/);
  assertError(() => net.predict(noise([2, 5])), /`x` has the shape \(2, 5\)/);
  assertError(() => net.loss(x), /`t` is missing/);
  assertError(() => net.loss(x, [0, 1, 2]), /`t` has the shape \(3,\)/);
  assertError(() => net.loss(x, [0, 3]), /label 1 is 3.*0 to 2/);
  assertError(() => net.accuracy(x, [0, -1]), /label 1 is −1/);
  assertError(() => net.gradient(x, [0, 0.5]), /0\.5/);
  assertError(() => net.numericalGradient(x, [0, 1], { step: -1 }), /step/);
  assertError(() => net.toGraph(x, [0]), /`t` has the shape/);
  net.delete();
});

test('options are checked', () => {
  const make = (options) => () => new bp.Network(options);
  assertError(() => new bp.Network(), /`layers` is missing/);
  assertError(make({}), /`layers` is missing/);
  assertError(make(null), /`layers` is missing|must be an object/);
  assertError(make(5), /must be an object/);
  assertError(make({ layers: [784] }), /2 .*layer sizes/);
  assertError(make({ layers: [784, 0, 10] }), /size 2 is 0/);
  assertError(make({ layers: [784, 1.5] }), /1\.5/);
  assertError(make({ layers: 'abc' }), /layers/);
  assertError(make({ layers: [1e5, 1e5, 1e5] }), /parameters/);
  assertError(make({ layers: [2, 2], activation: 'gelu' }), /`gelu`.*`relu`, `sigmoid`, `tanh`/);
  assertError(make({ layers: [2, 2], activation: 3 }), /activation/);
  assertError(make({ layers: [2, 2], weightInit: 'best' }), /weightInit/);
  assertError(make({ layers: [2, 2], weightInit: -1 }), /weightInit/);
  assertError(make({ layers: [2, 2], precision: 'float16' }), /`float32`, `float64`/);
  assertError(make({ layers: [2, 2], seed: 1.5 }), /seed/);
  assertError(make({ layers: [2, 2], sead: 1 }), /no option `sead`/);
});
