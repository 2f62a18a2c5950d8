/** The core scenarios: written once, run in every browser. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { canvasReady, settled } from '../browser/page.mjs';
import { endAll } from './children.mjs';
import { decode, part } from './png.mjs';
import { serveVisit } from './visit.mjs';

/**
 * @typedef {import('./plain_page.mjs').Page} Page
 * @typedef {import('./visit.mjs').Scene & { path?: string, allow?: RegExp }} Options path below the page's address, where it is not the
 *   page itself; complaints that the scenario provokes
 * @type {{ title: string, body: (page: Page) => Promise<void>, options: Options }[]}
 */
const scenarios = [];

/** @param {string} title @param {(page: Page) => Promise<void>} body @param {Options} [options] */
export function scenario(title, body, options = {}) {
  scenarios.push({ title, body, options });
}

/** Runs every scenario in a browser. @param {() => Promise<import('./plain_page.mjs').Browser>} launch */
export function runAll(launch) {
  /** @type {import('./plain_page.mjs').Browser} */
  let browser;
  let passed = 0;
  const begun = performance.now();
  before(async () => { browser = await launch(); });
  after(async () => {
    await browser?.close();
    endAll();
    const seconds = Math.round((performance.now() - begun) / 1000);
    console.log(`${browser?.version ?? 'no browser'}: ${passed} of ${scenarios.length} scenarios passed in ${seconds} s`);
  });
  for (const { title, body, options: { path, allow, ...scene } } of scenarios) {
    test(title, async () => {
      const visit = await serveVisit(scene);
      const { page, close } = await browser.open(visit.url + (path ?? ''));
      try {
        if (path === undefined) await canvasReady(page);
        await body(page);
        await assertQuiet(page, allow);
        passed += 1;
      } finally {
        await close();
        visit.close();
      }
    });
  }
}

/** @param {Page} page @param {RegExp} [allow] */
async function assertQuiet(page, allow) {
  const complaints = await page.evaluate('globalThis.complaints ?? []');
  assert.deepEqual(complaints.filter((/** @type {string} */ text) => !allow?.test(text)), []);
}

/** Loads the page again, as a reader does. @param {Page} page @param {RegExp} [allow] */
export async function reload(page, allow) {
  await assertQuiet(page, allow);
  await page.reload();
  await canvasReady(page);
}

/** @param {Page} page @param {string} selector @returns {Promise<string>} */
export const textOf = (page, selector) => page.evaluate((one) => document.querySelector(one).innerText, selector);

/** Until the text of an element matches. @param {Page} page @param {string} selector @param {RegExp} pattern */
export const textBecomes = (page, selector, pattern) => page.waitForFunction(
  ([one, source]) => new RegExp(source).test(document.querySelector(one)?.innerText ?? ''), [selector, pattern.source]);

/** Writes over what stands in a field, key by key. @param {Page} page @param {string} selector @param {string} text */
export async function write(page, selector, text) {
  await page.click(selector);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** The canvas, or a box of the page, as a picture. @param {Page} page @param {{ x: number, y: number, width: number, height: number }} [box] */
export async function picture(page, box) {
  await settled(page);
  const canvas = box ?? await page.evaluate(() => {
    const { x, y, width, height } = document.getElementById('canvas').getBoundingClientRect();
    return { x, y, width, height };
  });
  return part(decode(await page.screenshot()), canvas);
}
