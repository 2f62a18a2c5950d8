/** A large tensor as a small picture, on which a frame says which part of it has cells; a click moves that part. */
import { t } from '../text/strings.mjs';
import { element, setText } from './element.mjs';
import { contextOf, hue } from './paint.mjs';

/**
 * Colours of a picture's bytes: 128 is zero.
 * @param {HTMLCanvasElement} canvas
 * @param {{ rows: number, columns: number, tones: string }} picture
 */
function paint(canvas, { rows, columns, tones }) {
  canvas.width = columns;
  canvas.height = rows;
  const bytes = Uint8Array.from(atob(tones), (letter) => letter.charCodeAt(0));
  const image = new ImageData(columns, rows);
  const [plus, minus] = [hue('plus'), hue('minus')];
  bytes.forEach((byte, i) => {
    image.data.set(byte < 128 ? minus : plus, 4 * i);
    image.data[4 * i + 3] = Math.min(255, 2 * Math.abs(byte - 128));
  });
  contextOf(canvas).putImageData(image, 0, 0);
}

/** @param {number} part @param {number} whole */
const share = (part, whole) => `${100 * part / whole}%`;

export class TensorMap {
  /**
   * @param {string} name of the tensor
   * @param {(row: number, column: number) => void} moveWindow
   */
  constructor(name, moveWindow) {
    this.canvas = element('canvas');
    this.frame = element('div', { class: 'tensor-frame' });
    this.where = element('p', { class: 'hint' });
    this.painted = '';
    /** @type {import('../protocol/snapshot').TensorTable | null} */
    this.table = null;
    const box = element('div', { class: 'tensor-picture-box', role: 'img' }, this.canvas, this.frame);
    box.title = t('tensor.picture', { name });
    box.setAttribute('aria-label', box.title);
    box.addEventListener('click', (event) => {
      if (!this.table) return;
      const area = box.getBoundingClientRect();
      const { rows, columns, window } = this.table;
      moveWindow(
        Math.round((event.clientY - area.top) / area.height * rows - window.rows / 2),
        Math.round((event.clientX - area.left) / area.width * columns - window.columns / 2));
    });
    this.element = element('div', { class: 'tensor-picture' }, box, this.where);
  }

  /** @param {import('../protocol/snapshot').TensorTable} table with a picture */
  show(table) {
    this.table = table;
    const { rows, columns, window, picture, name } = table;
    if (picture && this.painted !== picture.tones) {
      this.painted = picture.tones;
      paint(this.canvas, picture);
    }
    Object.assign(this.frame.style, { top: share(window.row, rows), height: share(window.rows, rows),
      left: share(window.column, columns), width: share(window.columns, columns) });
    setText(this.where, t(rows === 1 ? 'tensor.window_row' : 'tensor.window', { name, top: window.row, bottom: window.row + window.rows - 1, rows,
      left: window.column, right: window.column + window.columns - 1, columns }));
  }
}
