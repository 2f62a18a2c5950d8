import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { batch, floats, labels, oneHot, seconds, small } from './numbers.mjs';

/** TensorFlow.js on its WebAssembly backend: `steps` steps and one evaluation of all images. */
export async function run({ steps, data }) {
  setWasmPaths('/peers/');
  setThreadsCount(1);
  if (!(await tf.setBackend('wasm'))) throw new Error('no wasm backend');
  await tf.ready();
  const [x, t] = [tf.tensor2d(floats(data.trainImages), [60000, 784]), labels(data.trainLabels)];
  const [xTest, tTest] = [tf.tensor2d(floats(data.testImages), [10000, 784]), labels(data.testLabels)];
  const p = [
    tf.variable(tf.tensor2d(small(784 * 50), [784, 50])), tf.variable(tf.zeros([50])),
    tf.variable(tf.tensor2d(small(500), [50, 10])), tf.variable(tf.zeros([10])),
  ];
  const scores = (images) => tf.add(tf.matMul(tf.relu(tf.add(tf.matMul(images, p[0]), p[1])), p[2]), p[3]);
  const optimizer = tf.train.sgd(0.1);
  const step = () => tf.tidy(() => {
    const indices = batch(100, 60000);
    const images = tf.gather(x, tf.tensor1d(indices, 'int32'));
    const truth = tf.tensor2d(oneHot([...indices].map((i) => t[i])), [100, 10]);
    return optimizer.minimize(() => tf.losses.softmaxCrossEntropy(truth, scores(images)), true).dataSync()[0];
  });
  const accuracy = (images, classes) => tf.tidy(() => {
    const found = tf.argMax(scores(images), 1).dataSync();
    return found.filter((c, i) => c === classes[i]).length / classes.length;
  });
  for (let i = 0; i < 20; ++i) step();
  const train = await seconds(() => { for (let i = 0; i < steps; ++i) step(); });
  let test = 0;
  const evaluate = await seconds(() => { accuracy(x, t); test = accuracy(xTest, tTest); });
  return { train, evaluate, test };
}
