// Made by `npm run docs` from the declarations of the actions in src/document/commands.hpp and src/playground/actions.hpp.

export type NodeId = number;
export type GroupId = number;
/** An operation's key in formulas and files: 'add', 'affine', … */
export type OpKey = string;
/** x and y in canvas units: CSS pixels at zoom 1. */
export type Point = [number, number];
/** A number, a text that spells one ('inf'), or a tensor in row-major order. */
export type TensorValue = number | string | { shape: number[]; data: (number | string)[] };
/** A document, as docs/file-format.md says, or the text of its file. */
export type DocumentFile = Record<string, unknown> | string;
/** A number, or one of the graph's, or the product or sum of such. */
export type Expression =
  | number
  | { value: string; at?: number[] }
  | { gradient: string; at?: number[] }
  | { times: Expression[] }
  | { plus: Expression[] };
/** What a graph was made of and where it was opened. */
export interface Origin {
  kind: 'sample' | 'drawing' | 'unit' | 'step' | 'lesson' | 'hunt';
  room?: Show['room'];
  view?: Show['view'];
  data?: string;
  set?: string;
  lesson?: string;
  question?: string;
  graph?: string;
  index?: number;
  label?: number;
  predicted?: number;
  step?: number;
  layer?: number;
  unit?: number;
  seed?: number;
}

/** Gives a leaf a value. Consecutive ones of the same leaf and gesture are one step of undo. */
export interface SetLeaf {
  type: 'set_leaf';
  /** the leaf */
  name: string;
  /** its new value */
  value: TensorValue;
  /** the number of the drag or the typing that it belongs to; 0: of none */
  gesture?: number;
}

/** Gives several leaves values at once, whose shapes may change together. */
export interface SetLeaves {
  type: 'set_leaves';
  /** values by the leaf's name */
  values: Record<string, TensorValue>;
}

/** Gives a constant another value. */
export interface SetConstant {
  type: 'set_constant';
  /** the constant */
  node: NodeId;
  /** its new value */
  value: TensorValue;
  /** the number of the drag or the typing that it belongs to; 0: of none */
  gesture?: number;
}

/** Replaces the graph by what the formula says. Leaves keep their values by name, new ones get 1; equivalent nodes keep their ids, places and groups. Consecutive ones of the same gesture are one step of undo, made of the graph before the first: a name that is left out and comes again keeps its value. */
export interface SetFormula {
  type: 'set_formula';
  /** the formula */
  text: string;
  /** the number of the drag or the typing that it belongs to; 0: of none */
  gesture?: number;
}

/** Opens an example. */
export interface LoadPreset {
  type: 'load_preset';
  /** its key, as in the snapshot's `presets` */
  name: string;
}

/** Opens a document. */
export interface LoadDocument {
  type: 'load_document';
  /** as in [file-format.md](file-format.md) */
  document: DocumentFile;
}

/** Opens an empty graph. */
export interface New {
  type: 'new';
}

/** Adds a node. Missing inputs become new leaves with values that fit. The node becomes the output when it uses the output. */
export interface AddOp {
  type: 'add_op';
  /** the operation; `input` or `constant` for a leaf */
  op: OpKey;
  /** nodes; null for a new leaf */
  inputs?: (NodeId | null)[];
  /** the operation's settings */
  attrs?: number[];
  /** of an input */
  name?: string;
  /** of an input or constant */
  value?: TensorValue | null;
  /** where its card stands; without it the layout decides */
  at?: Point | null;
}

/** Adds what a formula says, which may use the names there are. */
export interface AddFormula {
  type: 'add_formula';
  /** the formula */
  text: string;
}

/** Connects a node to an input of another. A leaf that was connected there before and that nothing else uses is removed. */
export interface Connect {
  type: 'connect';
  /** the source */
  from: NodeId;
  /** the node that uses it */
  to: NodeId;
  /** which of its inputs, from 0 */
  input: number;
}

/** Puts a new leaf with the present value in the place of what was connected to an input. */
export interface Disconnect {
  type: 'disconnect';
  /** the node */
  to: NodeId;
  /** which of its inputs, from 0 */
  input: number;
}

/** Removes nodes. What used them gets leaves that hold their current values. */
export interface Remove {
  type: 'remove';
  /** the nodes */
  nodes: NodeId[];
}

/** Copies nodes. A copy takes the copies of its inputs where there are some, else the same inputs. */
export interface Duplicate {
  type: 'duplicate';
  /** the nodes */
  nodes: NodeId[];
}

/** Adds all nodes of another document. */
export interface Insert {
  type: 'insert';
  /** as in [file-format.md](file-format.md) */
  document: DocumentFile;
}

/** Renames a node. */
export interface Rename {
  type: 'rename';
  /** the node */
  node: NodeId;
  /** its new name; empty: an operation has none */
  name: string;
}

/** Changes the settings of an operation, such as the axis of a sum. */
export interface SetAttrs {
  type: 'set_attrs';
  /** the node */
  node: NodeId;
  /** its settings */
  attrs?: number[];
}

/** Makes a node the output. */
export interface SetOutput {
  type: 'set_output';
  /** the node */
  node: NodeId;
}

/** Sets the upstream gradient of the output. */
export interface SetUpstream {
  type: 'set_upstream';
  /** of the output's shape; a number fills the shape; null means all ones */
  value: TensorValue | null;
  /** the number of the drag or the typing that it belongs to; 0: of none */
  gesture?: number;
}

/** Moves cards. */
export interface Move {
  type: 'move';
  /** the cards' centres by node, in canvas units */
  places: Record<NodeId, Point>;
  /** the number of the drag or the typing that it belongs to; 0: of none */
  gesture?: number;
}

/** Gives all cards back to the automatic layout. */
export interface Tidy {
  type: 'tidy';
}

/** Groups nodes. */
export interface Group {
  type: 'group';
  /** at least two */
  nodes: NodeId[];
  /** the group's name; without it `group 1`, … */
  name?: string;
}

/** Takes a group apart. */
export interface Ungroup {
  type: 'ungroup';
  /** the group */
  group: GroupId;
}

/** Draws a group as one card, or its nodes again. */
export interface FoldGroup {
  type: 'fold_group';
  /** the group */
  group: GroupId;
  /** whether it is one card */
  folded: boolean;
}

/** Renames a group. */
export interface RenameGroup {
  type: 'rename_group';
  /** the group */
  group: GroupId;
  /** its new name */
  name: string;
}

/** Makes one operation of those that end in a node. */
export interface Fold {
  type: 'fold';
  /** the node */
  node: NodeId;
}

/** Takes an operation apart into simpler ones. */
export interface Unfold {
  type: 'unfold';
  /** the node */
  node: NodeId;
}

/** Undoes the last step. */
export interface Undo {
  type: 'undo';
}

/** Does the last undone step again. */
export interface Redo {
  type: 'redo';
}

/** Opens a room. */
export interface Show {
  type: 'show';
  /** the room */
  room: 'graph' | 'lessons' | 'check' | 'mnist';
  /** of the room `mnist`; without it the one it had */
  view?: 'weights' | 'layers' | 'mistakes' | 'draw' | 'gradients' | 'files' | null;
}

/** Lends the canvas to a graph from elsewhere. The user's own graph waits with its history. A graph that the canvas is lent to already is replaced, but another of the same lesson is a step of its history; a bug hunt ends. */
export interface Lend {
  type: 'lend';
  /** as in [file-format.md](file-format.md) */
  document: DocumentFile;
  /** what the graph is and which room and view it leads back to; without it the document's own */
  origin?: Origin | null;
}

/** Brings the user's own graph back as it was, and the room and view that the lent one came from, if it names any. Edits of the lent graph are discarded. */
export interface GiveBack {
  type: 'give_back';
}

/** Opens the graphs of another visit, all or none. Undo ends with them, or leads to what was made since the page started. */
export interface Restore {
  type: 'restore';
  /** the user's own graph */
  own: DocumentFile;
  /** the graph that the canvas was lent to, with its origin */
  lent?: DocumentFile | null;
}

/** Sets the language of all texts. */
export interface Language {
  type: 'language';
  /** the language */
  language: 'en' | 'ko';
}

/** Selects nodes. The last one is explained. */
export interface Select {
  type: 'select';
  /** the nodes */
  nodes?: NodeId[];
  /** one node, instead of a list; null: none */
  node?: NodeId | null;
  /** `add` and `toggle` keep what was selected before; by default `set` */
  mode?: 'set' | 'add' | 'toggle';
}

/** Moves the walk through the computation; the first move begins one, `off` ends it. */
export interface Walk {
  type: 'walk';
  /** the move */
  move: 'start' | 'back' | 'step' | 'end' | 'off' | 'to';
  /** where `to` leads */
  node?: NodeId | null;
}

/** Aligns the selected cards, or spreads them at equal distances. */
export interface Align {
  type: 'align';
  /** how */
  edge: 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom' | 'spread_x' | 'spread_y';
}

/** Adds the nodes of a text. */
export interface Paste {
  type: 'paste';
  /** what the page copied, a document, or a formula */
  text: string;
}

/** Opens or closes the list of nodes to add. */
export interface Palette {
  type: 'palette';
  /** whether it is open */
  open: boolean;
}

/** Draws edges as wide as their gradients are large. */
export interface EdgeWidths {
  type: 'edge_widths';
  /** whether it does */
  on: boolean;
}

/** Controls the training: `start` begins a run or goes on with it, `step` and `epoch` do so much and pause, `reset` puts the run aside, `new_seed` also takes the next seed, `keep` keeps its curves for comparison until `drop`, `look` shows a checkpoint, `rewind` goes back to it, `resume` and `discard` are about the run that was put aside last: an earlier visit's, or the one before a new one. */
export interface Train {
  type: 'train';
  /** what to do */
  order: 'start' | 'pause' | 'step' | 'epoch' | 'reset' | 'new_seed' | 'keep' | 'drop' | 'look' | 'rewind' | 'resume' | 'discard';
  /** of `look`: the checkpoint, by its steps; null: the newest state */
  steps?: number | null;
}

/** Changes settings of the training; what is left out stays. Learning rate and iterations act on the present run, everything else on the next. */
export interface SetTraining {
  type: 'set_training';
  /** `mnist`, `fashion-mnist` or `own` */
  data?: string | null;
  /** sizes of the hidden layers */
  hidden?: number[] | null;
  /** after each hidden layer */
  activation?: 'relu' | 'sigmoid' | 'tanh' | null;
  /** the standard deviation of the initial weights, or a rule */
  weightInit?: number | 'he' | 'xavier' | null;
  /** the update rule */
  optimizer?: 'sgd' | 'momentum' | 'adagrad' | 'adam' | null;
  /** at least 0 */
  learningRate?: number | null;
  /** images a step */
  batchSize?: number | null;
  /** of the initial weights and the random draw */
  seed?: number | null;
  /** steps of a run */
  iterations?: number | null;
}

/** Sets how the loss is drawn. */
export interface Charts {
  type: 'charts';
  /** whether its axis is logarithmic */
  logarithmic: boolean;
}

/** Shows a tensor of the selected node, and highlights what made one of its elements. */
export interface LookAt {
  type: 'look_at';
  /** the node, or an input of it */
  node: NodeId;
  /** which of its tensors */
  what: 'value' | 'gradient';
  /** for the gradient that the node sends to this input, from 0 */
  input?: number | null;
  /** the element; null: nothing is highlighted */
  element?: number | null;
  /** key of the view; without it the one that shows the tensor */
  view?: string | null;
}

/** Moves the window on the large tensors of a node. */
export interface MoveWindow {
  type: 'move_window';
  /** the node */
  node: NodeId;
  /** its first row */
  row: number;
  /** its first column */
  column: number;
}

/** Puts numbers into a table, one or a rectangle from a spreadsheet, as one step of undo. */
export interface SetCells {
  type: 'set_cells';
  /** the leaf */
  name?: string;
  /** true: the upstream gradient of the output instead of a leaf */
  upstream?: boolean;
  /** where the first number goes; the others go beside and below it */
  element: number;
  /** of the table */
  columns: number;
  /** the numbers, columns divided by tabs and rows by line ends */
  text: string;
}

/** Gives a leaf another shape. Elements that exist in both keep their numbers, new ones are 0; a number fills the shape. Leaves that meet it in a matrix product follow. */
export interface SetShape {
  type: 'set_shape';
  /** the leaf */
  name: string;
  /** such as `2, 3` */
  shape: string;
}

/** Sets up the gradient check. */
export interface Check {
  type: 'check';
  /** the step h of the central difference */
  h?: number | null;
  /** whose error against h is drawn; empty: of all */
  leaf?: string | null;
  /** whether to check a graph that is too large to be checked at once */
  run?: boolean;
}

/** The bug hunt. `start` lends the canvas to a small graph with a planted bug, `probe` compares both gradients at a node, `accuse` names the node with the bug and `guess` the line of its code, `stop` brings back what was on the canvas before. */
export interface Hunt {
  type: 'hunt';
  /** what to do */
  order: 'start' | 'probe' | 'accuse' | 'guess' | 'stop';
  /** of `start`: which bug */
  seed?: number | null;
  /** of `start`: in which graph */
  graph?: string;
  /** of `probe` and `accuse` */
  node?: NodeId | null;
  /** of `guess` */
  line?: number | null;
}

/** Opens a lesson's text. Its graph is lent by `lend`, with an origin of the kind `lesson`. */
export interface Lesson {
  type: 'lesson';
  /** as [lessons.md](lessons.md) has it */
  lesson: { id: string; leaves: string[]; numbers: { kind: 'value' | 'grad' | 'proof'; node: string; at?: number[]; exact?: boolean }[]; questions: { id: string; options?: string[]; answer: Expression; mistakes?: { hint: string; answer: Expression }[] }[] };
}

/** Answers a question of the open lesson. `lesson.graded` of the state says how good the answer is. */
export interface Answer {
  type: 'answer';
  /** the open lesson's id */
  lesson: string;
  /** the question's id */
  question: string;
  /** as typed, or the key of an option */
  text: string;
}

/** Sets a leaf to the present value of an expression, as a step of gradient descent does. */
export interface Assign {
  type: 'assign';
  /** the leaf */
  name: string;
  /** the expression */
  to: Expression;
}

/** What `playground.dispatch` takes. */
export type Action =
  | SetLeaf
  | SetLeaves
  | SetConstant
  | SetFormula
  | LoadPreset
  | LoadDocument
  | New
  | AddOp
  | AddFormula
  | Connect
  | Disconnect
  | Remove
  | Duplicate
  | Insert
  | Rename
  | SetAttrs
  | SetOutput
  | SetUpstream
  | Move
  | Tidy
  | Group
  | Ungroup
  | FoldGroup
  | RenameGroup
  | Fold
  | Unfold
  | Undo
  | Redo
  | Show
  | Lend
  | GiveBack
  | Restore
  | Language
  | Select
  | Walk
  | Align
  | Paste
  | Palette
  | EdgeWidths
  | Train
  | SetTraining
  | Charts
  | LookAt
  | MoveWindow
  | SetCells
  | SetShape
  | Check
  | Hunt
  | Lesson
  | Answer
  | Assign;
