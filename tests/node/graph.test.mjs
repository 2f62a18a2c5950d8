import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertClose, assertError, bp, noise } from './module.mjs';

const apple = () => bp.Graph.fromFormula('price = apple * apple_num * tax', { apple: 100, apple_num: 2, tax: 1.1 });

test('the apple graph: values and gradients of the book', () => {
  const g = apple();
  assertClose(g.value('price'), 220, 1e-15);
  assert.equal(g.value(), g.value('price'));
  assert.equal(g.grad('apple'), 2.2);
  assert.equal(g.grad('apple_num'), 110.00000000000001);
  assert.equal(g.grad('tax'), 200);
  assert.equal(g.grad(), 1);
  g.delete();
});

test('set follows at once, in values and gradients', () => {
  const g = apple();
  g.set('apple', 120);
  assert.equal(g.value(), 264);
  assert.equal(g.grad('tax'), 240);
  g.set('tax', 2);
  assert.equal(g.value(), 480);
  assert.equal(g.grad('apple'), 4);
  g.delete();
});

test('apples and oranges: 715, and the gradients of the book in double', () => {
  const g = bp.Graph.fromFormula('price = (apple * apple_num + orange * orange_num) * tax', {
    apple: 100, apple_num: 2, orange: 150, orange_num: 3, tax: 1.1,
  });
  assertClose(g.value(), 715, 1e-15);
  assert.equal(g.grad('apple'), 2.2);
  assert.equal(g.grad('orange'), 3.3000000000000003);
  assertClose(g.grad('orange_num'), 165, 1e-15);
  assert.equal(g.grad('tax'), 650);
  g.delete();
});

test('nodes come in topological order with values, gradients and contributions', () => {
  const g = bp.Graph.fromFormula('t = x + y; z = t * t', { x: 2, y: 3 });
  const nodes = g.nodes();
  const seen = new Set();
  for (const node of nodes) {
    for (const input of node.inputs) assert.ok(seen.has(input));
    seen.add(node.id);
  }
  const t = nodes.find((node) => node.name === 't');
  const z = nodes.find((node) => node.name === 'z');
  assert.equal(t.op, 'add');
  assert.equal(z.op, 'mul');
  assert.equal(nodes.find((node) => node.name === 'x').op, 'input');
  assert.deepEqual(t.shape, []);
  assert.equal(t.value, 5);
  assert.equal(t.grad, 10);
  // The fan-out: z takes t twice, each use sends back its own part.
  assert.deepEqual(t.contributions, [{ from: z.id, input: 0, value: 5 }, { from: z.id, input: 1, value: 5 }]);
  assert.deepEqual(z.contributions, []);
  assert.equal(g.value(t.id), 5);
  g.delete();
});

test('an unnamed node has no name, and a number is a constant', () => {
  const g = bp.Graph.fromFormula('y = (x + 1) * 3', { x: 1 });
  const unnamed = g.nodes().filter((node) => !('name' in node));
  assert.ok(unnamed.some((node) => node.op === 'add'));
  assert.ok(unnamed.some((node) => node.op === 'constant' && node.value === 3));
  g.delete();
});

test('the local gradient is what a scalar node multiplies its upstream by', () => {
  const g = bp.Graph.fromFormula('a = x * y; b = exp(a); c = b - x', { x: 0.5, y: -3 });
  assert.equal(g.localGradient('a', 0), -3);
  assert.equal(g.localGradient('a', 1), 0.5);
  assert.equal(g.localGradient('b', 0), Math.exp(-1.5));
  assert.equal(g.localGradient('c', 1), -1);
  assertError(() => g.localGradient('c', 2), /inputIndex/);
  assertError(() => g.localGradient('x', 0), /`x` is an input or a constant/);
  g.delete();
});

test('output and upstream gradient can be chosen', () => {
  const g = bp.Graph.fromFormula('t = x * 2; z = t ** 2', { x: 3 });
  assert.equal(g.grad('x'), 24);
  g.setUpstream(0.5);
  assert.equal(g.grad('x'), 12);
  g.setOutput('t');
  assert.equal(g.value(), 6);
  assert.equal(g.grad('x'), 2);
  assert.equal(g.grad('z'), 0);
  assertError(() => g.setUpstream({ shape: [2], data: [1, 1] }), /upstream/);
  assertError(() => g.setUpstream(NaN), /NaN/);
  g.delete();
});

test('tensors go in as { shape, data } or nested arrays, and come out as { shape, data }', () => {
  const values = { x: [[1, 2, 3], [4, 5, 6]], W: { shape: [3, 2], data: [1, 0, 0, 1, 1, 1] }, b: new Float32Array([10, 20]) };
  const g = bp.Graph.fromFormula('y = affine(x, W, b)', values);
  const y = g.value();
  assert.deepEqual(y.shape, [2, 2]);
  assert.ok(y.data instanceof Float64Array);
  assert.deepEqual(Array.from(y.data), [14, 25, 20, 31]);
  assert.deepEqual(Array.from(g.grad('b').data), [2, 2]);
  assert.deepEqual(Array.from(g.grad('W').data), [5, 5, 7, 7, 9, 9]);
  y.data[0] = 99;
  assert.equal(g.value().data[0], 14, 'what was handed out is a copy');
  g.setUpstream([[1, 0], [0, 0]]);
  assert.deepEqual(Array.from(g.grad('b').data), [1, 0]);
  g.set('x', { shape: [1, 3], data: Float64Array.of(1, 1, 1) });
  assert.deepEqual(g.value().shape, [1, 2], 'a new shape is taken over');
  assert.deepEqual(Array.from(g.value().data), [12, 22]);
  g.delete();
});

test('shape [] is a scalar', () => {
  const g = bp.Graph.fromFormula('y = x * 2', { x: { shape: [], data: [4] } });
  assert.equal(g.value(), 8);
  g.delete();
});

test('gradCheck compares every input with central differences', () => {
  const g = bp.Graph.fromFormula('L = softmax_with_loss(affine(x, W, b), t)', {
    x: noise([4, 5]), W: noise([5, 3], 2), b: noise([3], 3), t: [0, 2, 1, 1],
  });
  const rows = g.gradCheck({ step: 1e-4 });
  assert.deepEqual(rows.map((row) => row.name).sort(), ['W', 'b', 'x']);
  for (const row of rows) {
    assert.ok(row.meanAbs < 1e-9 && row.maxAbs < 1e-8 && row.maxRel < 1e-6, JSON.stringify(row));
  }
  assert.equal(g.gradCheck().length, 3);
  assertError(() => g.gradCheck({ step: 0 }), /step/);
  assertError(() => g.gradCheck({ steps: 1 }), /no option `steps`. Its options are `step`/);
  g.delete();
});

test('formula() reads back as the same graph', () => {
  const text = 'price = (apple * apple_num + orange * orange_num) * tax';
  const values = { apple: 100, apple_num: 2, orange: 150, orange_num: 3, tax: 1.1 };
  const g = bp.Graph.fromFormula(text, values);
  assert.equal(g.formula(), text);
  const again = bp.Graph.fromFormula(g.formula(), values);
  assert.equal(again.value(), g.value());
  g.delete();
  again.delete();
});

test('names may be of any script', () => {
  const g = bp.Graph.fromFormula('합계 = 사과 * 개수', { 사과: 100, 개수: 2 });
  assert.equal(g.value('합계'), 200);
  assert.equal(g.grad('사과'), 2);
  assert.equal(g.formula(), '합계 = 사과 * 개수');
  assert.equal(g.nodes()[0].name, '사과');
  assertError(() => g.set('사과', NaN), /^`사과`: NaN is not a value\.$/);
  g.delete();
});

test('infinity is a value, NaN is not; dividing by zero gives infinity', () => {
  const g = bp.Graph.fromFormula('y = 1 / x', { x: 0 });
  assert.equal(g.value(), Infinity);
  g.set('x', -Infinity);
  assert.equal(g.value(), -0);
  assertError(() => g.set('x', NaN), /^`x`: NaN is not a value\.$/);
  assertError(() => bp.Graph.fromFormula('y = x', { x: [1, NaN] }), /^`x`: NaN is not a value\.$/);
  g.delete();
});

test('a failed call leaves the graph as it was', () => {
  const g = bp.Graph.fromFormula('y = dot(a, b)', { a: [1, 2, 3], b: [4, 5, 6] });
  const error = assertError(() => g.set('a', [1, 2]), /\(2,\).*\(3,\)/);
  assert.equal(error.line, 1);
  assert.equal(error.column, 5);
  assert.equal(g.value(), 32);
  assert.deepEqual(Array.from(g.grad('b').data), [1, 2, 3]);
  for (const bad of [undefined, null, 'abc', true, {}, { shape: [3] }, { shape: [2], data: [1, 2, 3] }, [[1], [2, 3]],
    [1, '2', 3], [], [[]], { shape: [-1], data: [] }, { shape: [1.5], data: [1] }, { shape: '3', data: [1, 2, 3] }, 10n,
    () => 1, Symbol('s'), { shape: [1e9, 1e9], data: [] }]) {
    assertError(() => g.set('a', bad), /^`a/);
  }
  assertError(() => g.set('y', 1), /`y` is computed.*`a`, `b`/);
  assertError(() => g.set('c', 1), /no node `c`.*`a`, `b`/);
  assertError(() => g.set(), /name/);
  assertError(() => g.value('nothing'), /nothing/);
  assertError(() => g.value(99), /99/);
  assertError(() => g.grad({}), /name/);
  assertError(() => g.setOutput(), /name/);
  assert.equal(g.value(), 32);
  g.delete();
});

test('a formula that is wrong says where', () => {
  const at = (text, values) => {
    const error = assertError(() => bp.Graph.fromFormula(text, values), /./);
    assert.ok(error.length >= 1);
    return [error.line, error.column, error.code];
  };
  assert.deepEqual(at('y = x +', { x: 1 }), [1, 8, 'formula.expected']);
  assert.deepEqual(at('a = 1\ny = frobnicate(a)'), [2, 5, 'formula.unknown_function']);
  assert.deepEqual(at('y = x @ w', { x: [1, 2, 3], w: [1, 2] }), [1, 5, 'shape.mismatch']);
  assertError(() => bp.Graph.fromFormula('y = x * 2', {}), /`x` has no value/);
  assertError(() => bp.Graph.fromFormula('y = x * 2'), /`x` has no value/);
  assertError(() => bp.Graph.fromFormula('y = x * 2', { x: 1, z: 3 }), /`z` is not in the formula.*`x`/);
  assertError(() => bp.Graph.fromFormula('y = x * 2', { x: 1, y: 3 }), /`y` is computed/);
  assertError(() => bp.Graph.fromFormula(), /`formula` is missing/);
  assertError(() => bp.Graph.fromFormula(42), /`formula` must be a text, not `42`/);
  assertError(() => bp.Graph.fromFormula('y = x', 5), /values/);
  assertError(() => bp.Graph.fromFormula('', {}), /./);
});

test('a deleted graph is an error, not a crash', () => {
  const g = apple();
  g.delete();
  assertError(() => g.value(), /deleted/);
  assert.equal(apple().value(), 220.00000000000003, 'the module goes on');
});

test('a thousand graphs may be made and deleted', () => {
  for (let i = 0; i < 1000; ++i) {
    const g = bp.Graph.fromFormula('y = sum(x * x)', { x: noise([50, 20], i + 1) });
    g.grad('x');
    g.delete();
  }
});
