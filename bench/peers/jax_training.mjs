import { blockUntilReady, defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { batch, floats, labels, oneHot, seconds, small } from './numbers.mjs';

/** @jax-js/jax on its WebAssembly backend, a jitted step: `steps` steps, and 10,000 images evaluated for all 70,000. */
export async function run({ steps, data }) {
  await init('wasm');
  defaultDevice('wasm');
  const [x, t] = [floats(data.trainImages), labels(data.trainLabels)];
  const [xTest, tTest] = [floats(data.testImages), labels(data.testLabels)];
  const array = (values, shape) => np.array(values).reshape(shape);
  let p = [array(small(784 * 50), [784, 50]), np.zeros([50]), array(small(500), [50, 10]), np.zeros([10])];
  const logits = ([w1, b1, w2, b2], images) => np.matmul(nn.relu(np.matmul(images, w1).add(b1)), w2).add(b2);
  const loss = (params, images, truth) => nn.logSoftmax(logits(params, images), -1).mul(truth).sum().mul(-0.01);
  const update = jit((params, images, truth) => {
    const [value, gradient] = valueAndGrad(loss)(tree.ref(params), images, truth);
    return [value, params.map((w, i) => w.sub(gradient[i].mul(0.1)))];
  });
  const step = async () => {
    const indices = batch(100, 60000);
    const images = new Float32Array(78400);
    indices.forEach((index, i) => images.set(x.subarray(index * 784, (index + 1) * 784), i * 784));
    const [value, next] = update(p, array(images, [100, 784]), array(oneHot([...indices].map((i) => t[i])), [100, 10]));
    p = next;
    return (await value.data())[0];
  };
  for (let i = 0; i < 5; ++i) await step();
  const train = await seconds(async () => { for (let i = 0; i < steps; ++i) await step(); });
  await blockUntilReady(tree.ref(p));
  let test = 0;
  const evaluate = await seconds(async () => {
    const found = await np.argmax(logits(tree.ref(p), array(xTest, [10000, 784])), 1).data();
    test = found.filter((c, i) => c === tTest[i]).length / 10000;
  });
  return { train, evaluate: evaluate * 7, test };
}
