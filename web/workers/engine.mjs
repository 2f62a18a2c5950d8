/** What both workers need: the engine, data sets made from files, networks. */
import { inTime } from './in_time.mjs';
import { Problem } from './problem.mjs';

/** @typedef {import('../engine/backprop').Backprop & import('./messages').EvaluationFunctions} Engine */
/** @typedef {import('../engine/backprop').Dataset} Dataset */
/** @typedef {import('../engine/backprop').Network} Network */
/** @typedef {import('../protocol/reports').Settings} Settings */
/** @typedef {import('./messages').ImageFile} ImageFile */
/** @typedef {{ train: Dataset, test: Dataset, rows: number, columns: number, classes: number }} Sets */

const mostSide = 64;
const mostClasses = 100;
/** Seconds within which the engine's script must arrive: the page has loaded it already. */
const arrivesWithin = 4;
/** Seconds within which it must be ready then. */
const preparedWithin = 20;
const script = 'app/playground.mjs';
/** Bytes of a file that are read at a time. */
const slice = 2 ** 23;

/** Tells the page that long work goes on. */
export const beat = () => postMessage({ type: 'beat' });

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
    return await create(module);
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (error instanceof WebAssembly.LinkError) throw new Problem('worker.versions_differ', { worker: script });
    throw new Problem('worker.no_engine', { reason: /** @type {Partial<Error> | null} */ (error)?.message ?? String(error) });
  }
}

/** @param {WebAssembly.Module} module @returns {Promise<Engine>} */
async function create(module) {
  const { default: createPlayground } = await inTime(import('../app/playground.mjs'), arrivesWithin * 1000,
    () => new Problem('fetch.stalled', { file: script, seconds: arrivesWithin }));
  // From here on only the processor is waited for, which may have much else to do.
  let seconds = 0;
  const preparing = setInterval(() => { if (++seconds < preparedWithin) beat(); }, 1000);
  try {
    /** @type {Engine} */
    const engine = await new Promise((resolve, reject) => {
      createPlayground({
        instantiateWasm(imports, done) {
          WebAssembly.instantiate(module, imports).then((instance) => done(instance, module)).catch(reject);
          return {};
        },
        onAbort: (/** @type {unknown} */ reason) => reject(new Error(String(reason))),
      }).then(resolve, reject);
    });
    engine.pulseTo(beat);
    return engine;
  } finally {
    clearInterval(preparing);
  }
}

/** The bytes of a file, read in slices. @param {ImageFile} file @returns {Promise<Uint8Array>} */
export async function bytesOf(file) {
  if (!(file instanceof Blob)) return file;
  const whole = new Uint8Array(file.size);
  for (let at = 0; at < file.size; at += slice) {
    try {
      whole.set(new Uint8Array(await file.slice(at, at + slice).arrayBuffer()), at);
    } catch {
      throw new Problem('data.own_gone'); // it was changed or removed meanwhile
    }
    beat();
  }
  return whole;
}

/** The first sample whose label is the largest. @param {Dataset} set */
function largestLabel(set) {
  let index = 0;
  while (set.label(index) < set.classes - 1) ++index;
  return { index, label: set.classes - 1 };
}

/**
 * Training and test images.
 * @param {Engine} engine
 * @param {ImageFile[]} files IDX, raw or gzip: training images and labels, test images and labels; or one pair, whose last sixth is for testing
 */
export async function openData(engine, files) {
  const names = files.map((file, i) => (file instanceof File ? file.name : ['images', 'labels'][i % 2]));
  const [train, test] = engine.dataSets(await Promise.all(files.map(bytesOf)), names);
  try {
    const [rows, columns] = train.imageShape;
    const classes = Math.max(train.classes, test.classes);
    if (test.imageShape[0] !== rows || test.imageShape[1] !== columns) {
      throw new Problem('data.sizes_differ', { rows, columns, test_rows: test.imageShape[0], test_columns: test.imageShape[1] });
    }
    if (rows > mostSide || columns > mostSide) {
      throw new Problem('data.images_too_large', { rows, columns, most: mostSide });
    }
    if (classes < 2 || classes > mostClasses) {
      const { index, label } = largestLabel(train.classes === classes ? train : test);
      throw new Problem('data.class_count', { classes, most: mostClasses, index, label });
    }
    return { train, test, rows, columns, classes };
  } catch (error) {
    train.delete();
    test.delete();
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
