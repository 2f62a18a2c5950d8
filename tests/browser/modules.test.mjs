/** The page's pure parts, without a browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guarded } from '../../web/app_module.mjs';
import { judgeKey } from '../../web/keys.mjs';
import { readValue } from '../../web/node_table.mjs';
import { TrainingHost } from '../../web/mnist/training_host.mjs';

const press = (key, more = {}) => ({ key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false,
  keyCode: 0, getModifierState: () => false, ...more });
const nothing = { wantsKeyboard: false, wantsText: false, leaving: false };
const text = { wantsKeyboard: true, wantsText: true, leaving: false };
const canvas = { wantsKeyboard: true, wantsText: false, leaving: false };

test('keys of the browser are never taken', () => {
  for (const key of ['F5', 'F11', 'F12']) assert.deepEqual(judgeKey(press(key), text), { forward: false, prevent: false });
  for (const key of ['r', 't', 'w', 'l', 'c', 'v', 'x', '+', '0']) {
    assert.deepEqual(judgeKey(press(key, { ctrlKey: true }), text), { forward: false, prevent: false }, key);
    assert.deepEqual(judgeKey(press(key, { metaKey: true }), text), { forward: false, prevent: false }, key);
  }
});

test('keys are taken only when the canvas wants them', () => {
  assert.equal(judgeKey(press(' '), nothing).prevent, false);
  assert.equal(judgeKey(press(' '), canvas).prevent, true);
  assert.equal(judgeKey(press('Backspace'), text).prevent, true);
  assert.equal(judgeKey(press('a', { ctrlKey: true }), text).prevent, true);
  assert.equal(judgeKey(press('a', { ctrlKey: true }), canvas).prevent, false);
  assert.equal(judgeKey(press('z', { ctrlKey: true }), canvas).forward, true);
});

test('Tab stays in the canvas until Escape', () => {
  assert.deepEqual(judgeKey(press('Tab'), canvas), { forward: true, prevent: true });
  assert.deepEqual(judgeKey(press('Tab'), { ...canvas, leaving: true }), { forward: false, prevent: false });
  assert.deepEqual(judgeKey(press('Tab'), nothing), { forward: false, prevent: false });
});

test('AltGr writes, a composition is left alone', () => {
  const altGr = press('@', { ctrlKey: true, altKey: true, getModifierState: (name) => name === 'AltGraph' });
  assert.equal(judgeKey(altGr, text).forward, true);
  assert.deepEqual(judgeKey(press('Process', { keyCode: 229 }), text), { forward: false, prevent: false });
  assert.deepEqual(judgeKey(press('ㅎ', { isComposing: true }), text), { forward: false, prevent: false });
});

test('values are read as numbers, arrays or words', () => {
  assert.equal(readValue(' 1e-3 '), 0.001);
  assert.deepEqual(readValue('[[1, 2, 3], [4, 5, 6]]'), { shape: [2, 3], data: [1, 2, 3, 4, 5, 6] });
  assert.equal(readValue('nan'), 'nan');
  assert.equal(readValue(''), '');
  assert.equal(readValue('[1, 2'), '[1, 2');
});

test('after a trap the module is called no more', (t) => {
  t.mock.method(console, 'error', () => {});
  let calls = 0;
  const crashes = [];
  const module = guarded({
    fine: () => { calls += 1; return 7; },
    traps: () => { throw new WebAssembly.RuntimeError('unreachable'); },
  }, (reason) => crashes.push(reason));
  assert.equal(module.fine(), 7);
  assert.equal(module.traps(), undefined);
  assert.equal(module.fine(), undefined);
  assert.equal(calls, 1);
  assert.deepEqual(crashes, ['unreachable']);
});

test('a report that was under way when the user reset or paused changes nothing or says paused', () => {
  globalThis.addEventListener = () => {}; // a page's, which Node has not
  const reports = [];
  const orders = [];
  const settings = { data: 'mnist' };
  const host = new TrainingHost({
    report: (report) => reports.push(report),
    takeOrders: () => orders.splice(0).forEach((order) => host.take({ order, settings })),
  }, settings);
  host.trainer.worker = { postMessage: () => {}, terminate: () => {} };
  const report = (run = host.run) => host.hearTrainer({ type: 'report', run, report: { phase: 'running', iteration: 5 } });
  report();
  assert.deepEqual(reports.splice(0).map((one) => one.phase), ['running']);
  orders.push('pause');
  report();
  assert.deepEqual(reports.splice(0).map((one) => one.phase), ['paused']);
  orders.push('reset');
  report();
  assert.deepEqual(reports, []);
  delete globalThis.addEventListener;
});
