/** The error of numerical gradients against h, both axes logarithmic: drawn as SVG, h is set by a click. */
import { setAttribute, setText } from './dom.mjs';
import { shortNumber } from './numbers.mjs';
import { language, t } from '../text/strings.mjs';

const size = { width: 380, height: 236 };
const plot = { left: 52, right: 12, top: 12, bottom: 44 };
const lines = ['double', 'float'];
const least = 1e-17; // an error of 0 is drawn on the lowest line

/** @param {string} tag @param {Record<string, string | number>} [attributes] @param {string} [text] */
function draw(tag, attributes = {}, text = '') {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text) element.textContent = text;
  return element;
}

const power = (exponent) => `1e${exponent}`;

export class LabChart {
  /**
   * @param {HTMLElement} element
   * @param {(h: number) => void} setStep
   */
  constructor(element, setStep) {
    this.svg = draw('svg', { viewBox: `0 0 ${size.width} ${size.height}`, role: 'img' });
    this.readout = document.getElementById('lab-readout');
    element.append(this.svg);
    this.svg.addEventListener('pointermove', (event) => this.point(this.indexAt(event)));
    this.svg.addEventListener('pointerleave', () => this.point(null));
    this.svg.addEventListener('click', (event) => setStep(this.lab.steps[this.indexAt(event)]));
  }

  x(h) {
    const [high, low] = [Math.log10(this.lab.steps[0]), Math.log10(this.lab.steps.at(-1))];
    return plot.left + (size.width - plot.left - plot.right) * (Math.log10(h) - low) / (high - low);
  }

  y(error) {
    const [low, high] = this.range;
    const share = (Math.log10(Math.max(error, least)) - low) / (high - low);
    return size.height - plot.bottom - (size.height - plot.top - plot.bottom) * Math.min(Math.max(share, 0), 1);
  }

  /** The step under the pointer. */
  indexAt(event) {
    const box = this.svg.getBoundingClientRect();
    const x = (event.clientX - box.left) * size.width / box.width;
    const distances = this.lab.steps.map((h) => Math.abs(this.x(h) - x));
    return distances.indexOf(Math.min(...distances));
  }

  update(lab) {
    const key = JSON.stringify([language(), lab.curve, lab.h]);
    if (key === this.shown) return;
    this.shown = key;
    this.lab = lab;
    const errors = lines.flatMap((line) => lab.curve[line].errors).filter((error) => error > 0);
    const exponents = errors.map((error) => Math.log10(Math.max(error, least)));
    if (exponents.length === 0) exponents.push(-16, 0);
    this.range = [Math.floor(Math.min(...exponents)), Math.ceil(Math.max(...exponents) + 0.01)];
    if (lines.some((line) => lab.curve[line].errors.includes(0))) this.range[0] -= 1;
    const drawn = lines.map((line) => this.line(line));
    this.svg.replaceChildren(...this.grid(), ...drawn, ...this.marker(), ...this.regimes());
    setAttribute(this.svg, 'aria-label', `${t('lab.curve.label')}. ${this.text(this.present())}`);
    this.point(this.pointed ?? null);
  }

  grid() {
    const elements = [];
    const [right, bottom] = [size.width - plot.right, size.height - plot.bottom];
    const label = (className, attributes, text) => {
      elements.push(draw('text', { class: className, 'text-anchor': 'middle', ...attributes }, text));
    };
    for (let exponent = -12; exponent <= -1; ++exponent) {
      const x = this.x(10 ** exponent);
      elements.push(draw('line', { class: 'lab-grid', x1: x, x2: x, y1: plot.top, y2: bottom }));
      if (exponent % 2 === 0) label('lab-tick', { x, y: bottom + 16 }, power(exponent));
    }
    const [low, high] = this.range;
    const every = Math.ceil((high - low) / 5);
    for (let exponent = low; exponent <= high; exponent += every) {
      const y = this.y(10 ** exponent);
      elements.push(draw('line', { class: 'lab-grid', x1: plot.left, x2: right, y1: y, y2: y }));
      label('lab-tick', { x: plot.left - 6, y: y + 4, 'text-anchor': 'end' }, power(exponent));
    }
    label('lab-axis', { x: (plot.left + right) / 2, y: size.height - 8 }, t('lab.curve.x'));
    label('lab-axis', { transform: `translate(11 ${(plot.top + bottom) / 2}) rotate(-90)` }, t('lab.curve.y'));
    return elements;
  }

  /** Names of what makes the error on either side of the least one. */
  regimes() {
    const { rounding, truncation } = this.lab.curve.double;
    const name = (attributes, text) =>
      draw('text', { class: 'lab-regime', y: size.height - plot.bottom - 8, ...attributes }, text);
    const elements = [];
    if (rounding) elements.push(name({ x: plot.left + 6 }, t('lab.curve.rounding')));
    if (truncation) {
      elements.push(name({ x: size.width - plot.right - 6, 'text-anchor': 'end' }, t('lab.curve.truncation')));
    }
    return elements;
  }

  line(name) {
    const { errors } = this.lab.curve[name];
    const y = (i) => this.y(errors[i] ?? Infinity);
    const points = this.lab.steps.map((h, i) => `${this.x(h).toFixed(1)},${y(i).toFixed(1)}`);
    return draw('polyline', { class: `lab-line ${name}`, points: points.join(' ') });
  }

  /** The step nearest to the present h. */
  present() {
    const distances = this.lab.steps.map((h) => Math.abs(Math.log(h / this.lab.h)));
    return distances.indexOf(Math.min(...distances));
  }

  marker() {
    const i = this.present();
    const x = this.x(this.lab.steps[i]);
    const dots = lines.map((name) => {
      const y = this.y(this.lab.curve[name].errors[i] ?? Infinity);
      return name === 'double' ? draw('circle', { class: `lab-dot ${name}`, cx: x, cy: y, r: 4.5 })
        : draw('rect', { class: `lab-dot ${name}`, x: x - 4, y: y - 4, width: 8, height: 8 });
    });
    const upright = (className) =>
      draw('line', { class: className, x1: x, x2: x, y1: plot.top, y2: size.height - plot.bottom });
    this.hover = upright('lab-hover');
    return [upright('lab-marker'), this.hover, ...dots];
  }

  text(i) {
    const { steps, curve } = this.lab;
    const at = (numbers) => shortNumber(numbers[i], 2);
    const errors = { double: at(curve.double.errors), float: at(curve.float.errors) };
    return t('lab.curve.readout', { h: at(steps), ...errors });
  }

  /** Shows the numbers at a step, or at the present one. */
  point(i) {
    this.pointed = i;
    if (!this.lab) return;
    const x = this.x(this.lab.steps[i ?? this.present()]);
    this.hover.setAttribute('x1', String(x));
    this.hover.setAttribute('x2', String(x));
    setText(this.readout, this.text(i ?? this.present()));
  }
}
