/** The selected node's tensors: highlights by mouse, keyboard and touch, and numbers edited in place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, dispatch, node, onPage, settled, snapshot, useBrowser } from './page.mjs';

useBrowser();

const tensor = (shape, data) => ({ shape, data });

/** Y = X·W + B and the sum of its squares, with Y selected. */
async function openAffine(page) {
  await dispatch(page, { type: 'set_formula', text: 's = sum(X) + sum(W) + sum(B)' });
  await dispatch(page, { type: 'set_leaves', values: {
    X: tensor([4, 2], [0.3, 1, -0.2, 2, 0.5, -1, 1.5, 0]),
    W: tensor([2, 3], [1, 2, 3, 4, 5, -6]),
    B: tensor([3], [0.1, 0.2, 0.3]),
  } });
  await dispatch(page, { type: 'set_formula', text: 'Y = affine(X, W, B); L = sum(Y * Y)' });
  await dispatch(page, { type: 'select', node: (await node(page, 'Y')).id });
  await page.waitForSelector('[data-name="tensors"]:not([hidden])');
}

const grid = (page, name) => page.locator('.tensor', { has: page.locator(`.tensor-name:text-is("${name}")`) });
const cell = (page, name, row, column) => grid(page, name).locator(`.cell[data-row="${row}"][data-column="${column}"]`);
const view = (page, title) => page.locator('.tensor-view', { hasText: title });
/** "row,column" of the cells with a mark. */
const marked = (page, name, mark) => grid(page, name).locator(`.cell[data-mark="${mark}"]`)
  .evaluateAll((cells) => cells.map(({ dataset }) => `${dataset.row},${dataset.column}`));
const sums = (page) => page.locator('[data-name="tensor-sums"]').innerText();
const leaf = async (page, name) => (await node(page, name)).value;
const leafGradient = async (page, name) => (await node(page, name)).grad.data;

/** The page's notes are as brief as this. */
const brief = (x) => Number(x.toPrecision(3));

test('hovering an element of dW shows the elements of X and dY that made it', () => onPage(async (page) => {
  await openAffine(page);
  await view(page, 'dW = Xᵀ·dY').click();
  await cell(page, 'dW', 1, 2).hover();
  assert.deepEqual(await marked(page, 'dW', 'looked'), ['1,2']);
  assert.deepEqual(await marked(page, 'Xᵀ', 'part'), ['1,0', '1,1', '1,2', '1,3']);
  assert.deepEqual(await marked(page, 'dY', 'part'), ['0,2', '1,2', '2,2', '3,2']);
  const gradient = (await node(page, 'W')).grad;
  assert.match(await sums(page), /^dW\[1,2\] = Xᵀ·dY = 1 × \(−9.6\) \+ /);
  assert.ok((await sums(page)).includes(`= ${String(Number(gradient.data[5].toPrecision(5))).replace('-', '−')}`));
  assert.match(await page.locator('[data-name="tensor-why"]').innerText(), /so only Xᵀ·dY fits: \(2, 4\)·\(4, 3\)/);
  const texts = await grid(page, 'dW').locator('.cell').allInnerTexts();
  assert.deepEqual(texts.map((text) => Number(text.replace('−', '-'))), gradient.data.map(brief));

  await page.mouse.move(10, 300);
  await page.waitForFunction(() => !document.querySelector('.cell[data-mark]'));
  await view(page, 'dB = Σ dY').click();
  await cell(page, 'dB', 0, 1).hover();
  assert.deepEqual(await marked(page, 'dY', 'part'), ['0,1', '1,1', '2,1', '3,1']);
  await view(page, 'Y = X·W + B').click();
  await cell(page, 'Y', 3, 0).hover();
  assert.deepEqual(await marked(page, 'X', 'part'), ['3,0', '3,1']);
  assert.deepEqual(await marked(page, 'W', 'part'), ['0,0', '1,0']);
  assert.deepEqual(await marked(page, 'B', 'part'), ['0,0']);
  assert.match(await sums(page), /Y\[3,0\] = X·W \+ B = 1.5 × 1 \+ 0 × 4 \+ 0.1 = 1.6/);
}));

test('the keyboard moves through a table, edits it, and each edit is one step of undo', () => onPage(async (page) => {
  await openAffine(page);
  await cell(page, 'W', 0, 0).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  assert.deepEqual(await marked(page, 'W', 'looked'), ['1,1']);
  assert.equal(await grid(page, 'W').locator('.cell[tabindex="0"]').count(), 1);
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('.cell-field').inputValue(), '5');
  await page.keyboard.type('0.5');
  await page.keyboard.press('Enter');
  assert.deepEqual((await leaf(page, 'W')).data, [1, 2, 3, 4, 0.5, -6]);
  assert.equal(await page.locator('.cell-field').count(), 0);

  // A digit begins an edit; Escape forgets it; what is no number is refused with a sentence.
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('7');
  assert.equal(await page.locator('.cell-field').inputValue(), '7');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.keyboard.type('seven');
  await page.keyboard.press('Enter');
  assert.match(await page.locator('[data-name="tensor-problem"]').innerText(), /^W: seven is not a number\./);
  await page.keyboard.press('Escape');
  assert.deepEqual((await leaf(page, 'W')).data, [1, 2, 3, 4, 0.5, -6]);
  await dispatch(page, { type: 'undo' });
  assert.deepEqual((await leaf(page, 'W')).data, [1, 2, 3, 4, 5, -6]);

  // Every table is one stop of the Tab key.
  await cell(page, 'X', 0, 0).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.closest('.tensor').querySelector('.tensor-name').innerText), 'W');
}));

test('numbers from a spreadsheet can be pasted, and a shape changed', () => onPage(async (page) => {
  await openAffine(page);
  await cell(page, 'X', 1, 0).focus();
  const paste = (text) => page.evaluate((given) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', given);
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  await paste('1\t2\r\n3\t4\r\n');
  assert.deepEqual((await leaf(page, 'X')).data, [0.3, 1, 1, 2, 3, 4, 1.5, 0]);
  await paste('1\t2\t3');
  assert.match(await page.locator('[data-name="tensor-problem"]').innerText(), /do not fit/);
  const shape = grid(page, 'W').locator('.tensor-shape-field');
  await shape.fill('3, 4');
  await shape.press('Enter');
  assert.deepEqual((await leaf(page, 'W')).shape, [3, 4]);
  assert.deepEqual((await leaf(page, 'X')).shape, [4, 3]);
  assert.deepEqual((await leaf(page, 'B')).shape, [4]);
  assert.equal(await grid(page, 'Y').locator('.cell').count(), 16);
  await dispatch(page, { type: 'undo' });
  assert.deepEqual((await leaf(page, 'X')).shape, [4, 2]);
}));

test('a tap looks at an element, a second one edits it', () => onPage(async (page) => {
  await openAffine(page);
  await cell(page, 'Y', 0, 1).tap();
  assert.deepEqual(await marked(page, 'X', 'part'), ['0,0', '0,1']);
  assert.equal(await page.locator('.cell-field').count(), 0);
  await cell(page, 'W', 0, 2).tap();
  await cell(page, 'W', 0, 2).tap();
  await page.locator('.cell-field').fill('9');
  await cell(page, 'X', 0, 0).tap();
  assert.deepEqual((await leaf(page, 'W')).data, [1, 2, 9, 4, 5, -6]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
}, { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } }));

test('a large tensor shows a window and a picture of the whole', () => onPage(async (page) => {
  await dispatch(page, { type: 'set_formula', text: 'y = randn([300, 40], 1) * apple' });
  await dispatch(page, { type: 'select', node: (await node(page, 'y')).id });
  assert.equal(await grid(page, 'y').locator('.cell').count(), 24 * 24);
  await cell(page, 'y', 23, 0).focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement.parentElement.querySelector('th').innerText), '24');
  await page.keyboard.press('Control+End');
  await settled(page);
  assert.match(await sums(page), /^y\[299,39\] = /);
  const picture = grid(page, 'y').locator('.tensor-picture-box');
  await picture.click({ position: { x: 2, y: 2 } });
  const { tables } = (await snapshot(page)).tensors;
  const { window } = tables.find((table) => table.name === 'y');
  assert.deepEqual([window.row, window.column], [0, 0]);
}));

test('a leaf says what its uses send back', () => onPage(async (page) => {
  await dispatch(page, { type: 'set_formula', text: 'z = sum(x * 2) + sum(x)' });
  await dispatch(page, { type: 'set_leaf', name: 'x', value: tensor([3], [1, 2, 3]) });
  await dispatch(page, { type: 'select', node: (await node(page, 'x')).id });
  await cell(page, 'dx', 0, 1).hover();
  assert.match(await sums(page), /^dx\[1\] = 2 \(.*\) \+ 1 \(.*\) = 3/);
}));

test('the gradient that flows into the output can be edited and goes back to ones', () => onPage(async (page) => {
  await openAffine(page);
  await dispatch(page, { type: 'set_formula', text: 'Y = affine(X, W, B)' });
  await dispatch(page, { type: 'select', node: (await node(page, 'Y')).id });
  await view(page, /^dY$/).click();
  await cell(page, 'dY', 0, 2).focus();
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  assert.deepEqual(await leafGradient(page, 'B'), [4, 4, 6]);
  await page.locator('.tensor button', { hasText: 'Reset to ones' }).click();
  assert.deepEqual(await leafGradient(page, 'B'), [4, 4, 4]);
  assert.equal(await page.locator('.tensor button').count(), 0);

  // A number has one field.
  await dispatch(page, { type: 'load_preset', name: 'apple' });
  await dispatch(page, { type: 'select', node: (await node(page, 'price')).id });
  const field = page.locator('.tensor-field');
  assert.equal(await field.inputValue(), '1');
  await field.fill('2');
  await field.press('Enter');
  assert.equal((await node(page, 'apple')).grad, 4.4);
  await field.fill('two');
  await field.press('Enter');
  assert.match(await page.locator('[data-name="tensor-problem"]').innerText(), /two is not a number\./);
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
}));

test('axe finds nothing in the tables to complain about, in either theme', () => onPage(async (page) => {
  await openAffine(page);
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const button of await page.locator('.tensor-view').all()) {
      await button.click();
      assert.deepEqual(await axeFindings(page, '[data-name="tensors"]'), [], `${scheme}, ${await button.innerText()}`);
    }
  }
}));

test('the sentences are Korean when the page is', () => onPage(async (page) => {
  await openAffine(page);
  await view(page, 'dB = Σ dY').click();
  assert.match(await page.locator('[data-name="tensor-why"]').innerText(), /^B는 4개의 행에 모두 더해졌으므로/);
  assert.equal(await page.locator('[data-name="tensors-title"]').innerText(), '텐서');
  await page.click('#language');
  assert.match(await page.locator('[data-name="tensor-why"]').innerText(), /^B was added to each of the 4 rows/);
  await view(page, 'Y = X·W + B').click();
  assert.equal(await grid(page, 'X').locator('.tensor-shape-field').getAttribute('aria-label'), 'Shape of X');
}, { context: { locale: 'ko-KR' } }));
