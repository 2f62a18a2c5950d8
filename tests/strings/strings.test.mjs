/** The string files against each other and against the code: no text is missing, left over or without its Korean. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withJosa } from '../../web/text/josa.mjs';
import { t } from '../../web/text/strings.mjs';

const repo = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const read = (path) => readFileSync(join(repo, path), 'utf8');
const readStrings = (path) => JSON.parse(read(`assets/strings/${path}.json`));

/** Words that are the same in Korean. */
const sameInKorean = /^[^\p{L}]*$|^(MNIST|Backprop Playground|English)$/u;

/** { walk: { start: 'Start' } } as [['walk.start', 'Start']]. */
function flat(texts, prefix = '') {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object' ? flat(value, `${prefix}${key}.`) : [[prefix + key, value]]);
}

const holes = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const withoutHoles = (text) => text.replace(/\{\w+\}/g, '');

function filesBelow(folder, pattern) {
  return readdirSync(join(repo, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => relative(repo, join(entry.parentPath ?? entry.path, entry.name)));
}

for (const file of ['page', 'canvas', 'ops']) {
  const en = new Map(flat(readStrings(`en/${file}`)));
  const ko = new Map(flat(readStrings(`ko/${file}`)));

  test(`${file}.json has the same keys in both languages`, () => {
    assert.deepEqual([...en.keys()].filter((key) => !ko.has(key)), [], 'without Korean');
    assert.deepEqual([...ko.keys()].filter((key) => !en.has(key)), [], 'without English');
  });

  test(`${file}.json: every text is written, with the same holes in both languages`, () => {
    for (const [key, text] of en) {
      const korean = ko.get(key);
      for (const one of [text, korean]) {
        assert.equal(typeof one, 'string', key);
        assert.equal(one.trim(), one, `${key} begins or ends with a blank`);
        assert.notEqual(one, '', `${key} is empty`);
      }
      assert.deepEqual([...new Set(holes(korean))], [...new Set(holes(text))], `${key}: other holes in Korean`);
    }
  });

  test(`${file}.json: Korean texts are Korean, English ones are not`, () => {
    for (const [key, text] of ko) {
      assert.ok(/[가-힣]/.test(text) || sameInKorean.test(withoutHoles(text).trim()) || text === en.get(key) && isCode(text),
        `${key} is not translated: ${text}`);
    }
    const korean = [...en].filter(([key, text]) => /[가-힣]/.test(text) && key !== 'header.other_language');
    assert.deepEqual(korean, []);
  });
}

/** Formulas and names of ops need no translation. */
function isCode(text) {
  return !/[a-z]{2,} [a-z]{2,}/i.test(text);
}

/** Literals that look like keys, 'walk.start', and templates, `theme.${choice}`, as patterns. */
function keysIn(source, keys) {
  const groups = new Set([...keys].map((key) => key.split('.')[0]));
  const found = { whole: new Set(), patterns: [] };
  for (const [, text] of source.matchAll(/['"`]((?:\w+|\$\{[^{}]*\})(?:\.(?:\w|\$\{[^{}]*\})*)+)['"`]/g)) {
    if (!groups.has(text.split('.')[0])) continue;
    if (text.includes('${')) found.patterns.push(new RegExp(`^${text.replaceAll('.', '\\.').replace(/\$\{[^{}]*\}/g, '.+')}$`));
    else if (text.endsWith('.')) found.patterns.push(new RegExp(`^${text.replaceAll('.', '\\.')}.+$`));
    else found.whole.add(text);
  }
  return found;
}

function checkKeys(keys, sources) {
  const used = new Set();
  for (const [path, source] of sources) {
    const found = keysIn(source, keys);
    for (const key of found.whole) {
      assert.ok(keys.has(key) || isFileName(key), `${path}: there is no text '${key}'`);
      used.add(key);
    }
    for (const pattern of found.patterns) {
      const matching = [...keys].filter((key) => pattern.test(key));
      assert.ok(matching.length > 0, `${path}: no text is like ${pattern}`);
      for (const key of matching) used.add(key);
    }
  }
  assert.deepEqual([...keys].filter((key) => !used.has(key)), [], 'texts that nobody shows');
}

const isFileName = (text) => /\.(mjs|js|css|html|json|ttf|wasm|png|csv|npz|py)$/.test(text);

test('every text that the page asks for exists, and every text of the page is asked for', () => {
  const keys = new Set(flat(readStrings('en/page')).map(([key]) => key));
  const sources = filesBelow('web', /\.(mjs|html)$/).map((path) => [path, read(path)]);
  for (const [path, source] of sources) {
    const asked = [...source.matchAll(/\bt\('([^']*)'|\sdata-(?:text|label|title|content)="([^"]*)"/g)];
    for (const [, inScript, inPage] of asked) {
      assert.ok(keys.has(inScript ?? inPage), `${path}: there is no text '${inScript ?? inPage}'`);
    }
  }
  checkKeys(keys, sources);
});

test('every text that the canvas asks for exists, and every text of the canvas is asked for', () => {
  const keys = new Set(flat(readStrings('en/canvas')).map(([key]) => key));
  const folders = ['src/playground', 'src/ui', 'src/app'];
  const sources = folders.flatMap((folder) => filesBelow(folder, /\.[ch]pp$/)).map((path) => [path, read(path)]);
  for (const [path, source] of sources) {
    for (const [, key] of source.matchAll(/\b(?:frame\.)?(?:text|fill)\((?:\w+, )?"([^"]*[^".])"\s*[,)]/g)) {
      assert.ok(keys.has(key), `${path}: there is no text '${key}'`);
    }
  }
  checkKeys(keys, sources);
});

test('the page is written in no language itself: index.html names its texts by key', () => {
  const html = read('web/index.html').replace(/<!--[^]*?-->|<svg[^]*?<\/svg>/g, '');
  assert.deepEqual(html.match(/>[^<>]*\p{L}{2,}[^<>]*</gu) ?? [], []);
  assert.deepEqual(html.match(/\s(?:title|aria-label|placeholder|alt)="[^"]*"/g) ?? [], []);
});

test('Korean particles follow the sound before them', () => {
  for (const [written, expected] of [['사과은(는)', '사과는'], ['값은(는)', '값은'], ['3과(와) 2과(와)', '3과 2와'],
    ['서울(으)로 값(으)로 7(으)로 x(으)로', '서울로 값으로 7로 x로'], ["sum을(를) 'softmax'이(가)", "sum을 'softmax'가"],
    ['apple(이)라는', 'apple이라는'], ['은(는)', '는'], ['‘NaN’이(가) NaN을(를) “nan”은(는)', '‘NaN’이 NaN을 “nan”은'],
    ['R을(를) r(으)로 PR을(를) scalar을(를) URL(으)로', 'R을 r로 PR을 scalar를 URL로'], ['JSON을(를) IDX을(를) MSE이(가)', 'JSON을 IDX를 MSE가']]) {
    assert.equal(withJosa(written), expected);
  }
});

test('numbers in the page’s texts have separators, as elsewhere', (context) => {
  globalThis.document = { documentElement: { lang: 'en' } };
  context.after(() => { delete globalThis.document; });
  assert.equal(t('nodes.more', { more: 28702 }), 'and 28,702 more nodes');
  assert.equal(t('nodes.more', { more: 999 }), 'and 999 more nodes');
  assert.equal(t('nodes.more', { more: -1234567 }), 'and -1,234,567 more nodes');
  assert.equal(t('nodes.more', { more: 0.12345 }), 'and 0.12345 more nodes');
});

test('the engine speaks no language: below the playground nothing is written in Korean, and an op has no sentences', () => {
  const folders = ['base', 'kernels', 'graph', 'formula', 'network', 'files', 'document', 'scene'];
  for (const path of folders.flatMap((folder) => filesBelow(`src/${folder}`, /\.([ch]pp|inl)$/))) {
    assert.doesNotMatch(read(path), /\p{Script=Hangul}/u, path);
  }
  const signs = new Set(['exp', 'sin', 'cos', 'tanh', 'max', 'maximum', 'minimum', 'softmax']);
  for (const path of filesBelow('src/graph/ops', /\.cpp$/)) {
    for (const [, formulas] of read(path).matchAll(/\.(?:formula|derivatives) = (\{[^}]*\}|"[^"]*")/g)) {
      const words = (formulas.match(/\p{L}{3,}/gu) ?? []).filter((word) => !signs.has(word));
      assert.deepEqual(words, [], `${path}: words belong into assets/strings/<language>/ops.json`);
    }
  }
});

test('every op has texts, and every text of ops.json belongs to an op', () => {
  const keys = [...read('src/graph/ops/all.inl').matchAll(/OP\((\w+)\)/g)].map(([, key]) => key);
  for (const language of ['en', 'ko']) assert.deepEqual(Object.keys(readStrings(`${language}/ops`)), keys, language);
});

test('the page knows no op: scripts name none', () => {
  const keys = [...read('src/graph/ops/all.inl').matchAll(/OP\((\w+)\)/g)].map(([, key]) => key);
  const otherMeanings = ['input', 'add', 'div', 'sub', 'relu', 'sigmoid', 'tanh']; // elements, a button, activations
  const named = new RegExp(`['"\`](${keys.filter((key) => !otherMeanings.includes(key)).join('|')})['"\`]|\\bnode\\.op [!=]== '`);
  for (const path of filesBelow('web', /\.m?js$/).filter((path) => !/^web\/(engine|rooms\/lessons)\//.test(path))) { // a lesson reads files
    for (const line of read(path).split('\n')) assert.doesNotMatch(line, named, path);
  }
});
