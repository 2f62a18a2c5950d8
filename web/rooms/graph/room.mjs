/** The room of the graph: its formula, the walk through it, what is chosen, and every node with its numbers. */
import { Begin } from './begin.mjs';
import { Examples } from './examples.mjs';
import { FormulaEditor } from './formula_editor.mjs';
import { NodePanel } from './node_panel.mjs';
import { NodeTable } from './node_table.mjs';
import { TensorPanel } from './tensor_panel.mjs';
import { WalkPanel } from './walk_panel.mjs';

/** @typedef {import('../../protocol/snapshot').Snapshot} Snapshot */

/** @type {{ update(state: Snapshot): void }[]} */
let parts = [];

/** @param {HTMLElement} root @param {import('../../page.mjs').Page} page */
export function mount(root, page) {
  const examples = new Examples(page);
  const editor = new FormulaEditor(page);
  const panels = [examples, editor, new WalkPanel(page), new TensorPanel(page), new NodePanel(page), new NodeTable(page)];
  root.append(...panels.map((panel) => panel.element));
  const begin = new Begin({
    formula: () => editor.text.focus(),
    add: () => page.dispatch({ type: 'palette', open: true }),
    example: () => examples.open(),
  });
  page.overlay(begin.element);
  // It lies over the canvas, which other rooms show, too.
  page.onState((state) => begin.update(state));
  parts = [...panels, begin];
}

/** @param {Snapshot} state */
export function update(state) {
  for (const part of parts) part.update(state);
}
