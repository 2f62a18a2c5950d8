/** The selected node's tensors: tables whose highlighted cells and sentences say how an element comes about. */
import { block, element, idOf, setAttribute, setSentence, setText } from '../../widgets/element.mjs';
import { onLanguage, t } from '../../text/strings.mjs';
import { TensorGrid } from '../../widgets/tensor_grid.mjs';

/** @typedef {import('../../protocol/actions').Action} Action */
/** @typedef {import('../../protocol/snapshot').Snapshot} Snapshot */
/** @typedef {import('../../protocol/snapshot').Tensors} Tensors */

/** As many columns fit beside each other into the panel, in small type in the second case. */
const mostColumns = { product: 5, compact: 7 };

/** How a product's tables stand: where rows and columns meet when there is room, else below each other. @param {Tensors} story */
function arrangement({ tables, product, view }) {
  if (!product || view === 'gradient') return '';
  const columns = (/** @type {string} */ place) => tables.find((table) => table.place === place)?.columns ?? Infinity;
  const wide = columns('left') + columns('result');
  if (wide > mostColumns.compact) return 'stacked';
  return wide <= mostColumns.product ? 'product' : 'product compact';
}

export class TensorPanel {
  /** @type {Snapshot | null} */
  state = null;
  /** @type {Tensors | null} */
  story = null;
  /** @type {TensorGrid[]} */
  grids = [];
  /** What the buttons and the tables are made of, and what was looked at last: each is made and sent once. */
  viewsKey = '';
  tablesKey = '';
  lookedAt = '';

  /** @param {import('../../page.mjs').Page} page */
  constructor({ dispatch }) {
    this.dispatch = dispatch;
    const title = element('h2', { name: 'tensors-title', text: 'tensor.title' });
    this.views = element('div', { class: 'tensor-views', name: 'tensor-views', role: 'group', 'aria-labelledby': idOf(title) });
    this.area = element('div', { class: 'tensor-area', name: 'tensor-area' });
    this.problem = element('p', { class: 'notice', name: 'tensor-problem', 'data-kind': 'problem', role: 'alert' });
    this.sums = element('div', { class: 'tensor-sums', name: 'tensor-sums', role: 'status', 'aria-live': 'polite' });
    this.why = element('p', { class: 'tensor-why', name: 'tensor-why' });
    this.hint = element('p', { class: 'hint', name: 'tensor-hint' });
    this.element = block(title, { name: 'tensors', hidden: true }, this.views, this.area, this.problem, this.sums, this.why, this.hint);
    onLanguage(() => {
      this.viewsKey = '';
      for (const grid of this.grids) grid.key = '';
      if (this.state) this.update(this.state);
    });
  }

  /** An action of the panel's own; what was refused is said here. @param {Action} action */
  send(action) {
    const done = this.dispatch(action);
    this.tellProblem(done ? '' : this.state?.notice?.text ?? '');
    return done;
  }

  /** @param {import('../../protocol/snapshot').TensorLook} look @param {number | null} element */
  look(look, element) {
    const { view, looked } = this.story ?? {};
    const key = JSON.stringify([look, element, view]);
    if (key === this.lookedAt || (element === null && !looked)) return;
    this.dispatch({ type: 'look_at', ...look, element, view });
    this.lookedAt = key;
  }

  /** @param {Snapshot} state */
  update(state) {
    this.state = state;
    const story = state.tensors;
    this.element.hidden = !story;
    this.lookedAt = '';
    if (!story) {
      this.grids = [];
      this.area.replaceChildren();
      return;
    }
    if (story.node !== this.story?.node) this.tellProblem('');
    this.story = story;
    this.showViews(story);
    this.showTables(story);
    const many = story.tables.filter((table) => table.rows * table.columns > 1);
    this.hint.hidden = many.length === 0;
    setText(this.hint, t(many.some((table) => table.edits) ? 'tensor.hint_edit' : 'tensor.hint'));
    this.showSentences(this.story); // a table that was built again may have looked at an element meanwhile
  }

  /** @param {string} text */
  tellProblem(text) {
    setSentence(this.problem, text);
  }

  /** @param {Tensors} story */
  showViews({ views, view, node }) {
    const box = this.views;
    box.hidden = views.length < 2;
    const key = JSON.stringify([node, views]);
    if (key !== this.viewsKey) {
      this.viewsKey = key;
      box.replaceChildren(...views.map((one) => {
        const button = element('button', { class: 'tensor-view' }, one.title);
        button.dataset.view = one.key;
        button.dataset.kind = one.look.what;
        button.addEventListener('click', () => this.send({ type: 'look_at', ...one.look, element: null, view: one.key }));
        return button;
      }));
    }
    for (const button of box.querySelectorAll('button')) setAttribute(button, 'aria-pressed', String(button.dataset.view === view));
  }

  /** @param {Tensors} story */
  showTables(story) {
    const { tables, view, node } = story;
    const key = JSON.stringify([node, view, tables.map(({ name, place, columns }) => [name, place, columns])]);
    if (key !== this.tablesKey || this.grids.length !== tables.length) {
      this.tablesKey = key;
      this.grids = tables.map((table) => new TensorGrid(this, table));
      this.area.replaceChildren(...this.grids.map((grid) => grid.element));
      this.area.className = `tensor-area ${arrangement(story)}`;
    }
    this.grids.forEach((grid, i) => grid.update(tables[i]));
  }

  /** @param {Tensors} story */
  showSentences({ sums, why, read, exact, looked }) {
    const box = this.sums;
    const more = looked && !sums[0]?.endsWith(`= ${exact}`) ? t('tensor.exact', { name: looked, exact }) : '';
    const key = JSON.stringify([sums, more]);
    if (key !== box.dataset.key) {
      box.dataset.key = key;
      box.replaceChildren(...sums.map((line) => element('p', {}, line)), ...(more ? [element('p', { class: 'hint' }, more)] : []));
    }
    setSentence(this.why, [why, read].filter(Boolean).join(' '));
  }
}
