/** Training in the page's workers: the same numbers in every browser, and what a loss of context or a reload leaves of a run. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { clickWidget, dispatch, dist, keptUpTo, repo, roomReady, settled, snapshot, until } from '../browser/page.mjs';
import { title } from '../golden/run.mjs';
import { colours } from './png.mjs';
import { picture, reload, scenario } from './suite.mjs';

const golden = JSON.parse(readFileSync(join(repo, 'tests/golden/training.json'), 'utf8'));
const long = { timeout: 60000 };
const training = async (page) => (await snapshot(page)).training;
const start = (page) => dispatch(page, { type: 'train', order: 'start' });

async function openRoom(page) {
  await page.click('#tab-mnist');
  await roomReady(page);
  await until(page, ['room', '=='], 'mnist');
}

/** Until the slice that was under way when the run was paused is done. */
const standsStill = (page) => page.waitForFunction(async () => {
  const before = playground.snapshot().training.iteration;
  for (let i = 0; i < 20; ++i) await new Promise(requestAnimationFrame);
  return playground.snapshot().training.iteration === before;
});

/** The losses of a run of the page's first settings, as the engine gives them in Node. @param {number} steps */
async function lossesInNode(steps) {
  const { default: createBackprop } = await import(pathToFileURL(join(dist, 'engine/backprop.mjs')).href);
  const bp = await createBackprop();
  const set = bp.Dataset.fromIdx(...['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'].map((name) => readFileSync(join(repo, '.deps/data/mnist', name))));
  const net = new bp.Network({ layers: [784, 50, 10], activation: 'relu', weightInit: 0.01, seed: 1 });
  const trainer = new bp.Trainer(net, set, set, { batchSize: 100, learningRate: 0.1, optimizer: 'sgd', seed: 1 });
  return Array.from(trainer.step(steps).lossHistory);
}

scenario('training gives the golden weights and losses', async (page) => {
  const found = await page.evaluate((runs) => globalThis.hashes(runs), golden);
  const byTitle = (hashes) => Object.fromEntries(golden.map((run, i) => [title(run), hashes[i]]));
  assert.deepEqual(byTitle(found), byTitle(golden.map(({ sha256, losses }) => ({ sha256, losses }))));
}, { path: 'golden/page.html' });

scenario('600 steps in the page give Node’s losses and raise the test accuracy while frames keep coming; pause, go on, reset', async (page) => {
  await openRoom(page);
  await page.evaluate(() => {
    globalThis.frames = 0;
    const count = () => { globalThis.frames += 1; requestAnimationFrame(count); };
    requestAnimationFrame(count);
  });
  await dispatch(page, { type: 'set_training', iterations: 60000 }); // not at its end when the test comes to pause it
  await clickWidget(page, 'Train');
  await until(page, ['training.iteration', '>='], 601, long);
  await page.waitForFunction(() => playground.snapshot().training.accuracies.length >= 2, null, long);
  assert.ok(await page.evaluate(() => frames) > 10, 'frames went on');
  const run = await training(page);
  // On a machine that is very busy the worker that measures may be given up and started anew, and begin with later weights.
  const [first, second] = run.accuracies;
  assert.equal(first.iteration % 600, 0);
  assert.equal(second.iteration, first.iteration + 600);
  assert.ok(second.test > 0.7, `${second.test}`);
  if (first.iteration === 0) assert.ok(second.test > first.test);
  await page.waitForFunction(() => document.querySelectorAll('[data-name="accuracies"] tbody tr').length >= 2);
  const { losses } = JSON.parse(await page.evaluate(() => playground.run()));
  assert.deepEqual(losses.slice(0, 600).map(Math.fround), await lossesInNode(600));

  await clickWidget(page, 'Pause');
  await until(page, ['training.phase', '=='], 'paused');
  await standsStill(page);
  const paused = (await training(page)).iteration;
  await clickWidget(page, 'Go on');
  await until(page, ['training.iteration', '>'], paused, long);
  await clickWidget(page, 'Reset');
  await until(page, ['training.phase', '=='], 'idle');
  assert.equal((await training(page)).iteration, 0);
  assert.equal((await training(page)).accuracies.length, 0);
});

scenario('a context lost during training neither stops the run nor the picture', async (page) => {
  await openRoom(page);
  await start(page);
  await until(page, ['training.iteration', '>='], 20, long);
  await page.evaluate(() => {
    const canvas = document.getElementById('canvas');
    globalThis.lost = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
    return new Promise((done) => { canvas.addEventListener('webglcontextlost', () => done(true)); lost.loseContext(); });
  });
  const { iteration } = await training(page);
  await until(page, ['training.iteration', '>'], iteration, long);
  await page.evaluate(() => {
    const back = new Promise((done) => { document.getElementById('canvas').addEventListener('webglcontextrestored', () => done(true)); });
    lost.restoreContext();
    return back;
  });
  await dispatch(page, { type: 'train', order: 'reset' });
  await settled(page);
  const shown = colours(await picture(page));
  assert.ok(shown > 50, `a picture, not one flat colour (${shown} colours)`);
}, { allow: /CONTEXT_LOST_WEBGL|context (was )?lost/i });

scenario('a reload in mid-run offers to resume', async (page) => {
  await openRoom(page);
  await dispatch(page, { type: 'set_training', hidden: [25], seed: 3 });
  await start(page);
  await until(page, ['training.iteration', '>='], 50, long);
  await dispatch(page, { type: 'train', order: 'pause' });
  await standsStill(page);
  const { iteration } = await training(page);
  await keptUpTo(page, iteration);
  await reload(page);
  await openRoom(page);
  await page.click('[data-name="saved-run"] [data-name="train-resume"]');
  await until(page, ['training.phase', '=='], 'paused');
  const restored = await training(page);
  assert.deepEqual([restored.iteration, restored.settings.hidden, restored.settings.seed], [iteration, [25], 3]);
  await clickWidget(page, 'Go on');
  await until(page, ['training.iteration', '>'], iteration, long);
});
