/** A fault in each worker, each of its files and each order in turn: it is named within seconds, and the run can go on. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { dispatch, dist, onPage, snapshot, until, useBrowser, watchWorkers } from './page.mjs';

useBrowser();

const long = { timeout: 60000 };
const training = async (page) => (await snapshot(page)).training;
const start = (page) => dispatch(page, { type: 'train', order: 'start' });
const source = (name) => readFileSync(join(dist, name), 'utf8');
const script = (body) => (route) => route.fulfill({ contentType: 'text/javascript', body });

/** The worker's own script, to which an order, its first one or a later one, never comes. */
const deafTo = (name, order, from = 1) => script(`
  let heard = 0;
  const listen = addEventListener.bind(globalThis);
  globalThis.addEventListener = (type, hear) => listen(type, type !== 'message' ? hear : (event) => {
    if (event.data.type === '${order}' && ++heard >= ${from}) return;
    hear(event);
  });
  ${source(name)}`);

/** Until the run has failed; the message. */
async function failure(page, within = 9000) {
  await until(page, ['training.phase', '=='], 'failed', { timeout: within });
  return (await training(page)).message;
}

/** A run that stands still at a step, with a checkpoint. */
async function paused(page) {
  await dispatch(page, { type: 'set_training', hidden: [8], batchSize: 10, iterations: 100000 });
  await dispatch(page, { type: 'train', order: 'step' });
  await until(page, ['training.steps', '=='], 1, long);
  await page.waitForFunction(() => playground.snapshot().training.checkpoints.length > 0, null, long);
}

async function goesOn(page, pattern) {
  await page.unroute(pattern);
  const { steps } = await training(page);
  await start(page);
  await until(page, ['training.steps', '>'], steps, long);
}

const allow = /Failed to load resource|worker|playground|module script|SyntaxError|thrown/i;

describe('faults', { concurrency: 3 }, () => {
  for (const [what, file, answer, expected] of [
    ['a train worker that throws at once', 'train_worker', script('throw new Error("thrown")'), /train_worker\.mjs.*(stopped|loaded)/],
    ['a train worker that is no script', 'train_worker', script('<!DOCTYPE html>'), /train_worker\.mjs/],
    ['a train worker of another build', 'train_worker', script('addEventListener("message", () => postMessage({ type: "hello" }))'), /another version/],
    ['a train worker that does not begin', 'train_worker', deafTo('workers/train_worker.mjs', 'begin'), /train_worker\.mjs.*not answered for 5 seconds/],
    ['a script of the engine that hangs', 'app/playground', () => {}, /app\/playground\.mjs.*4 seconds/],
    ['a script of the engine that is garbage', 'app/playground', script('export default 1'), /app\/playground\.mjs/],
    ['a script of the engine of another version', 'app/playground', script(`
      export default async ({ instantiateWasm }) => new Promise(() => instantiateWasm({ a: {} }, () => {}));`), /could not be loaded|another version/],
  ]) {
    test(`${what} is named, and a second try trains`, () => onPage(async (page) => {
      await page.route(`**/${file}.mjs`, answer);
      await dispatch(page, { type: 'set_training', hidden: [8], batchSize: 10 });
      await start(page);
      assert.match(await failure(page, 20000), expected);
      await goesOn(page, `**/${file}.mjs`);
    }, { allow }));
  }

  test('a paused worker that no longer hears is named when the run is to go on, which it does from its last state', () => onPage(async (page) => {
    await page.route('**/train_worker.mjs', deafTo('workers/train_worker.mjs', 'go'));
    await paused(page);
    await start(page);
    assert.match(await failure(page), /train_worker\.mjs.*not answered.*up to step 1:/);
    await goesOn(page, '**/train_worker.mjs');
    assert.equal((await training(page)).accuracies.filter(({ steps }) => steps === 1).length, 1);
  }, { allow }));

  test('a worker that is ended without a word is named while it trains', () => onPage(async (page) => {
    await paused(page);
    await start(page);
    await until(page, ['training.steps', '>='], 50, long);
    await page.evaluate(() => workers.filter((one) => one.file.includes('train_worker')).at(-1).terminate());
    assert.match(await failure(page), /train_worker\.mjs.*not answered/);
    await goesOn(page, '**/none');
  }, { allow, prepare: watchWorkers }));

  test('questions to an evaluation worker that does not hear them are refused, and the next one starts another', () => onPage(async (page) => {
    await page.route('**/evaluation_worker.mjs', deafTo('workers/evaluation_worker.mjs', 'ask'));
    await paused(page);
    const refusal = await page.evaluate(() => playground.ask({ what: 'weights' }).catch((error) => error.message));
    assert.match(refusal, /evaluation_worker\.mjs.*not answered/);
    await page.unroute('**/evaluation_worker.mjs');
    assert.equal((await page.evaluate(() => playground.ask({ what: 'weights' }))).steps, 1, 'it knows the run');
  }, { allow }));
});
