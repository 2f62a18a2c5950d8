/** playground.scene() says what the canvas draws, and that is readable. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clickWidget, dispatch, onPage, roomReady, settled, snapshot, useBrowser } from './page.mjs';
import { complaints, crosses, grown, segments } from './scene_rules.mjs';

useBrowser();

const windows = [[1280, 800], [1024, 768], [768, 1024], [390, 844], [844, 390], [320, 568], [2560, 1440]];
const scene = (page) => page.evaluate(() => playground.scene());

/** Until the canvas shows it and nothing moves any more. */
async function standing(page) {
  await settled(page);
  await page.waitForFunction(() => {
    const now = JSON.stringify(playground.scene());
    const still = globalThis.lastScene === now;
    globalThis.lastScene = now;
    return still;
  });
  return scene(page);
}

const still = { reducedMotion: 'reduce' };
const longNames = Array.from({ length: 3 }, (_, i) =>
  `시장에서_치른_금액_${i} = price_of_one_basket_of_apples_${i} * 시장에서_산_바구니의_개수_${i} - discount_for_customers_${i}`).join('\n');
const graphs = {
  'apples and oranges': [{ type: 'load_preset', name: 'apple_orange' }],
  'a softmax taken apart': [{ type: 'load_preset', name: 'softmax' }],
  'a network of two layers': [{ type: 'load_preset', name: 'network' }],
  'long names': [{ type: 'new' }, { type: 'set_formula', text: `${longNames}\n합계 = 시장에서_치른_금액_0 + 시장에서_치른_금액_1 + 시장에서_치른_금액_2` }],
  'names in other scripts': [{ type: 'new' },
    { type: 'set_formula', text: 'τιμή = яблоко * число_яблок + りんご * 数量\nитог = τιμή * मूल्य + ราคาแอปเปิ้ล / 苹果的价格' }],
};

test('scene() lists labels, cards and edges in CSS px of the page', () => onPage(async (page) => {
  const drawn = await standing(page);
  const rect = await page.evaluate(() => {
    const { x, y, width, height } = document.getElementById('canvas').getBoundingClientRect();
    return { x, y, width, height };
  });
  assert.deepEqual(drawn.canvas, rect);
  assert.equal(drawn.whole, true);
  const { nodes } = await snapshot(page);
  assert.deepEqual(drawn.cards.map(({ node }) => node).sort(), nodes.map(({ id }) => id).sort());
  assert.equal(drawn.edges.length, 4);
  const ids = Object.fromEntries(nodes.map(({ name, id }) => [name, id]));
  const apple = drawn.labels.filter(({ node }) => node === ids.apple);
  assert.ok(apple.some(({ text, of }) => text === 'apple' && of === 'name'), JSON.stringify(apple));
  assert.ok(apple.some(({ text, of }) => text === '100' && of === 'value'), JSON.stringify(apple));
  const gradient = drawn.labels.find(({ of, edge }) => of === 'gradient' && edge?.[0] === ids.apple);
  assert.equal(gradient?.text, '2.2');
  // What it says is what the pointer meets.
  const card = drawn.cards.find(({ node }) => node === ids.apple);
  await page.mouse.click(card.x + card.width / 2, card.y + card.height / 2);
  await settled(page);
  assert.deepEqual((await snapshot(page)).selection, [ids.apple]);
}, { context: still }));

test('graphs are readable at every size of window', () => onPage(async (page) => {
  const broken = [];
  for (const [width, height] of windows) {
    await page.setViewportSize({ width, height });
    for (const [name, actions] of Object.entries(graphs)) {
      for (const action of actions) await dispatch(page, action);
      const drawn = await standing(page);
      const where = `${name} at ${width}×${height}`;
      assert.ok(drawn.cards.length > 0 && drawn.labels.length > 0, where);
      broken.push(...complaints(drawn).map((text) => `${where}: ${text}`));
      if (width >= 1280 && !drawn.whole) broken.push(`${where}: it is not whole`);
    }
  }
  assert.deepEqual(broken, []);
}, { context: still }));

test('every lesson is readable on a phone', () => onPage(async (page) => {
  const broken = [];
  await page.click('#tab-lessons');
  await roomReady(page);
  await page.locator('.lesson-item').first().click();
  for (let lesson = 1; lesson <= 13; ++lesson) {
    broken.push(...complaints(await standing(page)).map((text) => `lesson ${lesson}: ${text}`));
    if (lesson < 13) await page.click('.lesson-next');
  }
  assert.deepEqual(broken, []);
}, { context: { ...still, viewport: { width: 390, height: 844 }, hasTouch: true } }));

test('no zoom makes texts small or lets them lie on others', () => onPage(async (page) => {
  await dispatch(page, { type: 'load_preset', name: 'softmax' });
  for (const [tool, times] of [['Zoom out', 5], ['Zoom in', 8], ['Fit', 1]]) {
    for (let i = 1; i <= times; ++i) {
      await clickWidget(page, tool);
      assert.deepEqual(complaints(await standing(page)), [], `${tool} ${i}`);
    }
  }
}, { context: still }));

/** The canvas's pixels: [red, green, blue] at a place in CSS px of the page. */
async function picture(page, canvas, scale) {
  const shot = await page.screenshot({ clip: canvas });
  const { width, data } = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const sheet = new OffscreenCanvas(image.width, image.height).getContext('2d');
    sheet.drawImage(image, 0, 0);
    const bytes = sheet.getImageData(0, 0, image.width, image.height).data;
    let text = '';
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return { width: image.width, data: btoa(text) };
  }, shot.toString('base64'));
  const bytes = Buffer.from(data, 'base64');
  return (x, y) => {
    const at = 4 * (Math.floor((y - canvas.y) * scale) * width + Math.floor((x - canvas.x) * scale));
    return [bytes[at], bytes[at + 1], bytes[at + 2]];
  };
}

/** Text stands out by at least this much of 255 in one channel; the ground's dots and borders do not. */
const inkContrast = 60;
const differs = (a, b) => Math.max(...a.map((channel, i) => Math.abs(channel - b[i]))) >= inkContrast;

function* pixelsOf(rect, step) {
  for (let y = rect.y + step / 2; y < rect.y + rect.height; y += step) {
    for (let x = rect.x + step / 2; x < rect.x + rect.width; x += step) yield [x, y];
  }
}

const within = ([x, y], rect) => x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height;

/** The colour that most of the rectangle has. */
function groundOf(rect, pixel, step) {
  const counts = new Map();
  for (const [x, y] of pixelsOf(rect, step)) {
    const colour = pixel(x, y).join();
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0][0].split(',').map(Number);
}

/** Labels whose ink is not where the scene says, and how many pixels around labels were looked at. */
async function strayInk(page, scale) {
  const drawn = await standing(page);
  const pixel = await picture(page, drawn.canvas, scale);
  const step = 1 / scale;
  const lines = [...drawn.edges.map(({ points }) => points), drawn.exit].flatMap(segments);
  const wrong = [];
  let looked = 0;
  for (const label of drawn.labels) {
    const ground = groundOf(grown(label, 2), pixel, step);
    let ink = 0;
    for (const [x, y] of pixelsOf(label, step)) ink += differs(pixel(x, y), ground);
    const name = `'${label.text}' at ${label.x.toFixed(1)}, ${label.y.toFixed(1)}`;
    // The thinnest text is a point or a stroke, "." or "1".
    if (ink < 3 * scale) wrong.push(`no ink of ${name}`);
    const others = [...drawn.cards, ...drawn.labels.filter((one) => one !== label)].map((one) => grown(one, 3));
    const near = lines.filter((line) => crosses(line, grown(label, 12)));
    for (const at of pixelsOf(grown(label, 6), step)) {
      if (within(at, grown(label, 2)) || !within(at, grown(drawn.canvas, -1))) continue;
      const around = grown({ x: at[0], y: at[1], width: 0, height: 0 }, 7);  // an arrow's head lies beside its line
      if (others.some((rect) => within(at, rect)) || near.some((line) => crosses(line, around))) continue;
      ++looked;
      if (differs(pixel(...at), ground)) { wrong.push(`ink beside ${name} at ${at}`); break; }
    }
  }
  return { wrong, looked, labels: drawn.labels.length };
}

for (const [colorScheme, deviceScaleFactor] of [['light', 1], ['dark', 2]]) {
  test(`every label's pixels are inside its rectangle (${colorScheme}, ${deviceScaleFactor}×)`, () => onPage(async (page) => {
    for (const name of ['apple', 'apple_orange', 'softmax']) {
      await dispatch(page, { type: 'load_preset', name });
      const { wrong, looked, labels } = await strayInk(page, deviceScaleFactor);
      assert.deepEqual(wrong, [], name);
      assert.ok(labels >= 10 && looked > 200, `${name}: ${labels} labels, ${looked} pixels around them`);
    }
    await dispatch(page, { type: 'set_formula', text: '가격 = 사과 * 개수 + price_of_apples * 2' });
    await page.waitForFunction(() => document.fonts.ready);
    await page.waitForLoadState('networkidle');
    assert.deepEqual((await strayInk(page, deviceScaleFactor)).wrong, []);
  }, { context: { ...still, colorScheme, deviceScaleFactor } }));
}
