/** The room of the gradient check. */
import { LabPanel } from './check_panel.mjs';

/** @type {LabPanel} */
let panel;

export function mount(root, { dispatch }) {
  panel = new LabPanel(dispatch);
}

export function update(state) {
  panel.update(state);
}
