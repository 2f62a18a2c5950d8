/** The gradient-check lab and the bug hunt, by mouse, keyboard and touch, in both languages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, dispatch, node, onPage, settled, snapshot, until, useBrowser } from './page.mjs';

useBrowser();

const lab = async (page) => (await snapshot(page)).lab;
const openLab = (page) => page.click('#tab-check');
const row = (page, name) => page.locator('#lab-leaves tbody tr').filter({ hasText: name }).first();

test('the apple graph agrees at h = 1e-4, and follows when a leaf changes', () => onPage(async (page) => {
  await openLab(page);
  assert.equal(await page.locator('#lab-leaves tbody tr').count(), 3);
  const tax = row(page, 'tax');
  assert.match(await tax.innerText(), /✓ agrees/);
  assert.match(await tax.locator('td').nth(0).innerText(), /^200$/);
  assert.equal(await page.locator('#lab-step-value').innerText(), '1e-4');
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 120 });
  assert.match(await tax.locator('td').nth(0).innerText(), /^240$/);
  assert.match(await page.locator('#lab-race-numerical-passes').innerText(), /6 forward passes/);
  assert.equal((await lab(page)).race.evaluations, 6);
}));

test('h is set by keys and by clicks; too large and too small an h are told', () => onPage(async (page) => {
  await openLab(page);
  await dispatch(page, { type: 'set_formula', text: 'z = exp(x * 5) + 100000' });
  const slider = page.locator('#lab-step');
  await slider.focus();
  await page.keyboard.press('End');
  assert.equal((await lab(page)).h, 0.1);
  assert.equal(await slider.getAttribute('aria-valuetext'), '0.1');
  assert.match(await row(page, 'x').innerText(), /h too large/);
  await page.keyboard.press('Home');
  assert.equal((await lab(page)).h, 1e-12);
  assert.match(await row(page, 'x').innerText(), /h too small/);
  await page.keyboard.press('ArrowRight');
  assert.ok((await lab(page)).h > 1e-12);

  const box = await page.locator('#lab-chart svg').boundingBox();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2);
  const said = await page.locator('#lab-readout').innerText();
  assert.match(said, /^h = .*: double .*, float /);
  await page.mouse.down();
  await page.mouse.up();
  const { h } = await lab(page);
  assert.ok(h > 1e-7 && h < 1e-3, `h = ${h}`);
  assert.equal(await page.locator('#lab-readout').innerText(), said);
  assert.match(await page.locator('#lab-curve-text').innerText(), /Least error in double/);
}));

test('one parameter can be chosen for the curve; a large graph is checked on demand', () => onPage(async (page) => {
  await openLab(page);
  await page.selectOption('#lab-of', 'tax');
  assert.equal((await lab(page)).chosen, 'tax');
  await dispatch(page, { type: 'set_formula', text: 'W = randn([20, 25], 1)\nz = sum(exp(W))' });
  assert.equal((await lab(page)).state, 'waiting');
  assert.ok(await page.isHidden('#lab-check'));
  await page.click('#lab-run');
  assert.equal((await lab(page)).state, 'current');
  assert.match(await row(page, 'W').innerText(), /agrees/);
  assert.ok(await page.isHidden('#lab-run'));
}));

/** Guesses every suspect that is left until the bug is found, by `press`. */
async function solve(page, press) {
  for (const suspect of await page.locator('#hunt-suspects button').all()) {
    if (await page.isVisible('#hunt-found')) return;
    if (await suspect.getAttribute('aria-disabled') !== 'true') await press(suspect);
  }
}

test('a hunt names the layer, explains every guess, and gives the graph back', () => onPage(async (page) => {
  await openLab(page);
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 120 });
  await page.click('#hunt-start');
  await page.waitForSelector('#hunt-on:not([hidden])');
  assert.ok(await page.locator('#hunt-nodes li:not([data-fault="none"])').count() > 0);
  assert.match(await page.locator('#lab-leaves tbody').innerText(), /✗ differs/);
  assert.equal((await lab(page)).hunt.found, null);
  await page.locator('#hunt-nodes button').first().click();
  assert.ok((await snapshot(page)).explanation);
  await solve(page, (suspect) => suspect.click());
  const { hunt, score } = await lab(page);
  assert.ok(hunt.found);
  assert.deepEqual(score, { hunts: 1, solved: 1, atOnce: hunt.guesses.length === 1 ? 1 : 0 });
  assert.equal(await page.locator('#hunt-wrong').textContent(), hunt.found.wrong);
  assert.ok((await page.locator('#hunt-why').innerText()).length > 80);
  assert.equal(await page.locator('[data-guess="right"]').count(), 1);
  assert.equal(await page.locator('[data-guess="wrong"]').count(), hunt.guesses.length - 1);
  await page.click('#hunt-next');
  assert.equal((await lab(page)).score.hunts, 2);
  assert.ok(await page.isHidden('#hunt-found'));
  await page.click('#hunt-stop');
  assert.equal((await node(page, 'price')).value, 264);
  assert.match(await page.locator('#lab-leaves tbody').innerText(), /agrees/);
  await page.keyboard.press('Enter'); // the focus is on the start button again
  assert.equal((await lab(page)).score.hunts, 3);
}));

test('wrong guesses are told why they are wrong', () => onPage(async (page) => {
  await openLab(page);
  await dispatch(page, { type: 'hunt', order: 'start', graph: 'scalars', seed: 2 });
  const suspects = await page.locator('#hunt-suspects button').all();
  for (const suspect of suspects) {
    await suspect.focus();
    await page.keyboard.press('Enter');
    if (await page.isVisible('#hunt-found')) break;
    assert.match(await page.locator('#hunt-answer').innerText(), /^Not this one\. Then /);
    assert.equal(await suspect.getAttribute('aria-disabled'), 'true');
  }
  assert.ok(await page.isVisible('#hunt-found'));
  assert.equal(await page.evaluate(() => document.activeElement.id), 'hunt-found');
}));

test('on a phone, by touch, in Korean', () => onPage(async (page) => {
  await page.tap('#tab-check');
  await dispatch(page, { type: 'hunt', order: 'start', graph: 'relu_network', seed: 1 });
  await page.locator('#hunt-suspects').scrollIntoViewIfNeeded();
  for (const button of await page.locator('#hunt-suspects button').all()) {
    const { height, width } = await button.boundingBox();
    assert.ok(height >= 44 && width >= 44);
  }
  await solve(page, (suspect) => suspect.tap());
  assert.match(await page.locator('#hunt-found-title').innerText(), /^Found: /);
  await page.tap('#language');
  await until(page, ['language', '=='], 'ko');
  await settled(page);
  assert.match(await page.locator('#hunt-found-title').innerText(), /^찾았습니다: /);
  assert.match(await page.locator('#lab-leaves').innerText(), /다름/);
  assert.match(await page.locator('#hunt-suspects').innerText(), /[가-힣]/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
}, { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } }));

test('axe finds nothing to complain about, before, during and after a hunt', () => onPage(async (page) => {
  await openLab(page);
  for (const theme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: theme });
    assert.deepEqual(await axeFindings(page), [], theme);
    await dispatch(page, { type: 'hunt', order: 'start', graph: 'shortcut', seed: 3 });
    await page.locator('#hunt-suspects button').first().click();
    assert.deepEqual(await axeFindings(page), [], `${theme}, hunting`);
    await solve(page, (suspect) => suspect.click());
    assert.deepEqual(await axeFindings(page), [], `${theme}, found`);
    await page.click('#hunt-stop');
  }
}));

test('a reload in the middle of a hunt brings back the graph from before it', () => onPage(async (page) => {
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 120 });
  await openLab(page);
  await page.click('#hunt-start');
  await page.reload();
  await page.waitForFunction(() =>
    globalThis.playground?.snapshot()?.nodes.find((one) => one.name === 'price')?.value === 264);
}));
