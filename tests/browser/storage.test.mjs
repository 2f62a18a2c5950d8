/** What a browser keeps for the next visit: by tab, over reloads, in a sandbox. Each fault of the storage: tests/node/workspace.test.mjs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, canvasReady, dispatch, onPage, settled, snapshot, until, useBrowser } from './page.mjs';

useBrowser();

const formula = async (page) => (await snapshot(page)).formula;
const write = (page, text) => dispatch(page, { type: 'set_formula', text });

async function reload(page) {
  await page.reload();
  await canvasReady(page);
}

test('two tabs and a duplicate keep their own graphs; undo ends at what was restored', () => onPage(async (page) => {
  await write(page, 'first = a * 2');
  const session = await page.evaluate(async () => {
    dispatchEvent(new PageTransitionEvent('pagehide')); // what is pending is written
    return sessionStorage.getItem('tab');
  });
  const second = await page.context().newPage();
  const duplicate = await page.context().newPage();
  await duplicate.addInitScript((tab) => { if (!sessionStorage.getItem('tab')) sessionStorage.setItem('tab', tab); }, session);
  for (const tab of [second, duplicate]) {
    await tab.goto(address);
    await canvasReady(tab);
    assert.equal(await formula(tab), 'first = a * 2');
  }
  await write(second, 'second = b * 2');
  await write(page, 'third = c * 2');
  for (const [tab, text] of [[second, 'second = b * 2'], [page, 'third = c * 2'], [duplicate, 'first = a * 2']]) {
    await reload(tab);
    assert.equal(await formula(tab), text);
    await dispatch(tab, { type: 'undo' });
    assert.equal(await formula(tab), text);
  }
}));

test('quick reloads ask nothing; a visit that ended while it opened the graph is told, and the graph can be left aside or opened', () => onPage(async (page) => {
  await write(page, 'y = heavy * 2');
  for (let i = 0; i < 2; ++i) await page.reload({ waitUntil: 'domcontentloaded' });
  await reload(page);
  assert.equal(await formula(page), 'y = heavy * 2');
  assert.equal(await page.evaluate(() => document.getElementById('message').hidden || document.getElementById('message').innerText), true);
  await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith('opening:')));
  const crashed = () => page.evaluate(() => {
    localStorage.setItem(`opening:workspace:${sessionStorage.getItem('tab')}`, `workspace:${sessionStorage.getItem('tab')} 0`);
  });
  await crashed();
  await reload(page);
  assert.match(await page.locator('#message').innerText(), /ended while this graph was being opened/);
  assert.notEqual(await formula(page), 'y = heavy * 2');
  // What is made while the question stands is not lost, nor is the question.
  await write(page, 'new_work = p * q');
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['\x89PNG'], 'picture.png'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction(() => document.getElementById('message').innerText.includes('picture.png'));
  await page.locator('#message-button').press('Escape');
  await page.getByRole('button', { name: 'Open it' }).click();
  await until(page, ['formula', '=='], 'y = heavy * 2');
  await dispatch(page, { type: 'undo' });
  await until(page, ['formula', '=='], 'new_work = p * q');
  await dispatch(page, { type: 'redo' });
  await settled(page);
  await reload(page);
  assert.equal(await formula(page), 'y = heavy * 2');
  await crashed();
  await reload(page);
  await page.getByRole('button', { name: 'Leave it aside' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as a file' }).click()]);
  assert.equal(download.suggestedFilename(), 'graph.json');
  await page.getByRole('button', { name: 'Close' }).click();
  await reload(page);
  assert.ok(await page.locator('#message').isHidden());
}));

test('in a sandbox without an origin graph and lessons work, and training says why it cannot', () => onPage(async (page) => {
  await page.waitForFunction(() => document.querySelector('iframe'));
  const frame = page.frames()[1];
  await frame.waitForFunction(() => document.documentElement.dataset.start === 'done');
  assert.equal(await frame.evaluate(() => globalThis.origin), 'null');
  assert.ok(await frame.evaluate(() => playground.dispatch({ type: 'set_leaf', name: 'apple', value: 120 })));
  assert.equal(await frame.evaluate(() => document.getElementById('message').hidden || document.getElementById('message').innerText), true);
  await frame.evaluate(() => playground.dispatch({ type: 'show', room: 'lessons' }));
  await frame.locator('#room-lessons button').first().click();
  await frame.waitForFunction(() => playground.snapshot().lent);
  await frame.evaluate(() => playground.dispatch({ type: 'show', room: 'mnist' }));
  await frame.evaluate(() => playground.dispatch({ type: 'train', order: 'start' }));
  await frame.waitForFunction(() => /allow-same-origin/.test(document.querySelector('[data-name="train-message"]')?.textContent));
}, {
  url: `${address}host.html`, waitForCanvas: false,
  prepare: (page) => page.route('**/host.html', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><iframe sandbox="allow-scripts" width="1200" height="700" src="/"></iframe>' })),
}));
