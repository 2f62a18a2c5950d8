/** Charts on a canvas: axes with numbers, what is under the pointer in words below, and the same picture for a file. */
import { element, setText } from './element.mjs';
import { colours, contextOf } from './paint.mjs';

const margin = { left: 40, right: 8, top: 8, bottom: 34 };
const font = '12px "Inter UI", "Hangul UI", system-ui, sans-serif';

/** The ends of both axes. @typedef {{ x: [number, number], y: [number, number] }} Axes */

/** Draws in numbers of the axes. */
export class Pen {
  /** @param {CanvasRenderingContext2D} context @param {Axes} axes @param {number} width @param {number} height */
  constructor(context, axes, width, height) {
    this.context = context;
    this.axes = axes;
    this.colours = colours();
    const { left, right, top, bottom } = margin;
    this.box = { left, top, width: width - left - right, height: height - top - bottom };
    context.font = font;
  }

  /** @param {number} value */
  x(value) {
    const [low, high] = this.axes.x;
    return this.box.left + this.box.width * (value - low) / (high - low);
  }

  /** @param {number} value */
  y(value) {
    const [low, high] = this.axes.y;
    return this.box.top + this.box.height * (1 - (value - low) / (high - low));
  }

  /**
   * A filled rectangle; neighbours leave no seam.
   * @param {number} fromX
   * @param {number} toX
   * @param {number} fromY
   * @param {number} toY
   * @param {string} colour
   */
  rectangle(fromX, toX, fromY, toY, colour, alpha = 1) {
    const { context } = this;
    const whole = (/** @type {number} */ at) => Math.round(at * devicePixelRatio) / devicePixelRatio;
    const [left, right, top, bottom] = [this.x(fromX), this.x(toX), this.y(toY), this.y(fromY)].map(whole);
    context.globalAlpha = alpha;
    context.fillStyle = colour;
    context.fillRect(left, top, right - left, bottom - top);
    context.globalAlpha = 1;
  }

  /** @param {[number, number][]} points @param {string} colour @param {number[]} [dash] */
  line(points, colour, dash = []) {
    const { context } = this;
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.setLineDash(dash);
    context.beginPath();
    points.forEach(([x, y], i) => context[i ? 'lineTo' : 'moveTo'](this.x(x), this.y(y)));
    context.stroke();
    context.setLineDash([]);
  }

  /** @param {[number, string][]} ticks @param {string} title */
  axisX(ticks, title) {
    const { context, box, colours: { quiet, line } } = this;
    const bottom = box.top + box.height;
    context.fillStyle = line;
    context.fillRect(box.left, bottom, box.width, 1);
    context.fillStyle = quiet;
    for (const [value, text] of ticks) {
      const x = this.x(value);
      const half = context.measureText(text).width / 2;
      context.textAlign = 'center';
      context.fillText(text, Math.min(Math.max(x, box.left - 4 + half), box.left + box.width + margin.right - half), bottom + 14);
      context.fillRect(x, bottom, 1, 3);
    }
    context.textAlign = 'center';
    context.fillText(title, box.left + box.width / 2, bottom + 29);
  }

  /** @param {[number, string][]} ticks */
  axisY(ticks) {
    const { context, box, colours: { quiet, line } } = this;
    context.fillStyle = line;
    context.fillRect(box.left - 1, box.top, 1, box.height);
    context.fillStyle = quiet;
    context.textAlign = 'right';
    for (const [value, text] of ticks) {
      const y = this.y(value);
      context.fillText(text, box.left - 5, Math.min(Math.max(y + 4, box.top + 8), box.top + box.height));
      context.fillRect(box.left - 3, y, 3, 1);
    }
  }
}

/** How far an arrow key goes. @type {Record<string, [number, number]>} */
const steps = { ArrowLeft: [-0.025, 0], ArrowRight: [0.025, 0], ArrowUp: [0, 0.025], ArrowDown: [0, -0.025] };

export class Chart {
  /**
   * @param {string} title key
   * @param {number} height
   * @param {(x: number, y: number) => string} describe in numbers of the axes
   */
  constructor(title, height, describe) {
    this.height = height;
    this.describe = describe;
    /** @type {Axes | null} */
    this.axes = null;
    /** @type {((pen: Pen) => void) | null} */
    this.draw = null;
    this.summary = '';
    /** Where somebody points, as `point` takes it. @type {number[] | null} */
    this.place = null;
    this.canvas = element('canvas');
    this.canvas.setAttribute('role', 'img');
    this.canvas.tabIndex = 0;
    this.name = element('figcaption', { text: title });
    this.readout = element('p', { class: 'hint chart-readout', 'aria-live': 'polite' });
    this.element = element('figure', { class: 'chart' }, this.name, this.canvas, this.readout);
    this.canvas.style.height = `${height}px`;
    this.listen();
    new ResizeObserver(() => this.paint()).observe(this.canvas);
  }

  /**
   * @param {Axes} axes
   * @param {(pen: Pen) => void} draw
   * @param {string} summary what there is to see, in words
   */
  show(axes, draw, summary) {
    Object.assign(this, { axes, draw, summary });
    this.canvas.setAttribute('aria-label', `${this.name.textContent}: ${summary}`);
    this.paint();
    this.point();
  }

  paint() {
    const width = this.canvas.clientWidth;
    if (!this.draw || width === 0) return;
    const ratio = devicePixelRatio;
    Object.assign(this.canvas, { width: Math.round(width * ratio), height: Math.round(this.height * ratio) });
    const context = contextOf(this.canvas);
    context.scale(ratio, ratio);
    this.drawOn(context, width);
  }

  /** @param {CanvasRenderingContext2D} context @param {number} width */
  drawOn(context, width) {
    if (this.draw && this.axes) this.draw(new Pen(context, this.axes, width, this.height));
  }

  /** Where in the plot, each 0 … 1, from the lower left. @param {number[] | null} place */
  point(place = this.place) {
    this.place = place;
    if (!this.axes) return;
    const at = (/** @type {[number, number]} */ [low, high], /** @type {number} */ share) => low + (high - low) * share;
    const text = place?.every((share) => share >= 0 && share <= 1) ? this.describe(at(this.axes.x, place[0]), at(this.axes.y, place[1])) : '';
    setText(this.readout, text || this.summary);
  }

  listen() {
    const { canvas } = this;
    /** @param {PointerEvent} event */
    const follow = (event) => {
      const box = canvas.getBoundingClientRect();
      const [wide, high] = [box.width - margin.left - margin.right, this.height - margin.top - margin.bottom];
      this.point([(event.clientX - box.left - margin.left) / wide, 1 - (event.clientY - box.top - margin.top) / high]);
    };
    canvas.addEventListener('pointermove', follow);
    canvas.addEventListener('pointerdown', follow);
    canvas.addEventListener('pointerleave', (event) => { if (event.pointerType === 'mouse') this.point(null); });
    canvas.addEventListener('blur', () => this.point(null));
    canvas.addEventListener('keydown', (event) => {
      const step = steps[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.point((this.place ?? [0.5, 0.5]).map((share, i) => Math.min(1, Math.max(0, share + step[i]))));
    });
  }
}

/** Several charts as one picture with a line of text above each row. @param {{ text: string, charts: Chart[] }[]} rows */
export function chartsPicture(rows) {
  const [wide, high] = [280, Math.max(...rows[0].charts.map((chart) => chart.height)) + 20];
  const canvas = element('canvas', { width: 2 * wide * rows[0].charts.length, height: 2 * rows.length * (high + 28) });
  const context = contextOf(canvas);
  const { surface, text } = colours();
  context.scale(2, 2);
  context.fillStyle = surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  rows.forEach((row, i) => {
    const top = i * (high + 28);
    context.font = font;
    context.fillStyle = text;
    context.textAlign = 'left';
    context.fillText(row.text, 8, top + 20);
    row.charts.forEach((chart, column) => {
      context.save();
      context.translate(column * wide, top + 28);
      context.fillStyle = text;
      context.textAlign = 'left';
      context.font = font;
      context.fillText(chart.name.textContent ?? '', 8, 12);
      context.translate(0, 20);
      chart.drawOn(context, wide);
      context.restore();
    });
  });
  return canvas;
}
