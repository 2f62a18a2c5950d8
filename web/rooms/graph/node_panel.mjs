/** What is chosen, and what can be done with it without a pointer: names, inputs, settings, groups, folding. */
import { block, element, setText } from '../../widgets/element.mjs';
import { entry } from '../../widgets/entry.mjs';
import { numberOrText } from '../../widgets/numbers.mjs';
import { language, t } from '../../text/strings.mjs';

/** @type {import('../../protocol/actions').Align['edge'][]} */
const edges = ['left', 'centre', 'right', 'top', 'middle', 'bottom', 'spread_x', 'spread_y'];

/** @typedef {import('../../protocol/ops').Op} Op */

/** @typedef {import('../../protocol/actions').Action} Action */
/** @typedef {import('../../protocol/snapshot').Snapshot} Snapshot */
/** @typedef {import('../../protocol/snapshot').NodeState} NodeState */

export class NodePanel {
  shown = '';
  /** @type {Pick<Snapshot, 'nodes' | 'groups'>} */
  state = { nodes: [], groups: [] };

  /** @param {import('../../page.mjs').Page} page */
  constructor({ app, dispatch }) {
    this.dispatch = dispatch;
    /** The settings that each operation has, as the key of their label. @type {Map<string, string>} */
    this.settings = new Map(JSON.parse(app.ops(language()) ?? '[]')
      .map((/** @type {Op} */ op) => [op.key, op.attributes.map(({ name }) => name).join('_')]));
    this.box = element('div', { class: 'chosen', name: 'chosen' });
    this.element = block(element('h2', { text: 'chosen.title' }), { name: 'chosen-section', hidden: true }, this.box);
  }

  /** @param {Snapshot} state */
  update(state) {
    const { selection, groups, explanation, proof } = state;
    const chosen = state.nodes.filter((node) => selection.includes(node.id));
    const folds = [explanation?.canFold, explanation?.canUnfold];
    const key = JSON.stringify([language(), selection, groups, folds, proof, chosen.length > 1 || chosen.map(({ value, grad, valueText, gradText, ...rest }) => rest),
      chosen.length === 1 && state.nodes.map(({ id, name }) => [id, name])]);
    this.element.hidden = chosen.length === 0;
    if (key === this.shown) return;
    const active = document.activeElement;
    const focused = active instanceof HTMLElement && this.box.contains(active) && active.dataset.key;
    this.shown = key;
    this.state = state;
    const parts = chosen.length === 1 ? this.one(chosen[0], explanation) : chosen.length > 1 ? this.several(chosen) : [];
    this.box.replaceChildren(...parts, ...(proof && chosen.length > 0 ? [this.proof(proof)] : []));
    const again = focused && this.box.querySelector(`[data-key="${focused}"]`);
    if (again instanceof HTMLElement) again.focus();
  }

  /** @param {string} key @param {Action} action */
  button(key, action, text = t(`chosen.${key}`)) {
    const button = element('button', { class: 'button' }, text);
    button.dataset.key = key;
    button.addEventListener('click', () => this.dispatch(action));
    return button;
  }

  /** @param {(HTMLElement | null | undefined | false)[]} list */
  buttons(...list) {
    return element('p', { class: 'actions' }, ...list);
  }

  /**
   * A labelled text field that sends its text when it is left or Enter is pressed.
   * @param {string} key @param {string} value @param {(text: string) => boolean} send whether it was taken
   * @param {number} of the node or group
   */
  field(key, value, send, of) {
    const label = element('label', { class: 'chosen-field' });
    const input = element('input', { class: 'field' });
    Object.assign(input, { type: 'text', value, autocomplete: 'off', spellcheck: false });
    input.dataset.key = key;
    entry(input, {
      key: `${key}:${of}:${value}`,
      exact: () => value,
      send: (text) => send(text.trim()),
      settle: () => this.dispatch({ type: 'palette', open: false }), // any action: what was refused is no longer said
    });
    label.append(element('span', { class: 'hint' }, t(`chosen.${key}`)), input);
    return label;
  }

  /** @param {NodeState} node @param {Snapshot['explanation']} explanation */
  one(node, explanation) {
    const { dispatch } = this;
    /** @type {HTMLElement[]} */
    const parts = [this.field('name', node.name, (name) => dispatch({ type: 'rename', node: node.id, name }), node.id)];
    node.inputs.forEach((source, input) => parts.push(this.source(node, source, input)));
    const settings = this.settings.get(node.op);
    if (settings) {
      parts.push(this.field(settings, (node.attrs ?? []).join(', '), (text) => dispatch({
        type: 'set_attrs', node: node.id, attrs: text === '' ? [] : /** @type {number[]} */ (text.split(/\s*,\s*|\s+/).map(numberOrText)),
      }), node.id));
    }
    const op = node.inputs.length > 0;
    parts.push(this.buttons(
      this.button('walk_to', { type: 'walk', move: 'to', node: node.id }),
      !node.output && this.button('make_output', { type: 'set_output', node: node.id }),
      explanation?.canUnfold && this.button('unfold', { type: 'unfold', node: node.id }),
      explanation?.canFold && this.button('fold', { type: 'fold', node: node.id }),
      this.button('duplicate', { type: 'duplicate', nodes: [node.id] }),
      (op || !node.leaf || !this.isUsed(node.id)) && this.button('remove', { type: 'remove', nodes: [node.id] }),
    ));
    return parts;
  }

  /** @param {number} id */
  isUsed(id) {
    return this.state.nodes.some((node) => node.inputs.includes(id));
  }

  /** Which node feeds an input: connecting without dragging. @param {NodeState} node @param {number} source @param {number} input its place */
  source(node, source, input) {
    const label = element('label', { class: 'chosen-field' });
    const select = element('select', { class: 'field' });
    select.dataset.key = `input-${input}`;
    const name = (/** @type {NodeState} */ other) => other.name || `${other.glyph || other.valueText} (${other.id})`;
    for (const other of this.state.nodes) {
      if (other.id === node.id) continue;
      const option = element('option', {}, name(other));
      Object.assign(option, { value: String(other.id), selected: other.id === source });
      select.append(option);
    }
    const apart = element('option', {}, t('chosen.disconnect'));
    apart.value = '';
    select.append(apart);
    select.addEventListener('change', () => {
      const done = this.dispatch(select.value === '' ? { type: 'disconnect', to: node.id, input }
        : { type: 'connect', from: Number(select.value), to: node.id, input });
      if (!done) select.value = String(source);
    });
    label.append(element('span', { class: 'hint' }, t('chosen.input', { number: input + 1 })), select);
    return label;
  }

  /** @param {NodeState[]} chosen */
  several(chosen) {
    const nodes = chosen.map((node) => node.id);
    const [inner] = this.state.groups.filter((group) => nodes.every((id) => group.nodes.includes(id))).sort((a, b) => a.nodes.length - b.nodes.length);
    const whole = inner && inner.nodes.length === nodes.length;
    /** @type {HTMLElement[]} */
    const parts = [element('p', {}, t('chosen.count', { count: nodes.length }))];
    if (whole) {
      parts.push(this.field('group_name', inner.name, (name) => this.dispatch({ type: 'rename_group', group: inner.id, name }), inner.id));
    }
    parts.push(this.buttons(
      whole && this.button(inner.folded ? 'open_group' : 'close_group', { type: 'fold_group', group: inner.id, folded: !inner.folded }),
      whole ? this.button('ungroup', { type: 'ungroup', group: inner.id }) : this.button('group', { type: 'group', nodes }),
      this.button('duplicate', { type: 'duplicate', nodes }), this.button('remove', { type: 'remove', nodes }),
    ));
    const align = element('div', { class: 'align' });
    align.setAttribute('role', 'group');
    align.setAttribute('aria-label', t('chosen.align'));
    for (const edge of edges) {
      const button = this.button(`align_${edge}`, { type: 'align', edge }, '');
      button.className = `button align-${edge}`;
      button.title = t(`chosen.align_${edge}`);
      button.setAttribute('aria-label', button.title);
      button.append(element('span', { class: 'align-icon' }));
      align.append(button);
    }
    parts.push(element('p', { class: 'hint' }, t('chosen.align')), align);
    return parts;
  }

  /** Folding changes nothing but the drawing: output and every gradient before and after. @param {NonNullable<Snapshot['proof']>} proof */
  proof({ rows, value, largest }) {
    const box = element('div', { class: 'proof' });
    const table = element('table', { class: 'table' });
    const head = element('tr');
    for (const key of ['leaf', 'before', 'after', 'difference']) {
      const cell = element('th', { class: key === 'leaf' ? '' : 'number' }, t(`chosen.proof_${key}`));
      cell.scope = 'col';
      head.append(cell);
    }
    const section = table.createTHead();
    section.append(head);
    const body = table.createTBody();
    for (const row of rows) {
      const line = element('tr');
      line.append(element('td', {}, row.leaf), element('td', { class: 'number gradient' }, row.before), element('td', { class: 'number gradient' }, row.after),
        element('td', { class: 'number' }, row.difference));
      body.append(line);
    }
    const title = element('p', { class: 'label' });
    setText(title, t(largest === '0' ? 'chosen.proof_same' : 'chosen.proof_close', { largest, value }));
    box.append(title, table);
    return box;
  }
}
