/** The list of nodes to add: found by typing a name or a formula, or by tapping; what is chosen becomes the inputs. */
import { byId, element, setText } from '../widgets/element.mjs';
import { language, onLanguage, t } from '../text/strings.mjs';

/** @typedef {import('../protocol/ops').Op} Op */
/** @typedef {import('../protocol/snapshot').Snapshot} Snapshot */

export class Palette {
  /** @type {Pick<Snapshot, 'selection' | 'nodes'>} */
  state = { selection: [], nodes: [] };
  /** @type {Op[]} what the search finds */
  found = [];
  /** @type {Op | undefined} what Enter adds */
  first = undefined;
  /** @type {{ button: HTMLButtonElement, text: string, op: Op }[]} */
  buttons = [];

  /**
   * @param {(language: string) => Op[]} readOps what can be added, in that language
   * @param {(action: import('../protocol/actions').Action) => boolean} dispatch
   */
  constructor(readOps, dispatch) {
    this.readOps = readOps;
    this.dispatch = dispatch;
    this.dialog = byId('palette');
    this.search = /** @type {HTMLInputElement} */ (byId('palette-search'));
    this.list = byId('palette-list');
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

  /** @param {Snapshot} state */
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
    this.draw();
    this.showInputs();
    this.search.focus({ preventScroll: true });
  }

  /** The nodes that what is added will take: the selection, in its order. */
  inputs() {
    const { selection, nodes } = this.state;
    return selection.flatMap((id) => nodes.find((node) => node.id === id) ?? []);
  }

  showInputs() {
    const names = this.inputs().map(({ name, glyph, valueText }) => name || glyph || valueText);
    setText(byId('palette-inputs'), names.length ? t('palette.inputs', { names: names.join(', ') }) : t('palette.no_inputs'));
  }

  draw() {
    const ops = this.readOps(language());
    this.buttons = [];
    this.list.replaceChildren(...[...new Set(ops.map((op) => op.shelf))].map((shelf) => {
      const section = element('section', { class: 'palette-shelf' });
      section.append(element('h3', { class: 'label' }, t(`palette.${shelf}`)));
      const items = element('div', { class: 'palette-ops' });
      items.append(...ops.filter((op) => op.shelf === shelf).map((op) => this.button(op)));
      section.append(items);
      return section;
    }));
    this.filter();
  }

  /** @param {Op} op */
  button(op) {
    const button = element('button', { class: 'palette-op' });
    const sign = op.glyph && op.glyph !== op.key ? op.glyph : '';
    if (sign) button.append(element('span', { class: 'palette-sign' }, sign));
    button.append(element('span', { class: 'palette-name' }, op.title));
    button.title = op.formula;
    button.addEventListener('click', () => this.add(op));
    this.buttons.push({ button, text: `${op.key} ${op.title} ${op.glyph}`.toLowerCase(), op });
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
    this.first = wanted ? first : undefined;
    for (const { button, op } of this.buttons) button.classList.toggle('first', op === this.first);
    for (const shelf of this.list.querySelectorAll('section')) shelf.hidden = ![...shelf.querySelectorAll('button')].some((button) => !button.hidden);
    const formula = wanted !== '' && !this.first;
    byId('palette-formula').hidden = !formula;
    if (formula) setText(byId('palette-formula'), t('palette.formula', { text: this.search.value.trim() }));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    if (this.first) this.add(this.first);
    else if (this.search.value.trim()) this.addFormula(this.search.value.trim());
  }

  /** @param {Op} op */
  add(op) {
    const inputs = this.inputs().slice(0, op.arity).map(({ id }) => id);
    if (this.dispatch({ type: 'add_op', op: op.key, inputs })) this.close();
  }

  /** @param {string} text */
  addFormula(text) {
    if (this.dispatch({ type: 'add_formula', text })) this.close();
  }
}
