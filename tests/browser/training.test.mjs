/** MNIST in the page's worker: a run, its steering, and everything that can go wrong with it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { clickWidget, dispatch, dist, node, onPage, settled, snapshot, until, useBrowser, widget } from './page.mjs';

useBrowser();

const long = { timeout: 60000 };
const training = async (page) => (await snapshot(page)).training;

async function openRoom(page) {
  await page.locator('#tab-mnist').click();
  await until(page, ['room', '=='], 'mnist');
}

const startByCanvas = (page) => clickWidget(page, 'Train');
const start = (page) => dispatch(page, { type: 'train', order: 'start' });

async function graphStillWorks(page) {
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 50 });
  assert.ok(Math.abs((await snapshot(page)).nodes.find((one) => one.output).value - 110) < 1e-9);
}

/** Until the run has failed, and its message, which the page shows too. */
async function failure(page, within = 20000) {
  await until(page, ['training.phase', '=='], 'failed', { timeout: within });
  const { message } = await training(page);
  await page.waitForFunction((text) => document.querySelector('#train-message').textContent === text, message);
  return message;
}

test('600 steps in the page raise the test accuracy while frames keep coming; pause, go on, reset', () => onPage(async (page) => {
  await openRoom(page);
  await page.evaluate(() => {
    globalThis.frames = 0;
    const count = () => { globalThis.frames += 1; requestAnimationFrame(count); };
    requestAnimationFrame(count);
  });
  await startByCanvas(page);
  await until(page, ['training.iteration', '>='], 601, long);
  await page.waitForFunction(() => playground.snapshot().training.accuracies.length >= 2, null, long);
  assert.ok(await page.evaluate(() => frames) > 10, 'frames went on');
  const run = await training(page);
  assert.equal(run.accuracies[0].iteration, 0);
  assert.equal(run.accuracies[1].iteration, 600);
  assert.ok(run.accuracies[1].test > 0.7, `${run.accuracies[1].test}`);
  assert.ok(run.accuracies[1].test > run.accuracies[0].test);
  await page.waitForFunction(() => document.querySelectorAll('#accuracies tbody tr').length >= 2);

  await clickWidget(page, 'Pause');
  await until(page, ['training.phase', '=='], 'paused');
  await page.waitForFunction(async () => {
    const before = playground.snapshot().training.iteration;
    for (let i = 0; i < 20; ++i) await new Promise(requestAnimationFrame);
    return playground.snapshot().training.iteration === before;
  });
  const paused = (await training(page)).iteration;
  await startByCanvas(page);
  await until(page, ['training.iteration', '>'], paused, long);
  await clickWidget(page, 'Reset');
  await until(page, ['training.phase', '=='], 'idle');
  assert.equal((await training(page)).iteration, 0);
  assert.equal((await training(page)).accuracies.length, 0);
}));

test('a context lost during training neither stops the run nor the picture', () => onPage(async (page) => {
  await openRoom(page);
  await start(page);
  await until(page, ['training.iteration', '>='], 20, long);
  await page.evaluate(() => {
    const canvas = document.getElementById('canvas');
    globalThis.lost = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
    return new Promise((done) => { canvas.addEventListener('webglcontextlost', done); lost.loseContext(); });
  });
  const { iteration } = await training(page);
  await until(page, ['training.iteration', '>'], iteration, long);
  await page.evaluate(() => {
    const back = new Promise((done) => document.getElementById('canvas').addEventListener('webglcontextrestored', done));
    lost.restoreContext();
    return back;
  });
  await dispatch(page, { type: 'train', order: 'reset' });
  await settled(page);
  const picture = await page.locator('#canvas').screenshot();
  assert.ok(picture.length > 8000, `a picture, not one flat colour (${picture.length} bytes)`);
}, { allow: /CONTEXT_LOST_WEBGL|context lost/i }));

test('a worker whose file is missing is told, and the graph goes on', () => onPage(async (page) => {
  await openRoom(page);
  await start(page);
  assert.match(await failure(page, 7000), /engine_worker\.mjs/);
  await graphStillWorks(page);
}, {
  allow: /Failed to load resource|engine_worker/,
  prepare: (page) => page.route('**/engine_worker.mjs', (route) => route.abort()),
}));

test('a worker that never answers is told within 6 seconds, and a second try works', () => onPage(async (page) => {
  await openRoom(page);
  const begun = Date.now();
  await start(page);
  assert.match(await failure(page, 7000), /did not answer within 5 seconds/);
  assert.ok(Date.now() - begun < 6500);
  await graphStillWorks(page);
  await page.unroute('**/engine_worker.mjs');
  await start(page);
  await until(page, ['training.iteration', '>='], 1, long);
}, {
  prepare: (page) => page.route('**/engine_worker.mjs',
    (route) => route.fulfill({ contentType: 'text/javascript', body: 'for (;;) await new Promise(() => {});' })),
}));

test('a missing engine module is named', () => onPage(async (page) => {
  await openRoom(page);
  await start(page);
  assert.match(await failure(page), /engine\/backprop/);
  await graphStillWorks(page);
}, {
  allow: /Failed to load resource|backprop/,
  prepare: (page) => page.route('**/engine/backprop.mjs', (route) => route.fulfill({ status: 404, body: '' })),
}));

const labels = 'train-labels-idx1-ubyte.gz';
const whole = () => readFileSync(join(dist, 'data/mnist', labels));
const damaged = () => {
  const bytes = Buffer.from(whole());
  bytes[bytes.length >> 1] ^= 0xff;
  return bytes;
};

for (const [what, answer, expected] of [
  ['missing', () => ({ status: 404, body: '' }), /answered 404/],
  ['refused by the server', () => ({ status: 500, body: '' }), /answered 500/],
  ['corrupt', () => ({ body: damaged() }), /corrupt/],
  ['truncated', () => ({ body: whole().subarray(0, 1000) }), /truncated/],
]) {
  test(`a data file that is ${what} is named with the reason, and a second try works`, () => onPage(async (page) => {
    await openRoom(page);
    await page.route(`**/${labels}`, (route) => route.fulfill(answer()));
    await start(page);
    const message = await failure(page);
    assert.ok(message.includes(labels), message);
    assert.match(message, expected);
    await graphStillWorks(page);
    await page.unroute(`**/${labels}`);
    await clickWidget(page, /Try again|Train again|^Train$/);
    await until(page, ['training.iteration', '>='], 1, long);
    assert.equal(await page.textContent('#train-message'), '');
  }, { allow: /Failed to load resource/ }));
}

test('a host that unpacks the data files on the way is understood', () => onPage(async (page) => {
  const { gunzipSync } = await import('node:zlib');
  await page.route(`**/${labels}`, (route) => route.fulfill({ body: gunzipSync(whole()) }));
  await start(page);
  await until(page, ['training.iteration', '>='], 1, long);
}));

test('a worker that dies is told, and a new run begins', () => onPage(async (page) => {
  await start(page);
  await until(page, ['training.iteration', '>='], 10, long);
  await page.evaluate(() => workers.at(-1).dispatchEvent(new ErrorEvent('error', { message: 'out of memory', cancelable: true })));
  assert.match(await failure(page), /engine_worker.*out of memory/);
  await start(page);
  await until(page, ['training.iteration', '>='], 1, long);
  assert.ok(await widget(page, 'apple'));
  assert.ok(await node(page, 'apple'));
}, {
  prepare: (page) => page.addInitScript(() => {
    globalThis.workers = [];
    const Original = Worker;
    globalThis.Worker = class extends Original {
      constructor(...given) {
        super(...given);
        workers.push(this);
      }
    };
  }),
}));
