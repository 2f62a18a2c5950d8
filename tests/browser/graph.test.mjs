/** The graph on the canvas and its formula and table beside it, by mouse and keyboard. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dispatch, node, onPage, snapshot, until, useBrowser } from './page.mjs';

useBrowser();

test('a value typed in the table is set at once', () => onPage(async (page) => {
  const field = page.locator('[aria-label="value of tax"]');
  await field.fill('1.25');
  assert.equal((await node(page, 'tax')).value, 1.25);
  await field.press('Enter');
  assert.equal(await field.inputValue(), '1.25');
}));

test('apples and oranges can be chosen among the examples', () => onPage(async (page) => {
  const { presets } = await snapshot(page);
  const other = presets.find((preset) => preset.key !== 'apple' && /orange/i.test(preset.key + preset.title));
  await page.locator('[data-name="preset"]').selectOption(other.key);
  await until(page, ['preset', '=='], other.key);
  const grads = Object.fromEntries((await snapshot(page)).nodes.map((one) => [one.name, one.grad]));
  assert.ok(Math.abs(grads.apple - 2.2) < 1e-12);
  assert.ok(Math.abs(grads.orange - 3.3) < 1e-12);
  assert.ok(Math.abs(grads.tax - 650) < 1e-9);
  const formula = await page.inputValue('[data-name="formula"]');
  assert.match(formula, /orange/);
  assert.equal(await page.locator('[data-name="nodes"] tbody tr').count(), (await snapshot(page)).nodes.length);
}));

test('what is no action is refused in a sentence, and the page goes on', () => onPage(async (page) => {
  const done = await page.evaluate(() => {
    const circle = {};
    circle.self = circle;
    return [undefined, () => {}, Symbol('s'), { toJSON() {} }, circle, { type: 'select', node: 1n }].map((none) => playground.dispatch(none));
  });
  assert.deepEqual(done, Array(6).fill(false));
  assert.match((await snapshot(page)).notice.text, /object/);
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 7 });
  assert.equal((await node(page, 'apple')).value, 7);
}));

test('a division by zero and a leaf that is no number are told in a sentence', () => onPage(async (page) => {
  await page.locator('[data-name="formula"]').fill('y = a / b');
  await until(page, ['formula', '=='], 'y = a / b');
  await page.locator('[aria-label="value of b"]').fill('0');
  await page.waitForFunction(() => /^y is ∞: 1 ÷ 0 divides by zero\.$/.test(document.querySelector('[data-name="notice"]').textContent));
  await page.locator('[aria-label="value of b"]').fill('2');
  await page.waitForFunction(() => document.querySelector('[data-name="notice"]').textContent === '');

  const a = page.locator('[aria-label="value of a"]');
  await a.fill('nan');
  await a.press('Enter');
  await page.waitForFunction(() => /^a is not a number/.test(document.querySelector('[data-name="notice"]').textContent));
  await a.fill('pear');
  await a.press('Enter');
  await page.waitForFunction(() => /^pear is not a number/.test(document.querySelector('[data-name="notice"]').textContent));
  assert.deepEqual(await page.locator('[data-name="notice"] code').allTextContents(), ['pear'], 'what the user wrote is marked as code');
  assert.equal((await page.evaluate(() => playground.snapshot().notice)).code, 'tensor.not_a_number');
  await a.fill('4');
  assert.equal((await node(page, 'y')).value, 2);
  await page.waitForFunction(() => document.querySelector('[data-name="notice"]').textContent === '');
}));
