/** The probability of every class as a bar, with its name and number. */
import { element, setText } from './element.mjs';
import { ranking } from './numbers.mjs';

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
    const shown = ranking(probabilities, mostBars).listed;
    for (const { row } of this.rows.splice(shown.length)) row.remove();
    while (this.rows.length < shown.length) {
      const [name, bar, number] = [element('span', { class: 'bar-name' }), element('span', { class: 'bar-fill' }), element('span', { class: 'bar-number' })];
      const row = element('li', {}, name, element('span', { class: 'bar-track' }, bar), number);
      this.element.append(row);
      this.rows.push({ row, name, bar, number });
    }
    shown.forEach(({ class: k, share, text, best }, i) => {
      const { row, name, bar, number } = this.rows[i];
      setText(name, className(k));
      bar.style.width = `${100 * share}%`;
      setText(number, known ? text : '–');
      row.classList.toggle('best', known && best);
      row.classList.toggle('right', label === k);
      row.title = known ? String(share) : '';
    });
  }
}
