// The weights after a training of fixed seeds, bit for bit. tests/golden/training.json holds what every engine of
// WebAssembly must give; the browsers' test compares with it too. A change of the arithmetic changes it on purpose:
//   UPDATE_GOLDEN=1 node --test tests/node/golden.test.mjs
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { bp, mnist, repo } from './module.mjs';

const file = join(repo, 'tests/golden/training.json');
const golden = JSON.parse(readFileSync(file, 'utf8'));

/** SHA-256 of all parameters in order, as little-endian float32. */
function weightsHash(net) {
  const hash = createHash('sha256');
  for (const { data } of Object.values(net.params())) hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return hash.digest('hex');
}

const train = mnist('t10k');
for (const run of golden) {
  test(`${run.network.layers.join('-')} ${run.network.activation}, ${run.trainer.optimizer}: the weights after ${run.steps} steps`, () => {
    const net = new bp.Network(run.network);
    const trainer = new bp.Trainer(net, train, train, run.trainer);
    trainer.step(run.steps);
    const sha256 = weightsHash(net);
    if (process.env.UPDATE_GOLDEN) run.sha256 = sha256;
    else assert.equal(sha256, run.sha256);
    for (const object of [trainer, net]) object.delete();
  });
}

test('the golden file is written anew when asked', { skip: !process.env.UPDATE_GOLDEN }, () => {
  writeFileSync(file, `${JSON.stringify(golden, null, 1)}\n`);
});
