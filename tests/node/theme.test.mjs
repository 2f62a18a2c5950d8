/** Colours and type scale stand in assets/theme.json alone. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { tokens } from '../../cmake/theme.mjs';

const repo = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const theme = JSON.parse(readFileSync(join(repo, 'assets/theme.json'), 'utf8'));
const files = (folder, kinds) => readdirSync(join(repo, folder), { recursive: true }).map((name) => join(folder, String(name)))
  .filter((name) => kinds.includes(extname(name)));
const faults = (names, pattern) => names.flatMap((name) => [...readFileSync(join(repo, name), 'utf8').matchAll(pattern)]
  .map(([found]) => `${relative(repo, join(repo, name))}: ${found.trim()}`));

test('no other file of the page names a colour', () => {
  const hex = /(?<![&\w"'`(])(?<!url\(["']?)#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|["'`]#[0-9a-f]{3,8}["'`]|%23[0-9a-f]{3,8}|\b(?:rgba?|hsla?|oklch|lab)\(/gi;
  assert.deepEqual(faults(files('web', ['.css', '.html', '.mjs', '.js']), hex), []);
});

test('no other file of the canvas names a colour', () => {
  assert.deepEqual(faults(files('src/ui', ['.cpp', '.hpp']), /\brgb\(0x|(?<!& )0x[0-9a-f]{6}(?:[0-9a-f]{2})?\b|IM_COL32/gi), []);
});

test('styles take font sizes from the scale', () => {
  assert.deepEqual(faults(files('web', ['.css']), /font(?:-size)?:[^;}]*?\d+px(?=[/; }])(?<!\/\d+px)/g), []);
});

test('every colour is there for light and dark, in hexadecimal, and the page gets them all', () => {
  const css = tokens(theme);
  for (const [name, colour] of Object.entries(theme.colours)) {
    assert.deepEqual(Object.keys(colour), ['light', 'dark'], name);
    for (const shade of Object.values(colour)) assert.match(shade, /^#(?:[0-9a-f]{2}){3,4}$/, name);
    assert.ok(css.includes(`--${name.replaceAll('_', '-')}: ${colour.light};`), name);
  }
});

test('every colour that a style uses is there', () => {
  const own = new Set([...tokens(theme).matchAll(/--[\w-]+/g)].map(([name]) => name));
  const styles = files('web', ['.css']).map((name) => readFileSync(join(repo, name), 'utf8')).join('\n');
  for (const [, name] of styles.matchAll(/(--[\w-]+)\s*:/g)) own.add(name);
  const made = ['--tone', '--mark'];
  assert.deepEqual([...styles.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name).filter((name) => !own.has(name) && !made.includes(name)), []);
});
