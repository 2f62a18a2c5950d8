/** One tensor as a table: cells coloured by value, focus that moves with the arrow keys, numbers edited in place. */
import { element, setAttribute, setText } from './element.mjs';
import { hues } from './hues.mjs';
import { t } from '../text/strings.mjs';

const marks = ['', 'part', 'looked'];
/** Keys that begin an edit with themselves. */
const begins = /^[-+.0-9]$/;

/** Colours of a picture's bytes: 128 is zero. */
function paint(canvas, { rows, columns, tones }) {
  canvas.width = columns;
  canvas.height = rows;
  const bytes = Uint8Array.from(atob(tones), (letter) => letter.charCodeAt(0));
  const image = new ImageData(columns, rows);
  bytes.forEach((byte, i) => {
    image.data.set(byte < 128 ? hues.values.minus : hues.values.plus, 4 * i);
    image.data[4 * i + 3] = Math.min(255, 2 * Math.abs(byte - 128));
  });
  canvas.getContext('2d').putImageData(image, 0, 0);
}

export class TensorGrid {
  /**
   * @param {object} actions
   * @param {(look: object, element: number | null) => void} actions.look
   * @param {(action: object) => boolean} actions.dispatch
   */
  constructor(actions) {
    this.actions = actions;
    this.element = element('div', { class: 'tensor' });
    this.caption = element('div', { class: 'tensor-caption' });
    this.scroller = element('div', { class: 'tensor-scroller' });
    this.grid = element('table', { class: 'tensor-grid' });
    this.grid.setAttribute('role', 'grid');
    this.scroller.append(this.grid);
    this.element.append(this.caption, this.scroller);
    this.at = [0, 0];
    this.listen();
  }

  /** What must be the same for cells to stay: then only numbers change. */
  static key(table) {
    const { name, place, shape, edits, ones, rowLabels, columnLabels, picture, look } = table;
    return JSON.stringify([name, place, shape, edits, ones, rowLabels, columnLabels, Boolean(picture), look]);
  }

  /** @param {any} table of the snapshot's tensors */
  update(table) {
    this.table = table;
    const key = TensorGrid.key(table);
    if (key !== this.key) this.build(key);
    if (this.single) return this.fillField();
    const { columns } = table.window;
    table.texts.forEach((text, i) => {
      const cell = this.cells[Math.floor(i / columns)][i % columns];
      if (!cell.querySelector('input')) setText(cell, text);
      cell.style.setProperty('--tone', Math.abs(table.tones[i]));
      cell.classList.toggle('minus', table.tones[i] < 0);
      setAttribute(cell, 'data-mark', marks[table.marks[i]] || null);
      setAttribute(cell, 'aria-selected', table.marks[i] === 2 ? 'true' : null);
    });
    if (table.picture) this.showPicture();
  }

  /** One number that can be edited needs no table. */
  get single() {
    return this.table.rows * this.table.columns === 1 && Boolean(this.table.edits);
  }

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
    const label = (text, scope) => {
      const cell = element(text ? 'th' : 'td', {}, text);
      if (text) cell.scope = scope;
      return cell;
    };
    const head = element('tr');
    head.append(element('td', { class: 'corner' }), ...table.columnLabels.map((text) => label(text, 'col')));
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
      Object.assign(cell.dataset, { row, column });
      line.append(cell);
      return cell;
    }));
    this.grid.tHead?.remove();
    this.grid.replaceChildren(this.grid.createTHead(), this.grid.createTBody());
    this.grid.tHead.append(head);
    this.grid.tBodies[0].append(...body);
    this.at = [Math.min(this.at[0], window.rows - 1), Math.min(this.at[1], window.columns - 1)];
    this.rove();
  }

  buildCaption() {
    const { table } = this;
    const parts = [element('span', { class: 'tensor-name' }, table.name)];
    this.field = this.single ? this.makeField() : null;
    if (this.field) parts.push(this.field);
    if (table.edits?.name) parts.push(this.makeShapeField());
    else if (!this.single) parts.push(element('span', { class: 'tensor-shape' }, table.shape));
    if (table.edits?.upstream && !table.ones) {
      const ones = element('button', { class: 'button small' }, t('tensor.ones'));
      ones.addEventListener('click', () => this.actions.dispatch({ type: 'set_upstream', value: null }));
      parts.push(ones);
    }
    this.caption.replaceChildren(...parts);
    this.picture?.remove();
    this.picture = null;
    if (table.picture) this.buildPicture();
  }

  /** The field of a single number. */
  makeField() {
    const field = element('input', { class: 'tensor-field' });
    Object.assign(field, { type: 'text', autocomplete: 'off', spellcheck: false });
    field.setAttribute('inputmode', 'text');
    field.setAttribute('aria-label', t('tensor.edit', { name: this.table.name }));
    field.addEventListener('change', () => {
      const done = this.send(0, field.value);
      setAttribute(field, 'aria-invalid', done ? null : 'true');
      if (done) [field.value] = this.table.exact;
    });
    field.addEventListener('focus', () => this.actions.look(this.table.look, 0));
    field.addEventListener('blur', () => {
      setAttribute(field, 'aria-invalid', null);
      this.fillField();
    });
    return field;
  }

  fillField() {
    if (document.activeElement !== this.field) [this.field.value] = this.table.exact;
  }

  makeShapeField() {
    const { table } = this;
    const field = element('input', { class: 'tensor-shape-field' });
    Object.assign(field, { type: 'text', autocomplete: 'off', spellcheck: false, value: table.shape });
    field.size = Math.max(table.shape.length, 4);
    field.setAttribute('aria-label', t('tensor.shape', { name: table.name }));
    field.addEventListener('change', () => {
      const done = this.actions.dispatch({ type: 'set_shape', name: table.edits.name, shape: field.value });
      setAttribute(field, 'aria-invalid', done ? null : 'true');
    });
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      field.value = table.shape;
      setAttribute(field, 'aria-invalid', null);
    });
    field.addEventListener('blur', () => {
      field.value = table.shape;
      setAttribute(field, 'aria-invalid', null);
    });
    return field;
  }

  buildPicture() {
    this.picture = element('div', { class: 'tensor-picture' });
    this.canvas = element('canvas');
    this.frame = element('div', { class: 'tensor-frame' });
    this.where = element('p', { class: 'hint' });
    const box = element('div', { class: 'tensor-picture-box' });
    box.setAttribute('role', 'img');
    box.setAttribute('aria-label', t('tensor.picture', { name: this.table.name }));
    box.title = t('tensor.picture', { name: this.table.name });
    box.append(this.canvas, this.frame);
    box.addEventListener('click', (event) => {
      const area = box.getBoundingClientRect();
      const { rows, columns, window } = this.table;
      this.moveWindow(
        Math.round((event.clientY - area.top) / area.height * rows - window.rows / 2),
        Math.round((event.clientX - area.left) / area.width * columns - window.columns / 2));
    });
    this.picture.append(box, this.where);
    this.caption.after(this.picture);
  }

  showPicture() {
    const { rows, columns, window, picture, name } = this.table;
    if (this.painted !== picture.tones) {
      this.painted = picture.tones;
      paint(this.canvas, picture);
    }
    const share = (part, whole) => `${100 * part / whole}%`;
    Object.assign(this.frame.style, { top: share(window.row, rows), height: share(window.rows, rows),
      left: share(window.column, columns), width: share(window.columns, columns) });
    setText(this.where, t(rows === 1 ? 'tensor.window_row' : 'tensor.window', { name, top: window.row, bottom: window.row + window.rows - 1, rows,
      left: window.column, right: window.column + window.columns - 1, columns }));
  }

  /** The element that a cell shows. */
  elementOf(cell) {
    const { window, rowStep, columnStep } = this.table;
    const { row, column } = cell.dataset;
    return (window.row + Number(row)) * rowStep + (window.column + Number(column)) * columnStep;
  }

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

  moveWindow(row, column) {
    const { window, transposed } = this.table;
    const from = { row: Math.max(0, row), column: Math.max(0, column) };
    if (transposed) [from.row, from.column] = [from.column, from.row];
    this.actions.dispatch({ type: 'move_window', node: window.node, ...from });
  }

  /** Moves the focus by rows and columns, and the window when the cell is outside of it. */
  go(down, right) {
    const { window, rows, columns } = this.table;
    const row = Math.min(Math.max(window.row + this.at[0] + down, 0), rows - 1);
    const column = Math.min(Math.max(window.column + this.at[1] + right, 0), columns - 1);
    const start = (at, begin, length) => Math.min(Math.max(begin, at - length + 1), at);
    const top = start(row, window.row, window.rows);
    const left = start(column, window.column, window.columns);
    this.at = [row - top, column - left];
    if (top !== window.row || left !== window.column) this.moveWindow(top, left);
    this.rove();
    this.cells[this.at[0]][this.at[1]].focus();
  }

  listen() {
    const cellOf = (event) => event.target.closest?.('.cell');
    this.grid.addEventListener('pointerover', (event) => {
      const cell = cellOf(event);
      if (cell && event.pointerType === 'mouse') this.look(cell);
    });
    this.grid.addEventListener('pointerleave', (event) => {
      if (event.pointerType !== 'mouse') return;
      const focused = document.activeElement?.closest?.('.cell');
      this.look(this.grid.contains(focused) ? focused : null);
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
      this.again = cell && cell === document.activeElement && event.pointerType !== 'mouse';
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
      if (!cell || event.target.localName === 'input') return;
      event.clipboardData.setData('text/plain', this.exact(cell));
      event.preventDefault();
    });
  }

  exact(cell) {
    const at = Number(cell.dataset.row) * this.table.window.columns + Number(cell.dataset.column);
    return this.table.exact[at] ?? this.table.texts[at];
  }

  keyDown(event) {
    const cell = event.target.closest('.cell');
    if (!cell || event.target.localName === 'input') return;
    const far = Number.MAX_SAFE_INTEGER;
    const whole = event.ctrlKey || event.metaKey;
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

  /** Puts numbers in, from an element on. @returns {boolean} whether they were taken */
  send(element, text) {
    const { edits, rowStep } = this.table;
    return this.actions.dispatch({ type: 'set_cells', ...edits, element, columns: rowStep, text });
  }

  paste(event) {
    const cell = event.target.closest('.cell');
    const text = event.clipboardData.getData('text/plain');
    const inside = event.target.localName === 'input';
    if (!cell || !this.table.edits || (inside && !/[\t\n[]/.test(text))) return;
    event.preventDefault();
    if (inside) cell.focus();
    this.send(this.elementOf(cell), text);
  }

  /** Puts a field into the cell. Enter and leaving it put the number in, Escape leaves it as it was. */
  edit(cell, begun) {
    if (!this.table.edits || cell.querySelector('input')) return;
    const field = element('input', { class: 'cell-field' });
    Object.assign(field, { type: 'text', autocomplete: 'off', spellcheck: false, value: begun ?? this.exact(cell) });
    field.setAttribute('inputmode', 'text'); // a decimal keyboard has no minus on some phones
    field.setAttribute('aria-label', t('tensor.edit', { name: this.table.name }));
    const before = this.exact(cell);
    let open = true;
    const close = () => {
      open = false;
      const at = Number(cell.dataset.row) * this.table.window.columns + Number(cell.dataset.column);
      field.remove();
      setText(cell, this.table.texts[at]);
    };
    const commit = () => {
      const done = field.value.trim() === before || this.send(this.elementOf(cell), field.value);
      setAttribute(field, 'aria-invalid', done ? null : 'true');
      if (done && open) close();
      return done;
    };
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        close();
        cell.focus();
      } else if (event.key === 'Enter' && commit()) {
        event.preventDefault();
        if (cell.isConnected) cell.focus();
        this.go(1, 0);
      } else {
        return;
      }
      event.stopPropagation();
    });
    field.addEventListener('blur', () => {
      if (open && !commit()) close();
    });
    cell.replaceChildren(field);
    field.focus();
    if (begun === undefined) field.select();
  }
}
