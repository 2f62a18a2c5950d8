/** src/base/problems.inl against the templates of both languages, and against all of src/ and web/. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { manifest, read, repo, templates } from './problems.mjs';

const filesBelow = (folder, pattern) => readdirSync(join(repo, folder), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && pattern.test(entry.name))
  .map((entry) => relative(repo, join(entry.parentPath ?? entry.path, entry.name)));
const holes = (text) => [...new Set([...text.matchAll(/\{(\w+)(?::[^}]*)?\}/g)].map(([, name]) => name))].sort();

test('the manifest is read whole, and its ids are area.what_is_wrong', () => {
  assert.equal(manifest.size, read('src/base/problems.inl').match(/^BP_PROBLEM/gm).length);
  for (const [code, { reach }] of manifest) {
    assert.match(code, /^[a-z]+(_[a-z]+)*\.[a-z0-9]+(_[a-z0-9]+)*$/);
    assert.match(reach, /^(page|script|module|cli|machine)$/, code);
  }
});

for (const language of ['en', 'ko']) {
  test(`${language}: a template for each id, an id for each template`, () => {
    const found = templates(language);
    assert.deepEqual([...manifest.keys()].filter((code) => !found.has(code)), [], 'without a template');
    assert.deepEqual([...found.keys()].filter((code) => !manifest.has(code)), [], 'without an id');
  });

  test(`${language}: templates use the arguments of their ids, and no others`, () => {
    for (const [code, text] of templates(language)) {
      assert.deepEqual(holes(text), Object.keys(manifest.get(code).args).sort(), `${code}: ${text}`);
      assert.equal((text.match(/`/g) ?? []).length % 2, 0, `${code}: a backtick is alone`);
      assert.equal(text, text.trim(), code);
      assert.doesNotMatch(text, /`\{\w+\}`/, `${code}: code arguments get their marks when the sentence is made`);
      if (language === 'en') assert.doesNotMatch(text.replace(/`[^`]*`/g, ''), /[가-힣']/, code);
      else assert.match(text.replace(/\{[^}]*\}|`[^`]*`|-- |[\s:]/g, '') || '가', /[가-힣]/, code);
    }
  });
}

test('every id is used: in C++, or by the page’s scripts', () => {
  const cpp = filesBelow('src', /\.[ch]pp$/).map(read).join('\n');
  const scripts = filesBelow('web', /\.mjs$/).map(read).join('\n');
  const unused = [...manifest].filter(([code, { reach }]) => (reach === 'script'
    ? !scripts.includes(`'${code}'`) : !new RegExp(`\\b${code.replace('.', '_')}\\b`).test(cpp)));
  assert.deepEqual(unused.map(([code]) => code), []);
});

/** The names in "file: name, status, ...": what an object literal has. */
const keysOf = (literal) => literal.replace(/\{[^{}]*\}|\([^()]*\)|\[[^[\]]*\]/g, '').split(',').map((part) => part.trim())
  .filter(Boolean).map((part) => /^\w+/.exec(part)[0]).sort();

test('a script’s problems have an id, and the arguments that it declares', () => {
  let count = 0;
  for (const path of filesBelow('web', /\.mjs$/)) {
    const source = read(path);
    for (const made of source.matchAll(/new Problem\('([^']*)'(?:,\s*\{((?:[^{}]|\{[^{}]*\})*)\})?\)|code: '([^']*)', args: \{((?:[^{}]|\{[^{}]*\})*)\}/g)) {
      const [code, args = ''] = made[1] ? [made[1], made[2]] : [made[3], made[4]];
      if (path.endsWith('.mjs') && source.slice(0, made.index).split('\n').at(-1).includes('*')) continue; // an example in a comment
      assert.ok(manifest.has(code), `${path}: ${code} is not in src/base/problems.inl`);
      assert.deepEqual(keysOf(args), Object.keys(manifest.get(code).args).sort(), `${path}: ${code}`);
      count += 1;
    }
    assert.equal((source.match(/new Problem\('/g) ?? []).length, (source.match(/new Problem\('[^']*'(?:,\s*\{(?:[^{}]|\{[^{}]*\})*\})?\)/g) ?? []).length,
      `${path}: a problem is made in a way that this test does not read`);
  }
  assert.ok(count > 20);
});
