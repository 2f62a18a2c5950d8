// The state of the playground: what `playground.snapshot()`, `.scene()` and `.widgets()` return. tests/types checks it against
// snapshots of many states, so that a field that is missing here, or no longer there, fails.
import type { GroupId, NodeId, Origin, Train } from './actions.d.ts';
import type { Divergence, Evaluation, Own, Settings } from './reports.d.ts';

/** A number, its text ('inf', 'nan') when it is not finite, or a tensor; without data when it is large. */
export type ShownValue = number | string | { shape: number[]; data?: (number | string)[] };

export interface Snapshot {
  /** Grows with every visible change. */
  revision: number;
  language: 'en' | 'ko';
  room: 'graph' | 'lessons' | 'check' | 'mnist';
  view: 'weights' | 'layers' | 'mistakes' | 'draw' | 'gradients' | 'files';
  /** Whether the canvas is lent to a graph from elsewhere. */
  lent: boolean;
  origin: OpenedGraph | null;
  /** Key of the example on the page, '' for none. */
  preset: string;
  presets: { key: string; title: string }[];
  formula: string;
  canUndo: boolean;
  canRedo: boolean;
  notice: Notice | null;
  walk: { position: number; length: number; phase: 'forward' | 'backward' | 'done'; backward: boolean } | null;
  explanation: Explanation | null;
  /** In the room check only. */
  lab: Lab | null;
  /** In the room of lessons only, when one is open. */
  lesson: LessonState | null;
  tensors: Tensors | null;
  nodes: NodeState[];
  /** Of the whole graph; `nodes` may be fewer. */
  nodeCount: number;
  output: NodeId | null;
  upstream: ShownValue | null;
  selection: NodeId[];
  groups: { id: GroupId; name: string; nodes: NodeId[]; folded: boolean }[];
  /** Whether a card was moved by hand. */
  moved: boolean;
  proof: Proof | null;
  palette: boolean;
  edgeWidths: boolean;
  /** While a number is dragged: the change of the output, predicted by the gradient and actual. */
  nudge: { node: NodeId; predicted: number; actual: number } | null;
  training: TrainingState;
}

export interface NodeState {
  id: NodeId;
  name: string;
  op: string;
  /** Whether it is an input, which the user sets. */
  leaf: boolean;
  glyph: string;
  inputs: NodeId[];
  output: boolean;
  value: ShownValue;
  /** '' until the walk has come to it. */
  valueText: string;
  grad: ShownValue | null;
  gradText: string;
  /** Of a tensor: in few characters. */
  valueBrief?: string;
  gradBrief?: string;
  attrs?: number[];
}

/** Why the last action was refused, or a warning about the numbers. */
export interface Notice {
  kind: 'problem' | 'warning';
  /** The id of its text. */
  code: string;
  text: string;
  /** In the formula: 1-based, in code points. */
  line?: number;
  column?: number;
  length?: number;
}

export interface OpenedGraph extends Origin {
  /** Bytes of the first images, row by row; black is 255. */
  picture?: { rows: number; columns: number; count: number; pixels: number[] } | null;
  probabilities?: number[] | null;
  classes?: string[];
  loss?: number | null;
  /** Of a hunt: whether it is on. */
  planted?: boolean;
}

export interface Explanation {
  node: NodeId;
  title: string;
  formula: string;
  forward: string;
  value: string;
  gradient: string;
  backward: string;
  terms: {
    node: NodeId; input: string; derivative: string; upstream: string; local: string; downstream: string; sentence: string;
  }[];
  parts: { from: string; value: string }[];
  sum: string;
  canUnfold: boolean;
  canFold: boolean;
}

/** A fold or unfold: output and gradients before and after. */
export interface Proof {
  rows: { leaf: string; before: string; after: string; difference: string }[];
  value: string;
  largest: string;
}

export interface TensorLook { node: NodeId; what: 'value' | 'gradient'; input?: number }

export interface Tensors {
  node: NodeId;
  product: boolean;
  view: string;
  views: { key: string; title: string; look: TensorLook }[];
  tables: TensorTable[];
  looked: string;
  exact: string;
  sums: string[];
  why: string;
  read: string;
}

export interface TensorTable {
  name: string;
  place: 'row' | 'left' | 'top' | 'result' | 'below';
  look: TensorLook;
  /** As NumPy writes it. */
  shape: string;
  /** The upstream gradient is the ones that it starts as. */
  ones: boolean;
  transposed: boolean;
  rows: number;
  columns: number;
  /** Elements from one row to the next, and from one column to the next. */
  rowStep: number;
  columnStep: number;
  /** The part that has cells. */
  window: { node: NodeId; row: number; column: number; rows: number; columns: number };
  rowLabels: string[];
  columnLabels: string[];
  /** One for each cell, row by row, as are exact, tones (−1 … 1) and marks (0, 1: part, 2: looked at). */
  texts: string[];
  exact: string[];
  tones: number[];
  marks: number[];
  /** The whole of a large tensor: base64 of a byte a cell. */
  picture: { rows: number; columns: number; tones: string } | null;
  /** What its numbers are, where they can be changed. */
  edits: { upstream: true; name?: undefined } | { name: string; upstream?: undefined } | null;
}

/** A number that is not finite is null. */
export type Finite = number | null;

export interface Lab {
  state: 'current' | 'outdated' | 'waiting' | 'refused' | 'empty';
  h: number;
  steps: number[];
  /** The index of the one nearest to h. */
  step: number;
  leaves: {
    node: NodeId; name: string; shape: string; numbers: number; checked: number; mean: Finite; max: Finite; relative: Finite;
    worst: string; backprop: Finite; numerical: Finite;
    agreement: 'agrees' | 'step_too_large' | 'step_too_small' | 'kink' | 'not_finite' | 'differs';
  }[];
  nodes: {
    node: NodeId; name: string; op: string; fault: 'none' | 'backward' | 'input_changed' | 'sum'; input: string;
    is: Finite; shouldBe: Finite;
  }[];
  chosen: string | null;
  curve: { double: CurveLine; float: CurveLine; text: string };
  race: {
    numbers: number; evaluations: number; numericalSeconds: Finite; backpropSeconds: Finite; text: string;
  };
  hunt: Hunt | null;
  score: { hunts: number; solved: number; atOnce: number; mistakes: number };
}

/** `truncation`, `rounding`: whether the error grows with larger h, as h², and with smaller h, as ε / h. */
export interface CurveLine { errors: Finite[]; best: number; truncation: boolean; rounding: boolean }

export interface BothGradients { backprop: string; numerical: string; differs: boolean }

export interface Hunt {
  graph: string;
  phase: 'hunting' | 'accused' | 'solved';
  nodes: { node: NodeId; name: string; op: string }[];
  probes: {
    node: NodeId;
    gradient: BothGradients | null;
    arrives: (BothGradients & { node: NodeId })[];
    leaves: (BothGradients & { node: NodeId })[];
    alters: { node: NodeId; is: Finite; shouldBe: Finite } | null;
  }[];
  accusations: { node: NodeId; verdict: string }[];
  code: { text: string; part: 'heading' | 'forward' | 'backward' }[];
  guesses: number[];
  mistakes: number;
  found: { key: string; wrong: string; right: string } | null;
}

/** A number of the lesson's text is '' where the graph shows none; `fits`: whether the lesson's graph is on the canvas. */
export interface LessonState {
  id: string;
  fits: boolean;
  numbers: string[];
  graded: { question: string; grade: 'right' | 'hint' | 'close' | 'sign' | 'nothing' | 'not_a_number' | 'other_graph'; hint: string } | null;
}

/** `iteration` is the number of steps, too, as the engine's module calls it. */
export interface TrainingRun {
  settings: Settings;
  steps: number;
  iteration: number;
  seconds: number;
  path: string;
  loss: Finite;
  /** `iteration`: the book's number, one less than the steps. */
  accuracies: (Evaluation & { iteration: number })[];
}

/** A button that sends {"type": "train", "order": …}. */
export interface RunControl { order: Train['order']; group: 'run' | 'history' | 'saved'; label: string; enabled: boolean; primary: boolean }

export interface TrainingState extends TrainingRun {
  phase: 'idle' | 'loading' | 'running' | 'paused' | 'finished' | 'failed' | 'diverged';
  progress: number;
  message: string;
  problem: { code: string; text: string } | null;
  /** What is said of the run, '' where there is nothing to say. */
  display: { state: string; steps: string; speed: string; message: string; kept: string; saved: string; progress: number };
  controls: RunControl[];
  stamp: number;
  total: number;
  hasRun: boolean;
  next: Settings;
  nextDiffers: boolean;
  samples: number;
  checkpoints: number[];
  lookedAt: number | null;
  rewindTo: number | null;
  kept: TrainingRun | null;
  diverged: Divergence | null;
  saved: TrainingRun | null;
  own: Omit<Own, 'type'> | null;
  logarithmic: boolean;
}
