/** The docs name files that exist, and link to pages that exist. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const repo = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const pages = [...readdirSync(repo).filter((name) => name.endsWith('.md')), ...readdirSync(join(repo, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: repo, encoding: 'utf8' })
  .split('\n').filter((path) => path && existsSync(join(repo, path)));

/** A path from the top, a folder, a beginning (`src/kernels/sparse.*`), or a file's name by itself. */
function exists(path) {
  const wanted = path.replace(/\*$/, '');
  return wanted.includes('/') ? files.some((file) => file.startsWith(wanted)) : files.some((file) => file === path || file.endsWith(`/${path}`));
}

test('files that README and docs name in code style exist', () => {
  const missing = pages.flatMap((page) => [...readFileSync(join(repo, page), 'utf8').matchAll(/`([\w./*-]+)`/g)]
    .map(([, path]) => path)
    .filter((path) => /^(src|web|tests|assets|cmake|bench|docs)\//.test(path) || /^[\w-]+\.(mjs|js|cpp|hpp|inl|md|py|sh|html|css)$/.test(path))
    .filter((path) => !exists(path)).map((path) => `${page}: ${path}`));
  assert.deepEqual(missing, []);
});

test('links between README and docs lead somewhere', () => {
  const broken = pages.flatMap((page) => [...readFileSync(join(repo, page), 'utf8').replace(/```[^]*?```|`[^`]*`/g, '').matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
    .filter(([, target]) => !existsSync(resolve(repo, dirname(page), target))).map(([, target]) => `${page}: ${target}`));
  assert.deepEqual(broken, []);
});
