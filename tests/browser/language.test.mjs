/** English and Korean: chosen by the browser, switched by the button, in panel, header and canvas alike. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  axeFindings, clickWidget, dispatch, node, onPage, settled, snapshot, until, useBrowser, widget,
} from './page.mjs';

useBrowser();

/** Until the canvas shows that control and the mirror names it. */
async function shown(page, label) {
  await widget(page, label);
  await page.waitForFunction((wanted) => document.querySelector(`#mirror [aria-label="${wanted}"]`), label);
}

const korean = { context: { locale: 'ko-KR' } };
const phone = { width: 390, height: 844 };

/** Names and terms that are the same in Korean: names of ops, of the page, of what the user called so. */
const sameInKorean = new Set(['Backprop', 'Playground', 'English', 'MNIST', 'ReLU', 'WebGL', 'Esc', 'Tab', 'DOT', 'JSON', 'CSV',
  'NumPy', 'PNG', 'Affine', 'Sigmoid', 'Softmax', 'URL', 'NaN', 'nan', 'inf', 'exp', 'log', 'apple', 'apple_num', 'orange', 'orange_num', 'tax', 'price', 'ms', 'KB', 'MB']);

/** Every text that a user of the page sees or hears now, with where it is; code and formulas are left out. */
const texts = (page) => page.evaluate(() => {
  const found = [];
  const add = (text, where) => { if (text?.trim()) found.push([text.trim(), where]); };
  const name = (element) => `${element.tagName.toLowerCase()}#${element.id}.${element.className}`;
  const code = 'code, pre, textarea, input, .katex, .math, [lang=en], .node-name, .node-op, .explanation-title, .explanation-formula, .explanation-sum, .terms dd';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest(code) || parent.closest('script, style, noscript') || !parent.checkVisibility()) continue;
    add(walker.currentNode.textContent, name(parent));
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
    if (element.closest('[hidden], [lang=en]')) continue;
    for (const attribute of ['aria-label', 'title', 'placeholder']) add(element.getAttribute(attribute), `${name(element)} ${attribute}`);
  }
  add(document.title, 'title');
  for (const one of playground.widgets()) add(one.label, `canvas: ${one.role}`);
  return found;
});

/** The English words among them. */
function english(found, allowed = []) {
  const same = new Set([...sameInKorean, ...allowed]);
  return found.map(([text, where]) => [text.replaceAll('Softmax-with-Loss', '').split(/[^A-Za-z_]+/).filter((word) => word.length > 1 && !same.has(word)), where, text])
    .filter(([words]) => words.length > 0);
}

const ops = async (page) => (await snapshot(page)).nodes.flatMap((one) => [one.op, one.name]);

test('a Korean browser is greeted in Korean, panel, header and canvas', () => onPage(async (page) => {
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'ko');
  assert.equal((await snapshot(page)).language, 'ko');
  await shown(page, '실행 취소');
  assert.match(await page.locator('[data-name="preset"]').innerText(), /사과와 귤/);
  assert.deepEqual(english(await texts(page)), []);
  await dispatch(page, { type: 'walk', move: 'end' });
  await settled(page);
  assert.deepEqual(english(await texts(page), await ops(page)), []);
  await dispatch(page, { type: 'show', room: 'mnist' });
  await settled(page);
  await shown(page, '학습');
  const terms = ['affine', 'softmax', 'IDX', 'gzip', 'ONNX', 'onnxruntime', 'PyTorch', 'npz', 'TwoLayerNet'];
  for (const view of ['weights', 'layers', 'mistakes', 'draw', 'gradients', 'files']) {
    await page.click(`[data-name="studio-tab-${view}"]`);
    assert.deepEqual(english(await texts(page), terms), [], view);
  }
}, korean));

test('the table of nodes calls operations what the palette calls them', () => onPage(async (page) => {
  await dispatch(page, { type: 'set_formula', text: 'a = 2\ny = a\nz = y * x' });
  await settled(page);
  const notes = () => page.locator('[data-name="nodes"] .node-op').allInnerTexts();
  assert.deepEqual(await notes(), ['상수', '= 항등', '× mul, 출력']);
  await dispatch(page, { type: 'language', language: 'en' });
  await settled(page);
  assert.deepEqual(await notes(), ['constant', '= identity', '× mul, output']);
}, korean));

test('other rooms are Korean too', () => onPage(async (page) => {
  for (const room of ['lessons', 'check']) {
    await dispatch(page, { type: 'show', room });
    await settled(page);
    assert.deepEqual(english(await texts(page), [...await ops(page), 'double', 'float', 'ns']), [], room);
  }
}, korean));

for (const [locale, expected] of [['ko', 'ko'], ['en-US', 'en'], ['de-DE', 'en']]) {
  test(`a browser of locale ${locale} is shown ${expected}`, () => onPage(async (page) => {
    assert.equal(await page.evaluate(() => document.documentElement.lang), expected);
    assert.equal((await snapshot(page)).language, expected);
    assert.equal(await page.locator('#tab-graph').innerText(), expected === 'ko' ? '그래프' : 'Graph');
  }, { context: { locale } }));
}

test('the button changes panel and canvas at once, keeps the graph and is remembered', () => onPage(async (page) => {
  await page.locator('[data-name="formula"]').fill('z = (x + y) ** 2');
  await until(page, ['formula', '=='], 'z = (x + y) ** 2');
  await dispatch(page, { type: 'set_leaf', name: 'x', value: 5 });
  await dispatch(page, { type: 'walk', move: 'step' });
  await shown(page, 'Undo');
  const loads = await page.evaluate(() => performance.getEntriesByType('navigation').length);
  const button = page.getByRole('button', { name: '한국어' });
  await button.click();
  await page.waitForFunction(() => document.documentElement.lang === 'ko');
  await shown(page, '실행 취소');
  assert.equal((await snapshot(page)).language, 'ko');
  assert.equal((await node(page, 'z')).value, 36);
  assert.equal((await snapshot(page)).walk.position, 1);
  assert.equal(await page.inputValue('[data-name="formula"]'), 'z = (x + y) ** 2');
  assert.equal(await page.locator('[data-name="walk-title"]').innerText(), '한 단계씩');
  assert.match(await page.locator('[data-name="walk-state"]').innerText(), /4단계 중 1단계, 순전파/);
  assert.deepEqual(english(await texts(page), await ops(page)), []);
  assert.equal(await page.evaluate(() => performance.getEntriesByType('navigation').length), loads);

  await page.reload();
  await page.waitForFunction(() => performance.getEntriesByName('canvas-first-frame').length > 0);
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'ko');
  await shown(page, '실행 취소');

  await page.getByRole('button', { name: 'English' }).click();
  await shown(page, 'Undo');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  assert.equal(await page.locator('[data-name="walk-title"]').innerText(), 'Step by step');
  assert.deepEqual((await texts(page)).filter(([text]) => /[가-힣]/.test(text) && text !== '한국어'), []);
}));

test('a mistake in the formula is explained in the language of the moment', () => onPage(async (page) => {
  await page.locator('[data-name="formula"]').fill('y = sigmod(x)');
  await page.waitForFunction(() => /Did you mean/.test(document.querySelector('[data-name="notice"]').textContent));
  await page.locator('#language').click();
  await page.waitForFunction(() => /함수는 없습니다/.test(document.querySelector('[data-name="notice"]').textContent));
  assert.equal(await page.textContent('[data-name="notice"]'), '1행 5열: sigmod라는 함수는 없습니다. sigmoid를 쓰려고 하셨나요?');
  await page.locator('#language').click();
  await page.waitForFunction(() => /Did you mean/.test(document.querySelector('[data-name="notice"]').textContent));
}));

test('a script can choose the language, and a language that is not there is refused', () => onPage(async (page) => {
  assert.equal(await dispatch(page, { type: 'language', language: 'ko' }), true);
  await page.waitForFunction(() => document.documentElement.lang === 'ko');
  assert.equal(await dispatch(page, { type: 'language', language: 'de' }), false);
  assert.equal((await snapshot(page)).language, 'ko');
  await page.locator('[data-name="preset"]').selectOption({ label: '사과와 귤' });
  await until(page, ['preset', '=='], 'apple_orange');
}));

test('a failed start is told in Korean', () => onPage(async (page) => {
  await page.locator('#message').waitFor();
  const text = await page.locator('#message').innerText();
  assert.match(text, /플레이그라운드를 불러오지 못했습니다/);
  assert.match(text, /app\/playground\.wasm 파일을 가져오지 못했습니다/);
  await page.locator('#language').click();
  await page.waitForFunction(() => /could not be loaded/.test(document.querySelector('#message').innerText));
}, {
  ...korean,
  waitForCanvas: false,
  allow: /Failed to load resource|wasm/i,
  prepare: (page) => page.route('**/app/playground.wasm', (route) => route.fulfill({ status: 404, body: '' })),
}));

test('a Korean page is never painted in English first', () => onPage(async (page) => {
  const seen = await page.evaluate(() => painted);
  assert.ok(seen.length > 0, 'the header was looked at while the page loaded');
  assert.deepEqual(seen.filter((text) => /Graph|Formula/.test(text)), []);
}, {
  ...korean,
  prepare: (page) => page.addInitScript(() => {
    globalThis.painted = [];
    const look = () => {
      const tab = document.getElementById('tab-graph');
      if (tab) painted.push(getComputedStyle(tab).visibility === 'visible' ? tab.textContent : '');
      if (painted.length < 60) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }),
}));

test('the header fits every width in both languages', () => onPage(async (page) => {
  for (const [language, room] of [['en', 'graph'], ['ko', 'graph'], ['ko', 'mnist']]) {
    await dispatch(page, { type: 'language', language });
    await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
    await dispatch(page, { type: 'show', room });
    for (const width of [320, 360, 390, 430, 600, 760, 900, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      await settled(page);
      const found = await page.evaluate(() => {
        const edge = (id) => document.getElementById(id).getBoundingClientRect().right;
        return { page: document.documentElement.scrollWidth, theme: edge('theme'), language: edge('language'),
          tabs: edge('tab-mnist'), list: document.querySelector('.tabs').getBoundingClientRect().right };
      });
      assert.ok(found.page <= width && found.theme <= width, `${language} in ${room} at ${width}: ${JSON.stringify(found)}`);
      if (width >= 360) assert.ok(found.tabs <= found.list + 0.5, `${language}: all tabs are seen at ${width}`);
    }
  }
}, { context: { viewport: phone } }));

test('in English neither Korean texts nor fonts are fetched; the button is written in a font of three letters', () => onPage(async (page) => {
  await settled(page);
  const korean = await page.evaluate(() => performance.getEntriesByType('resource').map((one) => one.name).filter((name) => /korean|strings\//.test(name)));
  assert.deepEqual(korean, []);
  assert.ok(await page.evaluate(() => document.fonts.check('12px "Hangul Name"', '한국어')));
}));

test('the canvas of a Korean page has its font with the first frame', () => onPage(async (page) => {
  const times = await page.evaluate(() => ({
    font: performance.getEntriesByType('resource').find((one) => one.name.endsWith('fonts/korean.ttf'))?.responseEnd,
    frame: performance.getEntriesByName('canvas-first-frame')[0].startTime,
  }));
  assert.ok(times.font < times.frame, JSON.stringify(times));
}, korean));

test('Korean texts are fetched once, before any script of the page runs', () => onPage(async (page) => {
  const [texts, scripts] = await page.evaluate(() => [/strings\/ko\.json$/, /boot\.mjs$/].map((name) =>
    performance.getEntriesByType('resource').filter((one) => name.test(one.name)).map((one) => [one.startTime, one.responseEnd])));
  assert.equal(texts.length, 1);
  assert.ok(texts[0][0] < scripts[0][1], JSON.stringify({ texts, scripts }));
}, korean));

test('without its texts a Korean page is English and says why, and the button tries again', () => onPage(async (page) => {
  await page.locator('#message').waitFor();
  assert.match(await page.locator('#message').innerText(), /stays in English[^]*strings\/ko\.json could not be fetched: the server answered 404/);
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  assert.equal(await page.evaluate(() => localStorage.getItem('language')), null, 'the next visit is Korean again');
  await page.locator('#message-button').click();
  await page.locator('#message').waitFor({ state: 'hidden' });
  await shown(page, 'Undo');
  await page.locator('#language').click();
  await page.locator('#message').waitFor();
  assert.equal((await snapshot(page)).language, 'en');
  await page.unroute('**/strings/ko.json');
  await page.locator('#language').click();
  await shown(page, '실행 취소');
  await page.locator('#message').waitFor({ state: 'hidden' });
  assert.equal(await page.locator('#tab-graph').innerText(), '그래프');
}, {
  ...korean,
  allow: /Failed to load resource|preload/,
  prepare: (page) => page.route('**/strings/ko.json', (route) => route.fulfill({ status: 404, body: '' })),
}));

test('while Korean texts are on their way English is spoken, and the last choice counts', async () => {
  let arrive;
  const arrived = new Promise((done) => { arrive = done; });
  await onPage(async (page) => {
    await page.locator('[data-name="formula"]').fill('y = sigmod(x)');
    await page.waitForFunction(() => /Did you mean/.test(document.querySelector('[data-name="notice"]').textContent));
    await dispatch(page, { type: 'language', language: 'ko' });
    await dispatch(page, { type: 'language', language: 'en' });
    await dispatch(page, { type: 'show', room: 'mnist' });
    await shown(page, 'Train');
    await dispatch(page, { type: 'language', language: 'ko' });
    await settled(page);
    assert.equal(await page.locator('#tab-graph').innerText(), 'Graph');
    await shown(page, 'Train');
    arrive();
    await shown(page, '학습');
    await dispatch(page, { type: 'show', room: 'graph' });
    await page.waitForFunction(() => /함수는 없습니다/.test(document.querySelector('[data-name="notice"]').textContent));
    assert.deepEqual(english(await texts(page), [...await ops(page), 'sigmod', 'sigmoid']), []);
  }, {
    prepare: (page) => page.route('**/strings/ko.json', async (route) => { await arrived; await route.continue(); }),
  });
});

test('without its font a Korean page starts all the same', () => onPage(async (page) => {
  await shown(page, '실행 취소');
  await page.locator('#language').click();
  await shown(page, 'Undo');
  await page.locator('#language').click();
  await shown(page, '실행 취소');
}, {
  ...korean,
  allow: /Failed to load resource/,
  prepare: (page) => page.route('**/fonts/korean*', (route) => route.fulfill({ status: 404, body: '' })),
}));

test('a training that cannot start says why in Korean, and in English after a switch', () => onPage(async (page) => {
  await dispatch(page, { type: 'show', room: 'mnist' });
  await clickWidget(page, '학습');
  await until(page, ['training.phase', '=='], 'failed');
  const said = '워커 train_worker.mjs를 불러오지 못했습니다.';
  await page.waitForFunction((sentence) => document.querySelector('[data-name="train-message"]').textContent === sentence, said);
  await page.locator('#language').click();
  await page.waitForFunction(() => /could not be loaded\.$/.test(document.querySelector('[data-name="train-message"]').textContent));
}, {
  ...korean,
  allow: /Failed to load resource|train_worker/,
  prepare: (page) => page.route('**/train_worker.mjs', (route) => route.fulfill({ status: 404, body: '' })),
}));

test('axe finds nothing to complain about in Korean', () => onPage(async (page) => {
  for (const room of ['graph', 'mnist']) {
    await dispatch(page, { type: 'show', room });
    assert.deepEqual(await axeFindings(page), [], room);
  }
}, { context: { locale: 'ko-KR', viewport: phone } }));

test('headings are set in the bold Korean font', () => onPage(async (page) => {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() => [...document.fonts].some((font) => font.family.includes('Hangul UI') && font.weight.startsWith('600') && font.status === 'loaded'));
}, korean));
