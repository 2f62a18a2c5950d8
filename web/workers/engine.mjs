/** What both workers need: the engine, data sets made from files, networks. */
import { Problem } from './problem.mjs';

/** @typedef {import('../engine/backprop').Backprop & import('./messages').EvaluationFunctions} Engine */
/** @typedef {import('../engine/backprop').Dataset} Dataset */
/** @typedef {import('../engine/backprop').Network} Network */
/** @typedef {import('../protocol/reports').Settings} Settings */
/** @typedef {{ train: Dataset, test: Dataset, rows: number, columns: number, classes: number }} Sets */

const mostSide = 64;
const mostClasses = 100;

/** @type {Promise<Engine> | null} */
let loading = null;

/**
 * The engine, in the module that the page has compiled.
 * @param {WebAssembly.Module} module
 * @returns {Promise<Engine>}
 */
export function loadEngine(module) {
  loading ??= load(module);
  return loading;
}

/** @param {WebAssembly.Module} module @returns {Promise<Engine>} */
async function load(module) {
  try {
    const { default: createPlayground } = await import('../app/playground.mjs');
    return await createPlayground({
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(module, imports).then((instance) => done(instance, module));
        return {};
      },
    });
  } catch (error) {
    throw new Problem('worker.no_engine', { reason: /** @type {Partial<Error> | null} */ (error)?.message ?? String(error) });
  }
}

/**
 * Training and test images.
 * @param {Engine} engine
 * @param {Uint8Array[]} files training images and labels, test images and labels: IDX, raw or gzip
 */
export function openData(engine, files) {
  const [trainImages, trainLabels, testImages, testLabels] = files;
  const train = engine.Dataset.fromIdx(trainImages, trainLabels);
  let test;
  try {
    test = engine.Dataset.fromIdx(testImages, testLabels);
    const [rows, columns] = train.imageShape;
    const classes = Math.max(train.classes, test.classes);
    if (test.imageShape[0] !== rows || test.imageShape[1] !== columns) {
      throw new Problem('data.sizes_differ', { rows, columns, test_rows: test.imageShape[0], test_columns: test.imageShape[1] });
    }
    if (rows > mostSide || columns > mostSide) {
      throw new Problem('data.images_too_large', { rows, columns, most: mostSide });
    }
    if (classes < 2 || classes > mostClasses) {
      throw new Problem('data.class_count', { classes, most: mostClasses });
    }
    return { train, test, rows, columns, classes };
  } catch (error) {
    train.delete();
    test?.delete();
    throw error;
  }
}

/**
 * The network of a run on these images; without images, of the size that MNIST has.
 * @param {Engine} engine @param {Settings} settings @param {Sets | null} sets @param {'float32' | 'float64'} [precision]
 */
export function newNetwork(engine, settings, sets, precision = 'float32') {
  const [inputs, classes] = sets ? [sets.rows * sets.columns, sets.classes] : [784, 10];
  const { hidden, activation, weightInit, seed } = settings;
  return new engine.Network({ layers: [inputs, ...hidden, classes], activation, weightInit, seed, precision });
}

/** @param {Engine} engine @param {Network} network @param {Settings} settings @param {Sets} sets */
export function newTrainer(engine, network, settings, sets) {
  const { batchSize, learningRate, optimizer, seed } = settings;
  return new engine.Trainer(network, sets.train, sets.test, { batchSize, learningRate, optimizer, seed });
}
