/** The evaluation worker's answers, by what is asked. Each gets the evaluated run and the question; failures are Problems.
 * Sums, scales and verdicts are the engine's; a verdict is the end of a text's key with its numbers as texts, for the page to make a sentence. */
import { Problem } from './problem.mjs';
import { newNetwork, newTrainer } from './engine.mjs';

const worstShown = 48;

/** The last one: assessments of a set at a step are costly and asked for often. */
const assessed = { network: null, name: '', made: null };

/** What the network makes of a whole set (src/app/bindings_evaluation.cpp). */
function assessment(subject, name) {
  const { network } = subject.now();
  if (assessed.network !== network || assessed.name !== name) {
    assessed.made?.delete();
    assessed.made = null;
    Object.assign(assessed, { network, name, made: new subject.engine.Assessment(network, subject.set(name)) });
  }
  return assessed.made;
}

/** The image of a question: drawn ones as the network is to see them. */
function imageOf(subject, question) {
  if (!question.image) {
    const set = subject.set(question.set);
    return { image: set.image(question.index), label: set.label(question.index) };
  }
  const [rows, columns] = subject.imageShape();
  if (rows !== columns) throw new Problem('ask.not_square');
  return { image: subject.engine.centredDigit(question.image, rows) };
}

const flat = ({ data }) => ({ shape: [1, data.length], data });

const digits = Array.from({ length: 10 }, (_, k) => String(k));

/** What the file says of a graph beside its numbers. @param {object} facts what the origin says of it */
function about(subject, { layerName = 'layer', garments, view }, facts) {
  const { data } = subject.settings;
  const classes = { mnist: digits, 'fashion-mnist': garments }[data];
  return { layerName, image: subject.imageShape(), ...(classes && { classes }), origin: { room: 'mnist', view, data, ...facts } };
}

function document(subject, question) {
  if (question.of === 'step') return stepDocument(subject, question);
  const { network, iteration } = subject.now();
  const { image, label } = imageOf(subject, question);
  const predicted = subject.engine.ranking(network.predict(flat(image)).data, 1).best;
  const t = [label ?? predicted];
  const { set, index, unit, layer = 1 } = question;
  const facts = { ...(question.image ? { kind: 'drawing' } : { kind: 'sample', set, index, label }), predicted, step: iteration + 1 };
  if (question.of !== 'unit') return { text: network.sampleFile(image, t, about(subject, question, facts)) };
  return { text: network.unitFile(image, t, layer, unit, about(subject, question, { ...facts, kind: 'unit', layer, unit })) };
}

/** The whole batch of a step, with the weights before it: from the checkpoint before, trained on. */
function stepDocument(subject, question) {
  const { step } = question;
  if (!(Number.isInteger(step) && step >= 1)) throw new Problem('ask.step');
  const before = subject.iterations().filter((iteration) => iteration + 1 < step).at(-1);
  const set = subject.set('train');
  const network = subject.newNetwork();
  const trainer = newTrainer(subject.engine, network, subject.settings, subject.sets);
  try {
    if (before !== undefined) trainer.restore(subject.bytesOf(before));
    const missing = step - 1 - (before === undefined ? 0 : before + 1);
    if (missing > 20000) throw new Problem('ask.step_too_far', { step });
    if (missing > 0) trainer.step(missing);
    const { x, t } = set.gather(trainer.nextBatch());
    return { text: network.sampleFile(x, t, about(subject, question, { kind: 'step', set: 'train', step })) };
  } finally {
    trainer.delete();
    network.delete();
  }
}

export const answers = {
  weights(subject) {
    const { network, trainer, iteration } = subject.now();
    const { W1 } = network.params();
    const { x, t } = trainer ? subject.set('train').gather(trainer.nextBatch()) : {};
    const [, units] = W1.shape;
    const [rows, columns] = subject.imageShape();
    const none = { shape: W1.shape, data: new Float32Array(W1.data.length) };
    const weights = subject.engine.unitImages(W1);
    const gradients = subject.engine.unitImages(x ? network.gradient(x, t).W1 : none);
    const of = (part) => ({ weights: weights[part], gradients: gradients[part] });
    return { iteration, units, rows, columns, weights: weights.images, gradients: gradients.images,
      extremes: of('extremes'), full: of('full'), largest: of('largest') };
  },

  statistics(subject) {
    const shown = subject.shown();
    if (!subject.history.some((entry) => entry.iteration === shown)) subject.record(shown);
    const { layers } = subject.history.find((entry) => entry.iteration === shown);
    const flow = subject.engine.gradientFlow(layers[0].meanAbsGradient, layers.at(-1).meanAbsGradient);
    return { shown, history: subject.history, flow };
  },

  mistakes(subject, { set: name }) {
    const { iteration } = subject.now();
    const found = assessment(subject, name);
    return { iteration, set: name, ...found.summary(), worst: found.mistakes(worstShown).samples };
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
    const { network, iteration } = subject.now();
    const { image, label } = imageOf(subject, question);
    const x = flat(image);
    const [rows, columns] = image.shape;
    const answer = { iteration, rows, columns, seen: Float32Array.from(image.data),
      probabilities: Float32Array.from(network.probabilities(x).data), label };
    if (question.class !== undefined) {
      answer.gradient = Float32Array.from(network.inputGradient(x, question.class).data);
      answer.scale = subject.engine.colourScale(answer.gradient).largest;
    }
    return answer;
  },

  check(subject, { step = 1e-4 }) {
    const { x, t } = subject.set('train').gather([0, 1, 2]);
    const { network } = subject.now();
    const exact = newNetwork(subject.engine, subject.settings, subject.sets, 'float64');
    try {
      exact.setParams(network.params());
      const begun = performance.now();
      const rows = exact.gradCheck(x, t, { step });
      const seconds = (performance.now() - begun) / 1000;
      return { ...subject.engine.checkVerdict(rows), layers: Array.from(exact.layers), seconds };
    } finally {
      exact.delete();
    }
  },

  document,

  export(subject, { as }) {
    const { network, iteration } = subject.now();
    const { batchSize, learningRate, optimizer, iterations } = subject.settings;
    const made = as === 'pytorch' ? network.exportAs(as, { batchSize, learningRate, optimizer, iterations }) : network.exportAs(as);
    const ending = { npz: 'npz', onnx: 'onnx', pytorch: 'py' }[as];
    return {
      name: `network-${Array.from(network.layers).join('-')}-step-${iteration + 1}.${ending}`,
      bytes: typeof made === 'string' ? new TextEncoder().encode(made) : made.slice(),
    };
  },

  /** The hidden layers of a .npz file, when its network fits the images. */
  network(subject, { bytes }) {
    const hidden = Array.from(subject.engine.npzLayers(bytes)).slice(1, -1);
    const network = newNetwork(subject.engine, { ...subject.settings, hidden }, subject.sets);
    try {
      network.importNpz(bytes);
    } finally {
      network.delete();
    }
    return { hidden };
  },

  checkpoint: (subject, { iteration }) => ({ bytes: subject.bytesOf(iteration)?.slice() ?? null }),

  /** What the data at hand is. */
  data(subject) {
    const { train, test, rows, columns, classes } = subject.data();
    return { rows, columns, classes, train: train.size, test: test.size };
  },
};
