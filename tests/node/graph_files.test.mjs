import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertClose, assertError, bp } from './module.mjs';

test('JSON: a graph comes back with its numbers, its output and its formula', () => {
  const g = bp.Graph.fromFormula('h = relu(x @ W)\ny = sum(h) * 사과', {
    x: { shape: [2, 2], data: [1, -2, 3, 4] }, W: [[0.1, 1e-300], [3.3000000000000003, -1]], 사과: 100,
  });
  g.setOutput('h');
  const text = g.toJSON();
  const back = bp.Graph.fromJSON(text);
  assert.equal(back.toJSON(), text);
  assert.equal(back.formula(), g.formula());
  assert.deepEqual(back.value('h'), g.value('h'));
  assert.deepEqual(back.value(), g.value('h'));
  assert.deepEqual(back.grad('W'), g.grad('W'));
  back.set('사과', 2);
  assert.equal(back.value('y'), 2 * (g.value('y') / 100));
  g.delete();
  back.delete();
});

test('JSON: what a file says beside the graph is kept, also by edits', () => {
  const file = {
    format: 'backprop-playground', version: 2, output: 1,
    nodes: [{ id: 0, op: 'input', name: 'x', value: { shape: [4], data: [1, 2, 3, 4] } }, { id: 1, op: 'sigmoid', name: 'y', inputs: [0] }],
    places: { 0: [10, 20] }, origin: { kind: 'drawing', predicted: 3 }, classes: ['a', 'b', 'c', 'd'],
    displays: { 0: { kind: 'image', rows: 2, columns: 2 }, 1: { kind: 'classes' } }, extra: { z: [1.5, 'a b'], a: null },
  };
  const g = bp.Graph.fromJSON(JSON.stringify(file));
  const kept = () => {
    const { version, places, origin, classes, displays, extra } = JSON.parse(g.toJSON());
    return { version, places, origin, classes, displays, extra };
  };
  const { version, places, origin, classes, displays, extra } = file;
  assert.deepEqual(kept(), { version, places, origin, classes, displays, extra });
  g.set('x', { shape: [4], data: [4, 3, 2, 1] });
  g.unfold('y');
  assert.deepEqual(kept().extra, extra);
  assert.deepEqual(kept().displays[0], displays[0]);
  g.delete();
});

test('JSON: files that are not the format are refused', () => {
  assertError(() => bp.Graph.fromJSON('{'), /not JSON/);
  assertError(() => bp.Graph.fromJSON('{}'), /not a Backprop Playground graph/);
  assertError(() => bp.Graph.fromJSON('{"format":"backprop-playground","version":99}'), /version 99/);
  assertError(() => bp.Graph.fromJSON(3), /text/);
  assertError(() => bp.Graph.fromJSON(), /text/);
  assertError(() => bp.Graph.fromJSON('['.repeat(1e6)), /deep/);
});

test('unfold takes sigmoid apart, fold puts it together, and both prove that nothing changed', () => {
  const g = bp.Graph.fromFormula('y = sigmoid(x); L = y * y', { x: 0.7 });
  const [value, grad] = [g.value(), g.grad('x')];
  const apart = g.unfold('y');
  assert.equal(g.formula(), 'y = 1 / (1 + exp(-1 * x))\nL = y * y');
  assertClose(g.value(), value, 1e-15);
  assertClose(g.grad('x'), grad, 1e-14);
  assert.ok(apart.largestDifference < 1e-15);
  assert.equal(apart.gradients[0].name, 'x');
  assertClose(apart.gradients[0].before, apart.gradients[0].after, 1e-14);
  assert.equal(g.nodes().find((node) => node.id === apart.id).name, 'y');
  g.fold('y');
  assert.equal(g.formula(), 'y = sigmoid(x)\nL = y * y');
  assert.equal(g.grad('x'), grad);
  assertError(() => g.fold('y'), /cannot be folded/);
  assertError(() => g.unfold('x'), /no simpler parts/);
  assert.equal(g.formula(), 'y = sigmoid(x)\nL = y * y');
  g.delete();
});

test('accumulated gradients add up until they are zeroed', () => {
  const g = bp.Graph.fromFormula('z = x * x', { x: 3 });
  assert.equal(g.accumulatedGrad('x'), 0);
  g.backward();
  g.backward();
  assert.equal(g.accumulatedGrad('x'), 12);
  assert.equal(g.grad('x'), 6);
  g.zeroGrad();
  g.backward();
  assert.equal(g.accumulatedGrad('x'), 6);
  g.delete();
});

test('a named constant has a gradient, as an input has', () => {
  const g = bp.Graph.fromFormula('사과 = 100; 개수 = 2; 세금 = 1.1; 값 = 사과 * 개수 * 세금');
  assert.equal(g.grad('사과'), 2.2);
  assert.equal(g.grad('세금'), 200);
  assertError(() => g.set('사과', 3), /computed|constant/);
  g.delete();
});

test('toDOT writes every node and edge with its numbers', () => {
  const g = bp.Graph.fromFormula('price = apple * 2', { apple: 100 });
  const dot = g.toDOT();
  assert.match(dot, /^digraph/);
  assert.match(dot, /apple/);
  assert.match(dot, /200/);
  assert.equal(dot.match(/->/g).length >= 2, true);
  g.delete();
});
