// The lessons: read, pressed and answered by mouse, keyboard and touch.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { axeFindings, canvasReady, dispatch, dist, node, onPage, roomReady, settled, snapshot, until, useBrowser } from './page.mjs';

useBrowser();

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const lessons = JSON.parse(readFileSync(join(dist, 'lessons/en.json'), 'utf8'));

async function openRoom(page) {
  await page.click('#tab-lessons');
  await roomReady(page);
  await page.waitForSelector('#room-lessons .lesson');
}

async function openLesson(page, number) {
  await openRoom(page);
  await page.locator('.lesson-item').nth(number - 1).click();
  await page.waitForSelector('.lesson-bar');
}

const question = (page, id) => page.locator(`.question[data-id="${id}"]`);

test('a lesson opens from the list, shows its graph, and the text follows the canvas', () => onPage(async (page) => {
  await openLesson(page, 2);
  assert.equal(await page.textContent('.lesson-title'), lessons[1].title);
  assert.equal((await node(page, 'price')).value, 715.0000000000001);
  assert.equal((await snapshot(page)).room, 'lessons');
  await dispatch(page, { type: 'set_leaf', name: 'apple_num', value: 20 });
  const equation = (await page.locator('.equation').first().innerText()).replaceAll('\u00a0', ' ');
  assert.equal(equation, '100 × 20 = 2000\n150 × 3 = 450\n(2000 + 450) × 1.1 = 2695');
  await page.click('.lesson-restart');
  assert.equal((await node(page, 'apple_num')).value, 2);
}));

test('a button in the text does what it says on the canvas, by mouse and by keyboard', () => onPage(async (page) => {
  await openLesson(page, 1);
  await page.click('[data-do="back1"]');
  let state = await snapshot(page);
  assert.equal(state.walk.backward, true);
  assert.equal((await node(page, 'tax')).gradText, '200');
  assert.equal((await node(page, 'apple')).gradText, '');
  const first = page.locator('.equation').nth(1).locator('[data-live]').first();
  assert.equal(await first.innerText(), '?', 'what the walk has not reached is not told');
  await page.locator('[data-do="apple101"]').focus();
  await page.keyboard.press('Enter');
  state = await snapshot(page);
  assert.equal(state.walk, null);
  assert.equal((await node(page, 'apple')).value, 101);
}));

test('a prediction follows the graph when the reader changes the question', () => onPage(async (page) => {
  await openLesson(page, 1);
  const tax = question(page, 'tax');
  await tax.getByRole('button').click();
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 300 });
  await tax.getByRole('textbox').fill('600');
  await tax.getByRole('button', { name: 'Check' }).click();
  assert.match(await tax.innerText(), /Right[^]*600/);
}));

test('the reader’s own graph comes back: by the button, from the graph’s room, and by undo', () => onPage(async (page) => {
  const own = 'mine = a * b + a';
  await dispatch(page, { type: 'set_formula', text: own });
  await openLesson(page, 1);
  assert.notEqual((await snapshot(page)).formula, own);
  await page.locator('.lesson-end').getByRole('button', { name: 'Back to my own graph' }).click();
  assert.equal((await snapshot(page)).formula, own);
  assert.equal((await snapshot(page)).room, 'graph');

  await openRoom(page);
  await until(page, ['formula', '!='], own);
  await page.click('#tab-graph');
  await page.locator('#origin').getByRole('button').click();
  assert.equal((await snapshot(page)).formula, own);
  assert.ok(await page.locator('#origin').isHidden());

  await openRoom(page);
  await until(page, ['formula', '!='], own);
  await dispatch(page, { type: 'undo' });
  assert.equal((await snapshot(page)).formula, own);
  await page.getByRole('button', { name: 'Show this lesson’s graph' }).click();
  assert.equal((await node(page, 'price')).value, 220.00000000000003);
}));

test('a reload keeps the reader’s own graph, too', () => onPage(async (page) => {
  const own = 'mine = a * b + a';
  await dispatch(page, { type: 'set_formula', text: own });
  await openLesson(page, 3);
  await page.reload();
  await canvasReady(page);
  const button = page.locator('#origin').getByRole('button');
  await openRoom(page);
  assert.equal(await page.textContent('.lesson-title'), lessons[2].title);
  await page.click('#tab-graph');
  await button.waitFor();
  await button.click();
  assert.equal((await snapshot(page)).formula, own);
}));

test('folding in the lesson on sigmoid keeps every number and shows how close', () => onPage(async (page) => {
  await openLesson(page, 7);
  const before = await node(page, 'x');
  await page.click('[data-do="fold"]');
  const state = await snapshot(page);
  assert.equal(state.formula, 'y = sigmoid(x)');
  assert.ok(Math.abs((await node(page, 'x')).grad - before.grad) < 1e-15);
  assert.equal(await page.locator('[data-live*="proof"]').innerText(), state.proof.largest);
  await page.click('[data-do="unfold"]');
  assert.equal((await node(page, 's')).op, 'add');
}));

test('the language changes at once and keeps lesson, answers and place', () => onPage(async (page) => {
  await openLesson(page, 2);
  await question(page, 'sum').getByRole('button').click();
  await question(page, 'sum').getByRole('button', { name: 'Show the answer' }).click();
  const middle = page.locator('.lesson > h3').nth(1);
  await middle.evaluate((heading) => heading.scrollIntoView());
  await settled(page);
  const top = (await middle.boundingBox()).y;
  await page.getByRole('button', { name: '한국어' }).click();
  await page.waitForFunction(() => /[가-힣]/.test(document.querySelector('.lesson-title')?.textContent ?? ''));
  await settled(page);
  assert.ok(Math.abs((await middle.boundingBox()).y - top) < 60, 'the same section is at the same height');
  assert.match(await question(page, 'sum').innerText(), /정답/);
  await page.getByRole('button', { name: 'English' }).click();
  await page.waitForFunction((title) => document.querySelector('.lesson-title')?.textContent === title, lessons[1].title);
}));

test('the language changes during a question: its form and what is typed stay', () => onPage(async (page) => {
  await openLesson(page, 1);
  const tax = question(page, 'tax');
  await tax.getByRole('button').click();
  await tax.getByRole('textbox').fill('12');
  await page.getByRole('button', { name: '한국어' }).click();
  await page.waitForFunction(() => /[가-힣]/.test(document.querySelector('.lesson-title')?.textContent ?? ''));
  assert.equal(await tax.getByRole('textbox').inputValue(), '12');
}));

test('lessons that arrive after the language was changed again are not shown', () => onPage(async (page) => {
  await openLesson(page, 1);
  await page.route('**/lessons/ko.json', async (route) => {
    await new Promise((done) => { setTimeout(done, 1500); });
    await route.continue();
  });
  await page.getByRole('button', { name: '한국어' }).click();
  const late = page.waitForResponse('**/lessons/ko.json');
  await page.getByRole('button', { name: 'English' }).click();
  await late;
  await settled(page);
  await page.waitForFunction((title) => document.querySelector('.lesson-title')?.textContent === title, lessons[0].title);
}));

for (const [locale, check] of [['en-US', /^[^가-힣]*$/], ['ko-KR', /[가-힣]/]]) {
  test(`every lesson opens with its graph: ${locale}`, () => onPage(async (page) => {
    await openLesson(page, 1);
    for (const [i, lesson] of lessons.entries()) {
      assert.match(await page.locator('.lesson-title').innerText(), check);
      assert.ok(await page.locator('.figure svg').count() > 0);
      assert.ok(await page.locator('.lesson-other').isHidden());
      const { nodes, notice } = await snapshot(page);
      assert.equal(notice, null);
      const output = nodes.find((one) => one.output);
      assert.equal(output.id, lesson.document.output, lesson.id);
      const keys = await page.locator('.lesson [data-do]')
        .evaluateAll((all) => [...new Set(all.map((one) => one.dataset.do))]);
      for (const key of keys) {
        if (lesson.actions[key].some(({ type }) => type === 'show' || type === 'train')) continue;
        await page.locator(`[data-do="${key}"]`).first().click();
        assert.equal((await snapshot(page)).notice, null, `${lesson.id} ${key}`);
      }
      for (const { id } of lesson.questions) {
        await question(page, id).getByRole('button').click();
        await question(page, id).getByRole('button').nth(1).click();
        assert.equal((await snapshot(page)).notice, null, `${lesson.id} ${id}`);
      }
      if (i + 1 < lessons.length) await page.locator('.lesson-arrow').nth(1).click();
    }
  }, { context: { locale } }));
}

test('the last lessons lead on to the gradient check and to training', () => onPage(async (page) => {
  await openLesson(page, 12);
  await page.click('[data-do="check"]');
  assert.equal((await snapshot(page)).room, 'check');
  await openRoom(page);
  await page.locator('.lesson-arrow').nth(1).click();
  for (const weight of [2.6, 2.92, 2.984]) {
    await page.click('[data-do="step"]');
    assert.ok(Math.abs((await node(page, 'w')).value - weight) < 1e-12, 'a step of gradient descent');
  }
  await page.click('[data-do="train"]');
  const { room, training } = await snapshot(page);
  assert.equal(room, 'mnist');
  assert.ok(['loading', 'running'].includes(training.phase), training.phase);
  await dispatch(page, { type: 'train', order: 'reset' });
}));

test('on a phone the graph stays in sight while the text scrolls, and fingers can do it all', () => onPage(async (page) => {
  await page.tap('#tab-lessons');
  await roomReady(page);
  await page.waitForSelector('.lesson-item');
  await page.locator('.lesson-item').first().tap();
  const action = page.locator('[data-do="apple101"]');
  await action.tap();
  assert.equal((await node(page, 'apple')).value, 101);
  const canvas = await page.locator('#canvas').boundingBox();
  const button = await action.boundingBox();
  assert.ok(canvas.y >= 0 && canvas.height > 200 && canvas.y + canvas.height < button.y, 'canvas above the text');
  const tax = question(page, 'tax');
  await tax.getByRole('button').tap();
  await tax.getByRole('textbox').fill('240');
  await tax.getByRole('button', { name: 'Check' }).tap();
  assert.match(await tax.innerText(), /Right/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  for (const one of await page.locator('.lesson-bar button, .question button').all()) {
    const box = await one.boundingBox();
    if (box) assert.ok(box.height >= 44, `${await one.innerText()} is ${box.height} high`);
  }
}, { context: phone }));

test('without storage and with a file missing the room says so and goes on', () => onPage(async (page) => {
  await page.route('**/lessons/en.json', (route) => route.abort());
  await page.click('#tab-lessons');
  await roomReady(page);
  await page.getByText('could not be loaded').waitFor();
  await page.unroute('**/lessons/en.json');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.lesson-item').first().click();
  await question(page, 'tax').getByRole('button').click();
  await question(page, 'tax').getByRole('button', { name: 'Show the answer' }).click();
  assert.match(await question(page, 'tax').innerText(), /The answer/);
}, {
  allow: /ERR_FAILED/,
  prepare: (page) => page.addInitScript(() => {
    Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
  }),
}));

test('nothing in the lessons troubles a screen reader', () => onPage(async (page) => {
  await openRoom(page);
  const complaints = () => axeFindings(page, '#room-lessons');
  assert.deepEqual(await complaints(), []);
  await page.locator('.lesson-item').first().click();
  for (let i = 0; i < lessons.length; ++i) {
    for (const { id } of lessons[i].questions) await question(page, id).getByRole('button').click();
    assert.deepEqual(await complaints(), [], lessons[i].id);
    if (i + 1 < lessons.length) await page.locator('.lesson-arrow').nth(1).click();
  }
}, { context: { viewport: { width: 350, height: 800 } } }));
