// The weights after a training of fixed seeds, bit for bit. tests/golden/training.json holds what every engine of
// WebAssembly must give; tests/browser/golden.test.mjs compares browsers with it. A change of the arithmetic changes it on purpose:
//   UPDATE_GOLDEN=1 node --test tests/node/golden.test.mjs
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { title, weightsHash } from '../golden/run.mjs';
import { bp, mnist, repo } from './module.mjs';

const file = join(repo, 'tests/golden/training.json');
const golden = JSON.parse(readFileSync(file, 'utf8'));

const train = mnist('t10k');
for (const run of golden) {
  test(title(run), async () => {
    const sha256 = await weightsHash(bp, train, run);
    if (process.env.UPDATE_GOLDEN) run.sha256 = sha256;
    else assert.equal(sha256, run.sha256);
  });
}

test('the golden file is written anew when asked', { skip: !process.env.UPDATE_GOLDEN }, () => {
  writeFileSync(file, `${JSON.stringify(golden, null, 1)}\n`);
});
