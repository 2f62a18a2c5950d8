/** What the network makes of one image: what it sees, the probability of every class, and what would raise one of them. */
import { element, field, setText } from '../../../widgets/element.mjs';
import { t } from '../../../text/strings.mjs';
import { ClassBars } from '../../../widgets/class_bars.mjs';
import { inkImage, signedImage } from '../../../widgets/paint.mjs';
import { brief, ranking, signed } from '../../../widgets/numbers.mjs';
import { Picture } from '../../../widgets/picture.mjs';

/** @typedef {import('../../../workers/messages').Prediction} Prediction */

/**
 * Classes to choose from.
 * @param {HTMLSelectElement} select
 * @param {string} none key of the choice of no class
 * @param {number} classes
 * @param {(k: number) => string} className
 */
export function offerClasses(select, none, classes, className) {
  const names = [t(none), ...Array.from({ length: classes }, (_, k) => className(k))];
  const key = JSON.stringify(names);
  if (key === select.dataset.key) return;
  select.dataset.key = key;
  const { value } = select;
  select.replaceChildren(...names.map((name, i) => new Option(name, i ? String(i - 1) : '')));
  select.value = Number(value) < classes ? value : '';
}

export class SampleCard {
  /** @type {Prediction | null | undefined} */
  answer;
  seen = new Picture('studio.card.seen', (row, column) => this.describe('seen', row, column));
  raise = new Picture('studio.card.raise', (row, column) => this.describe('gradient', row, column));
  raiseText = element('p', { class: 'hint' });
  classBars = new ClassBars();
  bars = this.classBars.element;
  guess = element('p', { class: 'guess', 'aria-live': 'polite' });

  /**
   * @param {object} parts
   * @param {(k: number) => string} parts.className
   * @param {() => void} parts.changed another class is asked about
   */
  constructor({ className, changed }) {
    this.className = className;
    this.select = element('select', { class: 'field', onchange: changed });
    this.asked = field('studio.card.ask', this.select);
  }

  /** The class asked about, or undefined. */
  get class() {
    return this.select.value === '' ? undefined : Number(this.select.value);
  }

  /** @param {Prediction | null | undefined} answer @param {number} classes */
  show(answer, classes) {
    this.answer = answer;
    offerClasses(this.select, 'studio.card.nothing', classes, this.className);
    this.showBars(answer?.probabilities ?? new Float32Array(classes));
    if (!answer) {
      this.seen.clear();
      this.raise.clear();
      this.raise.element.hidden = true;
      setText(this.raiseText, '');
      setText(this.guess, '');
      return;
    }
    const { seen, rows, columns, probabilities } = answer;
    this.seen.show([inkImage(seen, rows, columns)], ['ink'], t('studio.card.seen_size', { rows, columns }));
    this.raise.element.hidden = !answer.gradient;
    setText(this.raiseText, '');
    if (answer.gradient) {
      const { gradient, scale } = answer;
      const images = [inkImage(seen, rows, columns), signedImage(gradient, rows, columns, scale, 'gradients')];
      this.raise.show(images, ['ink faint', ''], '');
      const name = this.className(answer.class);
      setText(this.raiseText, t('studio.card.raise_text', { class: name, largest: brief(scale, 2) }));
    }
    const { best, share } = ranking(probabilities, 1);
    this.guess.replaceChildren(element('b', {}, this.className(best)), ` ${share}`);
  }

  /** @param {ArrayLike<number>} probabilities */
  showBars(probabilities) {
    this.classBars.show(probabilities, { className: this.className, known: Boolean(this.answer), label: this.answer?.label });
  }

  /** @param {'seen' | 'gradient'} what @param {number} row @param {number} column */
  describe(what, row, column) {
    const { answer } = this;
    const number = answer?.[what]?.[row * answer.columns + column] ?? NaN;
    return t(`studio.card.at_${what}`, { row, column, number: what === 'seen' ? brief(number, 3) : signed(number) });
  }
}
