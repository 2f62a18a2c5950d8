/** The development loop: a text that is saved is built and served, and the page is told to reload. In a copy of what it needs. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { repo } from './module.mjs';

/** Resolves with what a stream has said once it matches. */
function said(stream, pattern) {
  let text = '';
  return new Promise((done, failed) => {
    stream.on('data', (chunk) => {
      text += chunk;
      const found = pattern.exec(text);
      if (found) done(found);
    });
    stream.on('end', () => failed(new Error(`ended after ${text}`)));
  });
}

const sources = ['web', 'assets', 'src', 'cmake', 'package.json', 'LICENSE'];
const built = ['dist/app', 'dist/fonts'];

test('a saved text is built, served and tells the page to reload', { timeout: 60000 }, async () => {
  const copy = mkdtempSync(join(tmpdir(), 'dev-loop-'));
  for (const part of [...sources, ...built]) cpSync(join(repo, part), join(copy, part), { recursive: true });
  for (const part of ['.deps', 'node_modules']) symlinkSync(join(repo, part), join(copy, part));
  const loop = spawn(process.execPath, [join(copy, 'cmake/dev.mjs'), '8950', '--built'], { cwd: copy, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [address] = await said(loop.stdout, /http:\/\/127\.0\.0\.1:\d+\//);
    const events = await fetch(new URL('dev-events', address));
    const path = join(copy, 'assets/strings/en/page.json');
    const built = said(loop.stdout, /(not )?built.*/);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"Licences of its parts"', '"A text that was saved"'));
    assert.match((await built)[0], /^built in/);
    const { value } = await events.body.getReader().read();
    assert.equal(new TextDecoder().decode(value), 'data: reload\n\n');
    const html = await (await fetch(address)).text();
    assert.match(html, /A text that was saved/);
    assert.match(html, /<script src="dev-reload\.js">/);
    assert.match(await (await fetch(new URL('dev-reload.js', address))).text(), /EventSource/);
  } finally {
    loop.kill();
    rmSync(copy, { recursive: true });
  }
});
