// Made by `npm run docs` from the declarations of the messages in src/playground/training/orders.hpp and reports.hpp.

import type { ProblemData } from '../workers/problem.mjs';

/** What the user sets for a run. */
export interface Settings {
  /** `mnist`, `fashion-mnist` or `own` */
  data: string;
  /** sizes of the hidden layers */
  hidden: number[];
  /** after each hidden layer */
  activation: 'relu' | 'sigmoid' | 'tanh';
  /** the standard deviation of the initial weights, or a rule */
  weightInit: number | 'he' | 'xavier';
  /** the update rule */
  optimizer: 'sgd' | 'momentum' | 'adagrad' | 'adam';
  /** at least 0 */
  learningRate: number;
  /** images a step */
  batchSize: number;
  /** of the initial weights and the random draw */
  seed: number;
  /** steps of a run */
  iterations: number;
}

/** Shares of all images classified correctly, 0 … 1. */
export interface Evaluation {
  /** done when it was made */
  steps: number;
  /** of training images */
  train: number;
  /** of test images */
  test: number;
}

/** The first number that is not finite. */
export interface Divergence {
  /** of the network, like a2 */
  node: string;
  /** the node's */
  op: string;
  /** inf, -inf or nan */
  value: string;
}

/** What a run has done so far. */
export interface TrainingRun {
  /** it was begun with, learning rate and iterations as they are now */
  settings: Settings;
  /** done */
  steps: number;
  /** spent in training steps */
  seconds: number;
  /** how the first layer is computed */
  path?: string;
  /** one for each step; null for one that is not finite */
  losses: (number | null)[];
  /** of the evaluations */
  accuracies: Evaluation[];
}

/** Trains in a fresh trainer: from the start, or from a checkpoint. */
export interface Begin {
  type: 'begin';
  /** its number */
  run: number;
  /** of the run */
  settings: Settings;
  /** steps after which it rests */
  until: number;
  /** steps of the checkpoint to go on from; without it the initial weights */
  from?: number | null;
}

/** The trainer goes on. */
export interface Go {
  type: 'go';
  /** steps after which it rests; 0: it pauses */
  until: number;
}

/** There is no run; questions are about initial weights. */
export interface Reset {
  type: 'reset';
  /** the number of the run to come */
  run: number;
  /** of the run to come */
  settings: Settings;
  /** whether it starts from the weights of a file that the host holds */
  adopted: boolean;
}

/** The learning rate of the steps to come. */
export interface LearningRate {
  type: 'learning_rate';
  /** the rate */
  value: number;
}

/** Which checkpoint questions are about. */
export interface Look {
  type: 'look';
  /** its steps; without it the newest state */
  steps?: number | null;
}

/** Drops what came after a checkpoint; `begin` goes on from it. */
export interface Rewind {
  type: 'rewind';
  /** the run's number from now on */
  run: number;
  /** of the checkpoint */
  steps: number;
}

/** Takes up a run that was put aside; `begin` goes on with it. */
export interface Resume {
  type: 'resume';
  /** its number from now on */
  run: number;
  /** by which the host keeps it */
  id: number;
  /** of the run */
  settings: Settings;
  /** of its checkpoint */
  steps: number;
}

/** Forgets a run that was put aside. */
export interface Discard {
  type: 'discard';
  /** by which the host keeps it */
  id: number;
}

/** What the playground orders of the host of the workers. */
export type Order =
  | Begin
  | Go
  | Reset
  | LearningRate
  | Look
  | Rewind
  | Resume
  | Discard;

/** The images of the run are being fetched. */
export interface Loading {
  type: 'loading';
  /** its number */
  run: number;
  /** the share that is there */
  progress: number;
}

/** Training steps were done. */
export interface Advanced {
  type: 'advanced';
  /** its number */
  run: number;
  /** done since the start */
  steps: number;
  /** that these steps took */
  seconds?: number;
  /** how the first layer is computed: `sparse` or `dense` */
  path?: string;
  /** of these steps; null for one that is not finite */
  losses: (number | null)[];
  /** why the last loss is not finite */
  diverged?: Divergence | null;
}

/** A checkpoint was evaluated. */
export interface Evaluated {
  type: 'evaluated';
  /** its number */
  run: number;
  /** of the checkpoint */
  steps: number;
  /** the share of training images classified correctly */
  train: number;
  /** the same of test images */
  test: number;
}

/** The states that the run can go back to. */
export interface Checkpoints {
  type: 'checkpoints';
  /** its number */
  run: number;
  /** of each */
  steps: number[];
}

/** The run cannot go on. */
export interface Failed {
  type: 'failed';
  /** its number */
  run: number;
  /** why */
  problem: ProblemData;
}

/** An earlier visit left a run. */
export interface Saved {
  type: 'saved';
  /** by which the host keeps it, below 1 */
  id: number;
  /** of its checkpoint */
  steps: number;
  /** as `playground.run()` gave it */
  run: TrainingRun;
}

/** The host keeps a state of a run that was put aside. */
export interface Aside {
  type: 'aside';
  /** the number that the run had */
  id: number;
  /** of the state; 0: there is none */
  steps: number;
}

/** Whether the browser stores the run for the next visit. */
export interface Storage {
  type: 'storage';
  /** why nothing is stored; without it, it is */
  problem?: ProblemData;
}

/** The user opened images. */
export interface Own {
  type: 'own';
  /** of the file with the images */
  name: string;
  /** pixels */
  rows: number;
  /** pixels */
  columns: number;
  /** of the labels */
  classes: number;
  /** number of training images */
  train: number;
  /** number of test images */
  test: number;
}

/** The host holds a file with the initial weights of the run to come. */
export interface Adopted {
  type: 'adopted';
  /** sizes of its hidden layers */
  hidden: number[];
}

/** What the host and its workers report to the playground. */
export type Report =
  | Loading
  | Advanced
  | Evaluated
  | Checkpoints
  | Failed
  | Saved
  | Aside
  | Storage
  | Own
  | Adopted;
