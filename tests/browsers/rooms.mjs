/** A lesson and a bug hunt, read and pressed with the mouse, answered with the keyboard. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dispatch, dist, node, roomReady, settled, snapshot, until, widget } from '../browser/page.mjs';
import { reload, scenario, textBecomes, textOf, write } from './suite.mjs';

const [lesson] = JSON.parse(readFileSync(join(dist, 'lessons/en.json'), 'utf8'));

async function openLessons(page) {
  await page.click('#tab-lessons');
  await roomReady(page);
  await page.waitForFunction(() => document.querySelector('#room-lessons .lesson'));
}

const question = (id, within = '') => `.question[data-id="${id}"] ${within}`;
const feedback = (page, id) => page.evaluate((selector) => document.querySelector(selector).innerHTML, question(id, '[role="status"]'));

scenario('a lesson’s prediction is graded: wrong gets a hint, right reveals, and both are remembered', async (page) => {
  await openLessons(page);
  await page.click('.lesson-item');
  await page.waitForFunction(() => document.querySelector('.lesson-bar'));
  assert.equal(await textOf(page, '.lesson-title'), lesson.title);
  await page.click('[data-do="back1"]');
  assert.equal((await snapshot(page)).walk.backward, true);

  await page.click(question('tax', 'button'));
  assert.equal((await node(page, 'apple')).value, 120);
  assert.equal((await node(page, 'tax')).gradText, '', 'the answer is not on the canvas');
  const [first] = lesson.questions;
  for (const [wrong, hint] of [['264', 'price'], ['200', 'old'], ['7', 'other']]) {
    await write(page, question('tax', 'input'), wrong);
    await page.keyboard.press('Enter');
    assert.equal(await feedback(page, 'tax'), first.hints[hint]);
  }
  await write(page, question('tax', 'input'), 'much');
  await page.keyboard.press('Enter');
  assert.match(await feedback(page, 'tax'), /type a number/);
  await write(page, question('tax', 'input'), '240');
  await page.keyboard.press('Enter');
  assert.match(await textOf(page, question('tax')), /Right[^]*120 × 2 =\s240/);
  assert.equal((await node(page, 'tax')).gradText, '240');

  await page.click(question('more', 'button'));
  await page.click(question('more', '[type="submit"]'));
  assert.match(await feedback(page, 'more'), /Choose one/);
  await page.click(question('more', '[type="radio"]'));
  await page.keyboard.press('Enter');
  assert.equal(await feedback(page, 'more'), lesson.questions[1].hints.money);
  await page.click(question('more', '.quiet'));
  assert.match(await textOf(page, question('more')), /The answer/);

  await page.click('.lesson-all');
  assert.equal(await textOf(page, '.lesson-state'), '✓');
  await page.click('.lesson-item');
  await reload(page);
  await openLessons(page);
  assert.equal(await textOf(page, '.lesson-title'), lesson.title, 'the lesson is where it was');
  assert.match(await textOf(page, question('tax')), /Right/);
  assert.match(await textOf(page, question('more')), /The answer/);
  await page.click(question('tax', '.quiet'));
  assert.ok(await page.evaluate((selector) => document.querySelector(selector).checkVisibility(), question('tax', 'input')));
});

const lab = async (page) => (await snapshot(page)).lab;

/** Probes a node by a click on its card. */
async function probe(page, name) {
  const { cx, cy } = await widget(page, name);
  await page.mouse.click(cx, cy);
  await page.waitForFunction((wanted) => document.querySelector('.hunt-node-name[aria-current]')?.textContent === wanted, name);
}

/** Accuses the node that was probed. */
async function accuse(page) {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('.hunt-accuse')) one.toggleAttribute('data-now', one.checkVisibility());
  });
  await page.click('.hunt-accuse[data-now]');
}

/** What the open row says, and whether that makes its node the guilty one: read from the page alone. */
const openRow = (page) => page.evaluate(() => {
  const row = document.querySelector('.hunt-node-name[aria-current]').closest('.hunt-node');
  const edges = [...row.querySelectorAll('.hunt-edges li')].map((one) => ({ text: one.textContent, differs: one.dataset.differs === 'true' }));
  const wrong = (start) => edges.some((one) => one.text.startsWith(start) && one.differs);
  const alters = row.querySelector('.hunt-edges + p').textContent !== '';
  const guilty = alters || (!wrong('Received from') && (wrong('Sent to') || row.dataset.differs === 'true'));
  return { name: row.querySelector('.hunt-node-name').textContent, guilty, verdict: row.querySelector('.hunt-verdict')?.innerText };
});

/** Probes from the output to the inputs and accuses the first guilty node. */
async function find(page) {
  const names = await page.evaluate(() => [...document.querySelectorAll('.hunt-node-name')].map((one) => one.innerText));
  for (const name of names) {
    await probe(page, name);
    const row = await openRow(page);
    assert.equal(row.name, name);
    if (!row.guilty) continue;
    await accuse(page);
    return name;
  }
  return assert.fail('no node is guilty');
}

const isShown = (page, name) => page.evaluate((one) => document.querySelector(`[data-name="${one}"]`)?.checkVisibility() ?? false, name);
const count = (page, selector) => page.evaluate((one) => document.querySelectorAll(one).length, selector);

scenario('a bug hunt by mouse: probe cards on the canvas, accuse, choose the line', async (page) => {
  await page.click('#tab-check');
  await roomReady(page);
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 120 });
  await page.click('[data-name="hunt-start"]');
  await until(page, ['lab.hunt', '!='], null);
  assert.match(await textOf(page, '[data-name="lab-leaves"] tbody'), /✗ differs/);
  assert.deepEqual((await lab(page)).nodes, []); // nothing tells
  await dispatch(page, { type: 'hunt', order: 'start', graph: 'relu_network', seed: 5 });
  await settled(page);
  // A right node first: the answer says what its probe shows, next to it.
  await probe(page, 't');
  await accuse(page);
  assert.match((await openRow(page)).verdict, /No gradient passes through t/);
  const guilty = await find(page);
  assert.match((await openRow(page)).verdict, /^The bug is in .*choose the line/);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.name), 'hunt-question');
  await settled(page);
  const { labels } = await page.evaluate(() => playground.scene());
  const guiltyNode = (await node(page, guilty)).id;
  assert.ok(labels.some((one) => one.of === 'verdict' && one.node === guiltyNode && one.text === 'The bug is here'));
  assert.ok(labels.some((one) => one.of === 'numerical' && one.text.startsWith('≠ ')));
  assert.equal(labels.filter((one) => one.of === 'numerical').length, labels.filter((one) => one.of === 'backprop').length);
  assert.match(await textOf(page, '[data-name="hunt-code"]'), /def backward/);
  for (let line = 0; line < await count(page, '.hunt-line') && !await isShown(page, 'hunt-found'); ++line) {
    await page.evaluate((n) => document.querySelectorAll('.hunt-line').forEach((one, i) => one.toggleAttribute('data-now', i === n)), line);
    await page.click('.hunt-line[data-now]');
  }
  assert.ok(await isShown(page, 'hunt-found'));
  const { hunt: { found, mistakes }, score } = await lab(page);
  assert.ok(found);
  assert.equal(await textOf(page, '[data-name="hunt-wrong"]'), found.wrong);
  assert.ok((await textOf(page, '[data-name="hunt-why"]')).length > 80);
  assert.ok(await count(page, '[data-name="hunt-shown"] li') > 0);
  assert.equal(await count(page, '[data-guess="right"]'), 1);
  assert.equal(mistakes, 1 + await count(page, '[data-guess="wrong"]'));
  assert.deepEqual(score, { hunts: 2, solved: 1, atOnce: 0, mistakes });
  await page.click('[data-name="hunt-next"]');
  assert.equal((await lab(page)).score.hunts, 3);
  assert.ok(!await isShown(page, 'hunt-found'));
  assert.ok(!await isShown(page, 'hunt-lines'));
  await page.click('[data-name="hunt-stop"]');
  assert.equal((await node(page, 'price')).value, 264);
  await textBecomes(page, '[data-name="lab-leaves"] tbody', /agrees/);
  await page.keyboard.press('Enter'); // the focus is on the start button again
  assert.equal((await lab(page)).score.hunts, 4);
});
