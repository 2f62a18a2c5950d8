import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertError, bp } from './module.mjs';

const ones = (...shape) => ({ shape, data: new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(1) });

test('a shape whose number of elements overflows 32 bits is refused, not computed', () => {
  for (const formula of ['sum(zeros([65536, 65536]), 0)', 'zeros([65536, 1]) + zeros([65536])',
    'reshape(ones([1]), [65536, 65536])', 'ones([65536, 1]) @ ones([1, 65536])']) {
    assertError(() => bp.Graph.fromFormula(formula, {}), /at most 268,435,456 elements|reshape|at least 1/);
  }
});

test('a value that needs more memory than there is changes nothing', () => {
  const g = bp.Graph.fromFormula('y = sum(x + w)', { x: ones(16000, 1), w: 2 });
  assertError(() => g.set('w', ones(1, 16000)), /memory/);
  assert.equal(g.value(), 48000);
  assert.deepEqual(g.value('w'), 2);
  assert.equal(g.grad('w'), 16000);
  g.set('w', 3);
  assert.equal(g.value(), 64000);
  g.delete();
});

test('a graph of 1,000,000 nodes is opened from a file, computed and written again; one node more is refused', () => {
  const most = 1_000_000;
  const file = (nodes) => {
    const lines = ['{"id":1,"op":"input","name":"x","value":0.5}', '{"id":2,"op":"add","inputs":[1,1]}'];
    for (let id = 3; id <= nodes; ++id) lines.push(`{"id":${id},"op":"add","inputs":[${id - 1},1]}`);
    return `{"format":"backprop-playground","version":1,"output":${nodes},"nodes":[${lines.join(',')}]}`;
  };
  const graph = bp.Graph.fromJSON(file(most));
  assert.equal(graph.value(), most / 2);
  assert.equal(graph.grad('x'), most);
  graph.set('x', 1);
  assert.equal(graph.value(), most);
  assert.equal(bp.Graph.fromJSON(graph.toJSON()).grad('x'), most);
  assertError(() => bp.Graph.fromJSON(file(most + 1)), /1,000,001 nodes; at most 1,000,000/);
});
