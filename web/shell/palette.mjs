/** The list of nodes to add: found by typing a name or a formula, or by tapping; what is chosen becomes the inputs. */
import { byId, element, setText } from '../widgets/element.mjs';
import { onLanguage, t } from '../text/strings.mjs';

/** The shelves, in order; an op that is on none stands on the last. */
const shelves = {
  arithmetic: ['input', 'constant', 'add', 'sub', 'mul', 'div', 'pow', 'neg'],
  functions: ['exp', 'log', 'sqrt', 'abs', 'sin', 'cos', 'tanh', 'relu', 'sigmoid', 'maximum', 'minimum'],
  tensors: ['sum', 'mean', 'transpose', 'reshape', 'matmul', 'zeros', 'ones', 'randn'],
  layers: ['affine', 'softmax', 'softmax_with_loss', 'cross_entropy_error', 'mean_squared_error', 'identity'],
};

export class Palette {
  /**
   * @param {Array<{key: string, glyph: string, formula: string, arity: number}>} ops
   * @param {(action: object) => boolean} dispatch
   */
  constructor(ops, dispatch) {
    Object.assign(this, { dispatch, dialog: byId('palette'), search: byId('palette-search'), list: byId('palette-list') });
    this.ops = new Map(ops.map((op) => [op.key, op]));
    this.search.addEventListener('input', () => this.filter());
    this.search.addEventListener('keydown', (event) => this.key(event));
    this.dialog.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.close();
    });
    byId('palette-close').addEventListener('click', () => this.close());
    onLanguage(() => this.draw());
    this.draw();
  }

  close() {
    this.dispatch({ type: 'palette', open: false });
    byId('canvas').focus({ preventScroll: true });
  }

  /** @param {any} state the playground's snapshot */
  update(state) {
    this.state = state;
    const open = state.palette && state.room !== 'mnist';
    if (open !== this.dialog.hidden) {
      if (open) this.showInputs();
      return;
    }
    this.dialog.hidden = !open;
    if (!open) return;
    this.search.value = '';
    this.filter();
    this.showInputs();
    this.search.focus({ preventScroll: true });
  }

  /** The nodes that what is added will take: the selection, in its order. */
  inputs() {
    return this.state.selection.filter((id) => this.state.nodes.some((node) => node.id === id));
  }

  showInputs() {
    const names = this.inputs().map((id) => {
      const node = this.state.nodes.find((other) => other.id === id);
      return node.name || node.glyph || node.valueText;
    });
    setText(byId('palette-inputs'), names.length ? t('palette.inputs', { names: names.join(', ') }) : t('palette.no_inputs'));
  }

  draw() {
    const placed = new Set(Object.values(shelves).flat());
    const rest = [...this.ops.keys()].filter((key) => !placed.has(key));
    const last = Object.keys(shelves).at(-1);
    this.buttons = [];
    this.list.replaceChildren(...Object.entries(shelves).map(([shelf, keys]) => {
      const section = element('section', { class: 'palette-shelf' });
      section.append(element('h3', { class: 'label' }, t(`palette.${shelf}`)));
      const items = element('div', { class: 'palette-ops' });
      for (const key of shelf === last ? [...keys, ...rest] : keys) if (this.ops.has(key)) items.append(this.button(this.ops.get(key)));
      section.append(items);
      return section;
    }));
    this.filter();
  }

  button(op) {
    const button = element('button', { class: 'palette-op' });
    const name = ['input', 'constant'].includes(op.key) ? t(`palette.${op.key}`) : op.key;
    const sign = op.glyph && op.glyph !== op.key ? op.glyph : '';
    if (sign) button.append(element('span', { class: 'palette-sign' }, sign));
    button.append(element('span', { class: 'palette-name' }, name));
    button.title = op.formula;
    button.addEventListener('click', () => this.add(op));
    this.buttons.push({ button, text: `${op.key} ${name} ${op.glyph}`.toLowerCase(), op });
    return button;
  }

  filter() {
    const wanted = this.search.value.trim().toLowerCase();
    this.found = [];
    for (const { button, text, op } of this.buttons) {
      const fits = text.includes(wanted);
      button.hidden = !fits;
      if (fits) this.found.push(op);
    }
    const exact = this.found.find((op) => op.key === wanted || op.glyph === wanted);
    const first = exact ?? this.found.find((op) => op.key.startsWith(wanted)) ?? this.found[0];
    this.first = wanted ? first : null;
    for (const { button, op } of this.buttons) button.classList.toggle('first', op === this.first);
    for (const shelf of this.list.children) shelf.hidden = ![...shelf.querySelectorAll('button')].some((button) => !button.hidden);
    const formula = wanted !== '' && !this.first;
    byId('palette-formula').hidden = !formula;
    if (formula) setText(byId('palette-formula'), t('palette.formula', { text: this.search.value.trim() }));
  }

  key(event) {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    if (this.first) this.add(this.first);
    else if (this.search.value.trim()) this.addFormula(this.search.value.trim());
  }

  add(op) {
    const inputs = this.inputs().slice(0, op.arity);
    if (this.dispatch({ type: 'add_op', op: op.key, inputs })) this.close();
  }

  addFormula(text) {
    if (this.dispatch({ type: 'add_formula', text })) this.close();
  }
}
