/** Editing the graph: palette, pulling edges, choosing, groups, the panel of what is chosen, keeping it over a reload. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasReady, clickWidget, dispatch, node, onPage, settled, snapshot, until, useBrowser, widget } from './page.mjs';

useBrowser();

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

async function drag(page, from, to) {
  await page.mouse.move(from[0], from[1]);
  await page.mouse.down();
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 3 });
  await page.mouse.move(to[0], to[1], { steps: 3 });
  await page.mouse.up();
  await settled(page);
}

/** Where an edge leaves a card. */
const outOf = async (page, label) => {
  const { left, cy, w } = await widget(page, label);
  return [left + w + 4, cy];
};

/** Where an edge arrives at an op with two inputs. */
const into = async (page, label, input) => {
  const { left, top, h } = await widget(page, label);
  return [left, top + h * (input === 0 ? 0.25 : 0.75)];
};

const formula = async (page) => (await snapshot(page)).formula;

test('softmax with its loss is built from nothing with the palette and the keyboard', () => onPage(async (page) => {
  await page.click('[data-name="new-graph"]');
  await until(page, ['nodeCount', '=='], 0);
  const add = async (name) => {
    await clickWidget(page, 'Add');
    await page.locator('#palette-search').fill(name);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#palette', { state: 'hidden' });
  };
  await add('input');
  await page.locator('[data-name="chosen"] [data-key="name"]').fill('a');
  await page.keyboard.press('Enter');
  await dispatch(page, { type: 'set_leaf', name: 'a', value: { shape: [3], data: [0.3, 2.9, 4.0] } });
  await add('exp');
  const exp = (await snapshot(page)).output;
  await add('sum');
  const sum = (await snapshot(page)).output;
  await dispatch(page, { type: 'select', nodes: [exp, sum] });
  await add('div');
  await page.locator('[data-name="chosen"] [data-key="name"]').fill('y');
  await page.keyboard.press('Enter');
  await add('log');
  const state = await snapshot(page);
  assert.match(state.formula, /log/);
  const y = await node(page, 'y');
  assert.deepEqual(y.value.data.map((value) => value.toFixed(3)), ['0.018', '0.245', '0.737']);
  // The rest is typed: the palette takes formulas too.
  await clickWidget(page, 'Add');
  await page.locator('#palette-search').fill('L = -1 * sum([0, 0, 1] * log(y))');
  await page.keyboard.press('Enter');
  await until(page, ['palette', '=='], false);
  assert.ok(Math.abs((await node(page, 'L')).value - 0.305) < 1e-2);
  // Everything is undone, step by step, to the apple graph.
  for (let i = 0; i < 20 && (await snapshot(page)).canUndo; ++i) await dispatch(page, { type: 'undo' });
  assert.equal(await formula(page), 'price = apple * apple_num * tax');
}));

test('edges are pulled from card to card; a cycle and a wrong shape are refused with the reason', () => onPage(async (page) => {
  await dispatch(page, { type: 'set_formula', text: 'a = x * y\nb = u + v' });
  await settled(page);
  await drag(page, await outOf(page, 'a'), await into(page, 'b', 0));
  assert.equal(await formula(page), 'a = x * y\nb = a + v');
  assert.equal(await page.inputValue('[data-name="formula"]'), 'a = x * y\nb = a + v');
  await drag(page, await outOf(page, 'b'), await into(page, 'a', 0));
  await page.waitForFunction(() => /cycle/.test(document.querySelector('[data-name="notice"]').textContent));
  assert.equal(await formula(page), 'a = x * y\nb = a + v');
  await dispatch(page, { type: 'set_leaf', name: 'v', value: { shape: [2], data: [1, 2] } });
  const [x] = (await snapshot(page)).nodes.filter((one) => one.name === 'x');
  await dispatch(page, { type: 'set_formula', text: 'a = x * y\nb = a + v\nc = [1, 2, 3] * 2' });
  await settled(page);
  await drag(page, await outOf(page, 'c'), await into(page, 'b', 0));
  await page.waitForFunction(() => /\(3,\)/.test(document.querySelector('[data-name="notice"]').textContent));
  assert.ok(x);
}));

test('cards move, are chosen by an area, copied, deleted; undo brings all back', () => onPage(async (page) => {
  const before = await widget(page, 'price');
  await drag(page, [before.cx, before.cy], [before.cx + 40, before.cy + 60]);
  const moved = await widget(page, 'price');
  assert.ok(moved.cy - before.cy > 40);
  await clickWidget(page, 'Select an area');
  const box = await page.locator('#canvas').boundingBox();
  await drag(page, [box.x + 6, box.y + 60], [box.x + box.width - 8, box.y + box.height - 60]);
  await until(page, ['selection.length', '=='], 5);
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await until(page, ['nodeCount', '=='], 10);
  await page.keyboard.press('Delete');
  await until(page, ['nodeCount', '=='], 5);
  await page.keyboard.press('Control+z');
  await until(page, ['nodeCount', '=='], 10);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await until(page, ['moved', '=='], false);
}));

test('a sigmoid taken apart folds into one node, with the proof, and comes apart again', () => onPage(async (page) => {
  await page.locator('[data-name="preset"]').selectOption('sigmoid');
  await clickWidget(page, 'y');
  await page.locator('[data-name="chosen"] [data-key="fold"]').click();
  await until(page, ['formula', '=='], 'y = sigmoid(x)');
  await page.waitForSelector('.proof table');
  const rows = await page.locator('.proof tbody tr').count();
  assert.equal(rows, 1);
  const { proof } = await snapshot(page);
  assert.ok(Number(proof.largest) < 1e-12);
  await page.locator('[data-name="chosen"] [data-key="unfold"]').click();
  await until(page, ['formula', '=='], 'y = 1 / (1 + exp(-1 * x))');
}));

test('groups nest, open by a double click, fold by their name and come apart', () => onPage(async (page) => {
  await page.locator('[data-name="preset"]').selectOption('sigmoid');
  const { nodes } = await snapshot(page);
  const ops = nodes.filter((one) => one.inputs.length > 0).map((one) => one.id);
  await dispatch(page, { type: 'select', nodes: ops.slice(0, 2) });
  await settled(page);
  await clickWidget(page, 'Group');
  await until(page, ['groups.length', '=='], 1);
  await dispatch(page, { type: 'group', nodes: ops, name: 'sigmoid' });
  await until(page, ['groups.length', '=='], 2);
  const outer = await widget(page, 'sigmoid');
  await page.mouse.dblclick(outer.cx, outer.cy);
  await until(page, ['groups.1.folded', '=='], false);
  const inner = await widget(page, 'group 1');
  assert.ok(inner.w > 0);
  await clickWidget(page, 'Fold sigmoid');
  await until(page, ['groups.1.folded', '=='], true);
  await dispatch(page, { type: 'ungroup', group: 2 });
  await until(page, ['groups.length', '=='], 1);
}));

test('the panel connects, renames and sets an axis without a pointer; a refused name is marked', () => onPage(async (page) => {
  await dispatch(page, { type: 'set_formula', text: 'm = [[1, 2], [3, 4]]\ns = sum(m)\nk = m * 3' });
  const sum = await node(page, 's');
  await dispatch(page, { type: 'select', node: sum.id });
  await page.locator('[data-name="chosen"] [data-key="axis"]').fill('0');
  await page.keyboard.press('Enter');
  await until(page, ['formula', '=='], 'm = [[1, 2], [3, 4]]\ns = sum(m, 0)\nk = m * 3');
  await page.locator('[data-name="chosen"] [data-key="input-0"]').selectOption({ label: 'k' });
  assert.match(await formula(page), /s = sum\(k, 0\)/);
  const name = page.locator('[data-name="chosen"] [data-key="name"]');
  await name.fill('m');
  await name.press('Enter');
  assert.equal(await name.getAttribute('aria-invalid'), 'true');
  await page.waitForFunction(() => /already in use/.test(document.querySelector('[data-name="notice"]').textContent));
}));

test('the document is there again after a reload', () => onPage(async (page) => {
  await dispatch(page, { type: 'set_formula', text: 'y = exp(x) * k' });
  await dispatch(page, { type: 'set_leaf', name: 'x', value: 0.25 });
  const y = await node(page, 'y');
  await dispatch(page, { type: 'move', places: { [y.id]: [500, 120] } });
  await settled(page);
  await page.reload();
  await canvasReady(page);
  assert.equal(await formula(page), 'y = exp(x) * k');
  assert.equal((await node(page, 'x')).value, 0.25);
  assert.equal((await snapshot(page)).moved, true);
}));

test('a damaged document in the storage is set aside and the page opens', () => onPage(async (page) => {
  assert.equal(await formula(page), 'price = apple * apple_num * tax');
}, { prepare: (page) => page.addInitScript(() => { localStorage.setItem('document', '{"format": "backprop-playground", "version": 1'); }) }));

test('on a touch screen: add by tapping, choose, delete', () => onPage(async (page) => {
  const { cx, cy } = await widget(page, 'price');
  await page.touchscreen.tap(cx, cy);
  await until(page, ['selection.length', '=='], 1);
  const plus = await widget(page, 'Add');
  await page.touchscreen.tap(plus.cx, plus.cy);
  await page.waitForSelector('#palette:not([hidden])');
  await page.locator('.palette-op', { hasText: /^expexp$|^exp$/ }).first().tap();
  await until(page, ['nodeCount', '=='], 6);
  const bin = await widget(page, 'Delete');
  await page.touchscreen.tap(bin.cx, bin.cy);
  await until(page, ['nodeCount', '=='], 5);
}, { context: phone }));

test('a walk goes to a chosen node and keeps following a dragged leaf', () => onPage(async (page) => {
  const [inner] = (await snapshot(page)).nodes.filter((one) => one.inputs.length > 0 && one.name === '');
  await dispatch(page, { type: 'select', node: inner.id });
  await page.locator('[data-name="chosen"] [data-key="walk_to"]').click();
  await until(page, ['walk.position', '=='], 1);
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 50 });
  await page.waitForFunction(() => /50 × 2 = 100/.test(document.querySelector('[data-name="explanation"]').textContent));
  await page.locator('[data-name="walk-speed"]').selectOption('4');
  await page.locator('[data-name="walk-play"]').click();
  await until(page, ['walk.phase', '=='], 'done', { timeout: 10000 });
}));
