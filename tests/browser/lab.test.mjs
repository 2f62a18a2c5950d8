/** The gradient-check lab and the bug hunt, by mouse, keyboard and touch, in both languages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, dispatch, onPage, roomReady, settled, snapshot, until, useBrowser } from './page.mjs';

useBrowser();

const lab = async (page) => (await snapshot(page)).lab;
const openLab = async (page) => {
  await page.click('#tab-check');
  await roomReady(page);
};
const row = (page, name) => page.locator('[data-name="lab-leaves"] tbody tr').filter({ hasText: name }).first();

test('the apple graph agrees at h = 1e-4, and follows when a leaf changes', () => onPage(async (page) => {
  await openLab(page);
  assert.equal(await page.locator('[data-name="lab-leaves"] tbody tr').count(), 3);
  const tax = row(page, 'tax');
  assert.match(await tax.innerText(), /✓ agrees/);
  assert.match(await tax.locator('td').nth(0).innerText(), /^200$/);
  assert.equal(await page.locator('[data-name="lab-step-value"]').innerText(), '1e-4');
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 120 });
  assert.match(await tax.locator('td').nth(0).innerText(), /^240$/);
  assert.match(await page.locator('[data-name="lab-race-numerical-passes"]').innerText(), /6 forward passes/);
  assert.equal((await lab(page)).race.evaluations, 6);
}));

test('h is set by keys and by clicks; too large and too small an h are told', () => onPage(async (page) => {
  await openLab(page);
  await dispatch(page, { type: 'set_formula', text: 'z = exp(x * 5) + 100000' });
  const slider = page.locator('[data-name="lab-step"]');
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

  const box = await page.locator('[data-name="lab-chart"] svg').boundingBox();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2);
  const said = await page.locator('[data-name="lab-readout"]').innerText();
  assert.match(said, /^h = .*: double .*, float /);
  await page.mouse.down();
  await page.mouse.up();
  const { h } = await lab(page);
  assert.ok(h > 1e-7 && h < 1e-3, `h = ${h}`);
  assert.equal(await page.locator('[data-name="lab-readout"]').innerText(), said);
  assert.match(await page.locator('[data-name="lab-curve-text"]').innerText(), /In double, the error is smallest at/);
}));

test('one parameter can be chosen for the curve; a large graph is checked on demand', () => onPage(async (page) => {
  await openLab(page);
  await page.selectOption('[data-name="lab-of"]', 'tax');
  assert.equal((await lab(page)).chosen, 'tax');
  await dispatch(page, { type: 'set_formula', text: 'W = randn([20, 25], 1)\nz = sum(exp(W))' });
  assert.equal((await lab(page)).state, 'waiting');
  assert.ok(await page.isHidden('[data-name="lab-check"]'));
  await page.click('[data-name="lab-run"]');
  assert.equal((await lab(page)).state, 'current');
  assert.match(await row(page, 'W').innerText(), /agrees/);
  assert.ok(await page.isHidden('[data-name="lab-run"]'));
}));

const hunt = async (page) => (await lab(page)).hunt;
const start = (page, graph, seed) => dispatch(page, { type: 'hunt', order: 'start', graph, seed });
/** The row of a node in the hunt's list. */
const rowOf = (page, name) => page.locator('[data-name="hunt-nodes"] li.hunt-node').filter({ has: page.getByRole('button', { name, exact: true }) });

/** What the open row says: where it is wrong, read from the page alone. */
const openRow = (page) => page.evaluate(() => {
  const row = document.querySelector('.hunt-node-name[aria-current]').closest('.hunt-node');
  const edges = [...row.querySelectorAll('.hunt-edges li')].map((one) => ({ text: one.textContent, differs: one.dataset.differs === 'true' }));
  const wrong = (start) => edges.some((one) => one.text.startsWith(start) && one.differs);
  const altersText = row.querySelector('.hunt-edges + p').textContent;
  return { name: row.querySelector('.hunt-node-name').textContent, differs: row.dataset.differs === 'true',
    arrivesWrong: wrong('Received from'), leavesWrong: wrong('Sent to'), alters: altersText !== '', edges };
});

const isGuilty = (row) => row.alters || (!row.arrivesWrong && (row.leavesWrong || row.differs));

/** Names of the list, output first. */
const names = (page) => page.locator('.hunt-node-name').allInnerTexts();

/** Probes from the output to the inputs by `probe` and accuses the first guilty node by `press`. */
async function find(page, probe, press) {
  for (const name of await names(page)) {
    await probe(name);
    const row = await openRow(page);
    assert.equal(row.name, name);
    if (!isGuilty(row)) continue;
    await press(page.locator('.hunt-accuse:visible'));
    return name;
  }
  return assert.fail('no node is guilty');
}

/** Chooses lines by `press` until the wrong one is found. */
async function chooseLine(page, press) {
  for (const line of await page.locator('.hunt-line').all()) {
    if (await page.isVisible('[data-name="hunt-found"]')) return;
    await press(line);
  }
  assert.ok(await page.isVisible('[data-name="hunt-found"]'));
}

test('a hunt by keyboard with the list alone, and everything is said', () => onPage(async (page) => {
  await openLab(page);
  await start(page, 'shortcut', 3);
  await page.focus('[data-name="hunt-task"]');
  const focused = () => page.evaluate(() => document.activeElement.className + (document.activeElement.dataset.name ?? ''));
  const press = async (locator) => {
    const wanted = await locator.evaluateHandle((element) => element);
    for (let i = 0; i < 60; ++i) {
      if (await wanted.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    assert.ok(await wanted.evaluate((element) => element === document.activeElement), `Tab reaches it, not ${await focused()}`);
    await page.keyboard.press('Enter');
  };
  const probe = async (name) => {
    await press(rowOf(page, name).locator('.hunt-node-name'));
    assert.ok((await page.locator('[data-name="hunt-said"]').innerText()).startsWith(`${name}: `));
  };
  const [output] = await names(page);
  await probe(output);
  assert.match(await page.locator('[data-name="hunt-said"]').textContent(), /^L: agrees, backprop 1, numerical 1\./);
  const guilty = await find(page, probe, press);
  assert.match(await page.locator('[data-name="hunt-said"]').textContent(), new RegExp(`^The bug is in ${guilty}`));
  assert.equal(await focused(), 'hunt-question');
  await chooseLine(page, async (line) => {
    await press(line);
    if (await page.isHidden('[data-name="hunt-found"]')) assert.match(await page.locator('[data-name="hunt-answer"]').innerText(), /^That line is right\./);
  });
  assert.equal(await focused(), 'hunt-foundhunt-found');
  assert.equal((await lab(page)).score.solved, 1);
}));

test('whoever accuses a right node is told what its probe shows', () => onPage(async (page) => {
  await openLab(page);
  const told = new Set();
  for (const graph of ['relu_network', 'sigmoid_network', 'shortcut', 'scalars']) {
    await start(page, graph, 2);
    for (const { node: id } of (await hunt(page)).nodes) {
      if ((await hunt(page)).phase !== 'hunting') break;
      await dispatch(page, { type: 'hunt', order: 'probe', node: id });
      const row = await openRow(page);
      await page.locator('.hunt-accuse:visible').click();
      const { verdict } = (await hunt(page)).accusations.at(-1);
      told.add(verdict);
      if (verdict === 'arrives_wrong') assert.ok(row.arrivesWrong);
      if (verdict === 'right') assert.ok(!row.arrivesWrong && !row.leavesWrong);
      const said = await page.locator('[data-name="hunt-said"]').textContent();
      assert.equal(await rowOf(page, row.name).first().locator('.hunt-verdict').textContent(), said);
    }
    assert.equal((await hunt(page)).phase, 'accused');
  }
  assert.ok(told.size >= 3, [...told].join());
}));

test('on a phone, by touch, in Korean', () => onPage(async (page) => {
  await page.tap('#tab-check');
  await roomReady(page);
  await start(page, 'relu_network', 1);
  await page.locator('[data-name="hunt-nodes"]').scrollIntoViewIfNeeded();
  const tap = (locator) => locator.tap();
  await find(page, (name) => rowOf(page, name).locator('.hunt-node-name').tap(), tap);
  for (const button of await page.locator('.hunt-node-name, .hunt-line, .hunt-accuse:visible').all()) {
    const { height, width } = await button.boundingBox();
    assert.ok(height >= 44 && width >= 44);
  }
  await chooseLine(page, tap);
  assert.match(await page.locator('[data-name="hunt-found-title"]').innerText(), /^Found: /);
  await page.tap('#language');
  await until(page, ['language', '=='], 'ko');
  await settled(page);
  assert.match(await page.locator('[data-name="hunt-found-title"]').innerText(), /^찾았습니다: /);
  assert.match(await page.locator('[data-name="lab-leaves"]').innerText(), /다름/);
  assert.match(await page.locator('[data-name="hunt-nodes"]').innerText(), /역전파 /);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
}, { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } }));

test('axe finds nothing to complain about, before, during and after a hunt', () => onPage(async (page) => {
  await openLab(page);
  for (const theme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: theme });
    assert.deepEqual(await axeFindings(page), [], theme);
    await dispatch(page, { type: 'hunt', order: 'start', graph: 'shortcut', seed: 3 });
    await page.locator('.hunt-node-name').first().click();
    assert.deepEqual(await axeFindings(page), [], `${theme}, hunting`);
    const click = (locator) => locator.click();
    await find(page, (name) => click(rowOf(page, name).locator('.hunt-node-name')), click);
    assert.deepEqual(await axeFindings(page), [], `${theme}, accused`);
    await chooseLine(page, click);
    assert.deepEqual(await axeFindings(page), [], `${theme}, found`);
    await page.click('[data-name="hunt-stop"]');
  }
}));

test('a reload in the middle of a hunt brings back the graph from before it', () => onPage(async (page) => {
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 120 });
  await openLab(page);
  await page.click('[data-name="hunt-start"]');
  await page.reload();
  await page.waitForFunction(() =>
    globalThis.playground?.snapshot()?.nodes.find((one) => one.name === 'price')?.value === 264);
}));
