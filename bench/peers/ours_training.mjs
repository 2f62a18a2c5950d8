/** The notes' experiment by our engine's module, in a browser. @param {{steps, every, data}} plan */
export async function run({ steps, every, data }) {
  const { default: create } = await import('/dist/engine/backprop.mjs');
  const bp = await create();
  const train = bp.Dataset.fromIdx(data.trainImages, data.trainLabels);
  const test = bp.Dataset.fromIdx(data.testImages, data.testLabels);
  const net = new bp.Network({ layers: [784, 50, 10], seed: 1 });
  const trainer = new bp.Trainer(net, train, test, { batchSize: 100, learningRate: 0.1, seed: 1 });
  const spent = { train: 0, evaluate: 0, test: 0 };
  for (let done = 0; done < steps; done += every) {
    const begin = performance.now();
    spent.test = trainer.evaluate().test;
    const between = performance.now();
    const end = Math.min(done + every, steps);
    for (let at = done; at < end; at += 20) trainer.step(Math.min(20, end - at));
    spent.evaluate += (between - begin) / 1000;
    spent.train += (performance.now() - between) / 1000;
  }
  return spent;
}
