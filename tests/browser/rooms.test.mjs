/** Rooms are fetched when they are first entered: what the first visit loads, and what is shown until a room is there. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { address, axeFindings, dist, onPage, snapshot, useBrowser } from './page.mjs';

useBrowser();

const check = '#room-check';
const styleOfCheck = '**/rooms/check/room.css';
const selected = (page) => page.locator('.tab[aria-selected="true"]').getAttribute('id');

test('the first visit weighs at most 580 KB packed and loads no room but the first', async () => {
  const loaded = new Set();
  await onPage(async () => {
    const names = [...loaded].map((url) => new URL(url).pathname.slice(1) || 'index.html');
    const packed = names.reduce((sum, name) => sum + gzipSync(readFileSync(join(dist, name))).length, 0);
    assert.ok(names.includes('app/playground.wasm') && names.includes('boot.mjs'), names.join(' '));
    assert.ok(packed <= 580e3, `${packed} bytes`);
    assert.deepEqual(names.filter((name) => name.startsWith('rooms/')), ['rooms/graph/room.css']);
    assert.equal(names.filter((name) => /^room-.*\.mjs$/.test(name)).length, 1);
  }, {
    prepare: (page) => page.on('response', (response) => {
      if (response.url().startsWith(address)) loaded.add(response.url());
    }),
  });
});

test('while a room is on its way its tab is selected, the keyboard stays where it is, and the room arrives with the latest state', async () => {
  let arrive;
  const arrived = new Promise((done) => { arrive = done; });
  await onPage(async (page) => {
    await page.locator('#tab-lessons').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await selected(page), 'tab-check');
    assert.equal(await page.locator(check).getAttribute('aria-busy'), 'true');
    assert.equal(await page.locator('[data-name="room-notice"]').innerText(), 'Loading…');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-check');
    await page.evaluate(() => playground.dispatch({ type: 'set_formula', text: 'y = p * q' }));
    arrive();
    await page.locator(`${check} tbody`).getByText('q').waitFor();
    assert.equal(await page.locator(check).getAttribute('aria-busy'), null);
    assert.equal(await page.locator('[data-name="room-notice"]').count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-check');
  }, {
    prepare: (page) => page.route(styleOfCheck, async (route) => { await arrived; await route.continue(); }),
  });
});

for (const [what, pattern] of [['style', styleOfCheck], ['script', '**/room-*.mjs']]) {
  test(`a room whose ${what} does not come says so and can be tried again`, async () => {
    let blocked = false;
    await onPage(async (page) => {
      blocked = true;
      await page.evaluate(() => playground.dispatch({ type: 'show', room: 'check' }));
      const notice = page.locator(check).getByRole('alert').first();
      assert.match(await notice.innerText(), /could not be loaded/);
      assert.equal(await selected(page), 'tab-check');
      assert.deepEqual(await axeFindings(page), []);
      const retry = page.getByRole('button', { name: 'Try again' });
      await notice.evaluate((first) => { first.dataset.first = ''; });
      await retry.click();
      await page.locator(`${check} [role="alert"]:not([data-first])`).first().waitFor();
      blocked = false;
      await retry.focus();
      await page.keyboard.press('Enter');
      await page.locator(`${check} tbody`).getByText('apple', { exact: true }).waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-check', 'the focus is not lost');
      assert.equal((await snapshot(page)).room, 'check');
    }, {
      allow: /Failed to load resource|ERR_FAILED|dynamically imported/,
      prepare: (page) => page.route(pattern, (route) => (blocked ? route.abort() : route.continue())),
    });
  });
}
