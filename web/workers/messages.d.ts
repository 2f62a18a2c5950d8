/** What the page's host and its two workers say to each other. Reports and orders (protocol/reports.d.ts) pass through. */
import type { Dataset, GradCheckRow, LayerStatistics, Network } from '../engine/backprop';
import type { ProblemData } from './problem.mjs';
import type { Report, Settings } from '../protocol/reports';

/** The engine, compiled by the page. The first message to each worker; its answer is the same without the module. */
export interface Hello { type: 'hello'; module: WebAssembly.Module }
export interface HelloBack { type: 'hello'; build: string }
/** All of so many messages is done, and nothing goes on. */
export interface Idle { type: 'idle'; heard: number }
/** Long work goes on. */
export interface Beat { type: 'beat' }

/** A file with its bytes, or one that is read where it is needed. */
export type ImageFile = Uint8Array | Blob;
/** Training images and labels, test images and labels, or one pair for both: IDX, raw or gzip. */
export interface DataMessage { type: 'data'; run: number; files: ImageFile[] }

/** A network and an optimizer as bytes, right after so many steps. */
export interface Checkpoint { run: number; steps: number; bytes: Uint8Array }

export interface BeginMessage {
  type: 'begin';
  run: number;
  settings: Settings;
  /** Steps after which it rests. */
  until: number;
  /** A `.npz` file with the initial weights. */
  network: Uint8Array | null;
  /** To go on from, instead. */
  checkpoint: Uint8Array | null;
}

export type ToTrainer =
  | DataMessage
  | BeginMessage
  | { type: 'go'; until: number }
  | { type: 'reset' }
  | { type: 'learning_rate'; value: number }
  /** Asks for a snapshot, with a number for the answer, or null when it need not be answered. */
  | { type: 'snapshot'; id: number | null };

/** What the trainer hands out: a checkpoint where an evaluation is due, a snapshot in between. */
export interface State extends Checkpoint {
  type: 'checkpoint' | 'snapshot';
  /** No step follows until the next order. */
  rests: boolean;
  /** Whether the run can go on from it: it does not diverge. */
  sound: boolean;
}

export type FromTrainer =
  | { type: 'report'; report: Report }
  | { type: 'checkpoint' } & State
  /** The newest state; without bytes when it has been told already, or there is none. */
  | { type: 'snapshot'; id: number | null; rests: boolean; sound: boolean; run: number; steps: number; bytes: Uint8Array | null }
  /** fatal: the worker is of no more use. */
  | { type: 'failed'; run: number; fatal: boolean; problem: ProblemData };

export type ToEvaluator =
  | DataMessage
  /** A new run, with its initial weights from a file perhaps; its checkpoints are yet to come. */
  | { type: 'run'; run: number; settings: Settings; network: Uint8Array | null }
  /** A checkpoint to keep and evaluate, or a snapshot, the newest state. */
  | { type: 'checkpoint' | 'snapshot' } & Checkpoint
  /** Which checkpoint questions are about; without steps the newest state. */
  | { type: 'look'; steps?: number | null }
  /** The run goes on from a checkpoint, under another number: what came after it is dropped. */
  | { type: 'rewind'; run: number; steps: number }
  | { type: 'ask'; id: number; question: Question };

export type FromEvaluator =
  | { type: 'report'; report: Report }
  | { type: 'answer'; id: number; answer?: Answer; problem?: ProblemData }
  /** fatal: the worker is of no more use. */
  | { type: 'failed'; fatal: boolean; problem: ProblemData };

export type SetName = 'train' | 'test';

/** One sample of a set, as the network read it. */
export interface ReadSample { index: number; label: number; predicted: number; loss: number }

/** An image of a set, or one that was drawn. */
export interface SetImage { image?: undefined; set: SetName; index: number }
export type ImageSource = SetImage | { image: Value; set?: undefined };
type Value = { shape: number[]; data: Float64Array | Float32Array | number[] };

/** What is known where a graph is opened: how layers and classes are called in the reader's language, and the view it is opened from. */
interface FileWords { layerName?: string; garments?: string[]; view?: string }

export type GraphRequest = FileWords & (
  | { of: 'sample' } & ImageSource
  | { of: 'unit'; unit: number; layer?: number } & ImageSource
  | { of: 'step'; step: number });

export type Prediction = {
  steps: number; rows: number; columns: number; seen: Float32Array; probabilities: Float32Array; label?: number;
} & ({ gradient?: undefined } | { class: number; gradient: Float32Array; scale: number });

type WeightsAndGradients = { weights: number; gradients: number };

/** Samples, the largest loss first, and how many there are in all. */
export interface Samples { total: string; samples: ReadSample[] }

/** Sizes and shares as texts; `tones`: how dark each cell of the confusion matrix is drawn. */
export interface AssessmentSummary {
  size: string; right: string; share: string; accuracy: number; classes: number;
  confusion: Uint32Array; tones: Float32Array;
  perClass: { size: string; right: string; share: number; text: string }[];
}

/** What a network makes of a whole set. Free it with delete(). */
export interface Assessment {
  summary(): AssessmentSummary;
  mistakes(most: number): Samples;
  cell(label: number, predicted: number, most: number): Samples;
  delete(): void;
}

export interface ColourScale { largest: number; full: number }
export interface GradientFlow { verdict: string; ratio: string; share: string }
export interface CheckVerdict {
  verdict: string; worst: string;
  rows: { name: string; mean: string; exactMean: string; max: string; exactMax: string }[];
}

/** What the page's module does for the evaluation worker, beyond the engine's own interface (src/app/bindings_evaluation.cpp). */
export interface EvaluationFunctions {
  Assessment: new (network: Network, set: Dataset) => Assessment;
  unitImages(weights: Value): ColourScale & { images: Float32Array; extremes: Float32Array };
  colourScale(numbers: ArrayLike<number>): ColourScale;
  gradientFlow(first: number, last: number): GradientFlow;
  checkVerdict(rows: GradCheckRow[]): CheckVerdict;
  /** The dimensions of an IDX file of so many bytes, by its beginning. */
  idxDims(head: Uint8Array, bytes: number, name: string): number[];
  /** Training and test images of four files, or of one pair. */
  dataSets(files: Uint8Array[], names: string[]): [Dataset, Dataset];
  /** What a checkpoint says of itself; throws when it is damaged. */
  checkpointFacts(bytes: Uint8Array): { layers: number[]; activation: string; optimizer: string; steps: number };
  /** Calls back while long work goes on. */
  pulseTo(listener: () => void): void;
  ranking(probabilities: ArrayLike<number>, most: number): import('../widgets/numbers.mjs').Ranking;
}

/** What the evaluation worker can be asked, and what it answers. `steps`: those done by the network that it answers about. */
export interface Questions {
  weights: [{}, { steps: number; units: number; rows: number; columns: number; weights: Float32Array; gradients: Float32Array;
    extremes: { weights: Float32Array; gradients: Float32Array }; full: WeightsAndGradients; largest: WeightsAndGradients }];
  statistics: [{}, { shown: number; history: { steps: number; layers: LayerStatistics[] }[]; flow: GradientFlow }];
  mistakes: [{ set: SetName }, { steps: number; set: SetName; worst: ReadSample[] } & AssessmentSummary];
  /** The samples of one cell of the confusion matrix, the largest loss first. */
  cell: [{ set: SetName; label: number; predicted: number; count?: number }, Samples];
  images: [{ set: SetName; indices: number[] }, { rows: number; columns: number; pixels: Uint8Array }];
  labels: [{ set: SetName }, { labels: Uint8Array }];
  /** `class`: the class whose gradient by the image is asked for too. */
  predict: [ImageSource & { class?: number }, Prediction];
  check: [{ step?: number }, { steps: number; layers: number[]; seconds: number } & CheckVerdict];
  /** A computation as a graph's file. */
  document: [GraphRequest, { text: string }];
  export: [{ as: 'npz' | 'onnx' | 'pytorch' }, { name: string; bytes: Uint8Array<ArrayBuffer> }];
  /** The hidden layers of a .npz file, when its network fits the images, and its bytes. */
  network: [{ file: File }, { hidden: number[]; bytes: Uint8Array }];
  /** IDX files of the user's in order, judged by their beginnings. */
  files: [{ files: File[] }, { name: string; files: File[] }];
  /** Whether a stored checkpoint is whole and of that run; rejects when not. */
  stored: [{ run: { settings: Settings }; steps: number; bytes: Uint8Array }, {}];
  checkpoint: [{ steps: number }, { bytes: Uint8Array | null }];
  /** What the images at hand are. */
  data: [{}, { rows: number; columns: number; classes: number; train: number; test: number }];
}

export type QuestionOf<Name extends keyof Questions> = { what: Name } & Questions[Name][0];
export type Question = { [Name in keyof Questions]: QuestionOf<Name> }[keyof Questions];
export type AnswerTo<Q extends { what: keyof Questions }> = Questions[Q['what']][1];
/** The function that answers a question. */
export type Answerer<Name extends keyof Questions> = (
  subject: import('./evaluated_run.mjs').EvaluatedRun, question: Questions[Name][0]) => Questions[Name][1] | Promise<Questions[Name][1]>;
export type Answer = Questions[keyof Questions][1];
