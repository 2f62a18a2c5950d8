/** Step by step, and the explanation of a node. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clickWidget, dispatch, node, onPage, pixels, settled, snapshot, until, useBrowser } from './page.mjs';

useBrowser();

const explained = (page) => page.locator('[data-name="explanation"]').innerText();

test('a walk goes forward, then backward, with the digits of every step', () => onPage(async (page) => {
  const before = await pixels(page);
  await page.click('[data-name="walk-start"]');
  assert.equal((await node(page, 'price')).valueText, '');
  assert.notEqual(await pixels(page), before);
  await page.click('[data-name="walk-step"]');
  assert.match(await explained(page), /100 × 2 = 200/);
  await page.click('[data-name="walk-step"]');
  assert.match(await explained(page), /200 × 1.1 = 220/);
  assert.equal((await node(page, 'tax')).gradText, '');
  await page.click('[data-name="walk-step"]');
  assert.match(await explained(page), /1 × 200 = 200/);
  assert.equal((await node(page, 'tax')).gradText, '200');

  // A leaf may change in the middle of the walk.
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 120 });
  assert.match(await explained(page), /1 × 240 = 240/);
  await page.click('[data-name="walk-step"]');
  assert.match(await explained(page), /1.1 × 2 = 2.2/);
  assert.ok(await page.isDisabled('[data-name="walk-step"]'));
  await page.click('[data-name="walk-back"]');
  assert.equal((await node(page, 'apple')).gradText, '');
  await page.click('[data-name="walk-off"]');
  assert.equal((await node(page, 'apple')).gradText, '2.2');
}));

test('Play goes to the end by itself, and stops there', () => onPage(async (page) => {
  await page.click('[data-name="walk-play"]');
  await until(page, ['walk.phase', '=='], 'done');
  await page.waitForFunction(() => document.querySelector('[data-name="walk-play"]').textContent === 'Play');
  assert.equal((await snapshot(page)).walk.position, 4);
}));

test('a click on a node explains it, on the background no more', () => onPage(async (page) => {
  await dispatch(page, { type: 'set_formula', text: 'z = apple * apple - apple' });
  await settled(page);
  await clickWidget(page, 'apple');
  await page.waitForSelector('[data-name="explanation"]:not([hidden])');
  assert.match(await explained(page), /100 \+ 100 \+ \(−1\) = 199/);
  const canvas = await page.locator('#canvas').boundingBox();
  await page.mouse.click(canvas.x + canvas.width / 2, canvas.y + canvas.height - 20);
  await page.waitForSelector('[data-name="explanation"]', { state: 'hidden' });
}));
