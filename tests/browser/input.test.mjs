/** Touch, clipboard, composition, keys and focus: where canvases in a page usually go wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { node, onPage, settled, snapshot, until, useBrowser, widget } from './page.mjs';

useBrowser();

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

const editing = (page, label) => page.waitForFunction(
  (wanted) => playground.widgets().some((w) => w.label === wanted && w.role === 'textbox'), label);
const fieldText = (page, label) => page.evaluate(
  (wanted) => playground.widgets().find((w) => w.label === wanted && w.role === 'textbox')?.value, label);

async function openByMouse(page, label) {
  const { cx, cy } = await widget(page, label);
  await page.mouse.dblclick(cx, cy);
  await editing(page, label);
}

/** Sends touches through the browser's own input path. */
async function touches(page) {
  const session = await page.context().newCDPSession(page);
  return (type, points) => session.send('Input.dispatchTouchEvent', {
    type, touchPoints: points.map(([x, y], id) => ({ x, y, id })),
  });
}

test('one tap opens a leaf\'s field and its input has the keyboard', () => onPage(async (page) => {
  const { cx, cy } = await widget(page, 'apple');
  await page.touchscreen.tap(cx, cy);
  await editing(page, 'apple');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'canvas-text');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('150');
  await page.keyboard.press('Enter');
  await settled(page);
  assert.equal((await node(page, 'apple')).value, 150);
}, { context: phone }));

test('a finger drags a price', () => onPage(async (page) => {
  const { cx, cy } = await widget(page, 'apple');
  const touch = await touches(page);
  await touch('touchStart', [[cx, cy]]);
  for (let i = 1; i <= 8; ++i) await touch('touchMove', [[cx + 6 * i, cy]]);
  await settled(page);
  const during = (await node(page, 'apple')).value;
  assert.notEqual(during, 100);
  await touch('touchEnd', []);
  await settled(page);
  assert.equal((await node(page, 'apple')).value, during);
}, { context: phone }));

test('two fingers zoom and move the graph and change no value', () => onPage(async (page) => {
  const before = await widget(page, 'apple');
  const { cx: x, cy: y } = before;
  const touch = await touches(page);
  await touch('touchStart', [[x, y]]);
  await touch('touchStart', [[x, y], [x + 60, y]]);
  for (let i = 1; i <= 8; ++i) await touch('touchMove', [[x + 2 * i, y + 5 * i], [x + 60 + 12 * i, y + 5 * i]]);
  await touch('touchEnd', []);
  await settled(page);
  const after = await widget(page, 'apple');
  const [stretched, moved] = [(60 + 10 * 8) / 60, 5 * 8];
  assert.ok(Math.abs(after.w / before.w - stretched) < 0.05, `${before.w} → ${after.w}`);
  assert.ok(Math.abs(after.cy - before.cy - moved) < 4, `${before.cy} → ${after.cy}`);
  assert.equal((await node(page, 'apple')).value, 100);
  assert.equal((await snapshot(page)).canUndo, false);
}, { context: phone }));

test('copy, cut and paste work in the canvas\'s field', () => onPage(async (page) => {
  await openByMouse(page, 'apple');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '100');
  await page.keyboard.press('Control+X');
  await page.waitForFunction(() => playground.widgets().find((w) => w.role === 'textbox')?.value === '');
  await page.evaluate(() => navigator.clipboard.writeText('37.5'));
  await page.keyboard.press('Control+V');
  await page.keyboard.press('Enter');
  await settled(page);
  assert.equal((await node(page, 'apple')).value, 37.5);
}, { context: { permissions: ['clipboard-read', 'clipboard-write'] } }));

test('text copied on the canvas can be pasted in the formula, Korean and long text on the canvas', () => onPage(async (page) => {
  await openByMouse(page, 'apple');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  await page.keyboard.press('Escape');
  await page.locator('[data-name="formula"]').fill('y = x * ');
  await page.locator('[data-name="formula"]').press('End');
  await page.keyboard.press('Control+V');
  await until(page, ['formula', '=='], 'y = x * 100');

  await openByMouse(page, 'x');
  const korean = '사과 값';
  await page.evaluate((text) => navigator.clipboard.writeText(text), korean);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+V');
  await settled(page);
  assert.equal(await fieldText(page, 'x'), korean);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), korean);
  await page.keyboard.press('Escape');
}, { context: { permissions: ['clipboard-read', 'clipboard-write'] } }));

test('composed text arrives on the canvas', () => onPage(async (page) => {
  await openByMouse(page, 'apple');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: '하', selectionStart: 1, selectionEnd: 1 });
  await session.send('Input.imeSetComposition', { text: '한', selectionStart: 1, selectionEnd: 1 });
  await page.locator('#canvas-text.composing').waitFor();
  await session.send('Input.insertText', { text: '한' });
  await page.waitForFunction(() => playground.widgets().find((w) => w.role === 'textbox')?.value === '한');
  await page.keyboard.press('Escape');
}));

test('Backspace and Tab work in HTML fields', () => onPage(async (page) => {
  const formula = page.locator('[data-name="formula"]');
  await formula.fill('y = abc');
  await formula.press('End');
  await page.keyboard.press('Backspace');
  assert.equal(await formula.inputValue(), 'y = ab');
  await page.keyboard.press('Tab');
  assert.notEqual(await page.evaluate(() => document.activeElement.dataset.name), 'formula');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.name), 'formula');
}));

test('Escape, then Tab leaves the canvas', () => onPage(async (page) => {
  const { cx, cy } = await widget(page, 'Fit');
  await page.mouse.click(cx, cy);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'canvas');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.notEqual(await page.evaluate(() => document.activeElement.id), 'canvas');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'canvas');
}));

test('the canvas is worked by the keyboard alone', () => onPage(async (page) => {
  await page.locator('#canvas').focus();
  const focused = () => page.evaluate(() => playground.widgets().find((w) => w.focused)?.label);
  for (let i = 0; i < 24 && await focused() !== 'apple'; ++i) {
    await page.keyboard.press('Tab');
    await settled(page);
  }
  assert.equal(await focused(), 'apple');
  await page.keyboard.press('ArrowUp');
  await settled(page);
  assert.ok((await node(page, 'apple')).value > 100);
  await page.keyboard.press('Enter');
  await editing(page, 'apple');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('42');
  await page.keyboard.press('Enter');
  await settled(page);
  assert.equal((await node(page, 'apple')).value, 42);
}));

test('browser shortcuts stay the browser\'s', () => onPage(async (page) => {
  const { cx, cy } = await widget(page, 'Fit');
  await page.mouse.click(cx, cy);
  const prevented = await page.evaluate(() => {
    const canvas = document.getElementById('canvas');
    const press = (key, code, modifiers = {}) => {
      const event = new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...modifiers });
      canvas.dispatchEvent(event);
      return event.defaultPrevented;
    };
    return {
      F5: press('F5', 'F5'),
      F11: press('F11', 'F11'),
      F12: press('F12', 'F12'),
      reload: press('r', 'KeyR', { ctrlKey: true }),
      tab: press('t', 'KeyT', { ctrlKey: true }),
      close: press('w', 'KeyW', { ctrlKey: true }),
      address: press('l', 'KeyL', { ctrlKey: true }),
      zoom: press('+', 'Equal', { ctrlKey: true }),
      undo: press('z', 'KeyZ', { ctrlKey: true }),
    };
  });
  assert.deepEqual(prevented, { F5: false, F11: false, F12: false, reload: false, tab: false, close: false, address: false, zoom: false, undo: true });
}));

test('the mirrored controls work without the canvas being seen', () => onPage(async (page) => {
  const input = page.locator('#mirror [aria-label="apple"]');
  await input.waitFor({ state: 'attached' });
  await input.evaluate((element) => {
    element.value = '250';
    element.dispatchEvent(new Event('change'));
  });
  assert.equal((await node(page, 'apple')).value, 250);
  await page.locator('#mirror [aria-label="Undo"]:enabled').evaluate((element) => element.click());
  await until(page, ['canRedo', '=='], true);
  assert.equal((await node(page, 'apple')).value, 100);
}));
