/** The first minute: the hint on the canvas, ways to begin on an empty sheet, tooltips and the overlay of keys and gestures. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, canvasReady, clickWidget, dispatch, onPage, pixels, settled, snapshot, until, useBrowser, widget } from './page.mjs';

useBrowser();

const remembered = (page) => page.evaluate(() => localStorage.getItem('hint'));
const still = { reducedMotion: 'reduce' };

/** Whether the canvas has the hint: while something is added there is none, and everything else is as before. */
async function hintShown(page) {
  await page.mouse.move(640, 600);
  const box = await page.locator('#canvas').boundingBox();
  const picture = async () => {
    await settled(page);
    // Without the tools, one of which shows that the list is open.
    const clip = { x: box.x, y: box.y + 60, width: box.width, height: box.height - 120 };
    return (await page.screenshot({ clip })).toString('base64');
  };
  const now = await picture();
  await dispatch(page, { type: 'palette', open: true });
  await page.locator('#palette').evaluate((element) => { element.style.visibility = 'hidden'; });
  const without = await picture();
  await dispatch(page, { type: 'palette', open: false });
  await settled(page);
  return now !== without;
}

async function dragApple(page) {
  const { cx, top, h } = await widget(page, 'apple');
  await page.mouse.move(cx, top + 0.7 * h);
  await page.mouse.down();
  await page.mouse.move(cx + 40, top + 0.7 * h, { steps: 4 });
  await page.mouse.up();
  await settled(page);
}

test('the first visit shows that numbers can be dragged, until one was; then never again', () => onPage(async (page) => {
  assert.ok(await hintShown(page));
  assert.equal(await remembered(page), null);
  await clickWidget(page, 'price');
  assert.equal(await remembered(page), null, 'choosing a node is not dragging a number');
  await page.keyboard.press('Escape');
  await dragApple(page);
  await page.waitForFunction(() => localStorage.getItem('hint') === 'seen');
  assert.equal(await hintShown(page), false);
  await page.reload();
  await canvasReady(page);
  assert.equal(await hintShown(page), false);
}, { firstVisit: true, context: still }));

test('a number typed in the table is a use as well', () => onPage(async (page) => {
  await page.locator('[data-name="nodes"] .leaf-input').first().fill('120');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => localStorage.getItem('hint') === 'seen');
  assert.equal(await hintShown(page), false);
}, { firstVisit: true, context: still }));

test('with motion the hint moves, and after a while rests', () => onPage(async (page) => {
  // It swings to and fro: two pictures may be alike, not many of them.
  const pictures = new Set();
  for (let i = 0; i < 10 && pictures.size < 2; ++i) pictures.add(await pixels(page));
  assert.ok(pictures.size > 1, 'every picture is the same');
}, { firstVisit: true }));

for (const fragment of ['#embed', '#hide=hint', '#room=graph&hide=panel,hint']) {
  test(`no hint where the address asks for none: ${fragment}`, () => onPage(async (page) => {
    assert.equal(await hintShown(page), false);
    assert.equal(await remembered(page), null);
  }, { firstVisit: true, context: still, fragment }));
}

test('an empty sheet offers ways to begin, and has nothing to step through', () => onPage(async (page) => {
  const begin = page.locator('[data-name="begin"]');
  assert.equal(await begin.isVisible(), false);
  await page.click('[data-name="new-graph"]');
  await begin.waitFor();
  for (const id of ['walk-start', 'walk-back', 'walk-step', 'walk-play']) assert.ok(await page.locator(`[data-name="${id}"]`).isDisabled(), id);
  assert.deepEqual(await axeFindings(page, '#canvas-area'), []);
  await page.click('[data-name="begin-formula"]');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.name), 'formula');
  await page.keyboard.type('y = x * 3');
  await until(page, ['nodeCount', '=='], 3);
  assert.equal(await begin.isVisible(), false);
  for (const id of ['walk-step', 'walk-play']) assert.equal(await page.locator(`[data-name="${id}"]`).isDisabled(), false, id);
  await page.click('[data-name="new-graph"]');
  await page.click('[data-name="begin-add"]');
  await page.waitForSelector('#palette:not([hidden])');
  assert.equal(await begin.isVisible(), false);
  await page.keyboard.type('input');
  await page.keyboard.press('Enter');
  await until(page, ['nodeCount', '=='], 1);
  await page.click('[data-name="new-graph"]');
  await page.click('[data-name="begin-example"]');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.name), 'preset');
  await page.keyboard.press('Escape');
  await page.locator('[data-name="preset"]').selectOption('sigmoid');
  assert.equal(await begin.isVisible(), false);
}));

test('an icon\'s tooltip names it and its key, on hover and on keyboard focus, and is no control', () => onPage(async (page) => {
  const { cx, cy } = await widget(page, 'Fit');
  await page.mouse.move(cx, cy);
  const tip = () => page.waitForFunction(() => playground.widgets().find((one) => one.role === 'tooltip'));
  const shown = await (await tip()).jsonValue();
  assert.deepEqual([shown.label, shown.value], ['Fit', 'F']);
  const canvas = await page.locator('#canvas').boundingBox();
  assert.ok(shown.x >= 0 && shown.y >= 0 && shown.x + shown.w <= canvas.width && shown.y + shown.h <= canvas.height);
  assert.equal(await page.locator('#mirror > *').evaluateAll((all) => all.filter((one) => one.getAttribute('aria-label') === 'Fit: F').length), 0);
  await page.mouse.move(700, 500);
  await page.waitForFunction(() => !playground.widgets().some((one) => one.role === 'tooltip'));
  await page.locator('#canvas').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await tip();
}));

test('the pointer shows what a press will do', () => onPage(async (page) => {
  const cursor = () => page.locator('#canvas').evaluate((element) => element.style.cursor);
  const over = async (x, y) => {
    await page.mouse.move(x, y);
    await settled(page);
    return cursor();
  };
  const apple = await widget(page, 'apple');
  const price = await widget(page, 'price');
  assert.equal(await over(apple.cx, apple.top + 0.8 * apple.h), 'ew-resize');
  assert.equal(await over(apple.cx, apple.top + 0.2 * apple.h), 'move');
  assert.equal(await over(price.cx, price.cy), 'pointer');
  assert.equal(await over(700, 650), 'grab');
  await page.mouse.down();
  await page.mouse.move(705, 655);
  await settled(page);
  assert.equal(await cursor(), 'grabbing');
  await page.mouse.up();
}));

test('a second click on a node keeps it explained, also the one where a walk ended', () => onPage(async (page) => {
  await clickWidget(page, 'price');
  await until(page, ['selection.length', '=='], 1);
  await settled(page);
  const { cx, cy } = await widget(page, 'price');
  await page.mouse.click(cx + 12, cy + 12);
  await settled(page);
  assert.equal((await snapshot(page)).selection.length, 1);
  for (let i = 0; i < 3; ++i) await page.click('[data-name="walk-step"]');
  const walked = (await snapshot(page)).selection;
  await clickWidget(page, 'price');
  await settled(page);
  assert.ok(walked.length > 0);
  assert.match(await page.locator('[data-name="explanation"]').textContent(), /price/);
}));

for (const language of ['en', 'ko']) {
  test(`the overlay of keys and gestures: from the header, in ${language}, trapped, closed by Escape, accessible`, () => onPage(async (page) => {
    const open = page.locator('#help-open');
    await open.focus();
    await page.keyboard.press('Enter');
    const dialog = page.locator('#help[open]');
    await dialog.waitFor();
    assert.match(await dialog.textContent(), language === 'ko' ? /다시 실행.*Ctrl/s : /Redo.*Ctrl/s);
    for (let i = 0; i < 8; ++i) {
      await page.keyboard.press('Tab');
      assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('#help') !== null));
    }
    assert.deepEqual(await axeFindings(page, '#help'), []);
    const smallest = await dialog.evaluate((element) => Math.min(...[...element.querySelectorAll('*')].map((one) => parseFloat(getComputedStyle(one).fontSize))));
    assert.ok(smallest >= 12);
    await page.keyboard.press('Escape');
    await page.waitForSelector('#help:not([open])', { state: 'attached' });
    assert.equal(await page.evaluate(() => document.activeElement.id), 'help-open');
  }, { context: { locale: language } }));
}

test('on a Mac the overlay shows a Mac\'s keys', () => onPage(async (page) => {
  await page.click('#help-open');
  const text = await page.locator('#help').textContent();
  assert.match(text, /⌘Z/);
  assert.match(text, /⇧⌘Z|⌘⇧Z/);
  assert.doesNotMatch(text, /Ctrl/);
}, { prepare: (page) => page.addInitScript(() => {
  Object.defineProperty(Navigator.prototype, 'platform', { get: () => 'MacIntel' });
}) }));

for (const [width, height] of [[320, 568], [360, 800], [390, 844], [844, 390]]) {
  test(`the overlay fits ${width} × ${height}`, () => onPage(async (page) => {
    await page.click('#help-open');
    const box = await page.locator('#help').boundingBox();
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height, JSON.stringify(box));
    await page.locator('#help-content').evaluate((element) => { element.scrollTop = 1e6; });
    await page.locator('#help-content dd').last().scrollIntoViewIfNeeded();
    assert.ok(await page.locator('#help-close').isVisible());
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  }, { context: { viewport: { width, height } } }));
}
