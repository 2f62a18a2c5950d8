// One training of tests/golden/training.json, the same code in Node and in a page.

/**
 * @typedef {object} Run
 * @property {import('../../web/engine/backprop.d.ts').NetworkOptions} network
 * @property {import('../../web/engine/backprop.d.ts').TrainerOptions} trainer
 * @property {number} steps
 * @property {string} sha256 of the weights, as `hashes` must give it
 * @property {string} losses SHA-256 of the losses of all steps
 */

/** @param {Run} run */
export const title = ({ network, trainer, steps }) =>
  `${network.layers.join('-')} ${network.activation}, ${trainer.optimizer}: the weights after ${steps} steps`;

/** In hex. @param {Blob} bytes */
async function sha256(bytes) {
  const hash = await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Trains and resolves to the hashes of all parameters in order and of the loss of each step, as little-endian float32.
 * @param {import('../../web/engine/backprop.d.ts').Backprop} bp
 * @param {import('../../web/engine/backprop.d.ts').Dataset} set
 * @param {Run} run
 */
export async function hashes(bp, set, run) {
  const net = new bp.Network(run.network);
  const trainer = new bp.Trainer(net, set, set, run.trainer);
  const losses = new Blob([trainer.step(run.steps).lossHistory]);
  const weights = new Blob(Object.values(net.params()).map(({ data }) => data));
  for (const object of [trainer, net]) object.delete();
  return { sha256: await sha256(weights), losses: await sha256(losses) };
}
