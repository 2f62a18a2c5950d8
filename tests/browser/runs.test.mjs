/** Runs that are kept: discarded ones, those of an earlier visit, of two tabs, and where the storage is damaged or refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasReady, dispatch, onPage, roomReady, snapshot, until, useBrowser } from './page.mjs';

useBrowser();

const long = { timeout: 60000 };
const training = async (page) => (await snapshot(page)).training;
const order = (page, name) => dispatch(page, { type: 'train', order: name });

/** A run of so many steps that stands still. @param {object} [settings] */
async function run(page, iterations, settings = {}) {
  await dispatch(page, { type: 'set_training', hidden: [8], batchSize: 10, iterations, ...settings });
  await order(page, 'start');
  await until(page, ['training.phase', '=='], 'finished', long);
}

/** What the storage has: [key, steps]. @param {(store: IDBObjectStore) => void} [change] */
const stored = (page, change = 'null') => page.evaluate(async (source) => {
  const open = indexedDB.open('backprop-playground', 1);
  await new Promise((done) => { open.onsuccess = done; });
  const store = open.result.transaction('kept', 'readwrite').objectStore('kept');
  const of = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const keys = await of(store.getAllKeys());
  const values = await Promise.all(keys.map((key) => of(store.get(key))));
  const entries = keys.map((key, i) => ({ key, value: values[i] })).filter(({ key }) => key.startsWith('run:'));
  entries.sort((a, b) => b.value.time - a.value.time);
  if (source !== 'null') {
    for (const { key, value } of entries.slice(0, Number(source))) {
      value.bytes[value.bytes.length >> 1] ^= 1;
      await of(store.put(value, key));
    }
  }
  open.result.close();
  return entries.map(({ key, value }) => ({ key, steps: value.steps }));
}, change);

const keptUpTo = async (page, steps) => {
  while (!(await stored(page)).some((slot) => slot.steps >= steps)) await page.evaluate(() => new Promise(requestAnimationFrame));
};

async function again(page) {
  await page.reload();
  await canvasReady(page);
  await page.locator('#tab-mnist').click();
  await roomReady(page);
}

const offered = (page) => page.waitForFunction(() => playground.snapshot().training.saved);

test('a run that Reset, another run or Back discards is brought back with its curves, and goes on', () => onPage(async (page) => {
  await run(page, 40);
  const { loss } = await training(page);
  await order(page, 'reset');
  await offered(page);
  await order(page, 'resume');
  await until(page, ['training.steps', '=='], 40);
  assert.equal((await training(page)).loss, loss);
  await dispatch(page, { type: 'set_training', iterations: 50 });
  await order(page, 'start');
  await until(page, ['training.steps', '=='], 50, long);
  await order(page, 'start'); // after the end: a new run
  await page.waitForFunction(() => playground.snapshot().training.saved?.steps === 50);
  await until(page, ['training.phase', '=='], 'finished', long);
  assert.equal((await training(page)).saved.steps, 50);
}));

test('an exploded run is taken back to a state that can go on, its first weights if need be', () => onPage(async (page) => {
  await dispatch(page, { type: 'set_training', hidden: [8], batchSize: 10, learningRate: 1e30, iterations: 100 });
  await order(page, 'start');
  await until(page, ['training.phase', '=='], 'diverged', long);
  assert.match((await training(page)).message, /go back to step 0 and go on/);
  await dispatch(page, { type: 'set_training', learningRate: 0.1 });
  await order(page, 'rewind');
  await order(page, 'start');
  await until(page, ['training.phase', '=='], 'finished', long);
  assert.ok(Number.isFinite((await training(page)).loss));
}));

test('a reload in mid-run offers a state of the run that was at work', () => onPage(async (page) => {
  await dispatch(page, { type: 'set_training', hidden: [8], batchSize: 10, iterations: 1000000 });
  await order(page, 'start');
  await until(page, ['training.steps', '>='], 50, long);
  await keptUpTo(page, 50);
  await again(page);
  await offered(page);
  assert.ok((await training(page)).saved.steps >= 50);
}));

test('a longer run comes back with its length', () => onPage(async (page) => {
  await run(page, 30);
  await dispatch(page, { type: 'set_training', iterations: 1000000 });
  await order(page, 'start');
  await until(page, ['training.steps', '>='], 50, long);
  await order(page, 'pause');
  await keptUpTo(page, 50);
  await again(page);
  await offered(page);
  assert.match((await training(page)).display.saved, /of 1,000,000/);
  await order(page, 'resume');
  const { phase, steps } = await training(page);
  assert.equal(phase, 'paused');
  await order(page, 'start');
  await until(page, ['training.steps', '>'], steps, long);
}));

for (const [damaged, expected] of [[1, 'the older one is offered'], [2, 'that is said, and nothing is offered']]) {
  test(`of two stored states ${damaged === 1 ? 'one is' : 'both are'} damaged: ${expected}`, () => onPage(async (page) => {
    await run(page, 30);
    await keptUpTo(page, 30);
    await dispatch(page, { type: 'set_training', iterations: 60 });
    await order(page, 'start');
    await until(page, ['training.phase', '=='], 'finished', long);
    await keptUpTo(page, 60);
    const [, older] = await stored(page);
    await stored(page, String(damaged));
    await again(page);
    if (damaged === 1) {
      await offered(page);
      assert.equal((await training(page)).saved.steps, older.steps);
      await order(page, 'resume');
      await dispatch(page, { type: 'set_training', iterations: 90 });
      await order(page, 'start');
      await until(page, ['training.steps', '>'], older.steps, long);
    } else {
      await page.waitForFunction(() => /damaged; it was set aside/.test(playground.snapshot().training.message));
      assert.equal((await training(page)).saved, null);
      await again(page);
      assert.equal((await training(page)).message, '', 'said once');
    }
  }));
}

test('two tabs train, and each is offered its own run', () => onPage(async (page) => {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await canvasReady(other);
  await run(page, 30);
  await run(other, 20, { seed: 5 });
  await keptUpTo(page, 30);
  await keptUpTo(other, 20);
  for (const [tab, steps, seed] of [[page, 30, 1], [other, 20, 5]]) {
    await again(tab);
    await offered(tab);
    const { saved } = await training(tab);
    assert.deepEqual([saved.steps, saved.settings.seed], [steps, seed]);
  }
}));

test('storage that is refused is told once, and the run goes on', () => onPage(async (page) => {
  await dispatch(page, { type: 'set_training', hidden: [8], batchSize: 10, iterations: 1000000 });
  await order(page, 'start');
  await page.waitForFunction(() => /does not store this run/.test(playground.snapshot().training.message), null, long);
  const { steps } = await training(page);
  await until(page, ['training.steps', '>'], steps + 50, long);
}, { prepare: (page) => page.addInitScript(() => {
  IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError'); };
}) }));
