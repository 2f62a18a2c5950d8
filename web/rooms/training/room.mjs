/** The room where a network is trained: the run and its settings beside the charts, the studio's views of the network below them. */
import { AccuracyTable } from './accuracy_table.mjs';
import { OwnData } from './own_data.mjs';
import { RunPanel } from './run_panel.mjs';
import { SettingsForm } from './settings_form.mjs';
import { StudioTabs } from './studio_tabs.mjs';

/** @typedef {import('../../protocol/snapshot').Snapshot} Snapshot */

/** @type {{ update(training: Snapshot['training']): void }[]} */
let panels = [];
/** @type {OwnData} */
let own;
/** @type {StudioTabs} */
let studio;

/** @param {HTMLElement} root @param {import('../../page.mjs').Page} page */
export function mount(root, page) {
  const run = new RunPanel(page);
  own = new OwnData(page);
  const others = [new SettingsForm(page), new AccuracyTable(page), own];
  root.append(...run.elements, ...others.map((panel) => panel.element));
  panels = [run, ...others];
  studio = new StudioTabs(page);
  page.belowCanvas(studio.element);
}

/** @param {Snapshot} state */
export function update({ training, view }) {
  for (const panel of panels) panel.update(training);
  studio.update(training, view);
}

/** @param {File[]} files */
export function take(files) {
  const isNetwork = (/** @type {File} */ { name }) => /\.npz$/i.test(name);
  const network = files.find(isNetwork);
  if (network) studio.take(network);
  own.take(files.filter((file) => !isNetwork(file)));
}

export function leave() {
  studio.leave();
  own.leave();
}

/** @param {Snapshot['view']} view */
export function focus(view) {
  studio.focus(view);
}
