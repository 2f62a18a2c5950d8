/**
 * A fault of each file that the page fetches, one by one: the page is usable, or names within 6 s what is missing, and its button to try
 * again brings the file. Each file has some kinds of fault, and each kind some files; FAULTS=all runs every kind with every file.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, suite, test } from 'node:test';
import { kinds, serveFaults } from './faults.mjs';
import { dist, launch } from './page.mjs';

const some = 2;
const atOnce = 6;
const rooms = JSON.parse(readFileSync(new URL('../../web/rooms/manifest.json', import.meta.url), 'utf8')).map(({ name }) => name);

/** Not fetched by the page itself. */
const never = /^(index\.html|notices\.txt|engine\/.*|fonts\/LICENSE.*|data\/fashion-mnist\/.*)$/;
const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.slice(dist.length + 1)).filter((name) => !never.test(name)).sort();

/** Scripts that workers import, and the page does not. */
const workerScripts = new Set(['train_worker', 'evaluation_worker'].flatMap((worker) =>
  [...readFileSync(`${dist}/workers/${worker}.mjs`, 'utf8').matchAll(/chunk-\w+\.mjs/g)].map(([script]) => script))
  .filter((script) => !files.some((file) => /^(boot|room-.*)\.mjs$/.test(file) && readFileSync(`${dist}/${file}`, 'utf8').includes(script))));

/** @type {import('playwright-core').Browser} without WebGL, which takes most of the time of a start */
let browser;
before(async () => { browser = await launch(['--disable-3d-apis']); });
after(() => browser.close());

/** Runs a body on a page from a server with faults. */
async function withFaults(faults, body, { locale = 'en-US', asked } = {}) {
  const { address, close } = await serveFaults(dist, faults, asked);
  const context = await browser.newContext({ locale });
  try {
    const page = await context.newPage();
    page.goto(address).catch(() => {}); // some pages never finish loading
    await body(page);
  } finally {
    await context.close();
    close();
  }
}

/** Whether a room works by now, or the file is named; null while neither is so. Runs in the page. */
function look({ names, room }) {
  const notices = document.querySelectorAll('#message, [data-name="room-notice"], .lesson-notice, [data-name="train-message"]');
  const named = [...notices].filter((one) => one.checkVisibility({ visibilityProperty: true }) && document.documentElement.dataset.language)
    .map((one) => one.innerText).find((text) => names.some((name) => text.includes(name)));
  if (named) return { named };
  if (document.documentElement.dataset.start !== 'done') return null;
  const { playground } = globalThis;
  if (playground.snapshot().room !== room) playground.dispatch({ type: 'show', room });
  const root = document.querySelector(`#room-${room}`);
  if (root.getAttribute('aria-busy') || !root.firstElementChild || root.querySelector('[data-name="room-notice"]')) return null;
  if (room === 'graph') return { usable: playground.dispatch({ type: 'set_formula', text: 'y = a * 3' }) };
  if (room === 'lessons') return root.querySelector('button:not(.lesson-retry)') && { usable: true };
  if (room !== 'mnist') return { usable: true };
  globalThis.started ??= playground.dispatch({ type: 'train', order: 'start' });
  return playground.snapshot().training.steps > 0 ? { usable: true } : null;
}

/**
 * By which names a fault is told. Browsers do not always say which of the scripts failed that a script imports, and never for a worker's.
 */
function namesOf(name) {
  if (workerScripts.has(name)) return ['train_worker.mjs', 'evaluation_worker.mjs'];
  return /^chunk-/.test(name) ? [name, 'boot.mjs'] : [name.replace(/^data\/|^workers\//, '')];
}

/** @param {import('playwright-core').Page} page */
async function outcome(page, names, room) {
  const found = await page.waitForFunction(look, { names, room }, { polling: 200, timeout: 120000 });
  return found.jsonValue();
}

/** Where the first visit that fetches a file goes: room and locale, by file. */
const places = new Map();

test('a tour of the rooms in both languages fetches every file, so that each has its faults below', async () => {
  for (const locale of ['en-US', 'ko-KR']) {
    let at = rooms[0];
    await withFaults({}, async (page) => {
      for (const room of rooms) {
        at = room;
        assert.deepEqual(await outcome(page, [], room), { usable: true }, room);
      }
    }, { locale, asked: (name) => { if (!places.has(name)) places.set(name, { room: at, locale }); } });
  }
  assert.deepEqual(files.filter((name) => !places.has(name)), []);
});

suite('faults', { concurrency: atOnce }, () => {
  const names = Object.keys(kinds);
  for (const [i, name] of files.entries()) {
    const wanted = process.env.FAULTS === 'all' ? names : Array.from({ length: some }, (_, k) => names[(i * some + k) % names.length]);
    for (const kind of wanted) {
      test(`${name}: ${kind}`, async () => {
        const { room, locale } = places.get(name);
        const faults = { [name]: kind };
        let retried = false;
        let anew;
        let late;
        const fetchedAnew = new Promise((done, failed) => {
          anew = done;
          late = setTimeout(() => failed(new Error('the cache was not bypassed')), 90000);
        });
        fetchedAnew.catch(() => {});
        await withFaults(faults, async (page) => {
          const { usable, named } = await outcome(page, namesOf(name), room);
          assert.ok(usable || named);
          retried = true;
          delete faults[name];
          const again = page.locator('#message-button:visible, [data-name="room-retry"]:visible, .lesson-retry:visible, [data-name="train-start"]:visible').first();
          if (!named || !await again.isVisible() || /^(Close|닫기)$/.test(await again.innerText())) return;
          await again.click();
          await fetchedAnew;
          await page.evaluate(() => { delete globalThis.started; }).catch(() => {});
          assert.deepEqual(await outcome(page, [], room), { usable: true }, 'after the second try');
        }, {
          locale,
          asked: (asked, { headers }) => { if (retried && asked === name && /no-cache/.test(headers['cache-control'])) anew(); },
        }).finally(() => clearTimeout(late));
      });
    }
  }
});
