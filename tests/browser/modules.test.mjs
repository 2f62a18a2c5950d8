/** The page's pure parts, without a browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guarded } from '../../web/platform/app_module.mjs';
import { keyTable } from '../../cmake/write_key_docs.mjs';
import { Keys, judgeKey, keyName, modifiersOf } from '../../web/platform/keys.mjs';
import { readValue } from '../../web/rooms/graph/node_table.mjs';
import { TrainingHost } from '../../web/workers/training_host.mjs';

const pressed = (key, more = {}) => ({ key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false,
  keyCode: 0, getModifierState: () => false, ...more });
const nothing = { wantsKeyboard: false, wantsText: false, leaving: false, graph: true };
const text = { wantsKeyboard: true, wantsText: true, leaving: false, graph: true };
const canvas = { wantsKeyboard: true, wantsText: false, leaving: false, graph: true };
const keys = new Keys(keyTable(), false);
const macKeys = new Keys(keyTable(), true);
const judge = (event, state) => judgeKey(event, state, keys);
const [take, ignore] = [{ forward: true, prevent: true }, { forward: false, prevent: false }];

test('keys of the browser are never taken', () => {
  for (const state of [nothing, canvas, text]) {
    for (const key of ['F1', 'F3', 'F5', 'F6', 'F11', 'F12', 'BrowserBack']) assert.deepEqual(judge(pressed(key), state), ignore, key);
    for (const key of ['r', 't', 'w', 'l', 'n', 'p', 'f', 'c', 'v', 'x', '+', '-', '0', 'R']) {
      assert.deepEqual(judge(pressed(key, { ctrlKey: true }), state), ignore, key);
      assert.deepEqual(judge(pressed(key, { metaKey: true }), state), ignore, key);
    }
    for (const key of ['d', 'f', 'Home']) assert.deepEqual(judge(pressed(key, { altKey: true }), canvas), ignore, key);
  }
});

test('keys are taken only when the canvas wants them', () => {
  assert.equal(judge(pressed(' '), nothing).prevent, false);
  assert.equal(judge(pressed(' '), canvas).prevent, true);
  assert.equal(judge(pressed('Backspace'), text).prevent, true);
  assert.deepEqual(judge(pressed('a', { ctrlKey: true }), text), take);
  assert.deepEqual(judge(pressed('a', { ctrlKey: true }), canvas), take);
  assert.deepEqual(judge(pressed('d', { ctrlKey: true }), text), ignore);
  assert.deepEqual(judge(pressed('d', { ctrlKey: true }), { ...canvas, graph: false }), ignore);
});

test('a key is what it writes; where that is no Latin letter, its place tells', () => {
  for (const [key, code, name] of [
    ['z', 'KeyZ', 'Z'], ['Z', 'KeyZ', 'Z'], ['z', 'KeyY', 'Z'], ['y', 'KeyZ', 'Y'], ['w', 'KeyZ', 'W'], ['z', 'KeyW', 'Z'], ['z', 'Slash', 'Z'],
    [';', 'KeyZ', ';'], ['я', 'KeyZ', 'Z'], ['Я', 'KeyZ', 'Z'], ['ζ', 'KeyZ', 'Z'], ['ㅋ', 'KeyZ', 'Z'], ['ז', 'KeyZ', 'Z'], ['ั', 'KeyY', 'Y'],
    ['ﾂ', 'KeyZ', 'Z'], ['Process', 'KeyZ', 'Z'], ['ö', 'Semicolon', 'ö'], ['й', 'KeyQ', 'Q'], ['é', 'Digit2', 'é'], [' ', 'Space', 'Space'],
    ['/', 'Digit7', '/'], ['ł', 'KeyL', 'ł']]) {
    assert.equal(keyName(pressed(key, { code })), name, `${key} at ${code}`);
  }
});

test('undo is the key that writes z, with Ctrl or on a Mac with Cmd, and with nothing else', () => {
  const id = (event, of = keys) => of.find(event, ['graph'])?.id;
  assert.equal(id(pressed('z', { code: 'KeyY', ctrlKey: true })), 'undo');
  assert.equal(id(pressed('y', { code: 'KeyZ', ctrlKey: true })), 'redo');
  assert.equal(id(pressed('я', { code: 'KeyZ', ctrlKey: true })), 'undo');
  assert.equal(id(pressed('Z', { code: 'KeyZ', ctrlKey: true })), 'undo'); // Caps Lock
  assert.equal(id(pressed('Z', { code: 'KeyZ', ctrlKey: true, shiftKey: true })), 'redo');
  assert.equal(id(pressed('z', { code: 'KeyZ', ctrlKey: true, altKey: true })), undefined);
  assert.equal(id(pressed('z', { code: 'KeyZ', metaKey: true })), undefined);
  assert.equal(id(pressed('z', { code: 'KeyZ', metaKey: true }), macKeys), 'undo');
  assert.equal(id(pressed('z', { code: 'KeyZ', ctrlKey: true }), macKeys), undefined);
});

test('a sign is a sign, with Shift or without', () => {
  for (const shiftKey of [true, false]) {
    assert.equal(keys.find(pressed('/', { code: 'Digit7', shiftKey }), ['canvas']).id, 'add');
    assert.equal(keys.find(pressed('+', { code: 'BracketRight', shiftKey }), ['canvas']).id, 'zoom_in');
    assert.equal(keys.find(pressed('?', { code: 'Minus', shiftKey }), ['page']).id, 'help');
  }
  assert.equal(keys.find(pressed('/', { ctrlKey: true }), ['canvas']), undefined);
});

test('Tab stays in the canvas until Escape', () => {
  assert.deepEqual(judge(pressed('Tab'), canvas), take);
  assert.deepEqual(judge(pressed('Tab'), { ...canvas, leaving: true }), ignore);
  assert.deepEqual(judge(pressed('Tab'), nothing), ignore);
});

test('AltGr writes and is no Ctrl with Alt, a composition is left alone', () => {
  const altGr = (key, code) => pressed(key, { code, ctrlKey: true, altKey: true, getModifierState: (name) => name === 'AltGraph' });
  assert.equal(judge(altGr('@', 'KeyQ'), text).forward, true);
  assert.deepEqual(modifiersOf(altGr('@', 'KeyQ')), { ctrl: false, shift: false, alt: false, meta: false });
  for (const [key, code] of [['ą', 'KeyA'], ['µ', 'KeyM'], ['ð', 'KeyD'], ['ŋ', 'KeyG'], ['€', 'KeyE'], ['«', 'KeyZ']]) {
    assert.deepEqual(judge(altGr(key, code), canvas), ignore, key);
  }
  assert.deepEqual(judge(pressed('Process', { keyCode: 229 }), text), ignore);
  assert.deepEqual(judge(pressed('ㅎ', { isComposing: true }), text), ignore);
  assert.deepEqual(judge(pressed('Process', { code: 'KeyZ', keyCode: 229, ctrlKey: true }), canvas), take);
});

test('a nested list becomes a tensor; numbers and words are left to the playground\'s reader', () => {
  assert.equal(readValue(' 1e-3 '), ' 1e-3 ');
  assert.deepEqual(readValue('[[1, 2, 3], [4, 5, 6]]'), { shape: [2, 3], data: [1, 2, 3, 4, 5, 6] });
  assert.equal(readValue('nan'), 'nan');
  assert.equal(readValue(''), '');
  assert.equal(readValue('[1, 2'), '[1, 2');
  assert.deepEqual(readValue('[−1, 2]'), { shape: [2], data: [-1, 2] });
  assert.equal(readValue('[[1], [2, 3]]'), '[[1], [2, 3]]');
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

test('what was under way when the user reset, paused or went back is not carried on', async () => {
  globalThis.addEventListener = () => {}; // a page's, which Node has not
  const reports = [];
  const orders = [];
  const settings = { data: 'mnist', learningRate: 0.1 };
  const host = new TrainingHost({
    address: 'http://127.0.0.1/',
    report: (report) => reports.push(report),
    takeOrders: () => orders.splice(0).forEach((order) => host.take(order)),
    run: () => '{}',
  }, settings);
  const posted = { trainer: [], evaluator: [] };
  for (const [name, list] of Object.entries(posted)) {
    host[name].worker = { postMessage: (message) => list.push(message), terminate: () => {} };
  }
  const hear = (message) => host.trainer.heard.message(message);
  const checkpoint = (run) => ({ type: 'checkpoint', run, steps: 5, bytes: new Uint8Array(3), rests: false });
  const kept = () => posted.evaluator.splice(0).filter(({ type }) => type === 'checkpoint').map(({ steps }) => steps);

  orders.push({ type: 'reset', run: 1, settings });
  hear({ type: 'report', report: { type: 'advanced', run: 1, steps: 5, losses: [] } });
  assert.deepEqual(reports.splice(0).map((one) => one.type), ['advanced']);
  hear(checkpoint(1));
  assert.deepEqual(kept(), [5]);
  orders.push({ type: 'rewind', run: 2, steps: 3 }); // is not overtaken by what was on its way
  hear(checkpoint(1));
  assert.deepEqual(kept(), []);
  orders.push({ type: 'reset', run: 3, settings });
  hear(checkpoint(2));
  hear({ type: 'failed', run: 2, fatal: false, problem: { code: 'data.none', args: {} } });
  assert.deepEqual(kept(), []);
  assert.deepEqual(reports, []);

  // What a run is to do may change while its images are on their way.
  posted.trainer.length = 0;
  let arrive = () => {};
  host.sources.load = () => new Promise((done) => { arrive = () => done([]); });
  host.take({ type: 'begin', run: 4, settings, until: 100 });
  host.take({ type: 'learning_rate', value: 0.5 });
  host.take({ type: 'go', until: 0 });
  arrive();
  await new Promise((done) => { setTimeout(done, 0); });
  const begin = posted.trainer.find(({ type }) => type === 'begin');
  assert.deepEqual([begin.run, begin.until, begin.settings.learningRate], [4, 0, 0.5]);
  posted.trainer.length = 0;
  host.take({ type: 'begin', run: 5, settings, until: 100 });
  host.take({ type: 'reset', run: 6, settings });
  arrive();
  await new Promise((done) => { setTimeout(done, 0); });
  assert.deepEqual(posted.trainer.filter(({ type }) => type === 'begin'), []);
  delete globalThis.addEventListener;
});
