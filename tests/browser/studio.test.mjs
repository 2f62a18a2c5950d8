/** The MNIST studio's views through the real page: by mouse, keys and touch, after a short run. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { axeFindings, dispatch, node, onPage, roomReady, settled, snapshot, until, useBrowser } from './page.mjs';

useBrowser();

const long = { timeout: 60000 };
const phone = { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 } };
const text = (page, selector) => page.locator(selector).first().innerText();

async function openRoom(page) {
  await page.locator('#tab-mnist').click();
  await roomReady(page);
  await until(page, ['room', '=='], 'mnist');
}

const openView = (page, name) => page.locator(`[data-name="studio-tab-${name}"]`).click();

/** In the MNIST room, after a run of so many steps. */
async function trained(page, steps = 600, settings = {}) {
  await openRoom(page);
  assert.ok(await dispatch(page, { type: 'set_training', iterations: steps, ...settings }));
  await dispatch(page, { type: 'train', order: 'start' });
  await until(page, ['training.phase', '=='], 'finished', long);
}

/** What is saved by a click: its name and bytes. */
async function saved(page, locator) {
  const [download] = await Promise.all([page.waitForEvent('download'), locator.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('before a run the views say so and offer to train; tabs go by keys', () => onPage(async (page) => {
  await openRoom(page);
  assert.match(await text(page, '[data-name="studio-weights"]'), /Nothing has been trained yet/);
  await page.locator('[data-name="studio-tab-weights"]').focus();
  for (const name of ['layers', 'mistakes']) {
    await page.keyboard.press('ArrowRight');
    assert.match(await text(page, `[data-name="studio-${name}"]`), /Nothing has been trained yet/);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.name), `studio-tab-${name}`);
  }
  await page.keyboard.press('ArrowRight');
  assert.match(await text(page, '[data-name="studio-draw"]'), /weights are random/);
  await page.keyboard.press('End');
  assert.ok(await page.isVisible('[data-name="studio-files"]'));
  await page.keyboard.press('Home');
  await page.locator('[data-name="studio-weights"]').getByText('Train', { exact: true }).click();
  await until(page, ['training.phase', 'in'], ['loading', 'running']);
}));

test('weights: every unit by keys, its numbers, gradients beside it, a picture to keep, and the unit as a graph', () => onPage(async (page) => {
  await trained(page);
  const tiles = page.locator('[data-name="studio-weights"] .tile');
  await page.waitForFunction(() => document.querySelectorAll('[data-name="studio-weights"] .tile').length === 50);
  // While training the view follows a second apart: the picture's name has the step that is shown.
  await page.locator('[data-name="studio-weights"]', { hasText: /after step 600/ }).waitFor();
  await tiles.first().focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await text(page, '[data-name="studio-weights"] h2'), 'Neuron 1');
  await page.keyboard.press('ArrowDown');
  const columns = Number((await text(page, '[data-name="studio-weights"] h2')).slice(7)) - 1;
  assert.ok(columns > 3, `${columns} units in a row`);
  await page.keyboard.press('End');
  assert.equal(await text(page, '[data-name="studio-weights"] h2'), 'Neuron 49');
  assert.equal(await tiles.nth(49).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Home');

  const picture = page.locator('[data-name="studio-weights"] .picture-frame').first();
  await picture.focus();
  await page.keyboard.press('ArrowUp');
  assert.match(await text(page, '[data-name="studio-weights"] .picture-caption'), /Row 14, column 14: W1\[406, 0\] = [+−]/);
  const box = await picture.boundingBox();
  await page.mouse.move(box.x + 2, box.y + 2);
  assert.match(await text(page, '[data-name="studio-weights"] .picture-caption'), /Row 0, column 0: W1\[0, 0\]/);

  await page.getByRole('button', { name: 'Both' }).click();
  assert.ok(await page.isVisible('[data-name="studio-weights"] .legend.gradients'));
  const { name, bytes } = await saved(page, page.locator('[data-name="studio-weights"]').getByText('Save PNG'));
  assert.equal(name, 'both-step-600.png');
  assert.equal(bytes.subarray(1, 4).toString(), 'PNG');

  await page.locator('[data-name="studio-weights"]').getByText('Open as a graph').click();
  await until(page, ['room', '=='], 'graph', long);
  assert.ok((await snapshot(page)).nodes.length > 3);
}));

test('layers: vanishing gradients of a deep sigmoid network are told and drawn', () => onPage(async (page) => {
  await trained(page, 60, { hidden: [30, 30, 30], activation: 'sigmoid', weightInit: 0.01 });
  await openView(page, 'layers');
  await page.waitForFunction(() => document.querySelectorAll('[data-name="studio-layers"] .layer').length === 4);
  assert.match(await text(page, '[data-name="studio-layers"] .studio-verdict'), /^Gradients vanish: at z1 they are [\d,]+ times smaller than at a4/);
  assert.match(await text(page, '[data-name="studio-layers"] .layer h2'), /30 neurons · 0 of 30 saturated · mean \|gradient\| \d/);
  const chart = page.locator('[data-name="studio-layers"] .chart canvas').nth(2);
  const box = await chart.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  assert.match(await page.locator('[data-name="studio-layers"] .chart-readout').nth(2).innerText(), /% between \d.*e-\d+ and /);
  await chart.focus();
  await page.keyboard.press('ArrowRight');
  assert.match(await page.locator('[data-name="studio-layers"] .chart-readout').nth(2).innerText(), / between /);
  const { name, bytes } = await saved(page, page.locator('[data-name="studio-layers"]').getByText('Save CSV'));
  assert.equal(name, 'layers.csv');
  const rows = bytes.toString().trim().split('\n');
  assert.match(rows[0], /^step,layer,units/);
  assert.equal((rows.length - 1) % (4 * (48 + 56)), 0);
  assert.equal((await saved(page, page.locator('[data-name="studio-layers"]').getByText('Save PNG'))).name, 'layers.png');
}));

test('mistakes: a cell shows its images, an image its probabilities and what would raise a class', () => onPage(async (page) => {
  await trained(page);
  await openView(page, 'mistakes');
  const counts = () => page.$$eval('[data-name="studio-mistakes"] .count', (cells) => cells.map((cell) => Number(cell.textContent.replace(',', ''))));
  await page.waitForFunction(() => document.querySelectorAll('[data-name="studio-mistakes"] .count').length === 100);
  const confusion = await counts();
  assert.equal(confusion.reduce((a, b) => a + b), 10000);
  await page.waitForFunction(() => document.querySelectorAll('[data-name="studio-mistakes"] .tile').length === 48);

  const largest = confusion.reduce((best, count, i) => (i % 11 && count > confusion[best] ? i : best), 1);
  await page.locator('[data-name="studio-mistakes"] .count').nth(largest).click();
  const [label, predicted] = [Math.floor(largest / 10), largest % 10];
  assert.equal(await page.locator('[data-name="studio-mistakes"] h2').first().innerText(), `${label} predicted as ${predicted}`);
  const shown = Math.min(confusion[largest], 96);
  await page.waitForFunction((count) => document.querySelectorAll('[data-name="studio-mistakes"] .tile').length === count, shown);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('[data-name="studio-mistakes"] h2').first().innerText(), `${label} predicted as ${Math.max(0, predicted - 1)}`);
  await page.locator('[data-name="studio-mistakes"]').getByText('Worst mistakes').last().click();

  await page.locator('[data-name="studio-mistakes"] .tile').first().click();
  await page.waitForSelector('[data-name="studio-mistakes"] .mistake:not([hidden])');
  assert.match(await text(page, '[data-name="studio-mistakes"] .mistake'), /Test image [\d,]+\s+Label \d, prediction \d, loss \d/);
  assert.equal(await page.locator('[data-name="studio-mistakes"] .bars li').count(), 10);
  await page.locator('[data-name="studio-mistakes"] .mistake select').selectOption('3');
  await page.waitForFunction(() => /Orange: more ink here would raise the probability of 3/.test(document.querySelector('[data-name="studio-mistakes"] .mistake').innerText));

  assert.equal((await saved(page, page.locator('[data-name="studio-mistakes"]').getByText('Save CSV'))).name, 'confusion-test-step-600.csv');
  await page.getByRole('button', { name: 'Training images' }).click();
  await page.waitForFunction(() => /of 60,000/.test(document.querySelector('[data-name="studio-mistakes"]').innerText), null, long);

  await page.locator('[data-name="studio-mistakes"] .tile').first().click();
  await page.locator('[data-name="studio-mistakes"] .mistake').getByText('Open as a graph').click();
  await until(page, ['room', '=='], 'graph', long);
  const { nodes } = await snapshot(page);
  assert.ok(nodes.some((one) => one.output && Number.isFinite(one.value)));
  assert.ok(await node(page, 'W1'));
}));

/** Draws with one finger through points of the pad, 0 … 1. */
async function touchDraw(page, points) {
  const box = await page.locator('.pad').boundingBox();
  const session = await page.context().newCDPSession(page);
  // The touches have times of their own: on a slow machine too the finger rests before it is lifted, for a tap right
  // after a fling is no click.
  let time = Date.now() / 1000 - 4;
  const send = (type, touchPoints, pause = 0.016) => {
    time += pause;
    return session.send('Input.dispatchTouchEvent', { type, touchPoints, timestamp: time });
  };
  const at = ([x, y]) => [{ x: box.x + x * box.width, y: box.y + y * box.height }];
  await send('touchStart', at(points[0]));
  for (let i = 1; i < points.length; ++i) {
    for (let step = 1; step <= 4; ++step) {
      const along = (axis) => points[i - 1][axis] + (points[i][axis] - points[i - 1][axis]) * step / 4;
      await send('touchMove', at([along(0), along(1)]));
    }
  }
  await send('touchMove', at(points.at(-1)), 0.5);
  await send('touchMove', at(points.at(-1)), 0.5);
  await send('touchEnd', [], 0.5);
  await settled(page);
}

const bars = (page) => page.$$eval('[data-name="studio-draw"] .bar-number', (numbers) => numbers.map((one) => one.textContent));
const one = [[0.5, 0.15], [0.5, 0.4], [0.49, 0.6], [0.48, 0.85]];
const zero = [[0.5, 0.15], [0.35, 0.25], [0.28, 0.5], [0.35, 0.75], [0.5, 0.85], [0.65, 0.75], [0.72, 0.5], [0.65, 0.25], [0.5, 0.15]];

test('a digit drawn by touch on a phone is read while it is drawn, and the page does not scroll', () => onPage(async (page) => {
  await trained(page);
  await openView(page, 'draw');
  await page.locator('.pad').scrollIntoViewIfNeeded();
  const { width, height } = await page.locator('.pad').boundingBox();
  assert.ok(width >= 240 && height >= 240, `${width} × ${height}`);
  const scroll = () => page.evaluate(() => [scrollX, scrollY, document.querySelector('[data-name="studio-draw"]').scrollTop]);
  const before = await scroll();
  assert.deepEqual([...new Set(await bars(page))], ['–']);
  await touchDraw(page, zero);
  assert.deepEqual(await scroll(), before);
  await page.waitForFunction(() => document.querySelector('[data-name="studio-draw"] .guess b')?.textContent === '0');
  await page.locator('[data-name="studio-draw"]').getByText('Clear').tap();
  await page.waitForFunction(() => document.querySelector('[data-name="studio-draw"] .bar-number').textContent === '–');
  assert.deepEqual([...new Set(await bars(page))], ['–']);
  await page.locator('.pad').scrollIntoViewIfNeeded();
  await touchDraw(page, one);
  await page.waitForFunction(() => document.querySelector('[data-name="studio-draw"] .guess b')?.textContent === '1');
  await touchDraw(page, zero);
  await page.waitForFunction(() => document.querySelector('[data-name="studio-draw"] .guess b')?.textContent !== '1');
  await page.locator('[data-name="studio-draw"]').getByText('Undo').tap();
  await page.waitForFunction(() => document.querySelector('[data-name="studio-draw"] .guess b')?.textContent === '1');
  await page.locator('[data-name="studio-draw"] .draw-answer select').selectOption('7');
  await page.waitForFunction(() => /would raise the probability of 7/.test(document.querySelector('[data-name="studio-draw"]').innerText));
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
}, phone));

test('without drawing: images by number, class and chance; eraser and keys; as a graph', () => onPage(async (page) => {
  await trained(page);
  await openView(page, 'draw');
  const draw = page.locator('[data-name="studio-draw"]');
  await draw.locator('input[inputmode="numeric"]').fill('7');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /Test image 7, label 9/.test(document.querySelector('[data-name="studio-draw"]').innerText));
  await draw.locator('.picker select').nth(1).selectOption('4');
  await page.waitForFunction(() => /label 4/.test(document.querySelector('[data-name="studio-draw"] .picker').innerText));
  const number = () => draw.locator('input[inputmode="numeric"]').inputValue();
  const first = await number();
  await draw.getByRole('button', { name: 'Next' }).click();
  await page.waitForFunction((before) => document.querySelector('[data-name="studio-draw"] input').value !== before, first);
  await draw.getByRole('button', { name: 'Previous' }).click();
  await page.waitForFunction((before) => document.querySelector('[data-name="studio-draw"] input').value === before, first);
  await draw.getByRole('button', { name: 'Random' }).click();
  await page.waitForFunction(() => /label 4/.test(document.querySelector('[data-name="studio-draw"] .picker').innerText));

  const shown = await bars(page);
  await draw.getByRole('button', { name: 'Eraser' }).click();
  const box = await page.locator('.pad').boundingBox();
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.3);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height * 0.35, { steps: 8 });
  await page.mouse.up();
  await page.waitForFunction((before) => JSON.stringify([...document.querySelectorAll('[data-name="studio-draw"] .bar-number')].map((n) => n.textContent)) !==
    JSON.stringify(before), shown);
  await draw.getByText('Open as a graph').click();
  await until(page, ['room', '=='], 'graph', long);
}));

test('the gradient check of the network: four mean differences up to 1e-9, while frames go on', () => onPage(async (page) => {
  await openRoom(page);
  await openView(page, 'gradients');
  await page.evaluate(() => {
    globalThis.frames = 0;
    const count = () => { globalThis.frames += 1; requestAnimationFrame(count); };
    requestAnimationFrame(count);
  });
  await page.locator('[data-name="studio-gradients"]').getByText('Check the first three').click();
  await page.waitForFunction(() => document.querySelectorAll('[data-name="studio-gradients"] tbody tr').length === 4, null, long);
  assert.ok(await page.evaluate(() => frames) > 10);
  const rows = await page.$$eval('[data-name="studio-gradients"] tbody tr', (lines) => lines.map((line) =>
    [line.cells[0].textContent, Number(line.cells[1].title), line.cells[2].textContent]));
  assert.deepEqual(rows.map(([name, , notes]) => [name, notes]), [['W1', '3.9e-10'], ['b1', '2.6e-9'], ['W2', '5.3e-9'], ['b2', '1.4e-7']]);
  for (const [name, mean] of rows) assert.ok(mean <= 1e-9, `${name}: ${mean}`);
  assert.match(await text(page, '[data-name="studio-gradients"]'), /Backpropagation agrees: 784-50-10 .*checked in [\d.]+ m?s/);
}));

test('files: a network is saved for NumPy, ONNX and PyTorch, and opened again; a wrong file is refused', () => onPage(async (page) => {
  await trained(page, 20);
  await openView(page, 'files');
  const files = page.locator('[data-name="studio-files"]');
  const npz = await saved(page, files.getByText('Save .npz'));
  assert.equal(npz.name, 'network-784-50-10-step-20.npz');
  assert.equal(npz.bytes.subarray(0, 2).toString(), 'PK');
  assert.match(await text(page, '[data-name="studio-files"] code'), /network-784-50-10-step-20\.npz/);
  const onnx = await saved(page, files.getByText('Save ONNX'));
  assert.equal(onnx.name, 'network-784-50-10-step-20.onnx');
  assert.ok(onnx.bytes.length > 39760 * 4);
  const code = await saved(page, files.getByText('Save PyTorch code'));
  assert.match(code.bytes.toString(), /import torch/);

  const open = (name, buffer) => files.locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/zip', buffer });
  await open('wrong.npz', Buffer.from('no archive'));
  assert.equal(await text(page, '[data-name="studio-files"] .notice[data-kind="problem"]:not(:empty)'),
    'wrong.npz could not be opened. This is not an .npz file: it contains text, such as CSV.');
  await open('mine.npz', npz.bytes);
  await page.waitForFunction(() => /mine\.npz is open/.test(document.querySelector('[data-name="studio-files"]').innerText));
  await openView(page, 'weights');
  await page.waitForFunction(() => document.querySelectorAll('[data-name="studio-weights"] .tile').length === 50);
}));

test('nothing is asked for what is not shown', () => onPage(async (page) => {
  await trained(page, 20);
  await page.waitForFunction(() => document.querySelectorAll('[data-name="studio-weights"] .tile').length === 50);
  await dispatch(page, { type: 'show', room: 'graph' });
  await settled(page);
  const asked = await page.evaluate(() => questions.length);
  await dispatch(page, { type: 'train', order: 'reset' });
  await dispatch(page, { type: 'train', order: 'start' });
  await until(page, ['training.phase', '=='], 'finished', long);
  await settled(page);
  assert.equal(await page.evaluate(() => questions.length), asked);
  assert.ok(await page.isHidden('[data-name="studio"]'));
}, {
  prepare: (page) => page.addInitScript(() => {
    globalThis.questions = [];
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function heard(message, ...rest) {
      if (message.type === 'ask') questions.push(message.question);
      return postMessage.call(this, message, ...rest);
    };
  }),
}));

for (const [name, settings] of [['desktop', {}], ['phone', phone]]) {
  test(`${name}: axe finds nothing in any view, in both languages, and nothing sticks out`, () => onPage(async (page) => {
    await trained(page, 100);
    for (const language of ['en', 'ko']) {
      await dispatch(page, { type: 'language', language });
      for (const view of ['weights', 'layers', 'mistakes', 'draw', 'gradients', 'files']) {
        await openView(page, view);
        if (['weights', 'mistakes'].includes(view)) await page.locator(`[data-name="studio-${view}"] .tile`).first().waitFor();
        await settled(page);
        assert.deepEqual(await axeFindings(page), [], `${view} in ${language}`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${view} in ${language} sticks out`);
      }
    }
  }, settings));
}
