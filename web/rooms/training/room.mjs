/** The room where a network is trained: the run and its settings beside the charts, the studio's views of the network below them. */
import { byId } from '../../widgets/element.mjs';
import { openGraph } from './open_graph.mjs';
import { OwnData } from './own_data.mjs';
import { RunPanel } from './run_panel.mjs';
import { SettingsForm } from './settings_form.mjs';
import { StudioTabs } from './studio_tabs.mjs';

let run;
let settings;
let own;
let studio;
let training;

export function mount(root, { dispatch, ask, drawn, snapshot, host, canDraw, run: runText }) {
  run = new RunPanel(dispatch, { run: runText, drawn, openGraph: (what) => openGraph({ ask, dispatch }, what) });
  settings = new SettingsForm(dispatch, () => snapshot(0).notice?.text ?? '');
  own = new OwnData((files) => host.useFiles(files), dispatch);
  studio = new StudioTabs({
    ask, dispatch, adoptNetwork: (bytes) => host.adoptNetwork(bytes), useFiles: (files) => host.useFiles(files),
  });
  if (!canDraw) run.showControls();
  byId('studio').hidden = false;
}

export function update(state) {
  training = state.training;
  run.update(training);
  settings.update(training);
  own.update(training);
  studio.update(training, true, state.view);
}

export function leave() {
  studio.update(training, false);
}

export function focus(view) {
  byId(`studio-tab-${view}`).focus();
}
