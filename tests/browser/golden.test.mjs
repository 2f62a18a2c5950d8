/**
 * The weights after a training of fixed seeds are the same bit for bit in other engines of WebAssembly too: the hashes of
 * tests/golden/training.json, which Node's test checks and renews.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { before, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { title } from '../golden/run.mjs';
import { dist, onPage, repo, serveWith, useBrowser } from './page.mjs';

useBrowser();

const firefox = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
const golden = JSON.parse(readFileSync(join(repo, 'tests/golden/training.json'), 'utf8'));

/** Where the page's files are, by the first part of their address; what has no folder is the test's own. */
const folders = { engine: join(dist, 'engine'), mnist: join(repo, '.deps/data/mnist') };
const types = { '.html': 'text/html', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.gz': 'application/gzip' };

async function answer(request, response) {
  const [, folder, name] = /^\/(?:(engine|mnist)\/)?([\w.-]+)$/.exec(request.url) ?? [];
  try {
    const body = await readFile(join(folders[folder] ?? join(repo, 'tests/golden'), name));
    response.writeHead(200, { 'Content-Type': types[extname(name)] }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

let url;
before(async () => { url = `${await serveWith(answer)}page.html`; });

/** That the page, open in a browser, finds the golden hashes. */
async function assertGolden(page) {
  const found = await page.evaluate((runs) => globalThis.hashes(runs), golden);
  const byTitle = (hashes) => Object.fromEntries(golden.map((run, i) => [title(run), hashes[i]]));
  assert.deepEqual(byTitle(found), byTitle(golden.map((run) => run.sha256)));
}

test('Chromium trains to the golden weights', () => onPage(assertGolden, { url, waitForCanvas: false }));

test('Firefox trains to the golden weights', { skip: !existsSync(firefox) && `no Firefox at ${firefox}` }, async () => {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefox, headless: true });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await assertGolden(page);
  } finally {
    await browser.close();
  }
});
