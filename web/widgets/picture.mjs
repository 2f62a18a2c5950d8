/** One image, large: the number under the pointer, or where the arrow keys went, is written below. */
import { element, setText } from './element.mjs';
import { paintedByProcessor } from './paint.mjs';

/** Rows down and columns to the right. @type {Record<string, [number, number]>} */
const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Picture {
  /**
   * @param {string} label key of its name
   * @param {(row: number, column: number) => string} describe
   */
  constructor(label, describe) {
    this.describe = describe;
    /** @type {HTMLCanvasElement[]} */
    this.layers = [];
    this.rows = 0;
    this.columns = 0;
    /** Where somebody points: row and column. @type {number[] | null} */
    this.at = null;
    this.rest = '';
    this.mark = element('div', { class: 'picture-mark', hidden: true });
    this.frame = element('div', { class: 'picture-frame', role: 'img', tabIndex: 0, label }, this.mark);
    this.caption = element('p', { class: 'hint picture-caption', 'aria-live': 'polite' });
    this.element = element('div', { class: 'picture' }, this.frame, this.caption);
    this.listen();
  }

  /**
   * @param {ImageData[]} images one over the other
   * @param {string[]} classes of their canvases
   * @param {string} caption while nobody points
   */
  show(images, classes, caption) {
    while (this.layers.length < images.length) {
      const canvas = element('canvas');
      this.layers.push(canvas);
      this.mark.before(canvas);
    }
    this.layers.forEach((canvas, i) => {
      canvas.hidden = i >= images.length;
      if (canvas.hidden) return;
      canvas.className = classes[i];
      if (canvas.width !== images[i].width || canvas.height !== images[i].height) {
        Object.assign(canvas, { width: images[i].width, height: images[i].height });
      }
      paintedByProcessor(canvas).putImageData(images[i], 0, 0);
    });
    [this.rows, this.columns] = [images[0].height, images[0].width];
    this.frame.style.aspectRatio = `${this.columns} / ${this.rows}`;
    this.rest = caption;
    this.write();
  }

  clear(caption = '') {
    for (const canvas of this.layers) canvas.hidden = true;
    this.rows = 0;
    this.rest = caption;
    this.write();
  }

  /** @param {number[] | null} at row and column */
  point(at) {
    this.at = at;
    this.write();
  }

  write() {
    const [row, column] = this.at ?? [Infinity, Infinity];
    const shown = row < this.rows && column < this.columns;
    this.mark.hidden = !shown;
    setText(this.caption, shown ? this.describe(row, column) : this.rest);
    if (!shown) return;
    /** @param {number} part @param {number} whole */
    const share = (part, whole) => `${100 * part / whole}%`;
    Object.assign(this.mark.style, { top: share(row, this.rows), left: share(column, this.columns),
      height: share(1, this.rows), width: share(1, this.columns) });
  }

  listen() {
    const { frame } = this;
    /** @param {PointerEvent} event */
    const place = (event) => {
      const box = frame.getBoundingClientRect();
      /** @param {number} share @param {number} length */
      const along = (share, length) => Math.min(length - 1, Math.max(0, Math.floor(share * length)));
      const [down, right] = [(event.clientY - box.top) / box.height, (event.clientX - box.left) / box.width];
      return [along(down, this.rows), along(right, this.columns)];
    };
    frame.addEventListener('pointermove', (event) => { if (this.rows) this.point(place(event)); });
    frame.addEventListener('pointerdown', (event) => { if (this.rows) this.point(place(event)); });
    frame.addEventListener('pointerleave', (event) => { if (event.pointerType === 'mouse') this.point(null); });
    frame.addEventListener('blur', () => this.point(null));
    frame.addEventListener('keydown', (event) => {
      if (!moves[event.key] || !this.rows || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const [row, column] = this.at ?? [Math.floor(this.rows / 2), Math.floor(this.columns / 2)];
      const [down, right] = this.at ? moves[event.key] : [0, 0];
      this.point([Math.min(this.rows - 1, Math.max(0, row + down)), Math.min(this.columns - 1, Math.max(0, column + right))]);
    });
  }
}
