/** From a trained network to a live graph of one of its computations. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clickWidget, dispatch, onPage, settled, snapshot, until, useBrowser } from './page.mjs';

useBrowser();

const long = { timeout: 60000 };

/** A short run in the room MNIST. */
async function trained(page, settings = {}) {
  await dispatch(page, { type: 'show', room: 'mnist' });
  await dispatch(page, { type: 'set_training', iterations: 300, ...settings });
  await dispatch(page, { type: 'train', order: 'start' });
  await until(page, ['training.phase', '=='], 'finished', long);
}

const ask = (page, question) => page.evaluate((given) => playground.ask(given), question);
const open = async (page, what) => {
  await page.evaluate(async (given) => {
    const { text } = await playground.ask({ what: 'document', ...given });
    if (!playground.dispatch({ type: 'lend', document: JSON.parse(text) })) throw new Error(playground.snapshot().notice.text);
    playground.dispatch({ type: 'show', room: 'graph' });
  }, what);
  await settled(page);
};
const named = (state, name) => state.nodes.find((node) => node.name === name);
const output = (state) => state.nodes.find((node) => node.output);

test('a sample of the test images opens as the very computation: folded to layers, unfolded, stepped, its weights edited', () => onPage(async (page) => {
  await trained(page);
  const { probabilities, label } = await ask(page, { what: 'predict', set: 'test', index: 7 });
  await open(page, { of: 'sample', set: 'test', index: 7 });
  const state = await snapshot(page);
  assert.equal(state.room, 'graph');
  const loss = output(state).value;
  assert.ok(Math.abs(loss + Math.log(probabilities[label])) < 1e-4, `${loss} is not −ln ${probabilities[label]}`);
  assert.ok(state.groups.length >= 1 && state.groups.every((group) => group.folded));
  assert.deepEqual(named(state, 'W1').value.shape, [784, 50]);

  for (const group of state.groups) await dispatch(page, { type: 'fold_group', group: group.id, folded: false });
  assert.ok((await snapshot(page)).groups.every((group) => !group.folded));

  await dispatch(page, { type: 'walk', move: 'start' });
  const { walk } = await snapshot(page);
  for (let i = 0; i < walk.length; ++i) await dispatch(page, { type: 'walk', move: 'step' });
  assert.equal((await snapshot(page)).walk.phase, 'done');
  await dispatch(page, { type: 'walk', move: 'off' });

  // Another bias of the right class: the loss answers.
  await dispatch(page, { type: 'set_cells', name: 'b2', element: label, columns: 10, text: '5' });
  assert.ok(output(await snapshot(page)).value < loss);
  await dispatch(page, { type: 'undo' });
  assert.equal(output(await snapshot(page)).value, loss);
}));

test('a hidden unit opens as its sum, with the loss of the whole network', () => onPage(async (page) => {
  await trained(page);
  const { probabilities, label } = await ask(page, { what: 'predict', set: 'test', index: 3 });
  await open(page, { of: 'unit', set: 'test', index: 3, layer: 1, unit: 4 });
  const before = await snapshot(page);
  const loss = output(before).value;
  assert.ok(Math.abs(loss + Math.log(probabilities[label])) < 1e-4);
  for (const op of ['mul', 'sum', 'add', 'relu']) assert.ok(before.nodes.some((node) => node.op === op), op);
  // Its weights are live: without them the unit is silent, and the loss is another.
  await dispatch(page, { type: 'set_leaf', name: 'b', value: -1000 });
  assert.notEqual(output(await snapshot(page)).value, loss);
}));

test('a training step opens with its whole batch, from the panel', () => onPage(async (page) => {
  await trained(page, { batchSize: 20 });
  const losses = JSON.parse(await page.evaluate(() => playground.run())).losses;
  await page.fill('[data-name="open-step-number"]', '120');
  await page.locator('.open-step .button').click();
  await until(page, ['room', '=='], 'graph', long);
  const state = await snapshot(page);
  assert.deepEqual(named(state, 'x').value.shape, [20, 784]);
  assert.ok(Math.abs(output(state).value - losses[119]) < 1e-5, `${output(state).value} is not ${losses[119]}`);
  await dispatch(page, { type: 'show', room: 'mnist' });
  await page.fill('[data-name="open-step-number"]', 'next');
  await page.locator('.open-step .button').click();
  await page.waitForFunction(() => /whole number/.test(document.querySelector('[data-name="open-step-problem"]').textContent));
  await clickWidget(page, 'Train');
  await until(page, ['training.phase', '!='], 'finished', long);
}));
