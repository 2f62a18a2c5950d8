// Names and constants through the module's doors: the formula, the keys of the values, and names of nodes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertError, bp } from './module.mjs';

const scripts = ['りんご', 'リンゴ', 'цена', '사과', '苹果', '𠮷', 'τιμή', 'ราคา', 'कीमत', 'মূল্য', 'விலை', 'ధర', 'ಬೆಲೆ', 'വില', 'سعر',
  'قیمت', 'מחיר', 'գին', 'ფასი', 'ዋጋ', 'តម្លៃ', 'ລາຄາ', 'စျေး', 'මිල', 'ཡིན', 'ᠦᠨᠡ', 'ᎠᏂ', 'ⵣⵣⵣ', 'ߊߋ', 'ꦲꦒ', 'ᬳᬕ', '𞤀𞤣', '𐌰𐌱',
  '𒀀', '𓀀', 'ⰀⰁ', 'é', 'Ω', 'x₁', '🍎', '🇰🇷'];

test('names of every script, composed or not, are one name', () => {
  for (const name of scripts) {
    const apart = name.normalize('NFD');
    const g = bp.Graph.fromFormula(`y = ${name} * 2`, { [apart]: 3 });
    assert.equal(g.value('y'), 6, name);
    g.set(name.normalize('NFKC'), 4);
    assert.equal(g.value(apart), 4, name);
    assert.ok(g.nodes().some((node) => node.name === name.normalize('NFKC')), name);
    const again = bp.Graph.fromJSON(g.toJSON());
    assert.equal(again.formula(), g.formula());
    again.delete();
    g.delete();
  }
  assertError(() => bp.Graph.fromFormula('y = 사과 * 2', { 사과: 1, ['사과'.normalize('NFD')]: 2 }), /used twice/);
});

test('invisible characters are refused at every door', () => {
  const document = (name) => {
    const g = bp.Graph.fromFormula('y = abc * 2', { abc: 1 });
    const text = g.toJSON().replaceAll('"abc"', JSON.stringify(name));
    g.delete();
    return text;
  };
  for (const code of [0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0xad, 0x202e, 0x2066, 0x61c, 0x34f, 0x115f, 0x3164, 0xffa0, 0xe0041, 0xe0101]) {
    const hidden = String.fromCodePoint(code);
    assertError(() => bp.Graph.fromFormula(`y = a${hidden}b * 2`, {}), /invisible character/);
    assertError(() => bp.Graph.fromJSON(document(`a${hidden}b`)), /invisible character/);
  }
  // In a formula this one is the end of a line of another system.
  assertError(() => bp.Graph.fromFormula('y = a\u0085b * 2', {}), /Write `;`/);
  assertError(() => bp.Graph.fromJSON(document('a\u0085b')), /invisible character/);
});

test('digits of other scripts are answered with the number to write', () => {
  for (const [written, number] of [['１００', '100'], ['١٢', '12'], ['१२', '12'], ['๑๒', '12'], ['𝟏𝟐', '12'], ['1２', '12'], ['١٫٥', '1.5']]) {
    const error = assertError(() => bp.Graph.fromFormula(`y = x * ${written}`, {}), /cannot be used/);
    assert.ok(error === undefined || error.message.includes(number));
  }
});

test('what is no text is refused: lone surrogates', () => {
  for (const text of ['y = \ud800', 'y = a\udc00', '\ud800 = 1']) assertError(() => bp.Graph.fromFormula(text, {}), /./);
});

test('pi, inf and nan are constants, unless a value or the formula makes them names', () => {
  const value = (text, values) => {
    const g = bp.Graph.fromFormula(text, values);
    const printed = g.formula();
    const again = bp.Graph.fromFormula(printed, values);
    assert.equal(again.formula(), printed);
    const from = bp.Graph.fromJSON(g.toJSON());
    assert.deepEqual(from.value(), g.value());
    const result = g.value();
    for (const graph of [g, again, from]) graph.delete();
    return result;
  };
  assert.equal(value('pi * r ** 2', { r: 1 }), Math.PI);
  assert.equal(value('π * 2'), 2 * Math.PI);
  assert.equal(value('-pi'), -Math.PI);
  assert.equal(value('pi * 2', { pi: 3 }), 6);
  assert.equal(value('pi = 4; y = pi * 2'), 8);
  assert.equal(value('y = np.pi + math.e'), Math.PI + Math.E);
  assert.equal(value('y = inf'), Infinity);
  assert.equal(value('y = -np.inf'), -Infinity);
  assert.ok(Number.isNaN(value('y = nan')));
  assert.equal(value('inf * 2', { inf: 3 }), 6);
  assert.equal(value('True * 2', { True: 3 }), 6);
  assertError(() => bp.Graph.fromFormula('y = Infinity'), /Write `inf`/);
});
