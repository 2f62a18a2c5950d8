import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertClose, assertError, bp, columns, create, mnist, mnistFile, numpy, plain } from './module.mjs';

/** A small training on images of three classes. */
function small(options = {}, network = {}) {
  const net = new bp.Network({ layers: [6, 5, 3], weightInit: 'he', precision: 'float64', ...network });
  return { net, run: new bp.Trainer(net, columns(90), columns(30), { batchSize: 10, ...options }) };
}

const weights = (net) => Object.values(net.params()).flatMap((p) => Array.from(p.data));

test('600 steps on the real MNIST reach 85 % on images never seen', () => {
  const [train, t10k] = [mnist('train'), mnist('t10k')];
  const net = new bp.Network({ layers: [784, 50, 10], activation: 'relu', weightInit: 0.01, seed: 1, precision: 'float32' });
  const run = new bp.Trainer(net, train, t10k, { batchSize: 100, learningRate: 0.1, optimizer: 'sgd', seed: 1 });
  assert.equal(run.path, 'sparse');
  assert.ok(run.evaluate().test < 0.3);
  const report = run.step(600);
  assert.equal(report.iteration, 600);
  assert.ok(report.lossHistory instanceof Float32Array);
  assert.equal(report.lossHistory.length, 600);
  assert.equal(report.lossHistory[599], report.loss);
  assert.ok(Math.abs(report.lossHistory[0] - Math.log(10)) < 0.05);
  const accuracy = run.evaluate();
  assert.ok(accuracy.train >= 0.85 && accuracy.test >= 0.85, JSON.stringify(accuracy));
  for (const object of [run, net, train, t10k]) object.delete();
});

test('the same seeds give the same training in another instance of the module, bit for bit', async () => {
  const training = (module) => {
    const load = (part) =>
      module.Dataset.fromIdx(mnistFile(`${part}-images-idx3-ubyte`), mnistFile(`${part}-labels-idx1-ubyte`));
    const test10k = load('t10k');
    const net = new module.Network({ layers: [784, 50, 10], seed: 5 });
    const run = new module.Trainer(net, test10k, test10k, { seed: 6 });
    const losses = run.step(30).lossHistory;
    return { losses, params: net.params() };
  };
  assert.deepEqual(training(await create()), training(bp));
});

for (const optimizer of ['sgd', 'momentum', 'adagrad', 'adam']) {
  test(`${optimizer}: however steps are split into calls, the result is the same bit for bit`, () => {
    const whole = small({ optimizer });
    const parts = small({ optimizer });
    const losses = Array.from(whole.run.step(50).lossHistory);
    const seen = [];
    for (const n of [1, 24, 5, 20]) {
      seen.push(...parts.run.step(n).lossHistory);
      parts.run.evaluate();
      parts.net.loss(new Float64Array(6), 0);
    }
    assert.deepEqual(seen, losses);
    assert.deepEqual(weights(parts.net), weights(whole.net));
  });

  test(`${optimizer}: a training goes on from a checkpoint as if never interrupted`, () => {
    const whole = small({ optimizer });
    whole.run.step(20);
    const saved = whole.run.checkpoint();
    assert.ok(saved instanceof Uint8Array);
    const losses = whole.run.step(20).lossHistory;
    const resumed = small({ optimizer, seed: 9 }, { seed: 9 });
    resumed.run.restore(saved);
    const report = resumed.run.step(20);
    assert.equal(report.iteration, 40);
    assert.deepEqual(report.lossHistory, losses);
    assert.deepEqual(weights(resumed.net), weights(whole.net));
  });

  test(`${optimizer}: 30 steps on given batches are NumPy's`, () => {
    const batches = Uint32Array.from({ length: 300 }, (_, i) => (i * 37 + 11) % 90);
    const { net, run } = small({ optimizer, learningRate: 0.05, batches });
    const start = plain(net.params());
    const data = columns(90);
    const images = Array.from({ length: 90 }, (_, i) => Array.from(data.image(i).data));
    const labels = Array.from({ length: 90 }, (_, i) => data.label(i));
    const expected = numpy(`
import json, sys
import numpy as np
given = json.load(sys.stdin)
P = {k: np.array(v['data'], dtype=np.float64).reshape(v['shape']) for k, v in given['start'].items()}
X, T = np.array(given['images']), np.array(given['labels'])
lr, rule = 0.05, given['optimizer']
v = {k: np.zeros_like(p) for k, p in P.items()}
h = {k: np.zeros_like(p) for k, p in P.items()}
losses = []
for step, batch in enumerate(np.array(given['batches']).reshape(-1, 10), 1):
    x, t = X[batch], T[batch]
    a1 = x @ P['W1'] + P['b1']
    z1 = np.maximum(0, a1)
    a2 = z1 @ P['W2'] + P['b2']
    y = np.exp(a2 - a2.max(axis=1, keepdims=True))
    y /= y.sum(axis=1, keepdims=True)
    losses.append(-np.log(y[np.arange(10), t]).mean())
    d = y.copy()
    d[np.arange(10), t] -= 1
    d /= 10
    g = {'W2': z1.T @ d, 'b2': d.sum(axis=0)}
    d = (d @ P['W2'].T) * (a1 > 0)
    g.update(W1=x.T @ d, b1=d.sum(axis=0))
    for k in P:
        if rule == 'sgd':
            P[k] -= lr * g[k]
        elif rule == 'momentum':
            v[k] = 0.9 * v[k] - lr * g[k]
            P[k] += v[k]
        elif rule == 'adagrad':
            h[k] += g[k] * g[k]
            P[k] -= lr * g[k] / (np.sqrt(h[k]) + 1e-7)
        else:
            lr_t = lr * np.sqrt(1 - 0.999 ** step) / (1 - 0.9 ** step)
            v[k] += (1 - 0.9) * (g[k] - v[k])
            h[k] += (1 - 0.999) * (g[k] ** 2 - h[k])
            P[k] -= lr_t * v[k] / (np.sqrt(h[k]) + 1e-7)
print(json.dumps({'losses': losses, 'params': {k: {'shape': list(p.shape), 'data': p.ravel().tolist()} for k, p in P.items()}}))
`, { start, images, labels, batches, optimizer });
    const { lossHistory } = run.step(30);
    // The history is kept in single precision.
    assertClose({ shape: [30], data: lossHistory }, { shape: [30], data: expected.losses }, 1e-6, 'losses');
    for (const [name, value] of Object.entries(net.params())) assertClose(value, expected.params[name], 1e-9, name);
  });
}

test('step() is one step; a loss that is not finite ends the call', () => {
  const { run } = small({ learningRate: 1e200 });
  assert.equal(run.step().iteration, 1);
  const report = run.step(100);
  assert.ok(!Number.isFinite(report.loss));
  assert.ok(report.lossHistory.length < 100);
  assert.equal(report.iteration, 1 + report.lossHistory.length);
});

test('given batches do not run out silently', () => {
  const { run } = small({ batches: new Uint32Array(30) });
  run.step(2);
  assertError(() => run.step(2), /for 3 steps: 2 are done/);
  assert.equal(run.step(1).iteration, 3);
});

test('a checkpoint that is none is refused and changes nothing', () => {
  const { net, run } = small({ optimizer: 'adam' });
  run.step(5);
  const good = run.checkpoint();
  const before = weights(net);
  const damaged = good.slice();
  damaged[100] ^= 1;
  for (const bad of [damaged, good.slice(0, -1), new Uint8Array(0), Uint8Array.from([...good, 0])]) {
    assertError(() => run.restore(bad), /checkpoint/);
  }
  assertError(() => run.restore(), /`checkpoint` is missing/);
  assertError(() => run.restore('x'), /checkpoint/);
  assertError(() => run.restore(small().run.checkpoint()), /optimizer is `sgd`.*`adam`/);
  assertError(() => run.restore(small({ optimizer: 'adam' }, { precision: 'float32' }).run.checkpoint()), /precision/);
  assertError(() => run.restore(small({ optimizer: 'adam' }, { layers: [6, 4, 3] }).run.checkpoint()), /6-4-3/);
  assert.deepEqual(weights(net), before);
  assert.deepEqual(run.checkpoint(), good);
});

test('network and data may be deleted while the trainer lives', () => {
  const net = new bp.Network({ layers: [6, 3] });
  const [train, test30] = [columns(90), columns(30)];
  const run = new bp.Trainer(net, train, test30);
  for (const object of [net, train, test30]) object.delete();
  assert.equal(run.step(3).iteration, 3);
  assertError(() => new bp.Trainer(net, train, test30), /`net` was deleted/);
  run.delete();
});

test('options and arguments are checked', () => {
  const net = new bp.Network({ layers: [6, 3] });
  const set = columns(30);
  const make = (options) => () => new bp.Trainer(net, set, set, options);
  assertError(() => new bp.Trainer(), /`net` is missing. It must be a `Network`/);
  assertError(() => new bp.Trainer(net), /`train` is missing. It must be a `Dataset`/);
  assertError(() => new bp.Trainer(net, set), /`test` is missing. It must be a `Dataset`/);
  assertError(() => new bp.Trainer(set, net, set), /`net` must be a `Network`/);
  assertError(() => new bp.Trainer(net, set, [], {}), /`test` must be a `Dataset`, not `array`/);
  assertError(make(7), /must be an object/);
  assertError(make({ batchsize: 10 }), /no option `batchsize`/);
  assertError(make({ batchSize: 0 }), /batchSize/);
  assertError(make({ batchSize: 1e9 }), /batchSize/);
  assertError(make({ learningRate: NaN }), /learningRate/);
  assertError(make({ learningRate: '0.1' }), /`learningRate` must be a number, not `"0.1"`/);
  assertError(make({ optimizer: 'lion' }), /`lion`.*`sgd`, `momentum`, `adagrad`, `adam`/);
  assertError(make({ seed: -1 }), /seed/);
  assertError(make({ batchSize: 2, batches: [1, 2, 3] }), /whole batches/);
  assertError(make({ batchSize: 2, batches: [1, 30] }), /sample 30/);
  assertError(make({ batches: [] }), /batches/);
  assertError(make({ batches: [0.5] }), /batches/);
  assertError(() => new bp.Trainer(new bp.Network({ layers: [7, 3] }), set, set), /6 pixels.*7 values/);
  assertError(() => new bp.Trainer(new bp.Network({ layers: [6, 2] }), set, set), /label 2 is 2; a class/);
  const run = make({ batchSize: 5 })();
  for (const bad of [0, -1, 1.5, NaN, '3', 1e12]) assertError(() => run.step(bad), /step/);
});
