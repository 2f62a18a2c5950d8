/** The table of keys against what is made from it: the docs and the texts of the overlay. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { keyDocs, keyTable } from '../../cmake/write_key_docs.mjs';

const repo = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const read = (path) => readFileSync(join(repo, path), 'utf8');

test('docs/keys.md is what the table of keys says: node cmake/write_key_docs.mjs', () => {
  assert.equal(read('docs/keys.md'), keyDocs());
});

test('every binding has its text, and no text is left over', () => {
  const documented = keyTable().filter(({ place }) => place !== 'text').map(({ id }) => id);
  assert.ok(documented.length > 20);
  for (const language of ['en', 'ko']) {
    const texts = JSON.parse(read(`assets/strings/${language}/page.json`)).help.key;
    assert.deepEqual(Object.keys(texts).sort(), documented.toSorted(), language);
  }
});
