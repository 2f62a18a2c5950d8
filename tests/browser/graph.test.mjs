/** The graph on the canvas and its formula and table beside it, by mouse and keyboard. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasReady, clickWidget, dispatch, node, onPage, pixels, settled, snapshot, until, useBrowser, widget } from './page.mjs';

useBrowser();

/** Drags a leaf's card by so many pixels in steps, as a hand does. */
async function drag(page, label, dx) {
  const { cx, cy } = await widget(page, label);
  await page.mouse.move(cx, cy);
  await page.mouse.down();
  for (let i = 1; i <= 10; ++i) await page.mouse.move(cx + dx * i / 10, cy);
  await settled(page);
}

/** Opens the number field of a leaf's card. */
async function openField(page, label) {
  const { cx, cy } = await widget(page, label);
  await page.mouse.dblclick(cx, cy);
  await page.waitForFunction((wanted) => playground.widgets().some((w) => w.label === wanted && w.role === 'textbox'), label);
}

async function typeInto(page, label, text) {
  await openField(page, label);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await settled(page);
}

test('the apple graph opens with its values and gradients', () => onPage(async (page) => {
  const state = await snapshot(page);
  assert.equal(state.room, 'graph');
  assert.equal(state.preset, 'apple');
  const { nodes } = state;
  const output = nodes.find((one) => one.output);
  assert.ok(Math.abs(output.value - 220) < 1e-9);
  assert.ok(Math.abs((await node(page, 'apple')).grad - 2.2) < 1e-12);
  assert.ok(Math.abs((await node(page, 'apple_num')).grad - 110) < 1e-9);
  assert.ok(Math.abs((await node(page, 'tax')).grad - 200) < 1e-9);
}));

test('dragging the apple price changes value, gradients and pixels while the button is down', () => onPage(async (page) => {
  const before = await pixels(page);
  await drag(page, 'apple', 40);
  const apple = await node(page, 'apple');
  assert.notEqual(apple.value, 100);
  const { nodes } = await snapshot(page);
  assert.ok(Math.abs(nodes.find((one) => one.output).value - apple.value * 2.2) < 1e-9);
  assert.ok(Math.abs((await node(page, 'tax')).grad - apple.value * 2) < 1e-9);
  assert.notEqual(await pixels(page), before);
  await page.mouse.up();
  await settled(page);
  await page.mouse.move(600, 700);
  const after = (await node(page, 'apple')).value;
  assert.equal(after, apple.value, 'the released pointer changes nothing more');
  assert.equal(await page.inputValue('[aria-label="value of apple"]'), String(after));
}));

test('a drag goes on outside the canvas and ends with a release there', () => onPage(async (page) => {
  const { cx, cy } = await widget(page, 'apple');
  await page.mouse.move(cx, cy);
  await page.mouse.down();
  await page.mouse.move(cx + 20, cy, { steps: 4 });
  await page.mouse.move(1200, 20, { steps: 8 });
  await page.mouse.up();
  await settled(page);
  const dragged = (await node(page, 'apple')).value;
  assert.notEqual(dragged, 100);
  await page.mouse.move(cx, cy, { steps: 5 });
  await page.mouse.move(cx + 60, cy, { steps: 5 });
  await settled(page);
  assert.equal((await node(page, 'apple')).value, dragged);
}));

test('a value typed on the canvas is set, and undone and redone by keys', () => onPage(async (page) => {
  await typeInto(page, 'apple', '120.5');
  assert.equal((await node(page, 'apple')).value, 120.5);
  await page.keyboard.press('Control+Z');
  await until(page, ['canRedo', '=='], true);
  assert.equal((await node(page, 'apple')).value, 100);
  await page.keyboard.press('Control+Y');
  await until(page, ['canRedo', '=='], false);
  assert.equal((await node(page, 'apple')).value, 120.5);
}));

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

test('the formula can be edited, a mistake is named in place and the last good graph stays', () => onPage(async (page) => {
  const formula = page.locator('[data-name="formula"]');
  await formula.fill('z = (x + y) ** 2');
  await until(page, ['formula', '=='], 'z = (x + y) ** 2');
  await dispatch(page, { type: 'set_leaf', name: 'x', value: 3 });
  assert.equal((await node(page, 'z')).value, 16);

  for (const [text, name] of [['z = (x + y) ** 2\nw = frobnicate(z)', 'frobnicate'], ['z = (x + y', null]]) {
    await formula.fill(text);
    await page.waitForFunction(() => document.querySelector('[data-name="notice"]').dataset.kind === 'problem' &&
      document.querySelector('[data-name="formula"]').getAttribute('aria-invalid') === 'true');
    const sentence = await page.textContent('[data-name="notice"]');
    assert.match(sentence, /^Line \d+, column \d+: .+\.$/);
    if (name) {
      assert.ok(sentence.includes(name), sentence);
      assert.equal(await page.textContent('.editor-marks mark'), name);
    }
    assert.equal((await snapshot(page)).formula, 'z = (x + y) ** 2');
    assert.equal((await node(page, 'z')).value, 16);
  }
  await formula.fill('z = x * y');
  await until(page, ['formula', '=='], 'z = x * y');
  assert.equal(await page.textContent('[data-name="notice"]'), '');
  assert.equal(await formula.getAttribute('aria-invalid'), null);
}));

test('a half-written formula waits for its graph, over a reload and while another graph is on the canvas', () => onPage(async (page) => {
  const formula = page.locator('[data-name="formula"]');
  const half = 'z = (x + foo(';
  const isBack = async () => {
    await page.waitForFunction((text) => document.querySelector('[data-name="formula"]')?.value === text &&
      document.querySelector('[data-name="formula"]').getAttribute('aria-invalid') === 'true', half);
    assert.equal((await snapshot(page)).formula, 'z = (x + y) ** 2');
  };
  await formula.fill('z = (x + y) ** 2');
  await until(page, ['formula', '=='], 'z = (x + y) ** 2');
  await formula.fill(half);
  await isBack();
  await page.reload();
  await canvasReady(page);
  await isBack();

  await dispatch(page, { type: 'hunt', order: 'start', seed: 1 });
  await until(page, ['lent', '=='], true);
  assert.equal(await formula.inputValue(), (await snapshot(page)).formula);
  await dispatch(page, { type: 'give_back' });
  await dispatch(page, { type: 'show', room: 'graph' });
  await isBack();
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

test('the wheel zooms, dragging the ground pans, Fit brings everything back', () => onPage(async (page) => {
  const place = async () => {
    await settled(page);
    const { x, y, w } = await widget(page, 'apple');
    return { x, y, w };
  };
  await clickWidget(page, 'Fit');
  const fitted = await place();
  await page.mouse.move(400, 400);
  await page.mouse.wheel(0, -300);
  const zoomed = await place();
  assert.ok(zoomed.w > fitted.w * 1.1, 'the wheel zooms in');
  await page.mouse.move(440, 700);
  await page.mouse.down();
  await page.mouse.move(500, 720, { steps: 5 });
  await page.mouse.up();
  const panned = await place();
  assert.ok(Math.abs(panned.x - zoomed.x - 60) < 1 && Math.abs(panned.y - zoomed.y - 20) < 1, 'the plane follows the hand');
  await clickWidget(page, 'Fit');
  const back = await place();
  assert.ok(Math.abs(back.x - fitted.x) < 1 && Math.abs(back.w - fitted.w) < 1);
}));

test('Korean names are drawn in a Korean font, which comes only when it is needed', () => onPage(async (page) => {
  const asked = [];
  page.on('request', (request) => { if (request.url().includes('korean')) asked.push(request.url()); });
  await dispatch(page, { type: 'set_formula', text: 'price = apple * number' });
  const latin = await pixels(page);
  assert.deepEqual(asked, []);
  const came = page.waitForResponse((response) => response.url().endsWith('fonts/korean.ttf'));
  await dispatch(page, { type: 'set_formula', text: '값 = 사과 * 개수' });
  assert.ok((await came).ok());
  // Without the font every syllable is the same box: two names of two syllables would look alike.
  const card = async (label) => {
    const { left, top, w, h } = await widget(page, label);
    const clip = { x: left + 4, y: top + 4, width: w - 8, height: h * 0.45 };
    return (await page.screenshot({ clip })).toString('base64');
  };
  await page.waitForFunction(() => document.fonts.ready);
  await assert.doesNotReject(async () => {
    for (let i = 0; i < 50; ++i) {
      await settled(page);
      if (await card('사과') !== await card('개수')) return;
    }
    throw new Error('사과 and 개수 are drawn alike');
  });
  assert.notEqual(await pixels(page), latin);
  assert.equal((await node(page, '사과')).grad, 1);
}));

test('a mistyped name, a twin of another script and e are pointed out; a mistake says that the canvas is behind', () => onPage(async (page) => {
  const warned = async (text, said) => {
    await dispatch(page, { type: 'new' });
    for (const one of text) await page.fill('[data-name="formula"]', one);
    await page.locator('[data-name="formula"]').blur();
    await page.waitForFunction((part) => document.querySelector('[data-name="notice"]').textContent.includes(part), said);
    assert.equal(await page.locator('[data-name="behind"]').isVisible(), false);
  };
  await warned(['apple\nprice = aple * 2'], 'Did you mean apple?');
  await warned(['y = x * х'], 'look alike');
  await warned(['y = e * 2'], 'exp(1)');
  await page.fill('[data-name="formula"]', 'y = e * ');
  await page.locator('[data-name="formula"]').blur();
  await page.locator('[data-name="behind"]').waitFor({ state: 'visible' });
  await page.fill('[data-name="formula"]', 'y = pi * りんご * цена');
  await page.locator('[data-name="formula"]').blur();
  await page.locator('[data-name="behind"]').waitFor({ state: 'hidden' });
  assert.deepEqual((await snapshot(page)).nodes.filter((one) => one.leaf).map((one) => one.name), ['りんご', 'цена']);
}));
