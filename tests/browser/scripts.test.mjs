/** Names in every script: drawn, told apart, in the place that was measured for them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decode } from '../browsers/png.mjs';
import { dispatch, onPage, repo, serveWith, settled, useBrowser } from './page.mjs';

useBrowser();

/** Two names of one length for each script. */
const names = {
  Latin: ['więcej', 'więżej'],
  Cyrillic: ['цена', 'цели'],
  Greek: ['τιμή', 'τιμέ'],
  Armenian: ['գին', 'գիր'],
  Georgian: ['ფასი', 'ფარი'],
  Hebrew: ['מחיר', 'מחרי'],
  Arabic: ['السعر', 'السفر'],
  'N’Ko': ['ߛߐ߲ߜߐ', 'ߛߐ߲ߜߊ'],
  Tifinagh: ['ⴰⵣⵍ', 'ⴰⵣⵎ'],
  Cherokee: ['ᏣᎳᎩ', 'ᏣᎳᎪ'],
  'Canadian syllabics': ['ᐊᑭ', 'ᐊᑮ'],
  Lao: ['ລາຄາ', 'ລາຄີ'],
  Thai: ['ราคา', 'ราคี'],
  Devanagari: ['कीमत', 'कीमन'],
  Bengali: ['দাম', 'দান'],
  Tamil: ['விலை', 'வினை'],
  Ethiopic: ['ዋጋ', 'ዋጌ'],
  Hiragana: ['りんご', 'りんげ'],
  Katakana: ['リンゴ', 'リンゲ'],
  Han: ['苹果', '苹杲'],
  Hangul: ['사과', '사고'],
  'conjoining Hangul': ['사과'.normalize('NFD'), '사고'.normalize('NFD')],
  mathematical: ['𝔸𝔹', '𝔸𝔻'],
  mixed: ['price_цена', 'price_цели'],
};

/** The label of a name, in page coordinates: { text, x, y, width, height, fontSize }. Names are kept composed, as Python keeps them. */
async function nameLabel(page, name) {
  const label = await page.waitForFunction((wanted) => {
    const { id } = playground.snapshot().nodes.find((one) => one.name === wanted);
    return playground.scene().labels.find((one) => one.of === 'name' && one.node === id);
  }, name.normalize('NFKC'));
  return label.jsonValue();
}

/**
 * What is written in a rectangle of a page: pixels unlike the one in the corner, as text without empty margins, and the
 * columns they are in.
 * @returns {Promise<{ shape: string, left: number, right: number }>}
 */
async function ink(page, clip) {
  const { width, height, pixels } = decode(await page.screenshot({ clip }));
  const channel = (i, shift) => (pixels[i] >> shift) & 255;
  const unlike = (i) => [16, 8, 0].some((shift) => Math.abs(channel(i, shift) - channel(0, shift)) > 40);
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => (unlike(y * width + x) ? '#' : ' ')).join(''));
  const left = Math.min(...rows.map((row) => (row.includes('#') ? row.indexOf('#') : Infinity)));
  const right = Math.max(...rows.map((row) => row.lastIndexOf('#') + 1));
  const shape = rows.map((row) => row.slice(left, right)).join('\n').replace(/^[ \n]*\n|\n[ \n]*$/g, '');
  return { shape, left, right };
}

/** What a leaf's name looks like. Nothing else is written in that part of its card. */
async function nameInk(page, name) {
  const { x, y, width, height } = await nameLabel(page, name);
  return (await ink(page, { x: x - 3, y: y - 1, width: width + 6, height: height + 2 })).shape;
}

/** Until the fonts that the page has begun to fetch are there, and a frame was drawn with them. */
async function fontsReady(page) {
  await page.evaluate(() => document.fonts.ready);
  await settled(page);
}

/** Shows a product of two names and says what each looks like. */
async function showNames(page, [one, other]) {
  assert.equal(await dispatch(page, { type: 'set_formula', text: `y = ${one} * ${other}` }), true, `${one}, ${other}`);
  await page.mouse.move(1270, 790);
  await settled(page);
  await fontsReady(page);
  // The view glides to another graph: until it stands still.
  for (let before = ['', ''];;) {
    const now = [await nameInk(page, one), await nameInk(page, other)];
    if (now.every((shape, i) => shape === before[i])) return now;
    before = now;
    await settled(page);
  }
}

test('names in every script are drawn, each another picture', () => onPage(async (page) => {
  const seen = new Map();
  for (const [script, pair] of Object.entries(names)) {
    assert.equal(pair[0].length, pair[1].length, script);
    for (const [i, shape] of (await showNames(page, pair)).entries()) {
      assert.match(shape, /#/, `${pair[i]} is drawn`);
      assert.equal(seen.get(shape), undefined, `${pair[i]} looks like ${seen.get(shape)}`);
      // The two ways to write a Korean name may look the same.
      if (!script.includes('Hangul')) seen.set(shape, pair[i]);
      else assert.notEqual(shape, seen.get(script));
      seen.set(script, shape);
    }
  }
  assert.equal((await showNames(page, names.Cyrillic))[0], [...seen].find(([, name]) => name === names.Cyrillic[0])[0],
    'the same name looks the same');
}));

test('a name is drawn composed, however it was typed', () => onPage(async (page) => {
  for (const name of ['café', '값', 'Việt']) {
    const [composed] = await showNames(page, [name, 'x']);
    const [typed] = await showNames(page, [name.normalize('NFD'), 'x']);
    const [one, other] = [composed, typed].map((shape) => shape.indexOf('\n'));
    assert.ok(Math.abs(one - other) <= 3, `${name}: ${one} and ${other} columns of ink`);
  }
}));

test('names that no font of the system has are told apart by their code points', () => onPage(async (page) => {
  const [one, other] = await showNames(page, ['\u{10600}\u{10601}', '\u{10601}\u{10600}'] /* Linear A */);
  assert.notEqual(one, other);
}));

test('while there is no Korean font Korean names are told apart', () => onPage(async (page) => {
  const [one, other] = await showNames(page, names.Hangul);
  assert.notEqual(one, other);
}, {
  allow: /Failed to load resource/,
  prepare: (page) => page.route('**/fonts/korean*', (route) => route.fulfill({ status: 404, body: '' })),
}));

test('after a lost graphics context the names are there again', () => onPage(async (page) => {
  const pair = ['цена', 'العربية'];
  const before = await showNames(page, pair);
  await page.evaluate(() => {
    const canvas = document.getElementById('canvas');
    globalThis.lost = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
    globalThis.back = new Promise((done) => { canvas.addEventListener('webglcontextrestored', done); });
    return new Promise((done) => { canvas.addEventListener('webglcontextlost', done); lost.loseContext(); });
  });
  await page.evaluate(() => { lost.restoreContext(); return back; });
  await settled(page);
  assert.deepEqual(await showNames(page, pair), before);
}, { allow: /CONTEXT_LOST_WEBGL|context lost/i }));

test('names follow the theme, the zoom and the pixel ratio', () => onPage(async (page) => {
  const pair = ['цена', 'налог'];
  const light = await showNames(page, pair);
  await page.emulateMedia({ colorScheme: 'dark' });
  await settled(page);
  const dark = await showNames(page, pair);
  for (const [i, shape] of dark.entries()) {
    assert.ok(Math.abs(shape.indexOf('\n') - light[i].indexOf('\n')) <= 1, 'the same letters in another colour');
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.mouse.move(400, 400);
  for (const direction of [1, -1]) {
    for (let i = 0; i < 12; ++i) {
      await page.mouse.wheel(0, 40 * direction);
      await settled(page);
    }
  }
  assert.notEqual(...await showNames(page, pair));
  const session = await page.context().newCDPSession(page);
  for (const deviceScaleFactor of [2, 1.25, 1]) {
    await session.send('Emulation.setDeviceMetricsOverride', { width: 1280, height: 800, mobile: false, deviceScaleFactor });
    await page.waitForFunction((ratio) => {
      const { width, clientWidth } = document.getElementById('canvas');
      return width === Math.round(clientWidth * ratio);
    }, deviceScaleFactor);
    assert.notEqual(...await showNames(page, pair));
  }
}));

test('the ink of a name stands in the rectangle that the scene has for it', () => onPage(async (page) => {
  for (const name of ['price', 'яблоки', 'السعر', 'ราคา', 'price_цена', '사과']) {
    await showNames(page, [name, 'x']);
    const { x, y, width, height, fontSize } = await nameLabel(page, name);
    const clip = { x: Math.floor(x) - 4, y, width: Math.ceil(width) + 10, height };
    const found = await ink(page, clip);
    const [left, right] = [found.left + clip.x - x, found.right + clip.x - x - width];
    const slack = Math.max(2, fontSize / 8); // beside the letters themselves
    assert.ok(Math.abs(left) <= slack && Math.abs(right) <= slack, `${name}: ${left} px from the left, ${right} px from the right`);
  }
}));

test('lines are as wide as they were measured', async () => {
  const source = readFileSync(join(repo, 'web/platform/line_drawer.mjs'));
  const url = await serveWith((request, response) => {
    const script = request.url.endsWith('.mjs');
    response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(script ? source : '<!doctype html><link rel="icon" href="data:,"><script type="module">import { LineDrawer } from "./line_drawer.mjs"; globalThis.LineDrawer = LineDrawer;</script>');
  });
  await onPage(async (page) => {
    const lines = await page.evaluate((texts) => {
      const drawer = new LineDrawer('sans-serif');
      const context = document.createElement('canvas').getContext('2d');
      context.textAlign = 'left';
      /** What the fonts of this machine leave free on both sides of a line. */
      const besides = (text, size) => {
        context.font = `${size}px sans-serif`;
        const { width, actualBoundingBoxLeft, actualBoundingBoxRight } = context.measureText(text);
        return { before: -actualBoundingBoxLeft, after: width - actualBoundingBoxRight };
      };
      return texts.flatMap((text) => [11, 16, 33.5].map((size) => {
        const { width, height, left } = drawer.draw(text, size, false);
        const columns = Array.from({ length: width }, (_, x) => x)
          .filter((x) => Array.from({ length: height }, (_, y) => drawer.coverage[y * width + x]).some((value) => value > 40));
        return { text, size, width: drawer.width(text, size, false), first: left + columns[0], last: left + columns.at(-1) + 1, ...besides(text, size) };
      }));
    }, Object.values(names).flat());
    for (const { text, size, width, first, last, before, after } of lines) {
      const slack = Math.max(2, size / 8);
      assert.ok(Math.abs(first - before) <= slack && Math.abs(width - last - after) <= slack, `${text} at ${size} px: ${first} to ${last} of ${width}`);
    }
  }, { url, waitForCanvas: false });
});
