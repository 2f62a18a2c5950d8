/** The room of the graph: its formula, the walk through it, what is chosen, and every node with its numbers. */
import { byId, element } from '../../widgets/element.mjs';
import { language, t } from '../../text/strings.mjs';
import { FormulaEditor } from './formula_editor.mjs';
import { NodePanel } from './node_panel.mjs';
import { NodeTable } from './node_table.mjs';
import { TensorPanel } from './tensor_panel.mjs';
import { WalkPanel } from './walk_panel.mjs';

let panels = [];

export function mount(root, { dispatch, snapshot }) {
  panels = [
    new FormulaEditor({ text: byId('formula'), marks: byId('formula-marks'), notice: byId('notice'), dispatch, snapshot }),
    new NodeTable(byId('nodes').tBodies[0], dispatch), new WalkPanel(dispatch), new TensorPanel(dispatch), new NodePanel(dispatch),
    { update: showPresets },
  ];
  byId('new-graph').addEventListener('click', () => dispatch({ type: 'new' }));
  byId('preset').addEventListener('change', (event) => dispatch({ type: 'load_preset', name: event.target.value }));
}

export function update(state) {
  for (const panel of panels) panel.update(state);
}

function showPresets({ presets, preset }) {
  const select = byId('preset');
  if (select.lang !== language()) {
    select.lang = language();
    const own = element('option', { value: '', hidden: true }, t('graph.own_formula'));
    select.replaceChildren(own, ...presets.map(({ key, title }) => element('option', { value: key }, title)));
  }
  if (select.value !== preset) select.value = preset;
}
