import convnetjs from 'convnetjs';
import { batch, below, floats, labels, seconds } from './numbers.mjs';

/** ConvNetJS, one sample after the other as it works: `steps` steps of 100, and 1,000 images evaluated for all 70,000. */
export async function run({ steps, data }) {
  const [x, t] = [floats(data.trainImages), labels(data.trainLabels)];
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: 784 },
    { type: 'fc', num_neurons: 50, activation: 'relu' },
    { type: 'softmax', num_classes: 10 },
  ]);
  const trainer = new convnetjs.SGDTrainer(net, { method: 'sgd', learning_rate: 0.1, momentum: 0, batch_size: 100, l2_decay: 0 });
  const sample = new convnetjs.Vol(1, 1, 784, 0);
  const load = (i) => { for (let p = 0; p < 784; ++p) sample.w[p] = x[i * 784 + p]; return sample; };
  const step = () => { for (const i of batch(100, 60000)) trainer.train(load(i), t[i]); };
  for (let i = 0; i < 3; ++i) step();
  const train = await seconds(() => { for (let i = 0; i < steps; ++i) step(); });
  let right = 0;
  const evaluate = await seconds(() => {
    for (let k = 0; k < 1000; ++k) {
      const i = below(60000);
      net.forward(load(i));
      right += net.getPrediction() === t[i];
    }
  });
  return { train, evaluate: evaluate * 70, test: right / 1000 };
}
