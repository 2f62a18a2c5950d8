/** What can be added to a graph. */
export interface Op {
  /** Its name in formulas and files. */
  key: string;
  title: string;
  glyph: string;
  formula: string;
  arity: number;
  shelf: 'arithmetic' | 'functions' | 'tensors' | 'layers';
  /** Its settings, as they stand in a node's `attrs`. */
  attributes: { name: string; low: number; high: number; list: boolean; initial: number[] }[];
}
