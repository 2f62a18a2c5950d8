/** The graph on the canvas, by mouse and keyboard. */
import assert from 'node:assert/strict';
import { dispatch, node, settled, snapshot, until, widget } from '../browser/page.mjs';
import { colours, difference } from './png.mjs';
import { picture, reload, scenario, textBecomes, textOf, write } from './suite.mjs';

const formula = '[data-name="formula"]';
const notice = '[data-name="notice"]';
const output = async (page) => (await snapshot(page)).nodes.find((one) => one.output);

/** Drags a leaf's card by so many pixels in steps, as a hand does, and holds it. */
async function drag(page, label, dx) {
  const { cx, cy } = await widget(page, label);
  await page.mouse.move(cx, cy);
  await page.mouse.down();
  await page.mouse.move(cx + dx, cy, { steps: 10 });
  await settled(page);
}

/** Where nothing reacts to it. */
const restMouse = (page) => page.mouse.move(600, 700);

scenario('the apple graph opens with its values and gradients', async (page) => {
  const state = await snapshot(page);
  assert.equal(state.room, 'graph');
  assert.equal(state.preset, 'apple');
  assert.ok(Math.abs((await output(page)).value - 220) < 1e-9);
  assert.ok(Math.abs((await node(page, 'apple')).grad - 2.2) < 1e-12);
  assert.ok(Math.abs((await node(page, 'apple_num')).grad - 110) < 1e-9);
  assert.ok(Math.abs((await node(page, 'tax')).grad - 200) < 1e-9);
});

scenario('dragging the apple price changes value, gradients and pixels while the button is down', async (page) => {
  const before = await picture(page);
  await drag(page, 'apple', 40);
  const apple = await node(page, 'apple');
  assert.notEqual(apple.value, 100);
  assert.ok(Math.abs((await output(page)).value - apple.value * 2.2) < 1e-9);
  assert.ok(Math.abs((await node(page, 'tax')).grad - apple.value * 2) < 1e-9);
  assert.ok(difference(before, await picture(page)) > 0);
  await page.mouse.up();
  await settled(page);
  await restMouse(page);
  const after = (await node(page, 'apple')).value;
  assert.equal(after, apple.value, 'the released pointer changes nothing more');
  assert.equal(await page.evaluate(() => document.querySelector('[aria-label="value of apple"]').value), String(after));
});

scenario('a drag goes on outside the canvas and ends with a release there', async (page) => {
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
});

scenario('a value typed on the canvas is set, and undone and redone by keys', async (page) => {
  const { cx, cy } = await widget(page, 'apple');
  await page.mouse.dblclick(cx, cy);
  await page.waitForFunction(() => playground.widgets().some((one) => one.label === 'apple' && one.role === 'textbox'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('120.5');
  await page.keyboard.press('Enter');
  await settled(page);
  assert.equal((await node(page, 'apple')).value, 120.5);
  await page.keyboard.press('Control+Z');
  await until(page, ['canRedo', '=='], true);
  assert.equal((await node(page, 'apple')).value, 100);
  await page.keyboard.press('Control+Y');
  await until(page, ['canRedo', '=='], false);
  assert.equal((await node(page, 'apple')).value, 120.5);
});

scenario('the wheel zooms, dragging the ground pans, Fit brings everything back', async (page) => {
  const place = async () => {
    await settled(page);
    const { x, y, w } = await widget(page, 'apple');
    return { x, y, w };
  };
  const fit = async () => {
    const { cx, cy } = await widget(page, 'Fit');
    await page.mouse.click(cx, cy);
  };
  await fit();
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
  await fit();
  const back = await place();
  assert.ok(Math.abs(back.x - fitted.x) < 1 && Math.abs(back.w - fitted.w) < 1);
});

scenario('the formula can be edited, a mistake is named in place and the last good graph stays', async (page) => {
  await write(page, formula, 'z = (x + y) ** 2');
  await until(page, ['formula', '=='], 'z = (x + y) ** 2');
  await dispatch(page, { type: 'set_leaf', name: 'x', value: 3 });
  assert.equal((await node(page, 'z')).value, 16);

  for (const [text, name] of [['z = (x + y) ** 2\nw = frobnicate(z)', 'frobnicate'], ['z = (x + y', null]]) {
    await write(page, formula, text);
    await page.waitForFunction(() => document.querySelector('[data-name="notice"]').dataset.kind === 'problem' &&
      document.querySelector('[data-name="formula"]').getAttribute('aria-invalid') === 'true');
    if (name) await textBecomes(page, notice, new RegExp(name));
    assert.match(await textOf(page, notice), /^Line \d+, column \d+: .+\.$/);
    if (name) assert.equal(await textOf(page, '.editor-marks mark'), name);
    assert.equal((await snapshot(page)).formula, 'z = (x + y) ** 2');
    assert.equal((await node(page, 'z')).value, 16);
  }
  await write(page, formula, 'z = x * y');
  await until(page, ['formula', '=='], 'z = x * y');
  assert.equal(await textOf(page, notice), '');
  assert.equal(await page.evaluate(() => document.querySelector('[data-name="formula"]').getAttribute('aria-invalid')), null);
});

scenario('a lost graphics context comes back with its picture, also during a drag', async (page) => {
  await restMouse(page);
  const before = await picture(page);
  await drag(page, 'apple', 20);
  await page.evaluate(() => {
    const canvas = document.getElementById('canvas');
    globalThis.lost = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
    globalThis.back = new Promise((done) => { canvas.addEventListener('webglcontextrestored', () => done(true)); });
    return new Promise((done) => { canvas.addEventListener('webglcontextlost', () => done(true)); lost.loseContext(); });
  });
  const { cx, cy } = await widget(page, 'apple');
  await page.mouse.move(cx + 40, cy, { steps: 4 });
  await settled(page);
  assert.notEqual((await node(page, 'apple')).value, 100, 'the graph goes on without a picture');
  await page.evaluate(() => { lost.restoreContext(); return back; });
  await page.mouse.up();
  await dispatch(page, { type: 'undo' });
  await settled(page);
  assert.equal((await node(page, 'apple')).value, 100);
  await dispatch(page, { type: 'load_preset', name: 'apple' });
  await restMouse(page);
  const after = await picture(page);
  assert.ok(colours(after) > colours(before) / 2, 'a picture, not one flat colour');
  assert.ok(difference(before, after) < 0.02, `${difference(before, after)} of the pixels differ`);
}, { allow: /CONTEXT_LOST_WEBGL|context (was )?lost/i });

scenario('a reload keeps the graph and its values; a half-written formula waits over it and while another graph is on the canvas', async (page) => {
  await write(page, formula, 'z = (x + y) ** 2');
  await until(page, ['formula', '=='], 'z = (x + y) ** 2');
  await dispatch(page, { type: 'set_leaf', name: 'x', value: 3 });
  const half = 'z = (x + foo(';
  const isHalf = () => page.waitForFunction((text) => document.querySelector('[data-name="formula"]')?.value === text &&
    document.querySelector('[data-name="formula"]').getAttribute('aria-invalid') === 'true', half);
  await write(page, formula, half);
  await isHalf();
  await reload(page);
  await isHalf();
  assert.equal((await snapshot(page)).formula, 'z = (x + y) ** 2');
  assert.equal((await node(page, 'z')).value, 16);

  await dispatch(page, { type: 'hunt', order: 'start', seed: 1 });
  await until(page, ['lent', '=='], true);
  assert.equal(await page.evaluate(() => document.querySelector('[data-name="formula"]').value), (await snapshot(page)).formula);
  await dispatch(page, { type: 'give_back' });
  await dispatch(page, { type: 'show', room: 'graph' });
  await isHalf();
  assert.equal((await snapshot(page)).formula, 'z = (x + y) ** 2');
});

/** Whether the canvas's Korean font was fetched. */
const hasKoreanFont = (page) => page.evaluate(() => performance.getEntriesByType('resource').some((one) => one.name.endsWith('fonts/korean.ttf')));

scenario('Korean names can be typed and are drawn in a Korean font, which comes only when it is needed', async (page) => {
  await dispatch(page, { type: 'set_formula', text: 'price = apple * number' });
  await settled(page);
  assert.equal(await hasKoreanFont(page), false);
  await write(page, formula, '값 = 사과 * 개수');
  await until(page, ['formula', '=='], '값 = 사과 * 개수');
  assert.equal((await node(page, '사과')).grad, 1);
  // Without the font every syllable is the same box: two names of two syllables would look alike.
  const card = async (label) => {
    const { left, top, w, h } = await widget(page, label);
    return picture(page, { x: left + 4, y: top + 4, width: w - 8, height: h * 0.45 });
  };
  await page.waitForFunction(() => performance.getEntriesByType('resource').some((one) => one.name.endsWith('fonts/korean.ttf')));
  await page.evaluate(() => document.fonts.ready.then(() => true));
  for (let tries = 0; difference(await card('사과'), await card('개수')) === 0; ++tries) {
    assert.ok(tries < 50, '사과 and 개수 are drawn alike');
  }
});

scenario('a Korean browser is greeted in Korean, page and canvas, and the choice of English is kept', async (page) => {
  const spoken = async () => ({ page: await page.evaluate(() => document.documentElement.lang), canvas: (await snapshot(page)).language });
  assert.deepEqual(await spoken(), { page: 'ko', canvas: 'ko' });
  assert.equal(await textOf(page, '#tab-graph'), '그래프');
  await widget(page, '실행 취소');
  await page.click('#language');
  await widget(page, 'Undo');
  assert.equal(await textOf(page, '#tab-graph'), 'Graph');
  await reload(page);
  assert.deepEqual(await spoken(), { page: 'en', canvas: 'en' });
}, { languages: ['ko-KR', 'en'] });
