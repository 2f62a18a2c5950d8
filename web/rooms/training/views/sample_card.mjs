/** What the network makes of one image: what it sees, the probability of every class, and what would raise one of them. */
import { element, field, setText } from '../../../widgets/element.mjs';
import { t } from '../../../text/strings.mjs';
import { ClassBars } from '../../../widgets/class_bars.mjs';
import { inkImage, signedImage } from '../../../widgets/paint.mjs';
import { brief, ranking, signed } from '../../../widgets/numbers.mjs';
import { Picture } from '../../../widgets/picture.mjs';

/** @typedef {import('../../../workers/messages').Prediction} Prediction */

export class SampleCard {
  /** @type {Prediction | null | undefined} */
  answer;
  offered = '';

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
    this.classBars = new ClassBars();
    this.bars = this.classBars.element;
    this.select = element('select', { class: 'field', onchange: changed });
    this.asked = field('studio.card.ask', this.select);
    this.guess = element('p', { class: 'guess', 'aria-live': 'polite' });
  }

  /** The class asked about, or undefined. */
  get class() {
    return this.select.value === '' ? undefined : Number(this.select.value);
  }

  /** @param {Prediction | null | undefined} answer @param {number} classes */
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

  /** @param {number} classes */
  offer(classes) {
    const names = Array.from({ length: classes }, (_, k) => this.className(k));
    const key = JSON.stringify([t('studio.card.nothing'), names]);
    if (key === this.offered) return;
    this.offered = key;
    const chosen = this.select.value;
    this.select.replaceChildren(new Option(t('studio.card.nothing'), ''), ...names.map((name, k) => new Option(name, String(k))));
    this.select.value = Number(chosen) < classes ? chosen : '';
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
