/** One tensor as a table: cells coloured by value, focus that moves with the arrow keys, numbers edited in place. */
import { element, setAttribute, setText } from './element.mjs';
import { editCell } from './cell_field.mjs';
import { numberField, shapeField } from './tensor_fields.mjs';
import { TensorMap } from './tensor_map.mjs';
import { t } from '../text/strings.mjs';

const marks = ['', 'part', 'looked'];
/** Keys that begin an edit with themselves. */
const begins = /^[-+.0-9]$/;

/** @typedef {import('../protocol/snapshot').TensorTable} TensorTable */

export class TensorGrid {
  /**
   * @param {{ look: (look: TensorTable['look'], element: number | null) => void, send: (action: import('../protocol/actions').Action) => boolean,
   *   settle: () => void }} actions settle: what was refused was put back
   * @param {TensorTable} table as the first update will show it
   */
  constructor(actions, table) {
    this.actions = actions;
    this.table = table;
    this.key = '';
    /** @type {HTMLTableCellElement[][]} */
    this.cells = [];
    /** @type {ReturnType<typeof numberField> | null} */
    this.number = null;
    /** @type {TensorMap | null} */
    this.map = null;
    /** The cell that is tapped has the focus already. */
    this.again = false;
    this.caption = element('div', { class: 'tensor-caption' });
    this.grid = element('table', { class: 'tensor-grid', role: 'grid' });
    this.scroller = element('div', { class: 'tensor-scroller' }, this.grid);
    this.element = element('div', { class: 'tensor' }, this.caption, this.scroller);
    /** Row and column of the cell that is in the order of the Tab key. @type {[number, number]} */
    this.at = [0, 0];
    this.listen();
  }

  /** What must be the same for cells to stay: then only numbers change. @param {TensorTable} table */
  static key(table) {
    const { name, place, shape, edits, ones, rowLabels, columnLabels, picture, look } = table;
    return JSON.stringify([name, place, shape, edits, ones, rowLabels, columnLabels, Boolean(picture), look]);
  }

  /** @param {TensorTable} table */
  update(table) {
    this.table = table;
    const key = TensorGrid.key(table);
    if (key !== this.key) this.build(key);
    if (this.single) return this.number?.refresh();
    const { columns } = table.window;
    table.texts.forEach((text, i) => {
      const cell = this.cells[Math.floor(i / columns)][i % columns];
      if (!cell.querySelector('input')) setText(cell, text);
      cell.style.setProperty('--tone', String(Math.abs(table.tones[i])));
      cell.classList.toggle('minus', table.tones[i] < 0);
      setAttribute(cell, 'data-mark', marks[table.marks[i]] || null);
      setAttribute(cell, 'aria-selected', table.marks[i] === 2 ? 'true' : null);
    });
    this.map?.show(table);
  }

  /** One number that can be edited needs no table. */
  get single() {
    return this.table.rows * this.table.columns === 1 && Boolean(this.table.edits);
  }

  /** @param {string} key */
  build(key) {
    const hadFocus = this.grid.contains(document.activeElement);
    this.key = key;
    const { table } = this;
    this.element.dataset.place = table.place;
    this.element.dataset.kind = table.look.what;
    this.grid.setAttribute('aria-label', t('tensor.grid', { name: table.name, shape: table.shape }));
    setAttribute(this.grid, 'aria-rowcount', String(table.rows + 1));
    setAttribute(this.grid, 'aria-colcount', String(table.columns + 1));
    this.buildCaption();
    this.scroller.hidden = this.single;
    if (this.single) return;
    this.buildCells();
    if (hadFocus) this.cells[this.at[0]][this.at[1]].focus();
  }

  buildCells() {
    const { table } = this;
    const { window } = table;
    // A vector's one row has no index.
    const label = (/** @type {string} */ text, /** @type {string} */ scope) => (text ? element('th', { scope }, text) : element('td'));
    const head = element('tr', {}, element('td', { class: 'corner' }), ...table.columnLabels.map((text) => label(text, 'col')));
    const body = table.rowLabels.map((text, row) => {
      const line = element('tr');
      line.setAttribute('aria-rowindex', String(window.row + row + 2));
      line.append(label(text, 'row'));
      return line;
    });
    this.cells = body.map((line, row) => table.columnLabels.map((_, column) => {
      const cell = element('td', { class: 'cell' });
      cell.setAttribute('role', 'gridcell');
      cell.setAttribute('aria-colindex', String(window.column + column + 2));
      if (!table.edits) cell.setAttribute('aria-readonly', 'true');
      Object.assign(cell.dataset, { row: String(row), column: String(column) });
      line.append(cell);
      return cell;
    }));
    this.grid.tHead?.remove();
    this.grid.replaceChildren(element('thead', {}, head), element('tbody', {}, ...body));
    this.at = [Math.min(this.at[0], window.rows - 1), Math.min(this.at[1], window.columns - 1)];
    this.rove();
  }

  buildCaption() {
    const { table } = this;
    /** @type {HTMLElement[]} */
    const parts = [element('span', { class: 'tensor-name' }, table.name)];
    this.number = this.single ? numberField(table.name, {
      exact: () => this.table.exact[0],
      send: (text) => this.send(0, text),
      settle: this.actions.settle,
      look: () => this.actions.look(this.table.look, 0),
    }) : null;
    if (this.number) parts.push(this.number.field);
    const leaf = table.edits?.name;
    if (leaf) parts.push(shapeField(table, (shape) => this.actions.send({ type: 'set_shape', name: leaf, shape }), this.actions.settle));
    else if (!this.single) parts.push(element('span', { class: 'tensor-shape' }, table.shape));
    if (table.edits?.upstream && !table.ones) {
      const ones = element('button', { class: 'button small' }, t('tensor.ones'));
      ones.addEventListener('click', () => this.actions.send({ type: 'set_upstream', value: null }));
      parts.push(ones);
    }
    this.caption.replaceChildren(...parts);
    this.map?.element.remove();
    this.map = table.picture ? new TensorMap(table.name, (row, column) => this.moveWindow(row, column)) : null;
    if (this.map) this.caption.after(this.map.element);
  }

  /** Where a cell's text is in the table's lists. @param {HTMLElement} cell */
  indexOf(cell) {
    return Number(cell.dataset.row) * this.table.window.columns + Number(cell.dataset.column);
  }

  /** The element that a cell shows. @param {HTMLElement} cell */
  elementOf(cell) {
    const { window, rowStep, columnStep } = this.table;
    const { row, column } = cell.dataset;
    return (window.row + Number(row)) * rowStep + (window.column + Number(column)) * columnStep;
  }

  /** @param {HTMLElement | null} cell */
  look(cell) {
    this.actions.look(this.table.look, cell ? this.elementOf(cell) : null);
  }

  /** Only one cell is in the order of the Tab key. */
  rove() {
    for (const [row, line] of this.cells.entries()) {
      for (const [column, cell] of line.entries()) {
        cell.tabIndex = row === this.at[0] && column === this.at[1] ? 0 : -1;
      }
    }
  }

  /** @param {number} row @param {number} column */
  moveWindow(row, column) {
    const { window, transposed } = this.table;
    const from = { row: Math.max(0, row), column: Math.max(0, column) };
    if (transposed) [from.row, from.column] = [from.column, from.row];
    this.actions.send({ type: 'move_window', node: window.node, ...from });
  }

  /** Moves the focus by rows and columns, and the window when the cell is outside of it. @param {number} down @param {number} right */
  go(down, right) {
    const { window, rows, columns } = this.table;
    const row = Math.min(Math.max(window.row + this.at[0] + down, 0), rows - 1);
    const column = Math.min(Math.max(window.column + this.at[1] + right, 0), columns - 1);
    /** @param {number} at @param {number} begin @param {number} length */
    const start = (at, begin, length) => Math.min(Math.max(begin, at - length + 1), at);
    const top = start(row, window.row, window.rows);
    const left = start(column, window.column, window.columns);
    this.at = [row - top, column - left];
    if (top !== window.row || left !== window.column) this.moveWindow(top, left);
    this.rove();
    this.cells[this.at[0]][this.at[1]].focus();
  }

  /** The cell that an event happened in. @param {Event} event @returns {HTMLTableCellElement | null} */
  static cellOf({ target }) {
    return target instanceof Element ? target.closest('td.cell') : null;
  }

  listen() {
    const { cellOf } = TensorGrid;
    this.grid.addEventListener('pointerover', (event) => {
      const cell = cellOf(event);
      if (cell && event.pointerType === 'mouse') this.look(cell);
    });
    this.grid.addEventListener('pointerleave', (event) => {
      if (event.pointerType !== 'mouse') return;
      const focused = document.activeElement?.closest('td.cell');
      this.look(focused instanceof HTMLElement && this.grid.contains(focused) ? focused : null);
    });
    this.grid.addEventListener('focusin', (event) => {
      const cell = cellOf(event);
      if (!cell) return;
      this.at = [Number(cell.dataset.row), Number(cell.dataset.column)];
      this.rove();
      this.look(cell);
    });
    // A tap looks at a cell; one on the cell that is looked at changes it.
    this.grid.addEventListener('pointerdown', (event) => {
      const cell = cellOf(event);
      this.again = cell !== null && cell === document.activeElement && event.pointerType !== 'mouse';
    });
    this.grid.addEventListener('click', (event) => {
      const cell = cellOf(event);
      if (cell && this.again) this.edit(cell);
    });
    this.grid.addEventListener('dblclick', (event) => {
      const cell = cellOf(event);
      if (cell) this.edit(cell);
    });
    this.grid.addEventListener('keydown', (event) => this.keyDown(event));
    this.grid.addEventListener('paste', (event) => this.paste(event));
    this.grid.addEventListener('copy', (event) => {
      const cell = cellOf(event);
      if (!cell || event.target instanceof HTMLInputElement) return;
      event.clipboardData?.setData('text/plain', this.exact(cell));
      event.preventDefault();
    });
  }

  /** @param {HTMLElement} cell */
  exact(cell) {
    const at = this.indexOf(cell);
    return this.table.exact[at] ?? this.table.texts[at];
  }

  /** @param {KeyboardEvent} event */
  keyDown(event) {
    const cell = TensorGrid.cellOf(event);
    if (!cell || event.target instanceof HTMLInputElement) return;
    const far = Number.MAX_SAFE_INTEGER;
    const whole = event.ctrlKey || event.metaKey;
    /** @type {Record<string, [number, number]>} */
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
      PageUp: [-this.table.window.rows, 0], PageDown: [this.table.window.rows, 0],
      Home: [whole ? -far : 0, -far], End: [whole ? far : 0, far] };
    const move = moves[event.key];
    if (move && !event.altKey) {
      event.preventDefault();
      this.go(...move);
    } else if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault();
      this.edit(cell);
    } else if (begins.test(event.key) && !whole && !event.altKey) {
      event.preventDefault();
      this.edit(cell, event.key);
    }
  }

  /** Puts numbers in, from an element on. @param {number} element @param {string} text @returns {boolean} whether they were taken */
  send(element, text) {
    const { edits, rowStep } = this.table;
    return this.actions.send({ type: 'set_cells', ...edits, element, columns: rowStep, text });
  }

  /** @param {ClipboardEvent} event */
  paste(event) {
    const cell = TensorGrid.cellOf(event);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const inside = event.target instanceof HTMLInputElement;
    if (!cell || !this.table.edits || (inside && !/[\t\n[]/.test(text))) return;
    event.preventDefault();
    if (inside) cell.focus();
    this.send(this.elementOf(cell), text);
  }

  /** @param {HTMLTableCellElement} cell @param {string} [begun] what was typed on the cell */
  edit(cell, begun) {
    if (!this.table.edits || cell.querySelector('input')) return;
    editCell(cell, {
      label: t('tensor.edit', { name: this.table.name }),
      key: `cell:${this.table.name}:${this.elementOf(cell)}`,
      settle: this.actions.settle,
      exact: this.exact(cell),
      begun,
      text: () => this.table.texts[this.indexOf(cell)],
      send: (text) => this.send(this.elementOf(cell), text),
      next: () => this.go(1, 0),
    });
  }
}
