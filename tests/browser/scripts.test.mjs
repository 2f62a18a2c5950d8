/** Names in every script: drawn, told apart, in the place that was measured for them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dispatch, onPage, repo, serveWith, settled, useBrowser, widget } from './page.mjs';

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

/** The label of a name, in page coordinates: { text, x, y, width, height, fontSize }. */
async function nameLabel(page, name) {
  const label = await page.evaluate((wanted) => {
    const { id } = playground.snapshot().nodes.find((one) => one.name === wanted);
    return playground.scene().labels.find((one) => one.of === 'name' && one.node === id);
  }, name);
  assert.ok(label, `${name} has a label`);
  return label;
}

/** The picture of a leaf's name, as wide for every name. */
async function nameCard(page, name) {
  const { x, y, height } = await nameLabel(page, name);
  return page.screenshot({ clip: { x: Math.floor(x) - 2, y: Math.floor(y) - 2, width: 200, height: Math.ceil(height) + 4 } });
}

/** Columns with ink, from the picture's left: pixels unlike the one in the corner. */
async function inkColumns(page, png) {
  const blank = await page.context().newPage();
  try {
    return await blank.evaluate(async (bytes) => {
      const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))]));
      const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
      context.drawImage(picture, 0, 0);
      const { data } = context.getImageData(0, 0, picture.width, picture.height);
      const columns = new Set();
      for (let i = 0; i < data.length; i += 4) {
        if ([0, 1, 2].some((c) => Math.abs(data[i + c] - data[c]) > 40)) columns.add((i / 4) % picture.width);
      }
      return [...columns].sort((a, b) => a - b);
    }, png.toString('base64'));
  } finally {
    await blank.close();
  }
}

/** Until the fonts that the page has begun to fetch are there, and a frame was drawn with them. */
async function fontsReady(page) {
  await page.evaluate(() => document.fonts.ready);
  await settled(page);
}

async function showNames(page, [one, other]) {
  assert.equal(await dispatch(page, { type: 'set_formula', text: `y = ${one} * ${other}` }), true, `${one}, ${other}`);
  await page.mouse.move(1270, 790);
  await settled(page);
  await fontsReady(page);
  return [(await nameCard(page, one)).toString('base64'), (await nameCard(page, other)).toString('base64')];
}

test('names in every script are drawn, each another picture', () => onPage(async (page) => {
  const seen = new Map();
  for (const [script, pair] of Object.entries(names)) {
    assert.equal(pair[0].length, pair[1].length, script);
    for (const [i, picture] of (await showNames(page, pair)).entries()) {
      // The two ways to write a Korean name look the same.
      if (script === 'conjoining Hangul') continue;
      assert.equal(seen.get(picture), undefined, `${pair[i]} looks like ${seen.get(picture)}`);
      seen.set(picture, pair[i]);
    }
  }
}));

test('a name is drawn composed, however it was typed', () => onPage(async (page) => {
  for (const name of ['café', '값', 'Việt']) {
    const [composed] = await showNames(page, [name, 'x']);
    const [typed] = await showNames(page, [name.normalize('NFD'), 'x']);
    const [one, other] = await Promise.all([composed, typed].map((png) => inkColumns(page, Buffer.from(png, 'base64'))));
    assert.ok(Math.abs(one.length - other.length) <= 3, `${name}: ${one.length} and ${other.length} columns of ink`);
  }
}));

test('names that no font of the system has are told apart by their code points', () => onPage(async (page) => {
  const [one, other] = await showNames(page, ['\u{1F8B2}\u{1F8B3}', '\u{1F8B3}\u{1F8B2}']);
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
  assert.notEqual(dark[0], light[0]);
  const [one, other] = await Promise.all([light, dark].map(([png]) => inkColumns(page, Buffer.from(png, 'base64'))));
  assert.ok(Math.abs(one[0] - other[0]) <= 1 && Math.abs(one.at(-1) - other.at(-1)) <= 1, `${one} and ${other}`);
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
    const columns = await inkColumns(page, await page.screenshot({ clip }));
    const [left, right] = [columns[0] + clip.x - x, columns.at(-1) + 1 + clip.x - x - width];
    const slack = Math.max(2, fontSize / 8); // beside the letters themselves
    assert.ok(Math.abs(left) <= slack && Math.abs(right) <= slack, `${name}: ${left} px from the left, ${right} px from the right`);
  }
}));

test('lines are as wide as they were measured', async () => {
  const source = readFileSync(join(repo, 'web/line_drawer.mjs'));
  const url = await serveWith((request, response) => {
    const script = request.url.endsWith('.mjs');
    response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(script ? source : '<!doctype html><link rel="icon" href="data:,"><script type="module">import { LineDrawer } from "./line_drawer.mjs"; globalThis.LineDrawer = LineDrawer;</script>');
  });
  await onPage(async (page) => {
    const lines = await page.evaluate((texts) => {
      const drawer = new LineDrawer('sans-serif');
      return texts.flatMap((text) => [11, 16, 33.5].map((size) => {
        const { width, height, left } = drawer.draw(text, size, false);
        const columns = Array.from({ length: width }, (_, x) => x)
          .filter((x) => Array.from({ length: height }, (_, y) => drawer.coverage[y * width + x]).some((value) => value > 40));
        return { text, size, width: drawer.width(text, size, false), first: left + columns[0], last: left + columns.at(-1) + 1 };
      }));
    }, Object.values(names).flat());
    for (const { text, size, width, first, last } of lines) {
      const slack = Math.max(2, size / 8); // beside the letters themselves
      assert.ok(Math.abs(first) <= slack && Math.abs(width - last) <= slack, `${text} at ${size} px: ${first} to ${last} of ${width}`);
    }
  }, { url, waitForCanvas: false });
});
