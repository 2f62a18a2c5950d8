/**
 * node bench/long_tasks.mjs [--rounds=3] [--throttle=4] [--trace=FOLDER] [DIST]: the longest task of the page's main thread in each phase of
 * a visit, as the browser reports it on a processor that is so much slower, and, what does not depend on what else the machine does, by the
 * thread's own time, multiplied. The least of several visits. Also the memory of the page's process while training (Linux). With --trace,
 * what Chromium's performance panel opens is written there.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { serveFolder } from '../cmake/serve_folder.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, throttle: { type: 'string', default: '4' }, trace: { type: 'string' } },
});
const { address, child: server } = await serveFolder(resolve(positionals[0] ?? 'dist'), 8810);
const views = ['weights', 'layers', 'mistakes', 'drawing', 'check', 'files'];

/** @param {import('playwright-core').Page} page @param {object} action */
async function act(page, action) {
  if (!await page.evaluate((one) => playground.dispatch(one), action)) throw new Error(`refused: ${JSON.stringify(action)}`);
}

/** Phases by name: what is done, and how it is known that it is over. Each goes on where the one before ended. */
const phases = {
  'first visit': async (page) => { await page.goto(address); await page.evaluate(() => playground.ready); },
  'second visit': async (page) => { await page.reload(); await page.evaluate(() => playground.ready); },
  Korean: async (page) => { await act(page, { type: 'language', language: 'ko' }); },
  English: async (page) => { await act(page, { type: 'language', language: 'en' }); },
  lessons: async (page) => { await act(page, { type: 'show', room: 'lessons' }); },
  check: async (page) => { await act(page, { type: 'show', room: 'check' }); },
  'training room': async (page) => { await act(page, { type: 'show', room: 'mnist' }); },
  training: async (page) => {
    await act(page, { type: 'train', order: 'start' });
    await page.waitForFunction(() => playground.snapshot(0).training.iteration > 3000, null, { timeout: 120000 });
  },
  ...Object.fromEntries(views.map((view) => [`view ${view}`, async (page) => {
    await act(page, { type: 'show', room: 'mnist', view });
  }])),
  'a mistake as a graph': async (page) => {
    await act(page, { type: 'show', room: 'mnist', view: 'mistakes' });
    await page.locator('[data-name="studio-mistakes"] .image-list .tile').first().click();
    await page.locator('[data-name="studio-mistakes"] .mistake button', { hasText: 'Open as a graph' }).click();
    await page.waitForFunction(() => playground.snapshot(0).room === 'graph');
  },
  'back to the room': async (page) => { await page.click('#origin-back'); },
  'Korean while training': async (page) => { await act(page, { type: 'language', language: 'ko' }); },
};

/** Waits until the main thread had nothing long to do for a while. */
const quiet = (page) => page.evaluate(() => new Promise((done) => {
  let last = performance.now();
  new PerformanceObserver(() => { last = performance.now(); }).observe({ type: 'longtask' });
  const look = () => (performance.now() - last > 1500 ? done() : setTimeout(look, 100));
  look();
}));

/** The longest task of the page's main thread by the thread's own time, in ms. @param {{ traceEvents: any[] }} trace */
function longestOwn({ traceEvents }) {
  const mains = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}:${tid}`));
  return Math.max(0, ...traceEvents.filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid}:${tid}`)).map(({ tdur = 0 }) => tdur / 1000));
}

/** @type {Map<string, { reported: number[], own: number[] }>} by phase */
const longest = new Map(Object.keys(phases).map((name) => [name, { reported: [], own: [] }]));
const memory = [];

/** The page's process in MB, with its workers and their WebAssembly memories, which measureUserAgentSpecificMemory() leaves out. @param {import('playwright-core').Browser} browser */
async function memoryOf(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = processInfo.filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) / 1000);
  return Math.max(...sizes);
}

/** One visit. @param {boolean} traced by the thread's time, at full speed; else as the browser reports it, slower */
async function visit(traced) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox',
    '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => { globalThis.longTasks.push(...list.getEntries().map((entry) => entry.duration)); }).observe({ type: 'longtask', buffered: true });
  });
  const session = await page.context().newCDPSession(page);
  if (!traced) await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  for (const [name, go] of Object.entries(phases)) {
    if (traced) await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', ...(options.trace ? ['disabled-by-default-v8.cpu_profiler'] : [])] });
    await page.evaluate(() => { globalThis.longTasks = []; });
    await go(page);
    await quiet(page);
    if (traced) {
      const trace = JSON.parse((await browser.stopTracing()).toString());
      longest.get(name)?.own.push(throttle * longestOwn(trace));
      if (options.trace) {
        mkdirSync(options.trace, { recursive: true });
        writeFileSync(join(options.trace, `${name.replace(/ /g, '_')}.json`), JSON.stringify(trace));
      }
    } else {
      longest.get(name)?.reported.push(Math.max(0, ...await page.evaluate(() => globalThis.longTasks)));
    }
    if (name === 'training') memory.push(await memoryOf(browser));
  }
  await browser.close();
}

const throttle = Number(options.throttle);
for (let round = 0; round < Number(options.rounds); ++round) {
  await visit(true);
  await visit(false);
}
server.kill();

const least = (values) => Math.min(...values).toFixed(0).padStart(9);
console.log(`Longest task of the main thread in ms, ${throttle} times slower, the least of ${options.rounds} visits each`);
console.log(`${''.padEnd(24)} reported own time`);
for (const [name, { reported, own }] of longest) console.log(`${name.padEnd(24)}${least(reported)} ${least(own)}`);
console.log(`memory while training: ${memory.map((size) => size.toFixed(0)).join(', ')} MB`);
