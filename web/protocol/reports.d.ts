/**
 * What the playground orders of the workers' host, and what is reported back: the fields that src/playground/training/orders.hpp
 * and reports.hpp declare. `run` numbers what a run has been from its start, or since it went back to a checkpoint.
 */

/** Of a run. */
export interface Settings {
  /** `mnist`, `fashion-mnist` or `own`. */
  data: string;
  hidden: number[];
  activation: 'relu' | 'sigmoid' | 'tanh';
  weightInit: number | 'he' | 'xavier';
  optimizer: 'sgd' | 'momentum' | 'adagrad' | 'adam';
  learningRate: number;
  batchSize: number;
  seed: number;
  /** Steps of a run. */
  iterations: number;
}

export interface Evaluation { steps: number; train: number; test: number }
export interface Divergence { node: string; op: string; value: string }

export interface TrainingRun {
  settings: Settings;
  steps: number;
  seconds: number;
  path?: string;
  losses: (number | null)[];
  accuracies: Evaluation[];
}

export type Order =
  /** Train in a fresh trainer: from the start, or from the checkpoint after so many steps. */
  | { type: 'begin'; run: number; settings: Settings; until: number; from?: number | null }
  /** Go on until so many steps are done; 0: pause. */
  | { type: 'go'; until: number }
  /** There is no run; questions are about initial weights. adopted: those of a file that the host holds. */
  | { type: 'reset'; run: number; settings: Settings; adopted: boolean }
  | { type: 'learning_rate'; value: number }
  /** Which checkpoint questions are about; without steps the newest state. */
  | { type: 'look'; steps?: number | null }
  /** Drop what came after a checkpoint; `begin` goes on from it. */
  | { type: 'rewind'; run: number; steps: number }
  /** Take up the run of an earlier visit; `begin` goes on with it. */
  | { type: 'resume'; run: number; settings: Settings; steps: number }
  | { type: 'discard' };

export type Report =
  | { type: 'loading'; run: number; progress: number }
  /** `seconds` that these steps took; `losses` of these steps. */
  | { type: 'advanced'; run: number; steps: number; seconds?: number; path?: string; losses: (number | null)[]; diverged?: Divergence | null }
  | { type: 'evaluated'; run: number; steps: number; train: number; test: number }
  /** The states that the run can go back to. */
  | { type: 'checkpoints'; run: number; steps: number[] }
  | { type: 'failed'; run: number; message: string }
  /** An earlier visit left a run, with a checkpoint after so many steps. */
  | { type: 'saved'; steps: number; run: TrainingRun }
  /** The user opened images. */
  | { type: 'own'; name: string; rows: number; columns: number; classes: number; train: number; test: number }
  /** The host holds a file with the initial weights of the run to come. */
  | { type: 'adopted'; hidden: number[] };
