/** Sizes, pixel ratios, a lost graphics context, embedding, colours, accessibility and weight of the page. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  address, axeFindings, canvasReady, clickWidget, dispatch, dist, onPage, pixels, serveWith, settled, until, useBrowser, widget,
} from './page.mjs';

useBrowser();

const backing = (page) => page.evaluate(() => {
  const canvas = document.getElementById('canvas');
  return { width: canvas.width, height: canvas.height, cssWidth: canvas.clientWidth, cssHeight: canvas.clientHeight,
    ratio: devicePixelRatio };
});

async function assertSharp(page) {
  await page.waitForFunction(() => {
    const canvas = document.getElementById('canvas');
    return canvas.width === Math.round(canvas.clientWidth * devicePixelRatio) &&
      canvas.height === Math.round(canvas.clientHeight * devicePixelRatio);
  });
  return backing(page);
}

for (const deviceScaleFactor of [1, 1.5, 2, 3]) {
  test(`at ${deviceScaleFactor} device pixels a CSS pixel the canvas is sharp and clicks land`, () => onPage(async (page) => {
    const { ratio } = await assertSharp(page);
    assert.equal(ratio, deviceScaleFactor);
    await clickWidget(page, 'Add');
    await until(page, ['palette', '=='], true);
  }, { context: { deviceScaleFactor, viewport: { width: 800, height: 600 } } }));
}

test('the canvas follows the window, its orientation and a new pixel ratio', () => onPage(async (page) => {
  for (const [width, height] of [[1000, 500], [390, 844], [844, 390], [1280, 800]]) {
    await page.setViewportSize({ width, height });
    await assertSharp(page);
    await settled(page);
    const scroll = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(scroll <= 0, `no sideways scrolling at ${width} × ${height}`);
    const box = await page.locator('#canvas').boundingBox();
    const apple = await widget(page, 'apple');
    assert.ok(apple.cx > box.x && apple.cx < box.x + box.width && apple.cy > box.y && apple.cy < box.y + box.height,
      `the graph is in view at ${width} × ${height}`);
  }
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setDeviceMetricsOverride', { width: 1280, height: 800, deviceScaleFactor: 2, mobile: false });
  await page.waitForFunction(() => devicePixelRatio === 2);
  await assertSharp(page);
}));

test('an idle page draws nothing and a change wakes it', () => onPage(async (page) => {
  await page.mouse.move(1270, 790);
  const drawn = () => page.evaluate(() => drawCalls);
  await page.waitForFunction(async () => {
    const begun = drawCalls;
    for (let i = 0; i < 30; ++i) await new Promise(requestAnimationFrame);
    return drawCalls === begun;
  });
  const before = await drawn();
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 111 });
  await page.waitForFunction((count) => drawCalls > count, before);
}, {
  prepare: (page) => page.addInitScript(() => {
    globalThis.drawCalls = 0;
    const draw = WebGL2RenderingContext.prototype.drawElements;
    WebGL2RenderingContext.prototype.drawElements = function counted(...given) {
      globalThis.drawCalls += 1;
      return draw.apply(this, given);
    };
  }),
}));

test('the page works in a sub-path and in a frame of another page', async () => {
  const outside = await serveWith(async (request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    if (path === '/') {
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><title>blog</title><link rel="icon" href="data:,"><iframe src="deep/er/index.html" width="700" height="500"></iframe>');
      return;
    }
    const answer = await fetch(new URL(path.replace(/^\/deep\/er\//, ''), address));
    response.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await onPage(async (page) => {
    const [, frame] = page.frames();
    await frame.waitForFunction(() => performance.getEntriesByName('canvas-first-frame').length > 0);
    const value = await frame.evaluate(async () => {
      await playground.ready;
      playground.dispatch({ type: 'set_leaf', name: 'apple', value: 200 });
      return playground.snapshot().nodes.find((one) => one.output).value;
    });
    assert.ok(Math.abs(value - 440) < 1e-9);
  }, { url: outside, waitForCanvas: false });
});

test('the policy is in the page itself and nothing inline is needed', () => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'(;|$)/);
  assert.doesNotMatch(policy, /'unsafe-inline'|'unsafe-eval'|frame-ancestors|https?:/);
  assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)|<style|\son[a-z]+=|\sstyle=/);
  assert.doesNotMatch(html, /(src|href)="(\/|https?:)/, 'relative addresses only');
});

test('page and modules weigh at most 620 KB packed, without what comes when needed: data, lessons, Korean texts and font, notices', () => {
  const files = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]);
  const loaded = files(dist).filter((file) => !/^(data|engine|lessons|strings)\/|^fonts\/(korean|LICENSE)|^notices\.txt$/.test(relative(dist, file)) && statSync(file).isFile());
  const packed = loaded.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  assert.ok(packed <= 620e3, `${packed} bytes`);
});

test('axe finds nothing to complain about', () => onPage(async (page) => {
  for (const [room, theme] of [['graph', 'light'], ['mnist', 'light'], ['graph', 'dark'], ['mnist', 'dark']]) {
    await page.emulateMedia({ colorScheme: theme });
    await dispatch(page, { type: 'show', room });
    if (room === 'graph') {
      await page.locator('[data-name="formula"]').fill('y = nosuch(x)');
      await page.waitForFunction(() => document.querySelector('[data-name="notice"]').dataset.kind === 'problem');
    }
    assert.deepEqual(await axeFindings(page), [], `${room}, ${theme}`);
  }
}));

test('every control of the canvas has a name in the mirror', () => onPage(async (page) => {
  await page.waitForFunction(() => {
    const names = playground.widgets().map((one) => one.label);
    const mirrored = [...document.querySelectorAll('#mirror > *')].map((one) => one.getAttribute('aria-label'));
    return names.length > 5 && names.every((name) => mirrored.some((label) => label.startsWith(name)));
  });
}));

test('colours follow the system and the button', () => onPage(async (page) => {
  const light = await pixels(page);
  await page.locator('#theme').click(); // light
  await page.locator('#theme').click(); // dark
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await page.mouse.move(1270, 790);
  assert.notEqual(await pixels(page), light);
  await page.reload();
  await canvasReady(page);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark', 'the choice is kept');
}, { context: { colorScheme: 'light' } }));

test('the first frame comes soon', (t) => onPage(async (page) => {
  const time = await page.evaluate(() => performance.getEntriesByName('canvas-first-frame')[0].startTime);
  t.diagnostic(`first frame of the canvas after ${Math.round(time)} ms`);
  assert.ok(time < 10000);
}));
