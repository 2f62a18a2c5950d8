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

test('a graph of almost 30,000 nodes is drawn, and a number changes in it', () => onPage(async (page) => {
  await dispatch(page, { type: 'set_formula', text: chain(29_900) });
  await settled(page);
  await dispatch(page, { type: 'set_leaf', name: 'a', value: 2 });
  await settled(page);
  assert.equal((await few(page)).nodeCount, 29_902);
  assert.equal(await page.evaluate((text) => playground.dispatch({ type: 'set_formula', text }), chain(30_000)), false);
  assert.match((await few(page)).notice.text, /at least 30,001 nodes; at most 30,000/);
}));
