/** The probability of every class as a bar, with its name and number. */
import { element, setText } from './element.mjs';
import { percent } from './numbers.mjs';

/** More classes than this: the most probable ones are listed. */
const mostBars = 12;

export class ClassBars {
  constructor() {
    this.element = element('ol', { class: 'bars', label: 'studio.card.probabilities' });
    /** @type {Record<'row' | 'name' | 'bar' | 'number', HTMLElement>[]} */
    this.rows = [];
  }

  /**
   * @param {ArrayLike<number>} probabilities
   * @param {object} about
   * @param {(k: number) => string} about.className
   * @param {boolean} about.known false: bars without numbers
   * @param {number} [about.label] the right class
   */
  show(probabilities, { className, known, label }) {
    let shown = Array.from(probabilities, (p, k) => ({ p, k }));
    if (shown.length > mostBars) shown = shown.sort((a, b) => b.p - a.p).slice(0, mostBars);
    for (const { row } of this.rows.splice(shown.length)) row.remove();
    while (this.rows.length < shown.length) {
      const [name, bar, number] = [element('span', { class: 'bar-name' }), element('span', { class: 'bar-fill' }), element('span', { class: 'bar-number' })];
      const row = element('li', {}, name, element('span', { class: 'bar-track' }, bar), number);
      this.element.append(row);
      this.rows.push({ row, name, bar, number });
    }
    const best = Math.max(...Array.from(probabilities));
    shown.forEach(({ p, k }, i) => {
      const { row, name, bar, number } = this.rows[i];
      setText(name, className(k));
      bar.style.width = `${100 * p}%`;
      setText(number, known ? percent(p) : '–');
      row.classList.toggle('best', p > 0 && p === best);
      row.classList.toggle('right', label === k);
      row.title = known ? String(p) : '';
    });
  }
}
