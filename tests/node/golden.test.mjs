// Weights and losses of a training of fixed seeds, bit for bit. tests/golden/training.json holds what every engine of
// WebAssembly must give; tests/browsers/training.mjs compares browsers with it. A change of the arithmetic changes it on purpose:
//   UPDATE_GOLDEN=1 node --test tests/node/golden.test.mjs
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { hashes, title } from '../golden/run.mjs';
import { bp, mnist, repo } from './module.mjs';

const file = join(repo, 'tests/golden/training.json');
const golden = JSON.parse(readFileSync(file, 'utf8'));

const train = mnist('t10k');
for (const run of golden) {
  test(title(run), async () => {
    const found = await hashes(bp, train, run);
    if (process.env.UPDATE_GOLDEN) Object.assign(run, found);
    else assert.deepEqual(found, { sha256: run.sha256, losses: run.losses });
  });
}

test('the golden file is written anew when asked', { skip: !process.env.UPDATE_GOLDEN }, () => {
  writeFileSync(file, `${JSON.stringify(golden, null, 1)}\n`);
});
