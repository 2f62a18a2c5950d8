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
