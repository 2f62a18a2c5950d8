/** The first layer's weights and their gradients, an image for each unit. */
import { choice, element, field, setText } from '../../../widgets/element.mjs';
import { t } from '../../../text/strings.mjs';
import { ImageList } from '../../../widgets/image_list.mjs';
import { colours, contextOf, putImages, signedImage } from '../../../widgets/paint.mjs';
import { Picture } from '../../../widgets/picture.mjs';
import { savePicture } from '../../../widgets/save_file.mjs';
import { brief, grouped, signed, typedNumber } from '../../../widgets/numbers.mjs';
import { View } from './view.mjs';

const unitsShown = 128;

/** @typedef {'weights' | 'gradients'} Kind */

/** @type {Kind[]} */
const kinds = ['weights', 'gradients'];

/** @param {Kind} kind whose numbers are drawn @param {ArrayLike<number>} numbers @param {number} rows @param {number} columns @param {number} full */
const imageOf = (kind, numbers, rows, columns, full) => signedImage(numbers, rows, columns, full, kind === 'weights' ? 'values' : kind);

export class WeightsView extends View {
  /** @type {Kind | 'both'} */
  what = 'weights';
  unit = 0;
  /** Unit of the page. */
  first = 0;
  /** The unit under the mouse. @type {number | null} */
  pointed = null;
  /** @type {import('./view.mjs').AnswerOf<'weights'> | undefined} */
  answer;
  /** @type {import('./view.mjs').Asker<'weights'>} */
  weights = this.asker((answer) => {
    this.answer = answer;
    this.render();
  });
  state = element('p', { class: 'hint' });
  /** Of each kind: how its colours are read, and the image of one unit. */
  parts = kinds.map((name) => ({
    name, legend: this.legend(name), picture: new Picture(`studio.weights.${name}`, (row, column) => this.describe(name, row, column)),
  }));
  list = new ImageList('studio.weights.units', (i) => this.choose(this.first + i), (i) => this.hover(i));
  pages = this.pager();
  title = element('h2');
  facts = element('p', { class: 'hint' });
  index = element('input', { class: 'field', type: 'text', value: '0', inputMode: 'numeric', autocomplete: 'off' });
  open = element('button', { class: 'button', text: 'studio.open_graph', title: 'studio.weights.open', onclick: () => this.openGraph(this.open,
    { of: 'unit', layer: 1, unit: this.unit, set: 'test', index: typedNumber(this.index.value) }) });

  /** @param {HTMLElement} root @param {import('./view.mjs').Studio} studio */
  constructor(root, studio) {
    super(root, studio);
    const { group } = choice('studio.weights.what', { weights: 'studio.weights.weights', gradients: 'studio.weights.gradients',
      both: 'studio.weights.both' }, (what) => {
      this.what = what;
      this.render();
    });
    const save = element('button', { class: 'button', text: 'studio.save_png', onclick: () => this.save() });
    this.body.append(
      element('div', { class: 'studio-tools' }, group, this.state, save),
      element('div', { class: 'studio-split' },
        element('div', { class: 'studio-main' }, ...this.parts.map(({ legend }) => legend.element),
          this.list.element, this.pages.element),
        element('div', { class: 'studio-side' }, element('div', { class: 'studio-tools' }, this.title, this.facts),
          element('div', { class: 'picture-pair' }, ...this.parts.map(({ picture }) => picture.element)),
          element('div', { class: 'studio-tools' }, field('studio.weights.sample', this.index), this.open))));
  }

  /** A strip of the scale's colours between its ends. @param {Kind} name */
  legend(name) {
    const [low, high, note] = [element('span'), element('span'), element('span', { class: 'legend-note' })];
    const strip = element('canvas', { class: 'legend-strip', 'aria-hidden': 'true' });
    putImages(strip, [imageOf(name, Float32Array.from({ length: 65 }, (_, i) => i - 32), 1, 65, 32)]);
    return { low, high, note, element: element('p', { class: `legend ${name}` },
      element('b', { text: `studio.weights.${name}` }), low, strip, high, note) };
  }

  pager() {
    const turn = (/** @type {number} */ by) => () => {
      this.first = Math.max(0, this.first + by * unitsShown);
      this.unit = this.first;
      this.render();
    };
    const back = element('button', { class: 'button', text: 'studio.back', onclick: turn(-1) });
    const next = element('button', { class: 'button', text: 'studio.next', onclick: turn(1) });
    const where = element('span', { class: 'hint' });
    return { back, next, where, element: element('div', { class: 'studio-tools' }, back, where, next) };
  }

  /** @override */
  refresh() {
    const large = this.answer && this.answer.weights.length > 200_000;
    this.weights.want(this.moment, { what: 'weights' }, large && this.training.phase === 'running' ? 2000 : 1000);
  }

  /** @param {number} unit */
  choose(unit) {
    this.unit = unit;
    this.pointed = null;
    this.renderUnit();
  }

  /** @param {number | null} i */
  hover(i) {
    this.pointed = i === null ? null : this.first + i;
    this.renderUnit();
  }

  /** A unit's images of what is shown. @param {number} unit @param {Kind[]} [names] */
  images(unit, names = this.names) {
    const { answer } = this;
    if (!answer) return [];
    const { rows, columns, full } = answer;
    return names.map((name) =>
      imageOf(name, answer[name].subarray(unit * rows * columns, (unit + 1) * rows * columns), rows, columns, full[name]));
  }

  get names() {
    return this.what === 'both' ? kinds : [this.what];
  }

  /** @override */
  render() {
    if (!this.answer) return;
    const { units, steps, full, largest } = this.answer;
    if (this.unit >= units) this.unit = 0;
    if (this.first >= units) this.first = 0;
    const count = Math.min(unitsShown, units - this.first);
    setText(this.state, t('studio.weights.state', { units: grouped(units), step: grouped(steps) }));
    for (const { name, legend } of this.parts) {
      legend.element.hidden = !this.names.includes(name);
      const end = brief(full[name], 3);
      setText(legend.low, `−${end}`);
      setText(legend.high, `+${end}`);
      setText(legend.note, t('studio.weights.largest', { full: end, largest: brief(largest[name], 3) }));
    }
    this.list.element.classList.toggle('pairs', this.what === 'both');
    this.list.element.classList.toggle('few', units <= 64);
    this.list.show(count, (i, { canvas }) => {
      putImages(canvas, this.images(this.first + i));
      return t('studio.weights.unit_of', { unit: this.first + i });
    }, this.unit - this.first);
    this.pages.element.hidden = units <= unitsShown;
    setText(this.pages.where, t('studio.weights.page', { from: this.first, to: this.first + count - 1, units: grouped(units) }));
    this.pages.back.disabled = this.first === 0;
    this.pages.next.disabled = this.first + count >= units;
    this.renderUnit();
  }

  renderUnit() {
    if (!this.answer) return;
    const unit = this.pointed ?? this.unit;
    const { extremes } = this.answer;
    setText(this.title, t('studio.weights.unit', { unit }));
    setText(this.facts, this.names.map((name) => t(`studio.weights.largest_${name}`, { number: signed(extremes[name][unit]) })).join(' '));
    for (const { name, picture } of this.parts) {
      picture.element.hidden = !this.names.includes(name);
      if (!picture.element.hidden) picture.show(this.images(unit, [name]), [''], t('studio.weights.point'));
    }
  }

  /** @param {Kind} name @param {number} row @param {number} column */
  describe(name, row, column) {
    if (!this.answer) return '';
    const { rows, columns } = this.answer;
    const unit = this.pointed ?? this.unit;
    const pixel = row * columns + column;
    const number = signed(this.answer[name][unit * rows * columns + pixel]);
    return t(`studio.weights.at_${name}`, { row, column, pixel, unit, number });
  }

  /** All units of what is shown, four screen pixels a weight. */
  save() {
    if (!this.answer) return;
    const { units, rows, columns, steps } = this.answer;
    const across = Math.ceil(Math.sqrt(units * 1.6));
    const [wide, high] = [this.names.length * (columns + 1) + 1, rows + 2];
    const canvas = element('canvas', { width: 4 * across * wide, height: 4 * Math.ceil(units / across) * high });
    const context = contextOf(canvas);
    context.fillStyle = colours().surface;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingEnabled = false;
    const tile = element('canvas');
    for (let unit = 0; unit < units; ++unit) {
      putImages(tile, this.images(unit));
      const [x, y] = [(unit % across) * wide + 1, Math.floor(unit / across) * high + 1];
      context.drawImage(tile, 4 * x, 4 * y, 4 * tile.width, 4 * tile.height);
    }
    savePicture(canvas, `${this.what}-step-${steps}.png`);
  }
}
