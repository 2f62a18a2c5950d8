// The page as a visitor gets it: what comes down, when the first frame and the first training step are there, and how
// many frames a second stay while the notes' experiment runs in its workers.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { serveFolder } from '../cmake/serve_folder.mjs';

/** One visit with a fresh browser. Times in milliseconds, `frames` a second. */
async function visit(chromium, launchOptions, { root, address }) {
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const loaded = new Set();
    page.on('request', (request) => loaded.add(new URL(request.url()).pathname));
    await page.goto(address);
    await page.waitForFunction(() => performance.getEntriesByName('canvas-first-frame').length > 0);
    const firstFrame = await page.evaluate(() => performance.getEntriesByName('canvas-first-frame')[0].startTime);
    const run = await page.evaluate(async () => {
      const training = () => playground.snapshot(0).training;
      const until = async (condition) => { while (!condition()) await new Promise(requestAnimationFrame); };
      playground.dispatch({ type: 'show', room: 'mnist' });
      await new Promise((done) => { setTimeout(done, 1000); });
      const begin = performance.now();
      playground.dispatch({ type: 'train', order: 'start' });
      await until(() => training().iteration > 0);
      const firstStep = performance.now();
      let frames = 0;
      await until(() => { frames += 1; return training().phase === 'finished'; });
      const trained = performance.now();
      await until(() => training().accuracies.length === 17);
      return { firstStep: firstStep - begin, frames: frames / (trained - firstStep) * 1000, experiment: performance.now() - begin };
    });
    const files = [...loaded].filter((file) => !file.startsWith('/data/')).map((file) => (file === '/' ? '/index.html' : file));
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(root, 'dist', file)), { level: 9 }).length, 0);
    return { bytes, firstFrame, ...run };
  } finally {
    await browser.close();
  }
}

/** Medians over the rounds. */
export async function measurePage(chromium, launchOptions, root, rounds, median) {
  const { child, address } = await serveFolder(path.join(root, 'dist'), 8600);
  try {
    const visits = [];
    for (let round = 0; round < rounds; ++round) visits.push(await visit(chromium, launchOptions, { root, address }));
    return Object.fromEntries(Object.keys(visits[0]).map((key) => [key, median(visits.map((one) => one[key]))]));
  } finally {
    child.kill();
  }
}
