/** Many small images of which one is chosen: by pointer, or with the arrow keys from image to image. */
import { element, setAttribute } from './element.mjs';

/** @typedef {{ canvas: HTMLCanvasElement, caption: HTMLElement, element: HTMLElement }} Tile */

export class ImageList {
  /**
   * @param {string} label key
   * @param {(i: number) => void} choose
   * @param {(i: number | null) => void} [point] the mouse is over one
   */
  constructor(label, choose, point) {
    this.choose = choose;
    this.point = point;
    /** @type {Tile[]} */
    this.tiles = [];
    this.chosen = 0;
    this.element = element('div', { class: 'image-list', role: 'listbox', label });
    this.listen();
  }

  /**
   * @param {number} count
   * @param {(i: number, tile: Tile) => string} fill
   *   paints a tile and returns its name
   * @param {number} chosen −1: none
   */
  show(count, fill, chosen) {
    for (const { element: tile } of this.tiles.splice(count)) tile.remove();
    while (this.tiles.length < count) this.tiles.push(this.add());
    this.tiles.forEach((tile, i) => setAttribute(tile.element, 'aria-label', fill(i, tile)));
    this.mark(chosen);
  }

  /** @returns {Tile} */
  add() {
    const canvas = element('canvas');
    const caption = element('span', { class: 'tile-caption' });
    const tile = element('div', { class: 'tile', role: 'option' }, canvas, caption);
    this.element.append(tile);
    return { element: tile, canvas, caption };
  }

  /** Only one image is in the order of the Tab key. @param {number} chosen */
  mark(chosen) {
    this.chosen = chosen;
    const inOrder = Math.min(Math.max(chosen, 0), this.tiles.length - 1);
    this.tiles.forEach(({ element: tile }, i) => {
      setAttribute(tile, 'aria-selected', String(i === chosen));
      tile.tabIndex = i === inOrder ? 0 : -1;
    });
  }

  /** @param {number} i */
  take(i) {
    this.mark(i);
    this.tiles[i].element.focus({ preventScroll: false });
    this.choose(i);
  }

  listen() {
    /** @param {Event} event */
    const indexOf = (event) => this.tiles.findIndex((tile) => tile.element.contains(/** @type {Node} */ (event.target)));
    this.element.addEventListener('click', (event) => {
      const i = indexOf(event);
      if (i >= 0) this.take(i);
    });
    const { point } = this;
    if (point) {
      this.element.addEventListener('pointerover', (event) => {
        const i = indexOf(event);
        if (i >= 0 && event.pointerType === 'mouse') point(i);
      });
      this.element.addEventListener('pointerleave', () => point(null));
    }
    this.element.addEventListener('keydown', (event) => {
      const i = indexOf(event);
      if (i < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      const last = this.tiles.length - 1;
      /** @type {Record<string, number>} */
      const places = { ArrowLeft: i - 1, ArrowRight: i + 1, ArrowUp: i - this.columns(), ArrowDown: i + this.columns(),
        Home: 0, End: last, Enter: i, ' ': i };
      const next = places[event.key];
      if (next === undefined) return;
      event.preventDefault();
      if (next >= 0 && next <= last) this.take(next);
    });
  }

  /** Tiles in a row, as they stand now. */
  columns() {
    const top = this.tiles[0].element.offsetTop;
    const second = this.tiles.findIndex((tile) => tile.element.offsetTop > top);
    return second < 0 ? this.tiles.length : second;
  }
}
