/** Whatever is dropped, wherever: it is opened or named, and the page stays. In a frame, the wheel is the blog's until the canvas is meant. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, dispatch, onPage, roomReady, serveWith, snapshot, until, useBrowser } from './page.mjs';

useBrowser();

const graph = JSON.stringify({ format: 'backprop-playground', version: 1, output: 1,
  nodes: [{ id: 0, op: 'input', name: 'pear', value: 3 }, { id: 1, op: 'exp', inputs: [0] }] });

/** Drops on an element; whether the browser would have taken it. @param {[name: string, content: string][]} files @param {Record<string, string>} texts */
const drop = (page, selector, files, texts = {}) => page.evaluate(([at, list, data]) => {
  const dataTransfer = new DataTransfer();
  for (const [name, content] of list) dataTransfer.items.add(new File([content], name));
  for (const [type, text] of Object.entries(data)) dataTransfer.setData(type, text);
  const send = (type) => document.querySelector(at).dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  return [send('dragover'), send('drop')];
}, [selector, files, texts]);

test('a graph that is dropped anywhere is opened as the own graph', () => onPage(async (page) => {
  for (const place of ['#canvas', '[data-name="formula"]', '#panel', 'header', 'html', '#help']) {
    await dispatch(page, { type: 'load_preset', name: 'apple' });
    if (place === '#help') await page.click('#help-open');
    assert.deepEqual(await drop(page, place, [['my graph.json', `\ufeff${graph}\n`]]), [false, false], place);
    await page.waitForFunction(() => playground.snapshot().nodes.some(({ name }) => name === 'pear'));
  }
  assert.equal(await page.isVisible('#message'), false);
  await dispatch(page, { type: 'show', room: 'mnist' });
  await dispatch(page, { type: 'new' });
  await drop(page, '#panel', [['no ending', `  ${graph}`]]);
  await page.waitForFunction(() => playground.snapshot().nodes.some(({ name }) => name === 'pear'));
  await until(page, ['room', '=='], 'graph');
  await dispatch(page, { type: 'undo' });
  assert.equal((await snapshot(page)).nodeCount, 0);
}));

test('what is dropped and not known is named; files for training go to their room', () => onPage(async (page) => {
  for (const [files, texts, pattern] of [
    [[['picture.png', '\x89PNG'], ['notes.pdf', '%PDF']], {}, /picture\.png, notes\.pdf: not opened/],
    [[['bad.json', '{"format": ']], {}, /bad\.json: .*not JSON/],
    [[['other.json', '{"a": 1}']], {}, /other\.json: .*not a Backprop Playground graph/],
    [[['a.json', graph], ['b.json', graph]], {}, /b\.json: not opened/],
    [[['picture.png', '\x89PNG'], ['empty.json', '']], {}, /empty\.json: .*line 1[^]*picture\.png: not opened/],
    [[['‮gnp.exe`', 'MZ']], {}, /‮gnp\.exe': not opened/],
    [[], { 'text/plain': 'hello' }, /goes into fields/],
    [[], { 'text/uri-list': 'https://example.org/', 'text/plain': 'https://example.org/' }, /goes into fields/],
  ]) {
    assert.deepEqual(await drop(page, '#canvas', files, texts), [false, false]);
    await page.waitForFunction((source) => new RegExp(source).test(document.querySelector('#message').innerText), pattern.source);
    for (const bidi of await page.locator('#message code').evaluateAll((names) => names.map((one) => getComputedStyle(one).unicodeBidi))) assert.equal(bidi, 'isolate');
    await page.click('#message-button');
  }
  // A refusal changes nothing, the room neither.
  await dispatch(page, { type: 'show', room: 'mnist' });
  await drop(page, '#panel', [['bad.json', '{']]);
  await page.waitForFunction(() => document.querySelector('#message').innerText.includes('bad.json'));
  assert.equal((await snapshot(page)).room, 'mnist');
  await page.click('#message-button');
  await dispatch(page, { type: 'show', room: 'graph' });
  // Text for a field is the browser's.
  assert.deepEqual(await drop(page, '[data-name="formula"]', [], { 'text/plain': 'y = 2' }), [true, true]);
  assert.deepEqual(await drop(page, 'header', [], { 'text/plain': graph }), [false, false]);
  await page.waitForFunction(() => playground.snapshot().nodes.some(({ name }) => name === 'pear'));

  await drop(page, '#canvas', [['train-images-idx3-ubyte', 'no images'], ['labels.gz', '<html>']]);
  await until(page, ['room', '=='], 'mnist');
  await roomReady(page);
  await page.waitForFunction(() => /train-images-idx3-ubyte/.test(document.querySelector('[data-name="own-state"]')?.textContent));
  assert.equal(new URL(page.url()).pathname, new URL(address).pathname);
  assert.equal(await page.isVisible('#message'), false);
}));

/** A blog, longer than the window, that shows the page in a frame. */
const blog = () => serveWith(async (request, response) => {
  if (request.url === '/') {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><title>blog</title><link rel="icon" href="data:,"><body style="margin: 0; padding: 20px; height: 3000px">
      <iframe src="page/index.html" width="800" height="500"></iframe>`);
    return;
  }
  const answer = await fetch(new URL(request.url.replace(/^\/page\//, ''), address));
  response.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? '' });
  response.end(Buffer.from(await answer.arrayBuffer()));
});

test('in a blog the wheel scrolls the blog until the canvas is meant, and a word says how', async () => onPage(async (page) => {
  const frame = page.frames()[1];
  await frame.waitForFunction(() => performance.getEntriesByName('canvas-first-frame').length > 0);
  const zoom = () => frame.evaluate(() => playground.widgets().find(({ label }) => /apple/.test(label)).w);
  const scrolled = () => page.evaluate(() => scrollY);
  const before = await zoom();
  await page.mouse.move(300, 300);
  await page.mouse.wheel(0, 200);
  await page.waitForFunction(() => scrollY > 0);
  await frame.waitForSelector('.wheel-hint:not([hidden])');
  assert.match(await frame.innerText('.wheel-hint'), /Ctrl|⌘/);
  assert.equal(await zoom(), before);
  await page.evaluate(() => scrollTo(0, 0));

  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await frame.waitForFunction((width) => playground.widgets().find(({ label }) => /apple/.test(label)).w > width, before);
  assert.equal(await scrolled(), 0);

  const wide = await zoom();
  await page.mouse.click(30, 470);
  await page.mouse.wheel(0, -100);
  await frame.waitForFunction((width) => playground.widgets().find(({ label }) => /apple/.test(label)).w > width, wide);
  assert.equal(await scrolled(), 0);
  assert.equal(await frame.evaluate(() => document.querySelector('#canvas').style.touchAction), '');

  // The blog has the keyboard again.
  await page.mouse.click(5, 5);
  await page.mouse.move(300, 300);
  await page.mouse.wheel(0, 200);
  await page.waitForFunction(() => scrollY > 0);
}, { url: await blog(), waitForCanvas: false, context: { viewport: { width: 900, height: 600 } } }));
