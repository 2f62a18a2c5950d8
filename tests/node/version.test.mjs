/** One version everywhere, and the licences of everything by others that dist/ contains. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { bp, repo } from './module.mjs';

const dist = resolve(process.env.DIST ?? join(repo, 'dist'));
const { version } = JSON.parse(readFileSync(join(repo, 'package.json'), 'utf8'));

test('the module and the page tell the version of package.json', () => {
  assert.equal(bp.version, version);
  assert.ok(readFileSync(join(dist, 'index.html'), 'utf8').includes(`<span data-version>${version}</span>`));
});

test('the notices hold our licence and one of each library, typeface and data set', () => {
  const text = readFileSync(join(dist, 'notices.txt'), 'utf8');
  const titles = [...text.matchAll(/^=+\n(.+)\n=+$/gm)].map(([, title]) => title);
  for (const name of ['Backprop Playground', 'Dear ImGui', 'zlib', 'JSON for Modern C++', 'musl', 'Emscripten', 'Inter', 'Nanum',
    'wasm-feature-detect', 'mnist']) {
    assert.ok(titles.some((title) => title.includes(name)), `${name} is not among ${titles.join(', ')}`);
  }
  assert.match(text, /The Backprop Playground authors/);
  assert.match(text, /Omar Cornut/);
  assert.match(text, /SIL Open Font License/i);
});
