/** How often each class was read as which: a table with a bar of each class's accuracy at the end of its row. */
import { element, setText } from '../../../widgets/element.mjs';
import { t } from '../../../text/strings.mjs';
import { grouped } from '../../../widgets/numbers.mjs';

/** @type {Record<string, [number, number]>} */
const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** @typedef {[row: number, column: number]} Cell label and predicted */

/** The cell of a count that an event is about. @param {Event} event @returns {HTMLElement | null} */
const countOf = ({ target }) => /** @type {Element} */ (target).closest('.count');

export class ConfusionTable {
  key = '';
  /** @type {HTMLElement[][]} */
  cells = [];
  /** @type {Record<'bar' | 'text' | 'cell', HTMLElement>[]} */
  rates = [];
  /** @type {Cell} */
  at = [0, 0];
  /** @type {Cell | null} */
  marked = null;
  table = element('table', { class: 'confusion', role: 'grid', label: 'studio.mistakes.matrix' });
  element = element('div', { class: 'confusion-scroller' }, this.table);

  /**
   * @param {(label: number, predicted: number) => void} choose
   * @param {(k: number) => string} className
   */
  constructor(choose, className) {
    this.choose = choose;
    this.className = className;
    this.table.addEventListener('click', (event) => {
      const cell = countOf(event);
      if (cell) this.go(Number(cell.dataset.row), Number(cell.dataset.column), true);
    });
    this.table.addEventListener('keydown', (event) => this.keyDown(event));
    for (const name of ['pointerover', 'focusin']) this.table.addEventListener(name, (event) => this.tell(countOf(event)));
  }

  /** @param {import('../../../workers/messages').AssessmentSummary} answer */
  show({ classes, confusion, tones, perClass }) {
    const names = Array.from({ length: classes }, (_, k) => this.className(k));
    const key = JSON.stringify([names, t('studio.mistakes.accuracy')]);
    if (key !== this.key) this.build(key, names);
    this.cells.forEach((line, label) => {
      line.forEach((cell, predicted) => {
        const at = label * classes + predicted;
        setText(cell, grouped(confusion[at]));
        const strength = confusion[at] ? String(0.06 + 0.94 * tones[at]) : '0';
        if (cell.dataset.tone === strength) return;
        cell.dataset.tone = strength;
        cell.style.setProperty('--tone', strength);
      });
      const { size, right, share, text } = perClass[label];
      this.rates[label].bar.style.width = `${100 * share}%`;
      setText(this.rates[label].text, text);
      this.rates[label].cell.title = t('studio.mistakes.right_of', { right, size });
    });
  }

  /** @param {string} key @param {string[]} names of the classes */
  build(key, names) {
    this.key = key;
    const head = element('tr');
    /** @param {string} text @param {'row' | 'col'} scope */
    const heading = (text, scope) => element('th', { scope }, text);
    const last = element('th', { class: 'rate', scope: 'col', text: 'studio.mistakes.accuracy' });
    head.append(element('td', { class: 'corner' }), ...names.map((name) => heading(name, 'col')), last);
    this.rates = [];
    this.cells = [];
    const body = names.map((name, row) => {
      const line = element('tr');
      const cells = names.map((_, column) => {
        const cell = element('td', { class: row === column ? 'count right' : 'count', role: 'gridcell', tabIndex: -1 });
        Object.assign(cell.dataset, { row, column });
        return cell;
      });
      const bar = element('span', { class: 'bar-fill' });
      const text = element('span', { class: 'rate-text' });
      const cell = element('td', { class: 'rate' }, element('span', { class: 'bar-track' }, bar), text);
      this.rates.push({ bar, text, cell });
      this.cells.push(cells);
      line.append(heading(name, 'row'), ...cells, cell);
      return line;
    });
    this.table.replaceChildren(element('thead', {}, head), element('tbody', {}, ...body));
    this.table.classList.toggle('named', names.some((name) => name.length > 3));
    this.stand(...this.at);
    this.mark(this.marked);
  }

  /** A cell in words, when it is looked at. @param {HTMLElement | null} cell */
  tell(cell) {
    if (!cell) return;
    const [label, predicted] = [cell.dataset.row, cell.dataset.column].map((k) => this.className(Number(k)));
    cell.title = t('studio.mistakes.cell_title', { label, predicted, count: cell.textContent ?? '' });
  }

  /** Only one cell, the nearest to this place, is in the order of the Tab key. @param {number} row @param {number} column */
  stand(row, column) {
    for (const cell of this.table.querySelectorAll('[tabindex="0"]')) cell.setAttribute('tabindex', '-1');
    const last = this.cells.length - 1;
    this.at = [Math.min(last, Math.max(0, row)), Math.min(last, Math.max(0, column))];
    const cell = this.cells[this.at[0]][this.at[1]];
    cell.tabIndex = 0;
    return cell;
  }

  /** @param {Cell | null} chosen */
  mark(chosen) {
    this.marked = chosen;
    for (const cell of this.table.querySelectorAll('[aria-selected]')) cell.removeAttribute('aria-selected');
    if (chosen) this.cells[chosen[0]]?.[chosen[1]]?.setAttribute('aria-selected', 'true');
  }

  /** @param {number} row @param {number} column @param {boolean} choose */
  go(row, column, choose) {
    this.stand(row, column).focus();
    if (choose) this.choose(...this.at);
  }

  /** @param {KeyboardEvent} event */
  keyDown(event) {
    if (!countOf(event) || event.altKey || event.ctrlKey || event.metaKey) return;
    const [row, column] = this.at;
    const last = this.cells.length - 1;
    const move = moves[event.key];
    if (move) this.go(row + move[0], column + move[1], false);
    else if (event.key === 'Home') this.go(row, 0, false);
    else if (event.key === 'End') this.go(row, last, false);
    else if (event.key === 'Enter' || event.key === ' ') this.go(row, column, true);
    else return;
    event.preventDefault();
  }
}
