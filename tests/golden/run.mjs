// One training of tests/golden/training.json, the same code in Node and in a page.

/**
 * @typedef {object} Run
 * @property {import('../../web/engine/backprop.d.ts').NetworkOptions} network
 * @property {import('../../web/engine/backprop.d.ts').TrainerOptions} trainer
 * @property {number} steps
 * @property {string} sha256 what weightsHash must give
 */

/** @param {Run} run */
export const title = ({ network, trainer, steps }) =>
  `${network.layers.join('-')} ${network.activation}, ${trainer.optimizer}: the weights after ${steps} steps`;

/**
 * Trains and resolves to the SHA-256, in hex, of all parameters in order, as little-endian float32.
 * @param {import('../../web/engine/backprop.d.ts').Backprop} bp
 * @param {import('../../web/engine/backprop.d.ts').Dataset} set
 * @param {Run} run
 */
export async function weightsHash(bp, set, run) {
  const net = new bp.Network(run.network);
  const trainer = new bp.Trainer(net, set, set, run.trainer);
  trainer.step(run.steps);
  const weights = new Blob(Object.values(net.params()).map(({ data }) => data));
  for (const object of [trainer, net]) object.delete();
  const hash = await crypto.subtle.digest('SHA-256', await weights.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
