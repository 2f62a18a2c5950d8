/** Starting where something is missing: no WebGL2, no SIMD, a missing or damaged module. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { node, onPage, roomReady, snapshot, until, useBrowser } from './page.mjs';

useBrowser();

const message = async (page) => {
  await page.locator('#message').waitFor();
  return page.locator('#message').innerText();
};

test('without WebGL2 a sentence says so, and formula, table and training controls work', () => onPage(async (page) => {
  assert.match(await message(page), /WebGL2/);
  await page.locator('[data-name="formula"]').fill('y = a * 3');
  await until(page, ['formula', '=='], 'y = a * 3');
  await page.locator('[aria-label="value of a"]').fill('5');
  assert.equal((await node(page, 'y')).value, 15);
  assert.ok(await page.locator('[data-name="nodes"] tbody tr').count() >= 2);
  const { presets } = await snapshot(page);
  await page.locator('[data-name="preset"]').selectOption(presets[1].key);
  await until(page, ['preset', '=='], presets[1].key);
  await page.locator('#tab-mnist').click();
  await roomReady(page);
  assert.ok(await page.locator('[data-name="train-start"]').isVisible());
}, {
  waitForCanvas: false,
  allow: /WebGL|webgl/,
  prepare: (page) => page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function withoutWebGl(kind, ...more) {
      return /webgl/.test(kind) ? null : original.call(this, kind, ...more);
    };
  }),
}));

test('without SIMD a sentence says what is missing and what to do, and the page stands', () => onPage(async (page) => {
  const text = await message(page);
  assert.match(text, /SIMD/);
  assert.match(text, /update/);
  await page.locator('#theme').click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'light');
}, {
  waitForCanvas: false,
  allow: /preloaded using link preload/,
  prepare: (page) => page.addInitScript(() => {
    const validate = WebAssembly.validate;
    const simdOpcode = (bytes) => new Uint8Array(bytes).includes(0xfd);
    WebAssembly.validate = (bytes) => !simdOpcode(bytes) && validate(bytes);
  }),
}));

for (const [what, file, answer, expected] of [
  ['missing module', 'app/playground.wasm', { status: 404, body: '' }, /app\/playground\.wasm.*404/s],
  ['truncated module', 'app/playground.wasm', { contentType: 'application/wasm', body: Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 9]) }, /app\/playground\.wasm.*damaged/s],
  ['missing script', 'app/playground.mjs', { status: 404, body: '' }, /app\/playground\.mjs/],
]) {
  test(`a ${what} is named, with a button to try again`, () => onPage(async (page) => {
    assert.match(await message(page), expected);
    await page.unroute(`**/${file}`);
    await page.locator('#message-button').click();
    await page.waitForFunction(() => performance.getEntriesByName('canvas-first-frame').length > 0);
  }, {
    waitForCanvas: false,
    allow: /Failed to load resource|wasm/i,
    prepare: (page) => page.route(`**/${file}`, (route) => route.fulfill(answer)),
  }));
}

test('a module served with the wrong type works all the same', () => onPage(async (page) => {
  assert.equal((await snapshot(page)).room, 'graph');
}, {
  prepare: (page) => page.route('**/app/playground.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
  }),
}));

test('a module without its fonts draws with another', () => onPage(async (page) => {
  assert.equal((await snapshot(page)).room, 'graph');
}, {
  allow: /Failed to load resource/,
  prepare: (page) => page.route('**/fonts/*.ttf', (route) => route.fulfill({ status: 404, body: '' })),
}));
