/**
 * What every browser test needs: the built page served from dist/ (or $DIST), a Chromium, and a page on which any console
 * error or warning, uncaught error, policy violation or request to another origin fails the test.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serveFolder } from '../../cmake/serve_folder.mjs';
import { needed } from '../browsers/children.mjs';
import { serveFaults } from './faults.mjs';

export const repo = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const dist = resolve(process.env.DIST ?? join(repo, 'dist'));
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** What SwiftShader says when a test reads pixels; nothing the page does. */
const harmless = /GPU stall due to ReadPixels/;

/** @type {import('playwright-core').Browser} */
export let browser;
export let address;
const servers = [];

/** A server made of one function, for pages around the page. Resolves to its address. */
export async function serveWith(handler) {
  const server = createServer(handler);
  servers.push(server);
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  return `http://127.0.0.1:${server.address().port}/`;
}

export const launch = (more = []) => chromium.launch({ executablePath: needed(executablePath, 'chromium'), headless: true, args: [...args, ...more] });

/** Call at the top of a test file. */
export function useBrowser() {
  let child;
  before(async () => {
    ({ address, child } = await serveFolder(dist, 8700));
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    child?.kill();
    for (const server of servers) server.close();
  });
}

/** Origins a page may speak to: its own. */
const sameOrigin = (url, base) => /^(data|blob):/.test(url) || new URL(url).origin === new URL(base).origin;

/**
 * A page and what went wrong on it.
 * @typedef {object} Opened
 * @property {import('playwright-core').Page} page
 * @property {string[]} complaints
 */

/**
 * Opens the page, runs the body, and fails on any complaint that `allow` does not match.
 * @param {(page: import('playwright-core').Page, opened: Opened) => Promise<void>} body
 * @param {object} [options]
 * @param {object} [options.context] of browser.newContext
 * @param {RegExp} [options.allow] complaints that this test provokes
 * @param {string} [options.fragment] of the page's own address
 * @param {string} [options.url]
 * @param {{ [file: string]: keyof import('./faults.mjs').kinds }} [options.faults] of the server, by file; they can be changed meanwhile
 * @param {(page: import('playwright-core').Page) => Promise<void>} [options.prepare] before the page is opened
 * @param {boolean} [options.firstVisit] the page greets the visitor with a hint; default false
 * @param {boolean} [options.waitForCanvas] until the first frame is there; default true
 * @param {import('playwright-core').Browser} [options.with] another browser
 */
export async function onPage(body, { context: settings = {}, allow, fragment = '', faults, url, prepare, firstVisit = false, waitForCanvas = true, with: other } = {}) {
  const server = faults && await serveFaults(dist, faults);
  url ??= (server?.address ?? address) + fragment;
  const context = await (other ?? browser).newContext({ viewport: { width: 1280, height: 800 }, ...settings });
  const page = await context.newPage();
  page.setDefaultTimeout(20000);
  const complaints = [];
  const complain = (text) => {
    if (!harmless.test(text) && !allow?.test(text)) complaints.push(text);
  };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complain(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complain(`page error: ${error.message}`));
  page.on('request', (request) => {
    if (!sameOrigin(request.url(), url)) complain(`request to another origin: ${request.url()}`);
  });
  await page.addInitScript(() => {
    globalThis.violations = [];
    addEventListener('securitypolicyviolation', (event) => {
      violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  if (!firstVisit) {
    await page.addInitScript(() => {
      try {
        localStorage.setItem('hint', 'seen');
      } catch { /* a frame without storage */ }
    });
  }
  try {
    await prepare?.(page);
    await page.goto(url);
    if (waitForCanvas) await canvasReady(page);
    await body(page, { page, complaints });
    assert.deepEqual(await page.evaluate('violations'), []);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
    server?.close();
  }
}

/** Until the first frame was drawn and the first room is there. */
export async function canvasReady(page) {
  await page.waitForFunction(() => performance.getEntriesByName('canvas-first-frame').length > 0);
  await page.evaluate(() => playground.ready);
  await settled(page);
}

/** Until some animation frames went by: what was dispatched is drawn. */
export const settled = (page) => page.evaluate(async () => {
  for (let i = 0; i < 4; ++i) await new Promise(requestAnimationFrame);
});

export const snapshot = (page) => page.evaluate(() => playground.snapshot());
/** Until the room that is shown is there. */
export const roomReady = (page) => page.waitForFunction(() => !document.querySelector('[role="tabpanel"][aria-busy]'));

/** Every worker the page starts, in globalThis.workers of the page. */
export const watchWorkers = (page) => page.addInitScript(() => {
  globalThis.workers = [];
  const Original = Worker;
  globalThis.Worker = class extends Original {
    constructor(address, ...given) {
      super(address, ...given);
      this.file = String(address);
      workers.push(this);
    }
  };
});

const actionTypes = new Set([...readFileSync(join(repo, 'web/protocol/actions.d.ts'), 'utf8').matchAll(/type: '(\w+)'/g)].map(([, type]) => type));

/** Does an action, or says false when it is refused; a room that it shows is there then. An action that does not exist would test nothing. */
export async function dispatch(page, action) {
  assert.ok(actionTypes.has(action.type), `an action ${action.type}`);
  const done = await page.evaluate((a) => playground.dispatch(a), action);
  if (action.type === 'show') await roomReady(page);
  return done;
}

/** The node of a name, or of an op without a name. */
export async function node(page, name) {
  const { nodes } = await snapshot(page);
  const found = nodes.find((one) => one.name === name) ?? nodes.find((one) => one.op === name);
  assert.ok(found, `no node ${name} among ${nodes.map((one) => one.name || one.op).join(', ')}`);
  return found;
}

/** A control of the canvas, by its label or what its label matches, with its middle in page coordinates, once it stands still. */
export const widget = (page, label) => page.evaluate(async ({ text, pattern }) => {
  const matches = pattern ? (other) => new RegExp(pattern).test(other) : (other) => text === other;
  const end = performance.now() + 20000;
  for (let last; performance.now() < end; await new Promise(requestAnimationFrame)) {
    const found = playground.widgets().find((one) => matches(one.label));
    const place = found && `${found.x} ${found.y} ${found.w} ${found.h}`;
    if (found && place === last) {
      const box = document.getElementById('canvas').getBoundingClientRect();
      return { ...found, left: box.left + found.x, top: box.top + found.y,
        cx: box.left + found.x + found.w / 2, cy: box.top + found.y + found.h / 2 };
    }
    last = place;
  }
  throw new Error(`no control ${text ?? pattern} stands still on the canvas`);
}, label instanceof RegExp ? { pattern: label.source } : { text: label });

export async function clickWidget(page, label) {
  const { cx, cy } = await widget(page, label);
  await page.mouse.click(cx, cy);
}

/** Until a condition on the snapshot holds. The condition runs in the page and sees nothing of the test. */
export async function until(page, condition, argument, options) {
  await page.waitForFunction(({ source, argument: given }) => {
    // The page's policy forbids eval: conditions are a path and a comparison.
    const value = source.path.reduce((at, key) => at?.[key], playground.snapshot());
    switch (source.is) {
      case '==': return value === given;
      case '!=': return value !== given;
      case '>=': return value >= given;
      case '>': return value > given;
      case 'in': return given.includes(value);
      default: throw new Error(source.is);
    }
  }, { source: { path: condition[0].split('.'), is: condition[1] }, argument }, options);
}

/** Until a training snapshot of that step or a later one is in the browser's storage. */
export const keptUpTo = (page, wanted) => page.waitForFunction(async (steps) => {
  const open = indexedDB.open('backprop-playground', 1);
  await new Promise((done) => { open.onsuccess = done; });
  const all = open.result.transaction('kept').objectStore('kept').getAll();
  await new Promise((done) => { all.onsuccess = done; });
  open.result.close();
  return all.result.some((slot) => slot.steps >= steps);
}, wanted);

/** The canvas's pixels as a hash of what a screenshot of it shows. */
export async function pixels(page) {
  await settled(page);
  return (await page.locator('#canvas').screenshot()).toString('base64');
}

/** What axe finds wrong with the page, or the part of it, once its colours stand still: nothing, when all is well. */
export async function axeFindings(page, part = 'html') {
  if (!await page.evaluate(() => 'axe' in globalThis)) {
    const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
    const session = await page.context().newCDPSession(page); // the page's policy forbids eval
    await session.send('Runtime.evaluate', { expression: readFileSync(axe, 'utf8') });
  }
  await settled(page);
  return page.evaluate(async (within) => {
    const changing = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(changing.map((one) => one.finished));
    return (await globalThis.axe.run(within)).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((one) => `${one.target} ${one.failureSummary}`).join('; ')}`);
  }, part);
}
