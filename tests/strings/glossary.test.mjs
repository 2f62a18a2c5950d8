/** docs/glossary.md against every text of the page: one word for one thing, in English and Korean. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const repo = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const read = (path) => readFileSync(join(repo, path), 'utf8');
const list = (cell) => cell.split(',').map((word) => word.trim()).filter(Boolean);

/** The rows of the glossary: words of each language, and the words that are not used for them. */
const rows = read('docs/glossary.md').split('\n').filter((line) => /^\|(?! English |---)/.test(line)).map((line) => {
  const [en, enNot, ko, koNot] = line.split('|').slice(1, -1).map((cell) => cell.trim());
  return { en: list(en), ko: list(ko), not: { en: list(enNot), ko: list(koNot) } };
});

const flat = (texts, prefix) => Object.entries(texts).flatMap(([key, value]) =>
  typeof value === 'object' ? flat(value, `${prefix}.${key}`) : [[`${prefix}.${key}`, value]]);

/** What a reader sees of a text: no names of holes, code, live numbers, or targets of links. */
const prose = (text) => text.replace(/```code[^]*?```|\{\{.*?\}\}|\{\w+(?::[^}]*)?\}|`[^`]*`|\]\([^)]*\)|^(?:choice|hint) \w+:/gm, ' ');

/** [where, text] of every text of a language. */
function textsOf(language) {
  const strings = readdirSync(join(repo, 'assets/strings', language)).flatMap((name) =>
    flat(JSON.parse(read(`assets/strings/${language}/${name}`)), name.replace('.json', '')));
  const lessons = readdirSync(join(repo, 'assets/lessons', language)).flatMap((name) =>
    read(`assets/lessons/${language}/${name}`).split(/\n(?=\n)/).map((text) => [name, text]));
  return [...strings, ...lessons].map(([where, text]) => [where, prose(text)]);
}

const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const particles = '은|는|이|가|을|를|의|에|에서|와|과|도|만|로|으로|들|부터|까지|마다|처럼|보다|라는|이라는|입니다';
const letter = '[\\p{L}\\p{N}_]';

/** Finds a word by itself, in Korean also with a particle. */
const pattern = (word) => new RegExp(`(?<![.]|${letter})${literally(word)}(?:${particles})?(?!${letter})`, 'iu');

for (const language of ['en', 'ko']) {
  test(`${language}: no text uses a word that the glossary rules out`, () => {
    const texts = textsOf(language);
    const found = rows.flatMap((row) => row.not[language].flatMap((word) => texts.filter(([, text]) => pattern(word).test(text))
      .map(([where, text]) => `${where}: ${word} (say: ${row[language].join(', ')}): ${text.trim()}`)));
    assert.deepEqual(found, []);
  });

  test(`${language}: numbers and dots are written in one way`, () => {
    const found = textsOf(language).filter(([, text]) => /[\p{L}\p{N}] …|[,+]…|\.\.\.|(?<![\w-])-\d|(?<![\d.])\d{5,}(?!\d)/u.test(text));
    assert.deepEqual(found, []);
  });
}

test('the glossary fits on a page and has the words of both languages', () => {
  assert.ok(read('docs/glossary.md').split('\n').length <= 66);
  assert.ok(rows.length > 25);
  for (const row of rows) assert.ok(row.en.length > 0 && row.ko.length > 0, JSON.stringify(row));
});
