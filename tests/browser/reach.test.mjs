/** Everything on the page can be reached: by eye at every size, by Tab, and the keyboard is never lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clickWidget, dispatch, onPage, roomReady, settled, snapshot, useBrowser } from './page.mjs';

useBrowser();

const rooms = ['graph', 'lessons', 'check', 'mnist'];
/** 640 × 400 is a window of 1280 × 800 at 200 %. */
const sizes = [[320, 568], [390, 844], [640, 400], [844, 390], [768, 1024], [1280, 800]];

const active = (page) => page.evaluate(() => {
  const { activeElement: at } = document;
  return at === document.body || !at ? 'body' : at.id || at.dataset.name || at.textContent.trim().slice(0, 30) || at.tagName;
});

/** Controls that something covers, or that stick out of the page. */
const unreachable = (page) => page.evaluate(async () => {
  const found = [];
  const controls = [...document.querySelectorAll('button, input, select, textarea, a[href], summary, [role="tab"]')]
    .filter((one) => one.tabIndex >= 0 && !one.closest('.mirror') && one.checkVisibility({ visibilityProperty: true }));
  for (const control of controls) {
    control.scrollIntoView({ block: 'center' });
    await new Promise(requestAnimationFrame);
    const { left, top, width, height } = control.getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, top + height / 2);
    const what = control.id || control.dataset.name || control.textContent.trim();
    const own = over && (control.contains(over) || [...control.labels ?? []].some((label) => label.contains(over)));
    if (!own) found.push(`${what} lies under ${over?.className || over?.tagName}`);
    if (left < -1 || left + width > innerWidth + 1) found.push(`${what} sticks out`);
  }
  scrollTo(0, 0);
  return found;
});

for (const [width, height] of sizes) {
  test(`at ${width} × ${height} a room begins at its top, nothing is covered, and the canvas is painted also when scrolled`, () => onPage(async (page) => {
    for (const room of [...rooms.slice(1), ...rooms]) {
      await page.evaluate(() => scrollTo(0, 1e6));
      await dispatch(page, { type: 'show', room });
      await settled(page);
      assert.equal(await page.evaluate(() => scrollY), 0, room);
    }
    for (const room of rooms) {
      await dispatch(page, { type: 'show', room });
      if (room === 'lessons') await page.locator('.lesson-list button').first().click();
      await settled(page);
      assert.deepEqual(await unreachable(page), [], room);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, room);
      if (room === 'lessons') {
        const text = await page.locator('.lesson').first().boundingBox();
        assert.ok(text.y < height - 60, `the lesson's text is in sight: it begins at ${text.y}`);
      }
    }
    // The same 80 lines of the canvas, before and after the page is scrolled by 100.
    await dispatch(page, { type: 'show', room: 'graph' });
    if (await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight + 100)) return;
    const strip = async (y) => {
      await settled(page);
      return (await page.screenshot({ clip: { x: 0, y, width, height: 80 } })).toString('base64');
    };
    await page.mouse.move(0, 0);
    const before = await strip(220);
    await page.evaluate(() => scrollTo(0, 100));
    assert.ok(await strip(120) === before, 'the same picture');
  }, { context: { viewport: { width, height } } }));
}

test('Tab goes through the canvas and leaves it at its last control, Shift+Tab at its first; the selection stays', () => onPage(async (page) => {
  await clickWidget(page, 'apple');
  const chosen = (await snapshot(page)).selection;
  assert.equal(chosen.length, 1);
  const labels = await page.evaluate(() => playground.widgets().filter((one) => one.role !== 'tooltip').map((one) => one.label));
  /** Presses until the canvas has no keyboard any more; how often. */
  const leave = async (key) => {
    for (let presses = 1; presses <= 2 * labels.length; ++presses) {
      await page.keyboard.press(key);
      await settled(page);
      if (await active(page) !== 'canvas') return presses;
    }
    return Infinity;
  };
  assert.ok(await leave('Tab') <= labels.length);
  assert.deepEqual((await snapshot(page)).selection, chosen);
  await page.keyboard.press('Shift+Tab');
  assert.equal(await active(page), 'canvas');
  assert.ok(await leave('Shift+Tab') <= labels.length + 1);
  // From the header it begins anew, wherever in the canvas the keyboard was.
  await page.keyboard.press('Tab');
  assert.equal(await active(page), 'canvas');
  await page.keyboard.press('Tab');
  await settled(page);
  assert.equal(await active(page), 'canvas');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.notEqual(await active(page), 'canvas');
  assert.deepEqual((await snapshot(page)).selection, chosen, 'Escape keeps the selection');
}));

test('the keyboard never falls to the body: every button of every room, pressed by Enter', () => onPage(async (page) => {
  const lost = [];
  for (const room of rooms) {
    await dispatch(page, { type: 'show', room });
    await roomReady(page);
    if (room === 'lessons') await page.locator('.lesson-list button').first().click();
    if (room === 'mnist') {
      await page.locator('[data-text="studio.train"]:visible').first().press('Enter');
      await page.waitForFunction(() => playground.snapshot().training.iteration > 0);
      if (await active(page) === 'body') lost.push('mnist: Train');
    }
    const pressed = new Set();
    for (let presses = 0; presses < 16; ++presses) {
      const name = await page.evaluate((done) => {
        const key = (one) => `${one.dataset.name ?? ''} ${one.id} ${one.textContent.trim()}`;
        const next = [...document.querySelectorAll('main button')].find((one) => !one.closest('#mirror') && !done.includes(key(one)) && !one.disabled && one.checkVisibility() && one.tabIndex >= 0
          && !/File|Choose|PNG|CSV|npz|ONNX|PyTorch|Save/i.test(key(one)));
        next?.focus();
        return next ? key(next) : null;
      }, [...pressed]);
      if (name === null) break;
      pressed.add(name);
      await page.keyboard.press('Enter');
      await settled(page);
      if (await active(page) === 'body') lost.push(`${room}: ${name}`);
      const state = await snapshot(page);
      if (state.nodeCount === 0) await dispatch(page, { type: 'undo' }); // New was pressed
      if (state.room !== room) await dispatch(page, { type: 'show', room });
    }
    assert.ok(pressed.size > 3, `${room}: only ${[...pressed]}`);
  }
  assert.deepEqual(lost, []);
}));

test('a control that is disabled, hidden or removed while it has the keyboard hands it on', () => onPage(async (page) => {
  for (const change of ['disabled', 'hidden', 'removed', 'its part removed']) {
    const at = await page.evaluate(async (how) => {
      const part = document.createElement('div');
      const [first, second] = ['first', 'second'].map((name) => Object.assign(document.createElement('button'), { textContent: name }));
      part.append(first);
      document.querySelector('[role="tabpanel"]:not([hidden])').prepend(part, second);
      first.focus();
      if (how === 'disabled') first.disabled = true;
      if (how === 'hidden') first.hidden = true;
      if (how === 'removed') first.remove();
      if (how === 'its part removed') part.remove();
      for (let i = 0; i < 4; ++i) await new Promise(requestAnimationFrame);
      const { textContent } = document.activeElement;
      part.remove();
      second.remove();
      return textContent;
    }, change);
    assert.equal(at, 'second', change);
  }
}));
