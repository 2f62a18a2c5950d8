/** MNIST in the page's worker: a run, its steering, and everything that can go wrong with it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { clickWidget, dispatch, dist, keptUpTo, node, onPage, roomReady, snapshot, until, useBrowser, watchWorkers } from './page.mjs';

useBrowser();

const long = { timeout: 60000 };
const training = async (page) => (await snapshot(page)).training;

async function openRoom(page) {
  await page.locator('#tab-mnist').click();
  await roomReady(page);
  await until(page, ['room', '=='], 'mnist');
}

const start = (page) => dispatch(page, { type: 'train', order: 'start' });

async function graphStillWorks(page) {
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 50 });
  assert.ok(Math.abs((await snapshot(page)).nodes.find((one) => one.output).value - 110) < 1e-9);
}

/** Until the run has failed, and its message, which the page shows too: code between backticks as <code>. */
async function failure(page, within = 20000) {
  const message = await failureText(page, within);
  await page.waitForFunction((text) => document.querySelector('[data-name="train-message"]').textContent === text, message.replaceAll('`', ''));
  return message;
}

const messageShown = (page, part) => page.waitForFunction((text) => document.querySelector('[data-name="train-message"]').textContent.includes(text), part);

async function failureText(page, within = 20000) {
  await until(page, ['training.phase', '=='], 'failed', { timeout: within });
  return (await training(page)).message;
}

test('a worker whose file is missing is told, and the graph goes on', () => onPage(async (page) => {
  await openRoom(page);
  await start(page);
  assert.match(await failure(page, 7000), /train_worker\.mjs/);
  await graphStillWorks(page);
}, {
  allow: /Failed to load resource|train_worker/,
  prepare: (page) => page.route('**/train_worker.mjs', (route) => route.abort()),
}));

test('a worker that never answers is told within 6 seconds, and a second try works', () => onPage(async (page) => {
  await openRoom(page);
  const begun = Date.now();
  await start(page);
  assert.match(await failure(page, 7000), /did not answer within 5 seconds/);
  assert.ok(Date.now() - begun < 6500);
  await graphStillWorks(page);
  await page.unroute('**/train_worker.mjs');
  await start(page);
  await until(page, ['training.iteration', '>='], 1, long);
}, {
  prepare: (page) => page.route('**/train_worker.mjs',
    (route) => route.fulfill({ contentType: 'text/javascript', body: 'for (;;) await new Promise(() => {});' })),
}));

test('an engine that cannot be loaded in the worker is named', () => onPage(async (page) => {
  await openRoom(page);
  await page.route('**/app/playground.mjs', (route) => route.fulfill({ status: 404, body: '' }));
  await start(page);
  assert.match(await failure(page), /app\/playground/);
  await graphStillWorks(page);
}, { allow: /Failed to load resource|playground/ }));

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
    assert.equal(await page.textContent('[data-name="train-message"]'), '');
  }, { allow: /Failed to load resource/ }));
}

test('a host that unpacks the data files on the way is understood', () => onPage(async (page) => {
  const { gunzipSync } = await import('node:zlib');
  await page.route(`**/${labels}`, (route) => route.fulfill({ body: gunzipSync(whole()) }));
  await start(page);
  await until(page, ['training.iteration', '>='], 1, long);
}));

/** Ends the newest worker of that file as a crash would. */
const crash = (page, file) => page.evaluate((name) => {
  const worker = workers.filter((one) => one.file.includes(name)).at(-1);
  worker.terminate();
  worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory', cancelable: true }));
}, file);

test('a training worker that dies is told, and the run goes on from its last snapshot', () => onPage(async (page) => {
  await openRoom(page);
  await start(page);
  await page.waitForFunction(() => playground.snapshot().training.checkpoints.length > 0, null, long);
  await until(page, ['training.iteration', '>='], 10, long);
  await crash(page, 'train_worker');
  assert.match(await failureText(page), /train_worker.*out of memory/);
  // A snapshot may still be on its way to the evaluation worker.
  await page.waitForFunction(() => {
    const { rewindTo } = playground.snapshot().training;
    return rewindTo !== null && document.querySelector('[data-name="train-message"]').textContent.includes(`up to step ${rewindTo.toLocaleString('en-US')}`);
  });
  const { rewindTo, accuracies } = await training(page);
  await clickWidget(page, 'Go on');
  await until(page, ['training.iteration', '>'], rewindTo, long);
  const after = await training(page);
  assert.equal(after.phase, 'running');
  assert.deepEqual(after.accuracies.slice(0, accuracies.length), accuracies);
  assert.ok(await node(page, 'apple'));
}, { prepare: watchWorkers }));

test('an evaluation worker that dies does not stop the run', () => onPage(async (page) => {
  await openRoom(page);
  await dispatch(page, { type: 'set_training', hidden: [4], iterations: 100000 });
  await start(page);
  await page.waitForFunction(() => playground.snapshot().training.accuracies.length > 0, null, long);
  await crash(page, 'evaluation_worker');
  const { iteration } = await training(page);
  await until(page, ['training.iteration', '>='], Math.max(iteration + 50, 650), long);
  await page.waitForFunction(() => playground.snapshot().training.accuracies.length > 1, null, long);
}, { prepare: watchWorkers }));

test('the same run, interrupted and resumed, is the same bit for bit', () => onPage(async (page) => {
  const losses = async () => page.evaluate(() => JSON.parse(playground.run()).losses);
  await openRoom(page);
  await dispatch(page, { type: 'set_training', hidden: [20], iterations: 150, batchSize: 20 });
  await start(page);
  await until(page, ['training.phase', '=='], 'finished', long);
  const whole = await losses();
  assert.equal(whole.length, 150);
  await dispatch(page, { type: 'train', order: 'reset' });
  await dispatch(page, { type: 'train', order: 'step' });
  await until(page, ['training.iteration', '=='], 1, long);
  await dispatch(page, { type: 'set_training', iterations: 70 });
  await start(page);
  await until(page, ['training.iteration', '=='], 70, long);
  await page.waitForFunction(() => playground.snapshot().training.checkpoints.includes(70), null, long);
  await dispatch(page, { type: 'set_training', iterations: 150 });
  await crash(page, 'train_worker');
  await until(page, ['training.phase', '=='], 'failed');
  await start(page);
  await until(page, ['training.phase', '=='], 'finished', long);
  assert.deepEqual(await losses(), whole);
}, { prepare: watchWorkers }));

test('settings are typed; wrong ones are refused with the reason, and most wait for the next run', () => onPage(async (page) => {
  await openRoom(page);
  await page.fill('[data-name="set-hidden"]', '30, 2000');
  await page.locator('[data-name="set-hidden"]').press('Enter');
  assert.match(await page.textContent('[data-name="settings-problem"]'), /^Hidden layers, separated by commas, must be whole numbers from 1 to 1,024, not .+\.$/);
  assert.equal(await page.getAttribute('[data-name="set-hidden"]', 'aria-invalid'), 'true');
  await page.fill('[data-name="set-hidden"]', '30, 20');
  await page.locator('[data-name="set-hidden"]').press('Enter');
  assert.equal(await page.textContent('[data-name="settings-problem"]'), '');
  await page.fill('[data-name="set-batch"]', '1o');
  await page.locator('[data-name="set-batch"]').press('Tab');
  assert.match(await page.textContent('[data-name="settings-problem"]'), /^Batch size must be a whole number/);
  assert.equal(await page.inputValue('[data-name="set-batch"]'), '1o', 'what was refused stays, so that it can be put right');
  await page.fill('[data-name="set-batch"]', '0100');
  await page.locator('[data-name="set-batch"]').press('Tab');
  assert.equal(await page.inputValue('[data-name="set-batch"]'), '100');
  await page.selectOption('[data-name="set-activation"]', 'tanh');
  await page.selectOption('[data-name="set-init"]', 'he');
  await page.fill('[data-name="set-rate"]', '0.05');
  await page.locator('[data-name="set-rate"]').press('Tab');
  for (const [setting, number] of [['learningRate', 'NaN'], ['learningRate', 'Infinity'], ['iterations', 'NaN'], ['weightInit', 'NaN']]) {
    const done = await page.evaluate(([key, value]) => playground.dispatch({ type: 'set_training', [key]: Number(value) }), [setting, number]);
    assert.ok(!done && (await snapshot(page)).notice.text.includes(number), `${setting} ${number}`);
  }
  const { next } = await training(page);
  assert.deepEqual([next.hidden, next.activation, next.weightInit, next.learningRate], [[30, 20], 'tanh', 'he', 0.05]);
  await start(page);
  await until(page, ['training.iteration', '>='], 1, long);
  await page.selectOption('[data-name="set-optimizer"]', 'adam');
  await page.waitForSelector('[data-name="settings-next"]:not([hidden])');
  assert.equal((await training(page)).settings.optimizer, 'sgd');
  await page.locator('[data-name="settings-new-run"]').click();
  await until(page, ['training.settings.optimizer', '=='], 'adam');
  await until(page, ['training.iteration', '>='], 1, long);
}));

test('a learning rate that explodes stops the run at its step, names the op, and offers the way back', () => onPage(async (page) => {
  await openRoom(page);
  await dispatch(page, { type: 'set_training', learningRate: 0.1, iterations: 100000 }); // long enough not to end while the test looks
  await start(page);
  await page.waitForFunction(() => playground.snapshot().training.checkpoints.length > 0, null, long);
  await page.fill('[data-name="set-rate"]', '1e36');
  await page.locator('[data-name="set-rate"]').press('Enter');
  await until(page, ['training.phase', '=='], 'diverged', long);
  const { diverged, steps } = await training(page);
  assert.match(diverged.node, /^(a|z)\d$|^L$/);
  await messageShown(page, `step ${steps.toLocaleString('en-US')}: ${diverged.node}`);
  assert.equal((await page.evaluate(() => JSON.parse(playground.run()).losses)).length, steps);
  await page.fill('[data-name="set-rate"]', '0.1');
  await page.locator('[data-name="set-rate"]').press('Enter');
  await page.locator('[data-name="train-rewind"]').click();
  await until(page, ['training.phase', '=='], 'paused');
  await clickWidget(page, 'Go on');
  await until(page, ['training.phase', '=='], 'running');
  const back = (await training(page)).iteration;
  await until(page, ['training.iteration', '>'], back + 20, long);
  assert.ok(Number.isFinite((await training(page)).loss));
}));

test('time travel: a row of the table shows its checkpoint, and the run goes on from there', () => onPage(async (page) => {
  await openRoom(page);
  await dispatch(page, { type: 'set_training', batchSize: 1000, iterations: 200 });
  await start(page);
  await until(page, ['training.phase', '=='], 'finished', long);
  await page.waitForFunction(() => playground.snapshot().training.accuracies.length === 4, null, long);
  const { accuracies } = await training(page);
  await page.locator('[data-name="accuracies"] button[value="61"]').click();
  await until(page, ['training.lookedAt', '=='], 61);
  const found = await page.evaluate(() => playground.ask({ what: 'mistakes', set: 'test' }));
  assert.equal(found.steps, 61);
  assert.equal(found.accuracy, accuracies[1].test);
  await page.locator('[data-name="train-rewind"]').click();
  await until(page, ['training.steps', '=='], 61);
  assert.equal((await training(page)).accuracies.length, 2);
  await clickWidget(page, 'Go on');
  await until(page, ['training.phase', '=='], 'finished', long);
  await page.waitForFunction(() => playground.snapshot().training.accuracies.length === 4, null, long);
  assert.deepEqual((await training(page)).accuracies, accuracies);
}));

test('a hidden tab goes on training, and a snapshot is kept when it is hidden', () => onPage(async (page) => {
  await openRoom(page);
  await start(page);
  await until(page, ['training.iteration', '>='], 20, long);
  const { iteration } = await training(page);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
  await keptUpTo(page, iteration);
  await until(page, ['training.iteration', '>='], iteration + 100, long);
}));

test('two runs on one chart, charts as picture and numbers', () => onPage(async (page) => {
  await openRoom(page);
  await dispatch(page, { type: 'set_training', iterations: 60 });
  await start(page);
  await until(page, ['training.phase', '=='], 'finished', long);
  await page.locator('[data-name="train-keep"]').click();
  await page.locator('[data-name="new-seed"]').click();
  await start(page);
  await until(page, ['training.phase', '=='], 'finished', long);
  const { kept, settings } = await training(page);
  assert.deepEqual([kept.settings.seed, settings.seed], [1, 2]);
  assert.match(await page.textContent('[data-name="train-kept"]'), /seed 1/);
  const download = async (button) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator(button).click()]);
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };
  const csv = await download('[data-name="charts-csv"]');
  assert.equal(csv.name, 'training.csv');
  assert.equal(csv.bytes.toString().trim().split('\n').length, 61);
  const png = await download('[data-name="charts-png"]');
  assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
  assert.ok(png.bytes.length > 8000, `a picture, not one flat colour (${png.bytes.length} bytes)`);
}));

/** An IDX file of bytes. */
function idx(dims, data) {
  const bytes = Buffer.alloc(4 + 4 * dims.length + data.length);
  bytes.set([0, 0, 8, dims.length]);
  dims.forEach((dim, i) => bytes.writeUInt32BE(dim, 4 + 4 * i));
  bytes.set(data, 4 + 4 * dims.length);
  return bytes;
}

test('images of the user are trained on; files that are none are refused with the reason', () => onPage(async (page) => {
  const { gzipSync } = await import('node:zlib');
  await openRoom(page);
  const count = 120;
  const images = idx([count, 9, 7], Uint8Array.from({ length: count * 63 }, (_, i) => (Math.floor(i / 63) % 3 === i % 3 ? 255 : 0)));
  const labels = idx([count], Uint8Array.from({ length: count }, (_, i) => i % 3));
  const choose = (...files) => page.setInputFiles('[data-name="own-files"]', files.map(([name, buffer]) => ({ name, mimeType: '', buffer })));
  for (const [files, reason] of [
    [[['a', Buffer.from('no images')], ['b', labels]], /a is not an IDX file/],
    [[['a', images.subarray(0, 500)], ['b', labels]], /a is cut off: its header announces/],
    [[['a', images], ['b', idx([5], [0, 1, 2, 0, 1])]], /120 images and 5 labels/],
    [[['a', gzipSync(images).subarray(0, 60)], ['b', labels]], /a is cut off: its gzip data/],
    [[['a', images]], /Choose two files/],
    [[['a.gz', gzipSync(gzipSync(images))], ['b', labels]], /a\.gz is not an IDX file.*gzip data of gzip data/],
    [[['a.gz', Buffer.from('<!DOCTYPE html>404')], ['b', labels]], /a\.gz is not an IDX file.*an HTML page/],
    [[['a.gz', Buffer.concat([gzipSync(images), Buffer.from('end')])], ['b', labels]], /a\.gz, 3 bytes follow/],
    [[['a', idx([6, 80, 80], new Uint8Array(6 * 6400))], ['b', idx([6], [0, 1, 0, 1, 0, 1])]], /at most 64 × 64/],
    [[['a', idx([6, 4, 4], new Uint8Array(96))], ['b', idx([6], [0, 0, 0, 0, 0, 0])]], /1 class;/],
  ]) {
    await choose(...files);
    await page.waitForFunction((source) => new RegExp(source).test(document.querySelector('[data-name="own-state"]').textContent), reason.source);
    assert.equal((await training(page)).next.data, 'mnist');
  }
  // The right ones are dropped on the panel.
  await page.evaluate((files) => {
    const data = new DataTransfer();
    for (const [name, bytes] of files) data.items.add(new File([Uint8Array.from(bytes)], name));
    document.querySelector('[data-name="own-data"]').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [['own-images.gz', [...gzipSync(images.subarray(0, 1000)), ...gzipSync(images.subarray(1000))]], ['own-labels', [...labels]]]);
  await until(page, ['training.next.data', '=='], 'own');
  const { own } = await training(page);
  assert.deepEqual([own.rows, own.columns, own.classes, own.train, own.test], [9, 7, 3, 100, 20]);
  await dispatch(page, { type: 'set_training', batchSize: 10, iterations: 300, weightInit: 'he' });
  await start(page);
  await until(page, ['training.phase', '=='], 'finished', long);
  await page.waitForFunction(() => playground.snapshot().training.accuracies.at(-1)?.test > 0.95, null, long);
}));

test('Fashion-MNIST is there too', () => onPage(async (page) => {
  await openRoom(page);
  await page.selectOption('[data-name="set-data"]', 'fashion-mnist');
  await start(page);
  await until(page, ['training.iteration', '>='], 100, long);
  assert.equal((await training(page)).settings.data, 'fashion-mnist');
}));
