// A network's files: npz as NumPy reads and writes it, ONNX as onnxruntime runs it, documents for the canvas.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import * as ort from 'onnxruntime-web/wasm';
import { assertClose, assertError, bp, columns, mnist, numpy } from './module.mjs';

const folder = mkdtempSync(join(tmpdir(), 'backprop-'));
after(() => rmSync(folder, { recursive: true }));

const file = (name, bytes) => {
  const path = join(folder, name);
  if (bytes) writeFileSync(path, bytes);
  return path;
};

const zeros = (params) => Object.fromEntries(
  Object.entries(params).map(([name, { shape, data }]) => [name, { shape, data: new Float64Array(data.length) }]));

test('NumPy loads an exported network bit for bit, and the engine what np.savez and np.savez_compressed write', () => {
  for (const [precision, type] of [['float32', '<f4'], ['float64', '<f8']]) {
    const net = new bp.Network({ layers: [7, 5, 4, 3], weightInit: 'he', precision });
    const paths = ['saved', 'packed', 'again', 'fortran'].map((name) => file(`${name}-${precision}.npz`));
    writeFileSync(paths[0], net.exportAs('npz'));
    const seen = numpy(`
import json, sys, numpy as np
saved, packed, again, fortran = json.load(sys.stdin)
params = dict(np.load(saved))
np.savez_compressed(packed, **params)
np.savez(again, **dict(reversed(params.items())))
np.savez(fortran, **{k: np.asfortranarray(v) for k, v in params.items()})
print(json.dumps({k: [v.dtype.str, list(v.shape), v.tobytes().hex()] for k, v in params.items()}))`, paths);
    const params = net.params();
    assert.deepEqual(Object.keys(seen), ['W1', 'b1', 'W2', 'b2', 'W3', 'b3']);
    for (const [name, { shape, data }] of Object.entries(params)) {
      assert.deepEqual(seen[name], [type, shape, Buffer.from(data.buffer).toString('hex')], name);
    }
    for (const path of paths) {
      const bytes = readFileSync(path);
      assert.deepEqual(bp.npzLayers(bytes), [7, 5, 4, 3]);
      net.setParams(zeros(params));
      net.importNpz(bytes);
      assert.deepEqual(net.params(), params, path);
    }
    net.delete();
  }
});

test("the book's network reads the file and predicts the same", () => {
  const net = new bp.Network({ layers: [6, 5, 3], weightInit: 'he', precision: 'float64' });
  const { x } = columns(9).gather([0, 1, 2, 3]);
  const path = file('book.npz', net.exportAs('npz'));
  const scores = numpy(`
import json, sys, numpy as np
given = json.load(sys.stdin)
params = np.load(given['path'])
x = np.array(given['x']['data']).reshape(given['x']['shape'])
a1 = np.dot(x, params['W1']) + params['b1']
a2 = np.dot(np.maximum(0, a1), params['W2']) + params['b2']
print(json.dumps(a2.ravel().tolist()))`, { path, x });
  assertClose(net.predict(x), { shape: [4, 3], data: scores }, 1e-12);
});

test('a file of another network, of none, damaged or cut is refused and changes nothing', () => {
  const net = new bp.Network({ layers: [6, 5, 3], weightInit: 'he' });
  const good = net.exportAs('npz');
  const before = net.params();
  const refused = (bytes, message) => {
    assertError(() => net.importNpz(bytes), message);
    assert.deepEqual(net.params(), before);
  };
  refused(new bp.Network({ layers: [6, 4, 3] }).exportAs('npz'), /layers 6-4-3, this one has 6-5-3/);
  refused(new Uint8Array(0), /not an `\.npz` file: it contains nothing/);
  refused(new TextEncoder().encode('PK\x03\x04 and more, but no archive at all'), /damaged/);
  refused(good.slice(0, good.length - 30), /damaged/);
  for (let i = 0; i < good.length; i += 11) {
    const damaged = good.slice();
    damaged[i] ^= 0x20;
    try {
      net.importNpz(damaged);
      assert.deepEqual(net.params(), before);  // what nobody reads: dates, versions
    } catch (error) {
      assert.ok(error instanceof Error);
    }
  }
  assertError(() => net.importNpz(), /`bytes` is missing/);
  assertError(() => bp.npzLayers('a'), /must be a `Uint8Array`/);
});

test('other arrays than W1 b1 W2 b2 … are refused by name or shape', () => {
  const refusals = [
    ['np.savez(path, W1=z((3, 2)))', /no array `b1`/],
    ['np.savez(path, W1=z((3, 2)), b1=z(2), W3=z((2, 2)), b3=z(2))', /no array `W2`/],
    ['np.savez(path, W1=z((3, 2)), b1=z(3))', /transposed/],
    ['np.savez(path, W1=z((3, 2)), b1=z(4))', /`b1` has the shape \(4,\), but `W1` has 2 columns/],
    ['np.savez(path, W1=z((3, 2)), b1=z(2), W2=z((3, 2)), b2=z(2))', /`W2` has 3 rows, but `W1` has 2 columns/],
    ['np.savez(path, W1=z((3, 2)), b1=z(2), losses=z(9))', /not parameters/],
    ["np.savez(path, W1=z((3, 2), 'i8'), b1=z(2))", /type `<i8`; `float32` and `float64`/],
    ['np.savez(path, W1=z((3, 0)), b1=z(0))', /empty/],
    ['np.savez(path, W1=z(6), b1=z(2))', /`W1` must be a matrix, but has the shape \(6,\)/],
    ['np.savez(path, W1=z((3, 2)) / 0, b1=z(2))', /`W1` holds a number that is not finite/],
    ["np.savez(path, W1=np.array([{}]), b1=z(2))", /pickled/],
    ['np.savez_compressed(path, W1=z((8192, 8192)), b1=z(8192))', /more than 257 MB|damaged/],
  ];
  const paths = refusals.map((_, i) => file(`wrong${i}.npz`));
  numpy(`
import json, sys, numpy as np
np.seterr(all='ignore')
z, paths = np.zeros, json.load(sys.stdin)
${refusals.map(([program], i) => `path = paths[${i}]; ${program}`).join('\n')}
print(0)`, paths);
  refusals.forEach(([, message], i) => assertError(() => bp.npzLayers(readFileSync(paths[i])), message));
});

test('onnxruntime computes the same scores and probabilities', async () => {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  const t10k = mnist('t10k');
  const { x } = t10k.gather(Array.from({ length: 100 }, (_, i) => i));
  for (const activation of ['relu', 'sigmoid', 'tanh']) {
    const net = new bp.Network({ layers: [784, 30, 20, 10], activation, weightInit: 'xavier' });
    const session = await ort.InferenceSession.create(net.exportAs('onnx'));
    assert.deepEqual([session.inputNames, session.outputNames], [['x'], ['scores', 'probabilities']]);
    const found = await session.run({ x: new ort.Tensor('float32', Float32Array.from(x.data), [100, 784]) });
    for (const [name, expected] of [['scores', net.predict(x)], ['probabilities', net.probabilities(x)]]) {
      assert.deepEqual(Array.from(found[name].dims), [100, 10]);
      found[name].data.forEach((v, i) => assert.ok(Math.abs(v - expected.data[i]) < 1e-5, `${activation} ${name}[${i}]`));
    }
    await session.release();
    net.delete();
  }
  t10k.delete();
});

test('the PyTorch program holds the network and the training as told', () => {
  const net = new bp.Network({ layers: [6, 5, 3], activation: 'tanh', weightInit: 'he' });
  const program = net.exportAs('pytorch', { batchSize: 32, learningRate: 0.01, optimizer: 'adam', seed: 4, iterations: 500 });
  for (const line of ['LAYERS = [6, 5, 3]', 'BATCH_SIZE = 32', 'LEARNING_RATE = 0.01', 'ITERATIONS = 500', 'SEED = 4']) {
    assert.ok(program.includes(`\n${line}\n`), line);
  }
  assert.ok(program.includes('torch.optim.Adam(') && program.includes('x = torch.tanh(layer(x))'));
  const embedded = /WEIGHTS = """\n([^"]+)"""/.exec(program)[1];
  assert.deepEqual(new Uint8Array(Buffer.from(embedded, 'base64')), net.exportAs('npz'));
  assertError(() => net.exportAs('pytorch', { learnRate: 1 }), /no option `learnRate`/);
  assertError(() => net.exportAs('png'), /`format` cannot be `png`. Choose one of `npz`, `onnx`, `pytorch`/);
});

test('the file of a sample opens as a graph with the same loss, a group for each layer', () => {
  const t10k = mnist('t10k');
  const net = new bp.Network({ layers: [784, 50, 10], weightInit: 'he' });
  const image = t10k.image(5);
  const text = net.sampleFile(image, [t10k.label(5)], { layerName: '계층' });
  const graph = bp.Graph.fromJSON(text);
  assert.ok(Math.abs(graph.value() - net.loss(image, [t10k.label(5)])) < 1e-5);
  assert.deepEqual(JSON.parse(text).groups.map(({ name, folded }) => [name, folded]), [['계층 1', true], ['계층 2', true]]);
  assert.equal(graph.formula(), [
    'a1 = affine(x, W1, b1)', 'z1 = relu(a1)', 'a2 = affine(z1, W2, b2)', 'L = softmax_with_loss(a2, t)'].join('\n'));
  const { x, t } = t10k.gather(Array.from({ length: 100 }, (_, i) => i));
  const step = bp.Graph.fromJSON(net.sampleFile(x, t));
  assert.ok(Math.abs(step.value() - net.loss(x, t)) < 1e-5);
  t10k.delete();
});

test('the file of a sample says what its tensors are and what it was made of', () => {
  const t10k = mnist('t10k');
  const net = new bp.Network({ layers: [784, 20, 10], weightInit: 'he' });
  const classes = Array.from({ length: 10 }, (_, k) => `class ${k}`);
  const origin = { kind: 'step', room: 'mnist', data: 'mnist', set: 'train', step: 3 };
  const { x, t } = t10k.gather([0, 1, 2]);
  const file = JSON.parse(net.sampleFile(x, t, { image: [28, 28], classes, origin }));
  assert.deepEqual(file.origin, origin);
  assert.deepEqual(file.classes, classes);
  const display = (made, name) => made.displays?.[made.nodes.find((node) => node.name === name).id];
  assert.deepEqual(display(file, 'x'), { kind: 'image', rows: 28, columns: 28 });
  assert.deepEqual(display(file, 'a2'), { kind: 'classes' });
  assert.equal(display(file, 't'), undefined);
  const unit = JSON.parse(net.unitFile(t10k.image(0), [t10k.label(0)], 1, 7, { origin: { ...origin, kind: 'unit' } }));
  assert.deepEqual(display(unit, 'w'), { kind: 'image', rows: 28, columns: 28 });
  assert.equal(unit.origin.kind, 'unit');
  assertError(() => net.sampleFile(x, t, { image: [28] }), /rows and columns/);
  assertError(() => net.sampleFile(x, t, { image: [28, 27] }), /28 × 27 pixels do not fit the network’s 784 inputs/);
  assertError(() => net.sampleFile(x, t, { classes: ['a'] }), /1 class names for 10 classes/);
  assertError(() => net.sampleFile(x, t, { classes: 3 }), /`classes` must be a list of names/);
  assertError(() => net.sampleFile(x, t, { origin: { kind: 'dream' } }), /`origin.kind` in the file is `dream`/);
  assertError(() => net.sampleFile(x, t, { layers: 'layer' }), /no option `layers`/);
  t10k.delete();
});

test("a unit's file answers an edit of a weight as the whole network does", () => {
  const t10k = mnist('t10k');
  const net = new bp.Network({ layers: [784, 20, 10], weightInit: 'he', precision: 'float64' });
  const image = t10k.image(0);
  const t = [t10k.label(0)];
  const graph = bp.Graph.fromJSON(net.unitFile(image, t, 1, 7));
  assert.ok(Math.abs(graph.value() - net.loss(image, t)) < 1e-12);
  const pixel = image.data.findIndex((v) => v > 0.9);
  const { W1 } = net.params();
  const w = graph.value('w');
  assert.deepEqual(w.shape, [28, 28]);
  w.data[pixel] += 0.5;
  W1.data[pixel * 20 + 7] += 0.5;
  graph.set('w', w);
  net.setParams({ W1 });
  assert.ok(Math.abs(graph.value() - net.loss(image, t)) < 1e-12);
  assertError(() => net.unitFile(image, t, 3, 0), /no layer 3. Layers are numbered from 1 to 2/);
  assertError(() => net.unitFile(image, t, 2, 10), /Layer 2 has no neuron 10. Neurons are numbered from 0 to 9/);
  t10k.delete();
});
