/** Bounds on work: what is too large is refused where it comes in, and what is allowed is drawn and stays alive. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dispatch, onPage, settled, until, useBrowser } from './page.mjs';

useBrowser();

const field = '[data-name="formula"]';

/** The state without the nodes, which would be many. @param {import('playwright-core').Page} page */
const few = (page) => page.evaluate(() => playground.snapshot(0));

/** Each of the ops uses the one before and, over all layers, the same leaf. @param {number} ops */
const chain = (ops) => ['t0 = a * b', ...Array.from({ length: ops - 1 }, (_, i) => `t${i + 1} = t${i} + a`)].join('\n');
/** @param {number} leaves */
const star = (leaves) => Array.from({ length: leaves }, (_, i) => `x${i}`).join(' + ');
/** Layers of which each op takes all of the layer before. @param {number} wide @param {number} layers */
const dense = (wide, layers) => Array.from({ length: layers }, (_, k) => Array.from({ length: wide }, (_, i) =>
  `v${k}_${i} = ${k === 0 ? `x * ${i}` : Array.from({ length: wide }, (_, j) => `v${k - 1}_${j}`).join(' + ')}`).join('\n')).join('\n');

test('what is too large to paste into the formula is refused with the bound, and the text stays', () => onPage(async (page) => {
  const before = await page.inputValue(field);
  await page.focus(field);
  for (const [letters, bound] of [['a+'.repeat(600_000), '1,000,000'], ['\n'.repeat(100_000), '60,000']]) {
    await page.keyboard.insertText(letters);
    await page.waitForFunction((text) => document.querySelector('[data-name="notice"]').textContent.includes(text), bound);
    assert.equal(await page.inputValue(field), before);
  }
  await page.keyboard.press('End');
  await page.keyboard.insertText(' ');
  await until(page, ['notice', '=='], null);
}));

test('graphs of almost 30,000 nodes are drawn, numbers change in them, and undo works', () => onPage(async (page) => {
  for (const [text, leaf] of [[chain(29_900), 'a'], [star(14_900), 'x7'], [dense(110, 3), 'x']]) {
    await dispatch(page, { type: 'set_formula', text });
    await settled(page);
    const { nodeCount } = await few(page);
    assert.ok(nodeCount > 24_000, String(nodeCount));
    await dispatch(page, { type: 'set_leaf', name: leaf, value: 2 });
    await settled(page);
    await dispatch(page, { type: 'undo' });
    assert.ok(await page.evaluate(() => playground.scene().cards.length > 0));
  }
  assert.equal(await page.evaluate((text) => playground.dispatch({ type: 'set_formula', text }), chain(30_000)), false);
  assert.match((await few(page)).notice.text, /30,000 nodes/);
}));
