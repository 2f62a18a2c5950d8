/** The room of the gradient check and of the bug hunt. */
import { LabPanel } from './check_panel.mjs';

/** @type {LabPanel} */
let panel;

/** @param {HTMLElement} root @param {import('../../page.mjs').Page} page */
export function mount(root, page) {
  panel = new LabPanel(page);
  root.append(...panel.elements);
}

/** @param {import('../../protocol/snapshot').Snapshot} state */
export function update(state) {
  panel.update(state);
}
