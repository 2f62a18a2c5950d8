/** What is half-written is kept, whatever comes between; typing is one step of undo; what is put right is no longer wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasReady, clickWidget, dispatch, node, onPage, roomReady, settled, snapshot, until, useBrowser, widget } from './page.mjs';

useBrowser();

const formulaField = '[data-name="formula"]';
const notice = (page) => page.textContent('[data-name="notice"]');
async function reload(page) {
  await page.reload();
  await canvasReady(page);
  await roomReady(page);
}
const valueIs = (page, selector, value) => page.waitForFunction(([at, text]) => document.querySelector(at)?.value === text, [selector, value]);

test('a half-written formula outlives a reload at once, Add, an example, New and undo, and is offered back', () => onPage(async (page) => {
  const half = 'h = relu(x * 3)\nz = h +';
  await page.fill(formulaField, 'h = relu(x * 3)');
  await until(page, ['formula', '=='], 'h = relu(x * 3)');
  for (const between of [
    () => reload(page),
    () => dispatch(page, { type: 'add_op', op: 'exp', inputs: [] }),
    () => dispatch(page, { type: 'load_preset', name: 'apple' }),
    () => dispatch(page, { type: 'new' }),
    () => dispatch(page, { type: 'undo' }),
    () => dispatch(page, { type: 'language', language: 'ko' }),
    async () => { await dispatch(page, { type: 'show', room: 'mnist' }); await dispatch(page, { type: 'show', room: 'graph' }); },
  ]) {
    await page.fill(formulaField, half);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await between();
    await roomReady(page);
    if (await page.inputValue(formulaField) !== half) {
      await page.click('[data-name="draft-back"]');
      await valueIs(page, formulaField, half);
    }
    assert.equal(await page.isVisible('[data-name="formula-draft"]'), false);
  }
  await page.fill(formulaField, 'y = a * 2');
  await until(page, ['formula', '=='], 'y = a * 2');
  // One that is not wanted goes.
  await page.fill(formulaField, 'y = a *');
  await page.waitForSelector(`${formulaField}[aria-invalid]`);
  await dispatch(page, { type: 'load_preset', name: 'apple' });
  await reload(page);
  await page.click('[data-name="draft-drop"]');
  assert.equal(await page.isVisible('[data-name="formula-draft"]'), false);
  await reload(page);
  assert.equal(await page.isVisible('[data-name="formula-draft"]'), false);
}));

test('what is half-written in other fields is there again after a reload, another room and a change of language', () => onPage(async (page) => {
  const apple = (await node(page, 'apple')).id;
  await dispatch(page, { type: 'select', node: apple });
  const name = '[data-name="chosen"] [data-key="name"]';
  const value = '[aria-label="value of tax"]';
  const before = 'apple_count';
  await page.fill(name, before);
  await reload(page);
  await dispatch(page, { type: 'select', node: apple });
  await valueIs(page, name, before);
  await page.focus(name);
  await page.keyboard.press('Enter');
  await until(page, ['formula', 'in'], [(await snapshot(page)).formula]);
  assert.ok(await node(page, 'apple_count'));

  await page.fill(value, '1.1e−');
  await reload(page);
  await valueIs(page, value, '1.1e−');
  await page.fill(value, '1.1e−1');
  assert.equal((await node(page, 'tax')).value, 0.11);
  await page.press(value, 'Enter');

  await dispatch(page, { type: 'show', room: 'mnist' });
  await page.fill('[data-name="set-rate"]', '0.0');
  await page.fill('[data-name="set-hidden"]', '50, 3o');
  await dispatch(page, { type: 'show', room: 'graph' });
  await reload(page);
  await dispatch(page, { type: 'show', room: 'mnist' });
  await valueIs(page, '[data-name="set-hidden"]', '50, 3o');
  await page.fill('[data-name="set-hidden"]', '50');
  await page.press('[data-name="set-hidden"]', 'Tab');
  assert.equal(await page.textContent('[data-name="settings-problem"]'), '');
}));

test('a number that is half-typed on the canvas is open again after a reload', () => onPage(async (page) => {
  const { cx, cy } = await widget(page, /apple/);
  await page.mouse.dblclick(cx, cy);
  await page.waitForFunction(() => playground.widgets().some(({ role }) => role === 'textbox'));
  await page.keyboard.type('12e');
  await page.waitForFunction(() => playground.widgets().some(({ role, value }) => role === 'textbox' && value === '12e'));
  await reload(page);
  await page.waitForFunction(() => playground.widgets().some(({ role, value }) => role === 'textbox' && value === '12e'));
  await clickWidget(page, /apple/);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => playground.widgets().every(({ role }) => role !== 'textbox'));
  assert.equal((await node(page, 'apple')).value, 100);
}));

test('a burst of typing is one step of undo, keeps the values of its names, and waits for what is composed', () => onPage(async (page) => {
  await dispatch(page, { type: 'set_formula', text: 'y = apple * 2' });
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 123 });
  const type = async (text) => {
    await page.fill(formulaField, text);
    await until(page, ['formula', '=='], text);
  };
  await page.focus(formulaField);
  for (const text of ['y = apples * 2', 'y = apple * 2', 'y = apple_ * 2', 'y = apple * 3']) await type(text);
  assert.equal((await node(page, 'apple')).value, 123);
  await dispatch(page, { type: 'undo' });
  assert.equal((await snapshot(page)).formula, 'y = apple * 2');
  assert.equal((await node(page, 'apple')).value, 123);

  // A leaf's digits, too.
  const value = page.locator('[aria-label="value of apple"]');
  await value.fill('');
  await value.pressSequentially('1.25');
  assert.equal((await node(page, 'apple')).value, 1.25);
  await value.blur();
  await dispatch(page, { type: 'undo' });
  assert.equal((await node(page, 'apple')).value, 123);

  const client = await page.context().newCDPSession(page);
  await page.focus(formulaField);
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' * ');
  await page.waitForSelector(`${formulaField}[aria-invalid]`);
  await client.send('Input.imeSetComposition', { text: 'ㅅ', selectionStart: 1, selectionEnd: 1 });
  await page.evaluate(() => new Promise((done) => { setTimeout(done, 200); }));
  assert.equal((await snapshot(page)).formula, 'y = apple * 2');
  await client.send('Input.insertText', { text: '사과' });
  await until(page, ['formula', '=='], 'y = apple * 2 * 사과');
}));

test('what is put back is no longer wrong, in every form; what was refused is not said after something else was done', () => onPage(async (page) => {
  const value = page.locator('[aria-label="value of apple"]');
  await value.fill('pear');
  await value.press('Tab');
  assert.equal(await value.getAttribute('aria-invalid'), 'true');
  assert.equal(await value.inputValue(), 'pear');
  assert.match(await notice(page), /apple: pear is not a number/);
  await value.fill('100');
  await value.press('Tab');
  assert.equal(await value.getAttribute('aria-invalid'), null);
  await page.waitForFunction(() => document.querySelector('[data-name="notice"]').textContent === '');

  await dispatch(page, { type: 'set_formula', text: 's = sum(X) * tax' });
  await dispatch(page, { type: 'set_leaf', name: 'X', value: { shape: [2, 2], data: [1, 2, 3, 4] } });
  for (const [name, selector, wrong, message] of [
    ['X', '[data-name="chosen"] [data-key="name"]', 'tax', '[data-name="notice"]'],
    ['s', '.tensor-field', 'x', '[data-name="tensor-problem"]'],
    ['X', '.tensor-shape-field', '2, x', '[data-name="tensor-problem"]'],
  ]) {
    await dispatch(page, { type: 'select', node: (await node(page, name)).id });
    const field = page.locator(selector);
    const right = await field.inputValue();
    for (const leave of ['Enter', 'Tab']) {
      await field.fill(wrong);
      await field.press(leave);
      assert.equal(await field.getAttribute('aria-invalid'), 'true', selector);
      assert.notEqual(await page.textContent(message), '', selector);
      await field.fill(right);
      await field.press(leave);
      assert.equal(await field.getAttribute('aria-invalid'), null, selector);
      await page.waitForFunction((at) => document.querySelector(at).textContent === '', message);
    }
  }
  // A refusal goes with the next thing that is done.
  await dispatch(page, { type: 'rename', node: (await node(page, 'X')).id, name: 'tax' });
  assert.notEqual(await notice(page), '');
  await dispatch(page, { type: 'select', node: (await node(page, 'tax')).id });
  assert.equal((await snapshot(page)).notice, null);

  await dispatch(page, { type: 'show', room: 'mnist' });
  for (const [key, wrong] of [['iterations', '0'], ['hidden', '0x10'], ['batch', '1e9'], ['rate', '−1'], ['seed', '1.5'], ['deviation', 'abc']]) {
    const field = page.locator(`[data-name="set-${key}"]`);
    const right = await field.inputValue();
    await field.fill(wrong);
    await field.press('Tab');
    assert.equal(await field.getAttribute('aria-invalid'), 'true', key);
    assert.ok((await page.textContent('[data-name="settings-problem"]')).includes(wrong.replace('−', '-').replace('1e9', '1000000000')), key);
    await field.fill(right);
    await field.press('Tab');
    assert.equal(await field.getAttribute('aria-invalid'), null, key);
    assert.equal(await page.textContent('[data-name="settings-problem"]'), '', key);
  }
}));

test('a field that nobody typed in sends nothing when it is left, though its number has changed', () => onPage(async (page) => {
  const others = { type: 'set_leaf', name: 'apple', value: 7 };
  const value = async () => (await node(page, 'apple')).value;
  await dispatch(page, { type: 'select', node: (await node(page, 'apple')).id });
  for (const selector of ['[aria-label="value of apple"]', '[data-name="chosen"] [data-key="name"]']) {
    await dispatch(page, { type: 'undo' });
    const field = page.locator(selector);
    await field.focus();
    await dispatch(page, others);
    await settled(page);
    await field.press('Tab');
    await settled(page);
    assert.equal(await value(), 7, selector);
  }
  const field = page.locator('[aria-label="value of apple"]');
  await field.fill('12');
  await dispatch(page, others);
  await field.press('Tab');
  await settled(page);
  assert.equal(await value(), 7, 'what was put in as it was typed is not put in again');
}));
