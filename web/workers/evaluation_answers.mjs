/**
 * The evaluation worker's answers, by what is asked (messages.d.ts). Failures are Problems. Sums, scales and verdicts are the engine's;
 * a verdict is the end of a text's key with its numbers as texts, for the page to make a sentence.
 */
import { Problem } from './problem.mjs';
import { newNetwork, newTrainer } from './engine.mjs';
import { networkBytes, sortFiles } from './own_files.mjs';

/** @typedef {import('./evaluated_run.mjs').EvaluatedRun} EvaluatedRun */
/** @typedef {import('./messages').Questions} Questions */
/** @typedef {import('./messages').GraphRequest} GraphRequest */
/** @typedef {import('./messages').Assessment} Assessment */
/** @typedef {import('../engine/backprop').LayerStatistics} LayerStatistics */
/** @typedef {import('../engine/backprop').Network} Network */

const worstShown = 48;

/** The last one: assessments of a set at a step are costly and asked for often. */
/** @type {{ network: Network, name: string, made: Assessment } | null} */
let assessed = null;

/** What the network makes of a whole set. @param {EvaluatedRun} subject @param {'train' | 'test'} name @returns {Assessment} */
function assessment(subject, name) {
  const { network } = subject.now();
  if (assessed?.network !== network || assessed.name !== name) {
    assessed?.made.delete();
    assessed = null;
    assessed = { network, name, made: new subject.engine.Assessment(network, subject.set(name)) };
  }
  return assessed.made;
}

/**
 * The image of a question: drawn ones as the network is to see them.
 * @param {EvaluatedRun} subject @param {import('./messages').ImageSource} question
 */
function imageOf(subject, question) {
  if (!question.image) {
    const set = subject.set(question.set);
    return { image: set.image(question.index), label: set.label(question.index) };
  }
  const [rows, columns] = subject.imageShape();
  if (rows !== columns) throw new Problem('ask.not_square');
  return { image: subject.engine.centredDigit(question.image, rows), label: undefined };
}

/** An image as a batch of one. @param {import('../engine/backprop').Tensor} image */
const flat = ({ data }) => ({ shape: [1, data.length], data });

const digits = Array.from({ length: 10 }, (_, k) => String(k));

/**
 * What the file says of a graph beside its numbers.
 * @param {EvaluatedRun} subject @param {GraphRequest} question @param {object} facts what the origin says of it
 */
function about(subject, { layerName = 'layer', garments, view }, facts) {
  const { data } = subject.settings;
  const classes = data === 'mnist' ? digits : data === 'fashion-mnist' ? garments : undefined;
  return { layerName, image: subject.imageShape(), ...(classes && { classes }), origin: { room: 'mnist', view, data, ...facts } };
}

/** @param {EvaluatedRun} subject @param {GraphRequest} question */
function document(subject, question) {
  if (question.of === 'step') return stepDocument(subject, question);
  const { network, steps } = subject.now();
  const { image, label } = imageOf(subject, question);
  const predicted = subject.engine.ranking(network.predict(flat(image)).data, 1).best;
  const t = [label ?? predicted];
  const from = question.image ? { kind: 'drawing' } : { kind: 'sample', set: question.set, index: question.index, label };
  const facts = { ...from, predicted, step: steps };
  if (question.of !== 'unit') return { text: network.sampleFile(image, t, about(subject, question, facts)) };
  const { unit, layer = 1 } = question;
  return { text: network.unitFile(image, t, layer, unit, about(subject, question, { ...facts, kind: 'unit', layer, unit })) };
}

/**
 * The whole batch of a step, with the weights before it: from the checkpoint before, trained on.
 * @param {EvaluatedRun} subject @param {Extract<GraphRequest, { of: 'step' }>} question
 */
function stepDocument(subject, question) {
  const { step } = question;
  if (!(Number.isInteger(step) && step >= 1)) throw new Problem('ask.step');
  const before = subject.steps().filter((steps) => steps < step).at(-1) ?? 0;
  const set = subject.set('train');
  const network = subject.newNetwork();
  const trainer = newTrainer(subject.engine, network, subject.settings, subject.data());
  try {
    const bytes = subject.bytesOf(before);
    if (bytes) trainer.restore(bytes);
    const missing = step - 1 - before;
    if (missing > 20000) throw new Problem('ask.step_too_far', { step });
    if (missing > 0) trainer.step(missing);
    const { x, t } = set.gather(trainer.nextBatch());
    return { text: network.sampleFile(x, t, about(subject, question, { kind: 'step', set: 'train', step })) };
  } finally {
    trainer.delete();
    network.delete();
  }
}

/** @type {{ [What in keyof Questions]: import('./messages').Answerer<What> }} */
export const answers = {
  weights(subject) {
    const { network, trainer, steps } = subject.now();
    const { W1 } = network.params();
    const batch = trainer && subject.set('train').gather(trainer.nextBatch());
    const [, units] = W1.shape;
    const [rows, columns] = subject.imageShape();
    const none = { shape: W1.shape, data: new Float32Array(W1.data.length) };
    const weights = subject.engine.unitImages(W1);
    const gradients = subject.engine.unitImages(batch ? network.gradient(batch.x, batch.t).W1 : none);
    /** @template {'extremes' | 'full' | 'largest'} Part @param {Part} part */
    const of = (part) => ({ weights: weights[part], gradients: gradients[part] });
    return { steps, units, rows, columns, weights: weights.images, gradients: gradients.images,
      extremes: of('extremes'), full: of('full'), largest: of('largest') };
  },

  statistics(subject) {
    const shown = subject.shown();
    if (!subject.history.some((entry) => entry.steps === shown)) subject.record(shown);
    const { layers } = /** @type {EvaluatedRun['history'][0]} */ (subject.history.find((entry) => entry.steps === shown));
    const flow = subject.engine.gradientFlow(layers[0].meanAbsGradient, /** @type {LayerStatistics} */ (layers.at(-1)).meanAbsGradient);
    return { shown, history: subject.history, flow };
  },

  mistakes(subject, { set: name }) {
    const { steps } = subject.now();
    const found = assessment(subject, name);
    return { steps, set: name, ...found.summary(), worst: found.mistakes(worstShown).samples };
  },

  cell: (subject, { set: name, label, predicted, count = worstShown }) => assessment(subject, name).cell(label, predicted, count),

  images(subject, { set: name, indices }) {
    const set = subject.set(name);
    const [rows, columns] = set.imageShape;
    const pixels = new Uint8Array(indices.length * rows * columns);
    indices.forEach((index, at) => {
      pixels.set(set.image(index).data.map((grey) => Math.round(grey * 255)), at * rows * columns);
    });
    return { rows, columns, pixels };
  },

  /** The label of every image. */
  labels(subject, { set: name }) {
    const set = subject.set(name);
    return { labels: Uint8Array.from({ length: set.size }, (_, i) => set.label(i)) };
  },

  predict(subject, question) {
    const { network, steps } = subject.now();
    const { image, label } = imageOf(subject, question);
    const x = flat(image);
    const [rows, columns] = image.shape;
    const answer = { steps, rows, columns, seen: Float32Array.from(image.data),
      probabilities: Float32Array.from(network.probabilities(x).data), label };
    if (question.class === undefined) return answer;
    const gradient = Float32Array.from(network.inputGradient(x, question.class).data);
    return { ...answer, class: question.class, gradient, scale: subject.engine.colourScale(gradient).largest };
  },

  check(subject, { step = 1e-4 }) {
    const { x, t } = subject.set('train').gather([0, 1, 2]);
    const { network, steps } = subject.now();
    const exact = newNetwork(subject.engine, subject.settings, subject.sets, 'float64');
    try {
      exact.setParams(network.params());
      const begun = performance.now();
      const rows = exact.gradCheck(x, t, { step });
      const seconds = (performance.now() - begun) / 1000;
      return { steps, ...subject.engine.checkVerdict(rows), layers: Array.from(exact.layers), seconds };
    } finally {
      exact.delete();
    }
  },

  document,

  export(subject, { as }) {
    const { network, steps } = subject.now();
    const { batchSize, learningRate, optimizer, iterations } = subject.settings;
    const made = as === 'pytorch' ? network.exportAs(as, { batchSize, learningRate, optimizer, iterations }) : network.exportAs(as);
    const ending = as === 'pytorch' ? 'py' : as;
    return {
      name: `network-${Array.from(network.layers).join('-')}-step-${steps}.${ending}`,
      bytes: typeof made === 'string' ? new TextEncoder().encode(made) : made.slice(),
    };
  },

  /** The hidden layers of a .npz file, when its network fits the images, and its bytes. */
  async network(subject, { file }) {
    const bytes = await networkBytes(subject.engine, file);
    const hidden = Array.from(subject.engine.npzLayers(bytes)).slice(1, -1);
    const network = newNetwork(subject.engine, { ...subject.settings, hidden }, subject.sets);
    try {
      network.importNpz(bytes);
    } finally {
      network.delete();
    }
    return { hidden, bytes };
  },

  files: (subject, { files }) => sortFiles(subject.engine, files),

  stored(subject, { run, steps, bytes }) {
    const facts = subject.engine.checkpointFacts(bytes);
    const { hidden, activation, optimizer } = run.settings;
    const same = facts.steps === steps && String(facts.layers.slice(1, -1)) === String(hidden)
      && facts.activation === activation && facts.optimizer === optimizer;
    if (!same) throw new Problem('run.saved_damaged');
    return {};
  },

  checkpoint: (subject, { steps }) => ({ bytes: subject.bytesOf(steps)?.slice() ?? null }),

  /** What the data at hand is. */
  data(subject) {
    const { train, test, rows, columns, classes } = subject.data();
    return { rows, columns, classes, train: train.size, test: test.size };
  },
};
