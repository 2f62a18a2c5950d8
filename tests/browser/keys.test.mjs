/** Every row of the table of keys, on keyboards of several layouts, as the browser itself tells of their keys. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyTable } from '../../cmake/write_key_docs.mjs';
import { chordParts } from '../../web/platform/keys.mjs';
import { clickWidget, dispatch, node, onPage, settled, snapshot, until, useBrowser, widget } from './page.mjs';

useBrowser();

const table = keyTable();
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const us = {
  ...Object.fromEntries(letters.map((letter) => [letter, { key: letter.toLowerCase(), code: `Key${letter}` }])),
  '+': { key: '+', code: 'Equal', shift: true }, '=': { key: '=', code: 'Equal' }, '-': { key: '-', code: 'Minus' },
  '/': { key: '/', code: 'Slash' }, '?': { key: '?', code: 'Slash', shift: true },
};
/** The same places, with the letters that another script has there, in the order of A to Z. */
const written = (script) => Object.fromEntries(letters.map((letter, i) => [letter, { key: [...script][i], code: `Key${letter}` }]));
const at = (places) => Object.fromEntries(Object.entries(places).map(([letter, code]) => [letter, { key: letter.toLowerCase(), code }]));

const layouts = {
  american: us,
  german: { ...us, ...at({ Z: 'KeyY', Y: 'KeyZ' }), '+': { key: '+', code: 'BracketRight' }, '-': { key: '-', code: 'Slash' },
    '/': { key: '/', code: 'Digit7', shift: true }, '?': { key: '?', code: 'Minus', shift: true }, '=': { key: '=', code: 'Digit0', shift: true } },
  french: { ...us, ...at({ A: 'KeyQ', Q: 'KeyA', Z: 'KeyW', W: 'KeyZ', M: 'Semicolon' }), '-': { key: '-', code: 'Digit6' },
    '/': { key: '/', code: 'Period', shift: true }, '?': { key: '?', code: 'KeyM', shift: true } },
  dvorak: { ...us, ...at({ C: 'KeyI', D: 'KeyH', F: 'KeyY', G: 'KeyU', V: 'Period', X: 'KeyB', Y: 'KeyT', Z: 'Slash' }),
    '/': { key: '/', code: 'BracketLeft' }, '?': { key: '?', code: 'BracketLeft', shift: true }, '=': { key: '=', code: 'BracketRight' },
    '+': { key: '+', code: 'BracketRight', shift: true }, '-': { key: '-', code: 'Quote' } },
  russian: { ...us, ...written('фисвуапршолдьтщзйкыегмцчня'), '/': { key: '/', code: 'Backslash', shift: true }, '?': { key: '?', code: 'Digit7', shift: true } },
  greek: { ...us, ...written('αβψδεφγηιξκλμνοπ;ρστθωςχυζ') },
  korean: { ...us, ...written('ㅁㅠㅊㅇㄷㄹㅎㅗㅑㅓㅏㅣㅡㅜㅐㅔㅂㄱㄴㅅㅕㅍㅈㅌㅛㅋ') },
  'caps lock': { ...us, ...Object.fromEntries(letters.map((letter) => [letter, { key: letter, code: `Key${letter}` }])) },
  mac: us,
};

const named = { ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40, Home: 36, End: 35, Backspace: 8, Delete: 46, Enter: 13, Escape: 27, Tab: 9 };

/** Presses chords on that keyboard through the browser's own input path. */
async function keyboard(page, name) {
  const session = await page.context().newCDPSession(page);
  return async (chord) => {
    const parts = typeof chord === 'string' ? chordParts(chord) : chord;
    const key = parts.key === 'Space' ? { key: ' ', code: 'Space' } : layouts[name][parts.key] ?? { key: parts.key, code: parts.key };
    const shift = parts.shift || key.shift;
    const modifiers = (parts.alt ? 1 : 0) | (parts.mod ? (name === 'mac' ? 4 : 2) : 0) | (shift ? 8 : 0);
    const writes = [...key.key].length === 1 && !parts.mod && !parts.alt;
    const event = { key: parts.shift && [...key.key].length === 1 ? key.key.toUpperCase() : key.key, code: key.code, modifiers,
      windowsVirtualKeyCode: named[parts.key] ?? parts.key.charCodeAt(0), ...writes && { text: key.key }, ...parts.key === 'Enter' && { text: '\r' } };
    await session.send('Input.dispatchKeyEvent', { type: event.text ? 'keyDown' : 'rawKeyDown', ...event });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event, text: undefined });
    if (modifiers) await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Control', code: 'ControlLeft', modifiers: 0 });
    await settled(page);
  };
}

const focused = (page) => page.evaluate(() => playground.widgets().find((one) => one.focused)?.label);
const wide = async (page) => (await widget(page, 'price')).w;
/** Once the view has glided to where it goes. */
const restingWidth = (page) => page.evaluate(async () => {
  const now = () => playground.widgets().find(({ label }) => label === 'price').w;
  let width = -1;
  for (let same = 0; same < 10; same = now() === width ? same + 1 : 0) {
    width = now();
    await new Promise(requestAnimationFrame);
  }
  return width;
});
const chosen = async (page) => (await snapshot(page)).selection.length;
const all = async (page) => dispatch(page, { type: 'select', nodes: (await snapshot(page)).nodes.map(({ id }) => id) });
const count = async (page) => (await snapshot(page)).nodeCount;
const fieldText = (page) => page.evaluate(() => playground.widgets().find((one) => one.role === 'textbox')?.value);

/** Goes on to a control of the canvas by Tab; from the last one into the canvas again. */
async function tabTo(page, press, label) {
  for (let i = 0; i < 24 && await focused(page) !== label; ++i) {
    await press('Tab');
    if (await page.evaluate(() => document.activeElement.id !== 'canvas')) await page.locator('#canvas').focus();
  }
  assert.equal(await focused(page), label);
}

let clicks = 0;

/** A place on the apple's card, each time elsewhere: Dear ImGui counts clicks on one place. */
async function onApple(page, height) {
  const { cx, top, h } = await widget(page, 'apple');
  return [cx + [-20, 0, 20][clicks++ % 3], top + height * h];
}

async function focusNumber(page) {
  await page.mouse.click(...await onApple(page, 0.2));
  await page.mouse.move(5, 300);
}

async function openField(page) {
  await page.mouse.dblclick(...await onApple(page, 0.6));
  await page.waitForFunction(() => playground.widgets().some((one) => one.role === 'textbox'));
  await page.mouse.move(5, 300);
}

async function setApple(page) {
  await dispatch(page, { type: 'set_leaf', name: 'apple', value: 120 });
}

const apple = async (page) => (await node(page, 'apple')).value;

/** What each binding does: prepared, pressed by one of its chords, seen. */
const effects = {
  async help(page, press, chord) {
    await press(chord);
    await page.waitForSelector('#help[open]');
    await press('Escape');
    await page.waitForSelector('#help:not([open])', { state: 'attached' });
    assert.equal(await page.evaluate(() => document.activeElement.id), 'canvas');
  },
  async undo(page, press, chord) {
    await setApple(page);
    await press(chord);
    assert.equal(await apple(page), 100);
  },
  async redo(page, press, chord) {
    await setApple(page);
    await dispatch(page, { type: 'undo' });
    await press(chord);
    assert.equal(await apple(page), 120);
  },
  async add(page, press, chord) {
    await press(chord);
    await page.waitForSelector('#palette:not([hidden])');
    await dispatch(page, { type: 'palette', open: false });
  },
  async select_all(page, press, chord) {
    await press(chord);
    assert.equal(await chosen(page), 5);
    assert.equal(await page.evaluate(() => String(getSelection())), '', 'the text of the page is not selected');
  },
  async leave(page, press, chord) {
    await all(page);
    await clickWidget(page, 'Select an area');
    await page.waitForFunction(() => playground.widgets().find((one) => one.label === 'Select an area').checked);
    await press(chord);
    await page.waitForFunction(() => !playground.widgets().find((one) => one.label === 'Select an area').checked);
    assert.equal(await chosen(page), 5);
  },
  async clear(page, press, chord) {
    await all(page);
    await press(chord);
    assert.equal(await chosen(page), 0);
  },
  async remove(page, press, chord) {
    await all(page);
    await press(chord);
    assert.equal(await count(page), 0);
  },
  async duplicate(page, press, chord) {
    await all(page);
    await press(chord);
    assert.equal(await count(page), 10);
  },
  async copy(page, press, chord) {
    await all(page);
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await press(chord);
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /apple_num/);
  },
  async cut(page, press, chord) {
    await all(page);
    await press(chord);
    assert.equal(await count(page), 0);
  },
  async paste(page, press, chord) {
    await page.evaluate(() => navigator.clipboard.writeText('k = u * v'));
    await press(chord);
    assert.equal(await count(page), 8);
  },
  async group(page, press, chord) {
    await all(page);
    await press(chord);
    assert.equal((await snapshot(page)).groups.length, 1);
  },
  async ungroup(page, press, chord) {
    await all(page);
    await dispatch(page, { type: 'group', nodes: (await snapshot(page)).selection, name: 'shop' });
    await press(chord);
    assert.equal((await snapshot(page)).groups.length, 0);
  },
  async move(page, press, chord) {
    await dispatch(page, { type: 'select', node: (await node(page, 'price')).id });
    await settled(page);
    const before = await widget(page, 'price');
    await press(chord);
    const after = await widget(page, 'price');
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[chordParts(chord).key];
    assert.deepEqual([Math.sign(after.x - before.x), Math.sign(after.y - before.y)], [dx, dy]);
  },
  async zoom_in(page, press, chord) {
    const before = await wide(page);
    await press(chord);
    assert.ok(await wide(page) > before);
  },
  async zoom_out(page, press, chord) {
    const before = await wide(page);
    await press(chord);
    assert.ok(await wide(page) < before);
  },
  async fit(page, press, chord) {
    await clickWidget(page, 'Fit');
    const before = await restingWidth(page);
    await clickWidget(page, 'Zoom in');
    assert.ok(await restingWidth(page) > before + 1);
    await press(chord);
    assert.ok(Math.abs(await restingWidth(page) - before) < 1);
  },
  async next(page, press, chord) {
    await focusNumber(page);
    await press('Tab');
    const before = await focused(page);
    await press(chord);
    assert.notEqual(await focused(page), before);
  },
  async neighbour(page, press, chord) {
    // The tools, from left to right and again: into every direction there is a control.
    const from = { ArrowLeft: 'Redo', ArrowRight: 'Add', ArrowUp: 'Fit', ArrowDown: 'Add' }[chord];
    await setApple(page);
    await dispatch(page, { type: 'undo' });
    await settled(page);
    await tabTo(page, press, from);
    await press(chord);
    assert.notEqual(await focused(page), from);
  },
  async press(page, press, chord) {
    await tabTo(page, press, 'Select an area');
    await press(chord);
    assert.ok((await widget(page, 'Select an area')).checked);
    await press(chord);
  },
  async nudge(page, press, chord) {
    await focusNumber(page);
    await press(chord);
    assert.equal(Math.sign(await apple(page) - 100), chordParts(chord).key === 'ArrowUp' ? 1 : -1);
  },
  async accept(page, press, chord) {
    await openField(page);
    await page.keyboard.insertText('42');
    await press(chord);
    assert.equal(await apple(page), 42);
  },
  async cancel(page, press, chord) {
    await openField(page);
    await page.keyboard.insertText('42');
    await press(chord);
    assert.equal(await apple(page), 100);
    assert.equal(await fieldText(page), undefined);
  },
  async edit_text(page, press, chord) {
    await openField(page);
    await press(chord);
    assert.notEqual(await fieldText(page), undefined, 'the field stays');
    await press('Mod+A');
    await page.keyboard.insertText('7');
    assert.equal(await fieldText(page), '7');
    await press('Escape');
  },
};
effects.nudge_far = effects.nudge;
effects.nudge_fine = effects.nudge;

/** Chords whose keydown the browser must not act upon. */
const taken = new Set(['page', 'graph', 'canvas']);

async function everyRow(page, layout) {
  const press = await keyboard(page, layout);
  await page.evaluate(() => addEventListener('keydown', (event) => { globalThis.prevented = event.defaultPrevented; }));
  for (const { id, place, chords } of table) {
    // Cmd C is no shortcut for the browser that stands in for a Mac's.
    if (layout === 'mac' && place === 'clipboard') continue;
    for (const chord of chords.split(' ')) {
      // Arrows and their like have one name on every keyboard: two keyboards are enough for them.
      if (!layouts[layout][chordParts(chord).key] && !['american', 'mac'].includes(layout)) continue;
      await dispatch(page, { type: 'new' });
      await dispatch(page, { type: 'load_preset', name: 'apple' });
      await page.locator('#canvas').focus();
      await settled(page);
      try {
        await effects[id](page, press, chord);
        if (taken.has(place) && id !== 'help') assert.equal(await page.evaluate(() => prevented), true, 'kept from the browser');
      } catch (error) {
        error.message = `${layout}, ${id} by ${chord}: ${error.message}`;
        throw error;
      }
    }
  }
}

test('each row of the table has an effect that this test knows', () => {
  assert.deepEqual(table.map(({ id }) => id).filter((id) => !effects[id]), []);
});

for (const layout of Object.keys(layouts)) {
  test(`every key of the table works on a keyboard: ${layout}`, () => onPage(async (page) => {
    await everyRow(page, layout);
  }, {
    context: { permissions: ['clipboard-read', 'clipboard-write'] },
    prepare: (page) => layout === 'mac' && page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'platform', { get: () => 'MacIntel' });
    }),
  }));
}

test('the browser keeps its own keys, also where ours lie on another keyboard', () => onPage(async (page) => {
  await page.locator('#canvas').focus();
  const swallowed = await page.evaluate(() => {
    const events = [['F5', 'F5'], ['F11', 'F11'], ['F12', 'F12'], ['r', 'KeyR', 'ctrl'], ['R', 'KeyR', 'ctrl', 'shift'], ['t', 'KeyT', 'ctrl'],
      ['w', 'KeyW', 'ctrl'], ['l', 'KeyL', 'ctrl'], ['+', 'Equal', 'ctrl'], ['-', 'Minus', 'ctrl'], ['f', 'KeyF', 'ctrl'], ['p', 'KeyP', 'ctrl'],
      ['w', 'KeyZ', 'ctrl'], ['t', 'KeyY', 'ctrl'], ['q', 'KeyA', 'ctrl'], ['d', 'KeyD', 'alt'], ['ц', 'KeyW', 'ctrl'], ['к', 'KeyR', 'ctrl']];
    return events.filter(([key, code, ...held]) => {
      const event = new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true,
        ...Object.fromEntries(held.map((name) => [`${name}Key`, true])) });
      document.getElementById('canvas').dispatchEvent(event);
      return event.defaultPrevented;
    });
  });
  assert.deepEqual(swallowed, []);
}));

test('AltGr on the canvas is no shortcut', () => onPage(async (page) => {
  await page.locator('#canvas').focus();
  await page.evaluate(() => {
    for (const [key, code] of [['ą', 'KeyA'], ['đ', 'KeyD'], ['ŋ', 'KeyG'], ['«', 'KeyZ']]) {
      for (const type of ['keydown', 'keyup']) {
        document.getElementById('canvas').dispatchEvent(new KeyboardEvent(type, { key, code, ctrlKey: true, altKey: true, modifierAltGraph: true, bubbles: true, cancelable: true }));
      }
    }
  });
  await settled(page);
  const state = await snapshot(page);
  assert.deepEqual([state.selection.length, state.nodeCount, state.palette], [0, 5, false]);
}));

test('undo means undo wherever the focus is; in a text field it is the field\'s own', () => onPage(async (page) => {
  const press = await keyboard(page, 'russian');
  await setApple(page);
  await page.locator('[data-name="walk-step"]').focus();
  await press('Mod+Z');
  assert.equal(await apple(page), 100);
  await page.evaluate(() => document.activeElement.blur());
  await press('Mod+Shift+Z');
  assert.equal(await apple(page), 120);
  // Typed, then undone: the field is as it was, the document has both as steps of its own, and the number stays.
  await page.locator('[data-name="formula"]').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('+1');
  await until(page, ['formula', '=='], 'price = apple * apple_num * tax+1');
  await press('Mod+Z');
  await page.waitForFunction(() => !document.querySelector('[data-name="formula"]').value.endsWith('+1'));
  assert.equal(await apple(page), 120);
  await page.locator('#canvas').focus();
  await press('?');
  await page.waitForSelector('#help[open]');
}));

test('in the training room the keys of the graph are the browser\'s', () => onPage(async (page) => {
  await setApple(page);
  await dispatch(page, { type: 'show', room: 'mnist' });
  const press = await keyboard(page, 'american');
  await page.locator('#canvas').focus();
  await page.evaluate(() => addEventListener('keydown', (event) => { globalThis.prevented = event.defaultPrevented; }));
  for (const chord of ['Mod+Z', 'Mod+D', 'Mod+A', 'F']) {
    await press(chord);
    assert.equal(await page.evaluate(() => prevented), false, chord);
  }
  assert.equal(await apple(page), 120);
}));
