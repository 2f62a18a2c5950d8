/** The error of numerical gradients against h, both axes logarithmic: drawn as SVG, h is set by a click. */
import { element, setAttribute, setText } from './element.mjs';
import { brief } from './numbers.mjs';
import { language, t } from '../text/strings.mjs';

const size = { width: 380, height: 236 };
const plot = { left: 52, right: 12, top: 12, bottom: 44 };
/** @type {('double' | 'float')[]} */
const lines = ['double', 'float'];
const least = 1e-17; // an error of 0 is drawn on the lowest line

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, string | number>} [attributes] @param {string} [text]
 */
function draw(tag, attributes = {}, text = '') {
  const drawn = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) drawn.setAttribute(name, String(value));
  if (text) drawn.textContent = text;
  return drawn;
}

const power = (/** @type {number} */ exponent) => `1e${exponent}`;

/** @typedef {import('../protocol/snapshot').Lab} Lab */

export class LabChart {
  shown = '';
  /** The powers of ten at the chart's bottom and top. @type {[number, number]} */
  range = [-16, 0];
  /** The step under the pointer. @type {number | null} */
  pointed = null;

  /** @param {(h: number) => void} setStep */
  constructor(setStep) {
    this.svg = draw('svg', { viewBox: `0 0 ${size.width} ${size.height}`, role: 'img' });
    this.element = element('div', { class: 'lab-chart', name: 'lab-chart' }, this.svg);
    /** The numbers under the pointer. */
    this.readout = element('p', { class: 'hint', name: 'lab-readout' });
    this.svg.addEventListener('pointermove', (event) => this.point(this.indexAt(event)));
    this.svg.addEventListener('pointerleave', () => this.point(null));
    this.svg.addEventListener('click', (event) => setStep(this.lab.steps[this.indexAt(event)]));
  }

  /** @param {number} h */
  x(h) {
    const { steps } = this.lab;
    const [high, low] = [Math.log10(steps[0]), Math.log10(steps[steps.length - 1])];
    return plot.left + (size.width - plot.left - plot.right) * (Math.log10(h) - low) / (high - low);
  }

  /** @param {number} error */
  y(error) {
    const [low, high] = this.range;
    const share = (Math.log10(Math.max(error, least)) - low) / (high - low);
    return size.height - plot.bottom - (size.height - plot.top - plot.bottom) * Math.min(Math.max(share, 0), 1);
  }

  /** The step under the pointer. @param {MouseEvent} event */
  indexAt(event) {
    const box = this.svg.getBoundingClientRect();
    const x = (event.clientX - box.left) * size.width / box.width;
    const distances = this.lab.steps.map((h) => Math.abs(this.x(h) - x));
    return distances.indexOf(Math.min(...distances));
  }

  /** @param {Lab} lab */
  update(lab) {
    const key = JSON.stringify([language(), lab.curve, lab.h]);
    if (key === this.shown) return;
    this.shown = key;
    /** @type {Lab} as the last update showed it */
    this.lab = lab;
    const errors = lines.flatMap((line) => lab.curve[line].errors);
    const exponents = errors.flatMap((error) => (error ? Math.log10(Math.max(error, least)) : []));
    if (exponents.length === 0) exponents.push(-16, 0);
    this.range = [Math.floor(Math.min(...exponents)), Math.ceil(Math.max(...exponents) + 0.01)];
    if (errors.includes(0)) this.range[0] -= 1;
    const drawn = lines.map((line) => this.line(line));
    this.svg.replaceChildren(...this.grid(), ...drawn, ...this.marker(), ...this.regimes());
    setAttribute(this.svg, 'aria-label', `${t('lab.curve.label')}. ${this.text(this.lab.step)}`);
    this.point(this.pointed);
  }

  grid() {
    /** @type {SVGElement[]} */
    const elements = [];
    const [right, bottom] = [size.width - plot.right, size.height - plot.bottom];
    /** @param {string} className @param {Record<string, string | number>} attributes @param {string} text */
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
    /** @param {Record<string, string | number>} attributes @param {string} text */
    const name = (attributes, text) =>
      draw('text', { class: 'lab-regime', y: size.height - plot.bottom - 8, ...attributes }, text);
    const elements = [];
    if (rounding) elements.push(name({ x: plot.left + 6 }, t('lab.curve.rounding')));
    if (truncation) {
      elements.push(name({ x: size.width - plot.right - 6, 'text-anchor': 'end' }, t('lab.curve.truncation')));
    }
    return elements;
  }

  /** @param {'double' | 'float'} name */
  line(name) {
    const { errors } = this.lab.curve[name];
    const points = this.lab.steps.map((h, i) => `${this.x(h).toFixed(1)},${this.y(errors[i] ?? Infinity).toFixed(1)}`);
    return draw('polyline', { class: `lab-line ${name}`, points: points.join(' ') });
  }

  marker() {
    const i = this.lab.step;
    const x = this.x(this.lab.steps[i]);
    const dots = lines.map((name) => {
      const y = this.y(this.lab.curve[name].errors[i] ?? Infinity);
      return name === 'double' ? draw('circle', { class: `lab-dot ${name}`, cx: x, cy: y, r: 4.5 })
        : draw('rect', { class: `lab-dot ${name}`, x: x - 4, y: y - 4, width: 8, height: 8 });
    });
    const upright = (/** @type {string} */ className) =>
      draw('line', { class: className, x1: x, x2: x, y1: plot.top, y2: size.height - plot.bottom });
    /** @type {SVGLineElement} */
    this.hover = upright('lab-hover');
    return [upright('lab-marker'), this.hover, ...dots];
  }

  /** @param {number} i */
  text(i) {
    const { steps, curve } = this.lab;
    const at = (/** @type {(number | null)[]} */ numbers) => brief(numbers[i], 2);
    return t('lab.curve.readout', { h: at(steps), double: at(curve.double.errors), float: at(curve.float.errors) });
  }

  /** Shows the numbers at a step, or at the present one. @param {number | null} i */
  point(i) {
    this.pointed = i;
    if (!this.lab) return;
    const x = this.x(this.lab.steps[i ?? this.lab.step]);
    this.hover.setAttribute('x1', String(x));
    this.hover.setAttribute('x2', String(x));
    setText(this.readout, this.text(i ?? this.lab.step));
  }
}
