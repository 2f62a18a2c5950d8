/**
 * Backprop Playground's engine as an ES module, for Node 20+ and browsers:
 *
 * ```js
 * import createBackprop from './backprop.mjs';
 * const bp = await createBackprop();
 * ```
 *
 * Every failure throws an `Error` whose message says what was wrong, and leaves the object as it was. Its `code` says
 * the same to a program, such as `'formula.unknown_function'`, and never changes; see `EngineError`.
 *
 * Objects live in the module's own memory: call `delete()` when one is no longer needed.
 */

/** A tensor in row-major order, as NumPy keeps it. */
export interface Tensor {
  shape: number[];
  data: Float64Array | Float32Array;
}

/** What the engine hands out: a number for a scalar, else a tensor. Data is a copy, yours to keep and change. */
export type Value = number | Tensor;

/** Numbers in nested arrays, all rows of the same length. */
export type Nested = ArrayLike<number> | Nested[];

/** What the engine takes wherever a value goes in. */
export type ValueLike = number | { shape: ArrayLike<number>; data: ArrayLike<number> } | Nested;

/** An argument of an error: a name or text, a number, or another error that is a part of this one. */
export type ErrorArgument = string | number | null | { code: string; args: { [name: string]: ErrorArgument } };

/** What the engine throws. */
export interface EngineError extends Error {
  /** What was wrong: an id of src/base/problems.inl. */
  code: string;
  /** What the message says of this case, by name: `{ name: 'sigmod', … }`. */
  args: { [name: string]: ErrorArgument };
  /** Of an error in a formula: its place, counted from 1 in code points. */
  line?: number;
  column?: number;
  length?: number;
}

/** One term of a node's gradient: what one of its consumers sends back. */
export interface Contribution {
  /** Id of the consumer. */
  from: number;
  /** Which of the consumer's inputs the node is, from 0. */
  input: number;
  value: Value;
}

export interface GraphNode {
  id: number;
  /** Absent for an intermediate result without a name. */
  name?: string;
  /** `'input'` for a leaf, `'constant'` for a number in the formula, else the op: `'mul'`, `'affine'` … */
  op: string;
  /** Ids of the inputs. */
  inputs: number[];
  shape: number[];
  value: Value;
  /** d Σ(upstream · output) / d node; 0 where nothing leads to the output and for constants without a name. */
  grad: Value;
  /** Their sum is `grad`. Empty for the output. */
  contributions: Contribution[];
}

/** How backpropagation and central differences, (f(x+h) − f(x−h)) / 2h, differ at one input. */
export interface GradCheckRow {
  name: string;
  meanAbs: number;
  maxAbs: number;
  maxRel: number;
}

/** That a graph computes the same before and after `fold` or `unfold`, at the inputs' present values. */
export interface EqualityProof {
  /** Id of the node that now stands for the result. */
  id: number;
  /** The gradient of every input in both forms, and their largest difference. */
  gradients: { name: string; before: Value; after: Value; difference: number }[];
  valueDifference: number;
  /** Of all gradients and the output. */
  largestDifference: number;
}

/** A computational graph in double precision whose values and gradients are always current. */
export interface Graph {
  /** The value of a node, by name or id; of the output when left out. */
  value(name?: string | number): Value;
  /** The gradient of the output with respect to a node, by name or id. */
  grad(name?: string | number): Value;
  /** Sets an input. Only what depends on it is computed again. NaN is refused, ±Infinity is not. */
  set(name: string | number, value: ValueLike): void;
  /** The gradient that flows into the output, in the output's shape. Ones unless set. */
  setUpstream(value: ValueLike): void;
  /** Which node's gradient is taken; its upstream gradient starts as ones. */
  setOutput(name: string | number): void;
  /** Every node, inputs before their consumers. */
  nodes(): GraphNode[];
  /** ∂ node / ∂ input: what a scalar node multiplies its upstream gradient by. */
  localGradient(node: string | number, inputIndex: number): number;
  /** Compares the gradient of every input that has one with central differences. `step` is 1e-4 unless given. */
  gradCheck(options?: { step?: number }): GradCheckRow[];
  /** A formula of the same graph, in the shortest readable form. */
  formula(): string;
  /** Adds the present gradient of every node to its sum, as a second `backward()` does in PyTorch. `grad()` never adds up. */
  backward(): void;
  /** The sum of a node's gradients over the `backward()` calls since `zeroGrad()`. */
  accumulatedGrad(name?: string | number): Value;
  zeroGrad(): void;
  /** Takes a node apart into simpler ops: sigmoid(x) → 1 / (1 + exp(-1 * x)). The graph changes; the proof tells how near it stays. */
  unfold(name: string | number): EqualityProof;
  /** Makes one op of the nodes that end here and compute what an op computes. */
  fold(name: string | number): EqualityProof;
  /** The graph and its inputs' values as a file; every number reads back the same. */
  toJSON(): string;
  /** The graph for Graphviz, with values and gradients. */
  toDOT(): string;
  delete(): void;
}

export interface GraphClass {
  /** The graph of a formula, with a value for every input: `fromFormula('y = x * 2', { x: 3 })`. */
  fromFormula(text: string, values?: Record<string, ValueLike>): Graph;
  /** The graph that toJSON wrote. A file that is not exactly the format is refused with the reason. */
  fromJSON(text: string): Graph;
}

/** Images of one size, each with the number of its class. */
export interface Dataset {
  readonly size: number;
  /** `[rows, columns]` */
  readonly imageShape: number[];
  /** The largest label + 1. */
  readonly classes: number;
  /** Image number i, grey levels divided by 255. */
  image(i: number): Tensor;
  label(i: number): number;
  /** Many samples as a batch: `x` (n, pixels), grey levels divided by 255, and `t` (n). */
  gather(indices: ArrayLike<number>): { x: Tensor; t: Tensor };
  delete(): void;
}

export interface DatasetClass {
  /** From the two IDX files of an MNIST-like set, raw or packed with gzip. */
  fromIdx(images: Uint8Array | ArrayBuffer, labels: Uint8Array | ArrayBuffer): Dataset;
}

/** `W1`, `b1`, `W2`, `b2` … */
export type Parameters = Record<string, Tensor>;

export interface NetworkOptions {
  /** Sizes: input, hidden …, output; like `[784, 50, 10]`. */
  layers: ArrayLike<number>;
  /** Default `'relu'`. */
  activation?: 'relu' | 'sigmoid' | 'tanh';
  /** First weights: N(0, 1) times this, or times √(2/n) (`'he'`) or √(1/n) (`'xavier'`), n inputs. Default 0.01. */
  weightInit?: number | 'he' | 'xavier';
  /** A whole number, default 1: the same seed gives the same weights. */
  seed?: number;
  /** Default `'float32'`. */
  precision?: 'float32' | 'float64';
}

/** Equal bins from low to high; the last one has high itself. What is outside counts in the nearest bin, NaN nowhere. */
export interface Histogram {
  low: number;
  high: number;
  counts: Uint32Array;
  /** Numbers in all bins. */
  total: number;
  /** The bin with the most. */
  fullest: number;
}

/** What one layer does with a batch. */
export interface LayerStatistics {
  /** `z1`, `z2` … and, last, the scores: `a3`. */
  name: string;
  units: number;
  /** Units that no sample moves: with relu 0 for every sample; with sigmoid and tanh where the slope is below 0.01 for every sample. */
  dead: number;
  /** 48 bins, from 0 (relu, sigmoid) or −high to the smallest power of two that no |z| exceeds. */
  activations: Histogram;
  /** Of log10 |∂L/∂a|, a the layer's weighted sums before the activation: 56 bins, −12 … 2; zeros in none. */
  gradients: Histogram;
  zeroGradients: number;
  meanAbsGradient: number;
  /** Of gradients that are exactly 0: 0 … 1. */
  zeroShare: number;
  /** Whether more than a quarter of the units is dead. */
  stuck: boolean;
}

/** What a network makes of a whole data set. */
export interface Assessment {
  accuracy: number;
  /** classes²: row = label, column = predicted. */
  confusion: Uint32Array;
  /** The class of the highest score, by sample. */
  predicted: Uint8Array;
  /** −ln p(label), by sample. */
  losses: Float32Array;
}

/**
 * A classifier of fully connected layers, softmax and cross entropy. A batch `x` is (N, inputs), or (N, …) with as many
 * values a sample; one sample may come alone. Labels `t` are class numbers, (N), or one-hot rows, (N, classes). Data is
 * a `Float32Array` or a `Float64Array`, after the network's precision.
 */
export interface Network {
  /** Sizes: input, hidden …, output. */
  readonly layers: number[];
  params(): Parameters;
  /** Replaces the parameters given. */
  setParams(params: Record<string, ValueLike>): void;
  /** Scores before softmax: (N, classes), or (classes) for a sample that came alone. */
  predict(x: ValueLike): Tensor;
  /** Mean cross entropy of the batch. */
  loss(x: ValueLike, t: ValueLike): number;
  /** The share of samples, 0 … 1, whose highest score is that of their class. */
  accuracy(x: ValueLike, t: ValueLike): number;
  /** ∂ loss / ∂ parameter, by backpropagation. */
  gradient(x: ValueLike, t: ValueLike): Parameters;
  /** The same by central differences, computed in double. `step` is 1e-4 unless given. */
  numericalGradient(x: ValueLike, t: ValueLike, options?: { step?: number }): Parameters;
  /**
   * Compares both for every parameter, in double (book 5.7.3); of a parameter with more than `most` elements that many,
   * evenly spread.
   */
  gradCheck(x: ValueLike, t: ValueLike, options?: { step?: number; most?: number }): GradCheckRow[];
  /** softmax(predict(x)) */
  probabilities(x: ValueLike): Tensor;
  /** ∂ ln p(class) / ∂ x of one sample, in its shape: where more brightness makes the class likelier. */
  inputGradient(x: ValueLike, classNumber: number): Tensor;
  /** One for each layer, on this batch. */
  statistics(x: ValueLike, t: ValueLike): LayerStatistics[];
  assess(set: Dataset): Assessment;
  /** This very computation as a graph, with `x`, `t` and the parameters as inputs. */
  toGraph(x: ValueLike, t: ValueLike): Graph;
  /**
   * The parameters as NumPy's `.npz`, W1 b1 W2 b2 … (docs/network-files.md), or the network as an ONNX model in float32, from
   * `x` (N, inputs) to `scores` and `probabilities`.
   */
  exportAs(format: 'npz' | 'onnx'): Uint8Array;
  /** The network and its training as a Python program for PyTorch, with the weights inside. */
  exportAs(
    format: 'pytorch',
    options?: { batchSize?: number; learningRate?: number; optimizer?: TrainerOptions['optimizer']; seed?: number; iterations?: number },
  ): string;
  /** Takes the parameters from an `.npz` file of a network with the same layers. */
  importNpz(bytes: Uint8Array | ArrayBuffer): void;
  /**
   * This very computation as a graph's file (docs/file-format.md), each layer a folded group `layer 1`, `layer 2` …. One
   * sample comes as a vector. Float weights are written with their shortest decimals.
   */
  sampleFile(x: ValueLike, t: ValueLike, options?: FileOptions): string;
  /**
   * The same for one unit (layer from 1, unit from 0): `u = sum(x * w) + b`, its activation, `w_out`, by which it reaches the
   * next layer, `rest`, all that other units send there, and the layers after that. The loss and its slope by the unit's
   * weights are those of the whole network. One sample at the first layer keeps its own shape.
   */
  unitFile(x: ValueLike, t: ValueLike, layer: number, unit: number, options?: FileOptions): string;
  delete(): void;
}

/** What a network's file says of it beside the numbers. */
export interface FileOptions {
  /** The word before a layer's number. Default `'layer'`. */
  layerName?: string;
  /** Rows and columns of the images that `x` is made of; a matrix `x` is one image without it. */
  image?: [number, number];
  /** Names of the network's classes. */
  classes?: string[];
  /** What the graph is made of, as in docs/file-format.md. */
  origin?: object;
}

export interface TrainerOptions {
  /** Samples a step, drawn with replacement. Default 100. */
  batchSize?: number;
  /** Default 0.1. */
  learningRate?: number;
  /** Default `'sgd'`. */
  optimizer?: 'sgd' | 'momentum' | 'adagrad' | 'adam';
  /** Of the random draw. Default 1. */
  seed?: number;
  /** Indices of training samples, batchSize a step, instead of the random draw. */
  batches?: ArrayLike<number>;
}

export interface StepReport {
  /** Steps since the start. */
  iteration: number;
  /** Of the last step, before its update. */
  loss: number;
  /** Of each of the steps just done. Shorter than asked for when a loss was not finite: training stops there. */
  lossHistory: Float32Array;
  /** That these steps took. */
  seconds: number;
}

/** Trains a network. The same seed gives the same results bit for bit, however the steps are split into calls. */
export interface Trainer {
  /**
   * Does n steps, 1 unless given. A loss that is not finite ends the call: its step counts and its loss is reported, but
   * nothing is updated from it, so that the network stays as the step before left it.
   */
  step(n?: number): StepReport;
  /** Plans evaluations as the book does, right after the first step of each epoch; for a run of so many steps at most about 100. */
  evaluateByEpoch(steps: number): void;
  /** Lets `advance` work until that many steps are done since the start; 0 pauses. */
  go(until: number): void;
  /** Does steps until the run is over, an evaluation is due or about that much time has passed. */
  advance(milliseconds: number): StepReport & { evaluationDue: boolean };
  /** Whether `advance` has nothing to do: the steps are done, or the loss is not finite. */
  readonly over: boolean;
  /**
   * Whether training can go on from here: parameters and the loss of the next step are finite, and that loss is not far above
   * the last one.
   */
  sound(): boolean;
  readonly learningRate: number;
  /**
   * How a step is computed: 'sparse' when the images' zeros are passed over, 'dense' when there are too few of them,
   * 'graph' when the network's graph is executed, as for float64.
   */
  readonly path: 'sparse' | 'dense' | 'graph';
  /** For the steps to come. */
  setLearningRate(rate: number): void;
  /** The indices of the training samples of the step to come. */
  nextBatch(): Uint32Array;
  /**
   * When the last step's loss was not finite: the first node (`a1`, `z1` …, `L`) with such a value, its op, and the value;
   * or the parameter (op `'input'`) that an update made infinite. `null` otherwise.
   */
  culprit(): { name: string; op: string; value: number } | null;
  /** Shares of all training and test samples classified correctly, 0 … 1. */
  evaluate(): { train: number; test: number };
  /** Parameters, optimizer, random numbers and iteration. */
  checkpoint(): Uint8Array;
  /** Goes on from a checkpoint of a trainer with the same layers, precision and optimizer. */
  restore(checkpoint: Uint8Array | ArrayBuffer): void;
  delete(): void;
}

export interface Backprop {
  /** "0.2.0": the version of the module, the page and the command line. */
  readonly version: string;
  Graph: GraphClass;
  Dataset: DatasetClass;
  Network: new (options: NetworkOptions) => Network;
  Trainer: new (network: Network, train: Dataset, test: Dataset, options?: TrainerOptions) => Trainer;
  /** The sizes of the layers of the network in an `.npz` file: W1 b1 W2 b2 …, as `np.savez` writes them. */
  npzLayers(bytes: Uint8Array | ArrayBuffer): number[];
  /**
   * A drawing (rows, columns) of brightness 0 … 1 as MNIST's digits were made: scaled into a box of 20/28 of the side,
   * antialiased, the centre of mass in the middle. `size` is 28 unless given; the result is (size, size).
   */
  centredDigit(image: ValueLike, size?: number): Tensor;
}

/** Loads the module. `locateFile` may say where `backprop.wasm` is, when not beside this file. */
export default function createBackprop(options?: {
  locateFile?: (name: string, folder: string) => string;
}): Promise<Backprop>;
