/** What is opened from the training room says what it is and leads back to where it came from. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, canvasReady, dispatch, onPage, roomReady, settled, snapshot, until, useBrowser } from './page.mjs';

useBrowser();

const long = { timeout: 60000 };

async function trained(page, settings = {}) {
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 123 });
  await dispatch(page, { type: 'show', room: 'mnist' });
  await dispatch(page, { type: 'set_training', iterations: 300, batchSize: 20, ...settings });
  await dispatch(page, { type: 'train', order: 'start' });
  await until(page, ['training.phase', '=='], 'finished', long);
}

const named = (state, name) => state.nodes.find((node) => node.name === name);
const focused = (page) => page.evaluate(() => document.activeElement.dataset.name || document.activeElement.id);
const title = (page) => page.textContent('#origin-title');

/** The worst mistake of the test images, opened as a graph. */
async function openMistake(page) {
  await page.click('[data-name="studio-tab-mistakes"]');
  await page.locator('[data-name="studio-mistakes"] .image-list .tile').first().click(long);
  await page.locator('[data-name="studio-mistakes"] .mistake').waitFor(long);
  const sample = await page.textContent('[data-name="studio-mistakes"] .mistake h2');
  await page.locator('[data-name="studio-mistakes"] .mistake button', { hasText: 'Open as a graph' }).click();
  await until(page, ['room', '=='], 'graph', long);
  await settled(page);
  return sample;
}

/** What the user had is there again, and can be undone as before; after a reload the history begins with it. */
async function ownIsBack(page, { reloaded = false } = {}) {
  const state = await snapshot(page);
  assert.equal(state.lent, false);
  assert.equal(named(state, 'apple').value, 123);
  assert.equal(state.canUndo, !reloaded);
  assert.ok(await page.isHidden('#origin'));
}

test('a mistake says which image it is, how it is read and by what network, with its picture and probabilities, and leads back', () => onPage(async (page) => {
  await trained(page);
  const sample = await openMistake(page);
  const state = await snapshot(page);
  assert.equal(state.lent, true);
  const { origin } = state;
  const said = await title(page);
  assert.match(said, new RegExp(`^${sample}: an? ${origin.label}, predicted as ${origin.predicted}$`));
  assert.equal(await focused(page), 'origin-title');
  assert.match(await page.textContent('#origin-facts'), /^The network after training step 300\. Loss \d+\.\d+\.$/);
  const { data } = named(state, 'x').value;
  assert.deepEqual(origin.picture.pixels, data.map((grey) => Math.round(255 * grey)));
  const inked = await page.evaluate(() => {
    const canvas = document.querySelector('#origin-picture canvas');
    const { data: pixels } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return pixels.filter((_, i) => i % 4 === 3 && pixels[i] > 0).length;
  });
  assert.equal(inked, data.filter((grey) => grey > 1 / 510).length);
  const bars = await page.$$eval('#origin-bars li', (rows) => rows.map((row) => [row.querySelector('.bar-name').textContent, Number(row.title), row.className]));
  assert.equal(bars.length, 10);
  assert.ok(Math.abs(bars.reduce((sum, [, p]) => sum + p, 0) - 1) < 1e-9);
  assert.ok(bars[origin.predicted][2].includes('best') && bars[origin.label][2].includes('right'));
  assert.ok(Math.abs(Math.exp(-origin.loss) - bars[origin.label][1]) < 1e-6);
  assert.deepEqual(await axeFindings(page, '#panel'), []);

  // The numbers follow the graph.
  await dispatch(page, { type: 'set_cells', name: 'b2', element: origin.label, columns: 10, text: '50' });
  assert.ok(Number(await page.getAttribute(`#origin-bars li:nth-child(${origin.label + 1})`, 'title')) > 0.99);

  // Nodes tell what a reader can use.
  await dispatch(page, { type: 'select', node: named(state, 'z1').id });
  assert.match(await page.textContent('[data-name="explanation"] .explanation-sum'), /^\d+ of the 50 numbers of a1 pass, \d+ become 0/);
  await dispatch(page, { type: 'select', node: state.output });
  assert.match(await page.textContent('[data-name="explanation"] .explanation-sum'), new RegExp(`^The label ${origin.label} has the probability `));

  assert.equal(await page.textContent('#origin-back'), '← Back to Mistakes');
  await page.click('#origin-back');
  await roomReady(page);
  const back = await snapshot(page);
  assert.deepEqual([back.room, back.view], ['mnist', 'mistakes']);
  assert.equal(await focused(page), 'studio-tab-mistakes');
  assert.ok(await page.isVisible('[data-name="studio-mistakes"] .mistake'), 'the mistake is still chosen');
  await ownIsBack(page);
}));

test('the way back is there after a reload, in Korean too', () => onPage(async (page) => {
  await trained(page);
  await openMistake(page);
  const said = await title(page);
  const before = await snapshot(page);
  await page.reload();
  await canvasReady(page);
  const after = await snapshot(page);
  assert.equal(after.lent, true);
  assert.deepEqual(after.origin, before.origin);
  assert.deepEqual(named(after, 'x').value, named(before, 'x').value);
  assert.equal(await title(page), said);
  await dispatch(page, { type: 'language', language: 'ko' });
  await page.waitForFunction(() => /^시험 이미지/.test(document.getElementById('origin-title').textContent));
  assert.equal(await page.textContent('#origin-back'), '← 오답으로 돌아가기');
  await page.click('#origin-back');
  await roomReady(page);
  const back = await snapshot(page);
  assert.deepEqual([back.room, back.view], ['mnist', 'mistakes']);
  assert.equal(await page.getAttribute('[data-name="studio-tab-mistakes"]', 'aria-selected'), 'true');
  await ownIsBack(page, { reloaded: true });
  // Nothing is lent at the next visit either.
  await page.reload();
  await canvasReady(page);
  assert.equal((await snapshot(page)).lent, false);
  assert.equal(named(await snapshot(page), 'apple').value, 123);
}));

test('a unit leads back to Weights, a step to the room', () => onPage(async (page) => {
  await trained(page);
  await page.locator('[data-name="studio-weights"] button', { hasText: 'Open as a graph' }).click(long);
  await until(page, ['room', '=='], 'graph', long);
  assert.match(await title(page), /^Neuron 0 of layer 1 · Test image 0: an? \d, predicted (as \d|correctly)$/);
  assert.deepEqual([(await snapshot(page)).origin.picture.rows, (await snapshot(page)).origin.picture.count], [28, 1]);
  assert.equal(await page.textContent('#origin-back'), '← Back to Weights');
  await page.click('#origin-back');
  assert.deepEqual([(await snapshot(page)).room, (await snapshot(page)).view], ['mnist', 'weights']);
  await ownIsBack(page);

  await page.click('[data-name="studio-tab-files"]');
  await page.fill('[data-name="open-step-number"]', '120');
  await page.locator('.open-step .button').click();
  await until(page, ['room', '=='], 'graph', long);
  assert.equal(await title(page), 'Training step 120: a batch of 20 images');
  assert.match(await page.textContent('#origin-facts'), /^The weights before the step\. Mean loss \d/);
  assert.ok(await page.isVisible('#origin-picture canvas'));
  assert.ok(await page.isHidden('#origin-bars'));
  await page.click('#origin-back');
  assert.deepEqual([(await snapshot(page)).room, (await snapshot(page)).view], ['mnist', 'files']);
  await ownIsBack(page);
}));

test('a preset opened meanwhile is the user’s own graph; undo leads to what they had', () => onPage(async (page) => {
  await trained(page);
  await openMistake(page);
  await page.selectOption('[data-name="preset"]', 'sigmoid');
  assert.equal((await snapshot(page)).lent, false);
  assert.ok(await page.isHidden('#origin'));
  await dispatch(page, { type: 'undo' });
  await ownIsBack(page);
}));

test('where storage has no room for both graphs, the user’s own is kept', () => onPage(async (page) => {
  await page.evaluate(() => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function limited(key, text) {
      if (text.length > 100_000) throw new DOMException('full', 'QuotaExceededError');
      setItem.call(this, key, text);
    };
  });
  await trained(page);
  await openMistake(page);
  await page.reload();
  await canvasReady(page);
  await ownIsBack(page, { reloaded: true });
}));
