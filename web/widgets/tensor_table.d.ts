/** A tensor as the snapshot tells of it (src/playground/tensors/). */
export interface TensorTable {
  name: string;
  /** Which of a node's tensors it is. */
  place: string;
  /** As NumPy writes it. */
  shape: string;
  /** What its numbers are, where they can be changed. */
  edits?: { name?: string; upstream?: boolean } | null;
  /** The upstream gradient is the ones that it starts as. */
  ones?: boolean;
  rows: number;
  columns: number;
  rowLabels: string[];
  columnLabels: string[];
  /** The part that has cells. */
  window: { node: number; row: number; column: number; rows: number; columns: number };
  /** Elements from one row to the next, and from one column to the next. */
  rowStep: number;
  columnStep: number;
  transposed?: boolean;
  /** One for each cell, row by row, as are exact, tones (−1 … 1) and marks (0, 1: part, 2: looked at). */
  texts: string[];
  exact: string[];
  tones: number[];
  marks: number[];
  /** Of a tensor that is larger than its window: a byte an element in base 64, 128 is zero. */
  picture?: { rows: number; columns: number; tones: string } | null;
  /** What the action that looks at an element says of it. */
  look: { what: string };
}
