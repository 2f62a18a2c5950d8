/** Storage that is refused or full: everything works but remembering. */
import assert from 'node:assert/strict';
import { dispatch, node, roomReady, snapshot, until, widget } from '../browser/page.mjs';
import { scenario, textOf, write } from './suite.mjs';

const long = { timeout: 60000 };

for (const storage of /** @type {const} */ (['forbidden', 'full'])) {
  scenario(`where storage is ${storage} graph, language, lessons and training work all the same`, async (page) => {
    await write(page, '[data-name="formula"]', 'z = (x + y) ** 2');
    await until(page, ['formula', '=='], 'z = (x + y) ** 2');
    assert.equal((await node(page, 'z')).value, 4);
    await page.click('#language');
    await page.waitForFunction(() => document.documentElement.lang === 'ko');
    await widget(page, '실행 취소');
    await page.click('#language');
    await widget(page, 'Undo');

    await page.click('#tab-lessons');
    await roomReady(page);
    await page.click('.lesson-item');
    await page.click('.question[data-id="tax"] button');
    await page.click('.question[data-id="tax"] .quiet');
    assert.match(await textOf(page, '.question[data-id="tax"]'), /The answer/);

    await page.click('#tab-mnist');
    await roomReady(page);
    await dispatch(page, { type: 'train', order: 'start' });
    await until(page, ['training.iteration', '>='], 100, long);
    await dispatch(page, { type: 'train', order: 'pause' });
    await until(page, ['training.phase', '=='], 'paused');
    assert.ok(Number.isFinite((await snapshot(page)).training.loss));
  }, { storage });
}
