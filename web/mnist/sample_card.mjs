/** What the network makes of one image: what it sees, the probability of every class, and what would raise one of them. */
import { make, setText } from '../dom.mjs';
import { t } from '../strings.mjs';
import { element, field } from './elements.mjs';
import { percent, shortNumber, signed } from './numbers.mjs';
import { inkImage, signedImage } from './paint.mjs';
import { Picture } from './picture.mjs';

/** More classes than this: the most probable ones are listed. */
const mostBars = 12;

export class SampleCard {
  /**
   * @param {object} parts
   * @param {(k: number) => string} parts.className
   * @param {() => void} parts.changed another class is asked about
   */
  constructor({ className, changed }) {
    this.className = className;
    this.seen = new Picture('studio.card.seen', (row, column) => this.describe('seen', row, column));
    this.raise = new Picture('studio.card.raise', (row, column) => this.describe('gradient', row, column));
    this.raiseText = element('p', { class: 'hint' });
    this.bars = element('ol', { class: 'bars', label: 'studio.card.probabilities' });
    this.rows = [];
    this.select = element('select', { class: 'field', onchange: changed });
    this.asked = field('studio.card.ask', this.select);
    this.guess = element('p', { class: 'guess', 'aria-live': 'polite' });
  }

  /** The class asked about, or undefined. */
  get class() {
    return this.select.value === '' ? undefined : Number(this.select.value);
  }

  /** @param {any} answer of a predict question, or null @param {number} classes */
  show(answer, classes) {
    this.answer = answer;
    this.offer(classes);
    this.showBars(answer?.probabilities ?? new Float32Array(classes));
    if (!answer) {
      this.seen.clear();
      this.raise.clear();
      this.raise.element.hidden = true;
      setText(this.raiseText, '');
      setText(this.guess, '');
      return;
    }
    const { seen, rows, columns, gradient, probabilities } = answer;
    this.seen.show([inkImage(seen, rows, columns)], ['ink'], t('studio.card.seen_size', { rows, columns }));
    this.raise.element.hidden = !gradient;
    setText(this.raiseText, '');
    if (gradient) {
      const largest = gradient.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      const images = [inkImage(seen, rows, columns), signedImage(gradient, rows, columns, largest, 'gradients')];
      this.raise.show(images, ['ink faint', ''], '');
      const name = this.className(answer.class ?? this.class);
      setText(this.raiseText, t('studio.card.raise_text', { class: name, largest: shortNumber(largest, 2) }));
    }
    const best = probabilities.indexOf(Math.max(...probabilities));
    this.guess.replaceChildren(make('b', '', this.className(best)), ` ${percent(probabilities[best])}`);
  }

  offer(classes) {
    const names = Array.from({ length: classes }, (_, k) => this.className(k));
    const key = JSON.stringify([t('studio.card.nothing'), names]);
    if (key === this.offered) return;
    this.offered = key;
    const chosen = this.select.value;
    this.select.replaceChildren(new Option(t('studio.card.nothing'), ''), ...names.map((name, k) => new Option(name, k)));
    this.select.value = Number(chosen) < classes ? chosen : '';
  }

  showBars(probabilities) {
    let shown = Array.from(probabilities, (p, k) => ({ p, k }));
    if (shown.length > mostBars) shown = shown.sort((a, b) => b.p - a.p).slice(0, mostBars);
    while (this.rows.length > shown.length) this.rows.pop().row.remove();
    while (this.rows.length < shown.length) {
      const [name, bar, number] = [make('span', 'bar-name'), make('span', 'bar-fill'), make('span', 'bar-number')];
      const row = element('li', {}, name, element('span', { class: 'bar-track' }, bar), number);
      this.bars.append(row);
      this.rows.push({ row, name, bar, number });
    }
    const best = Math.max(...probabilities);
    shown.forEach(({ p, k }, i) => {
      const { row, name, bar, number } = this.rows[i];
      setText(name, this.className(k));
      bar.style.width = `${100 * p}%`;
      setText(number, this.answer ? percent(p) : '–');
      row.classList.toggle('best', p > 0 && p === best);
      row.classList.toggle('right', this.answer?.label === k);
      row.title = this.answer ? String(p) : '';
    });
  }

  describe(what, row, column) {
    const number = this.answer[what][row * this.answer.columns + column];
    return t(`studio.card.at_${what}`, { row, column, number: what === 'seen' ? shortNumber(number, 3) : signed(number) });
  }
}
