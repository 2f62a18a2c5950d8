/**
 * Draws the canvas's lines in scripts that its own fonts lack. The browser knows how letters of every script join, stack and
 * turn, and which of the system's fonts has them. src/app/web_lines.cpp asks.
 */

/** Nothing is seen of them where they are not part of how their neighbours are written. */
const hidden = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]/u;
/* eslint-disable no-misleading-character-class -- single code points are meant, not what they make together */
/** After these, joiners and variation selectors are: Arabic, marks (Indic scripts), Mongolian, pictures. */
const joining = /[\p{M}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Extended_Pictographic}][\u200c\u200d\ufe0e\ufe0f\u180b-\u180d]*$/u;
const joiner = /[\u200c\u200d\ufe0e\ufe0f\u180b-\u180d]/;
/* eslint-enable no-misleading-character-class */
/** The first letter of a line says which way the line runs. */
const rightToLeft = /^\P{L}*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Unassigned for good: its picture is that of a letter which no font has. */
const noLetter = '\u0378';
/** Letters that every system has. */
const familiar = /[\0-\u02ff]/;

const longest = 4096;
const probeSize = 16;

export class LineDrawer {
  /** @param {string} family fonts, as CSS lists them */
  constructor(family) {
    this.family = family;
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('this browser draws on no canvas');
    this.context = context;
    /** @type {Map<string, boolean>} */
    this.missing = new Map();
    /** What missing letters look like. @type {Uint32Array | null} */
    this.box = null;
    /** What draw() drew last, a byte a pixel, row by row. */
    this.coverage = new Uint8Array(0);
  }

  /** After fonts were loaded: what was missing may be there. */
  forget() {
    this.missing.clear();
    this.box = null;
  }

  /** Pixels from the line's start to its end. @param {string} text @param {number} size of the font, in pixels @param {boolean} bold */
  width(text, size, bold) {
    const line = this.shown(text);
    this.use(line, size, bold);
    return this.context.measureText(line).width;
  }

  /**
   * Draws a line into `coverage`. Null when this browser lets no script read pixels.
   * @param {string} text
   * @param {number} size
   * @param {boolean} bold
   * @returns {{ width: number, height: number, left: number, top: number } | null} the picture's place, in pixels from where
   *   the line starts on its baseline
   */
  draw(text, size, bold) {
    const line = this.shown(text);
    this.use(line, size, bold);
    const ink = this.context.measureText(line);
    const left = Math.floor(-ink.actualBoundingBoxLeft) - 1;
    const top = Math.floor(-ink.actualBoundingBoxAscent) - 1;
    const width = Math.min(Math.ceil(ink.actualBoundingBoxRight) + 1 - left, longest);
    const height = Math.min(Math.ceil(ink.actualBoundingBoxDescent) + 1 - top, longest);
    const pixels = this.pixels(line, size, bold, -left, -top, width, height);
    // Protection against fingerprints answers with noise; the corner is outside of all letters.
    if (pixels[1] !== 0) return null;
    this.coverage = new Uint8Array(width * height);
    for (let i = 0; i < width * height; ++i) this.coverage[i] = pixels[4 * i + 1];
    return { width, height, left, top };
  }

  /**
   * White on black: what is coloured of its own, such as emoji, keeps its light and dark.
   * @param {string} line
   * @param {number} size
   * @param {boolean} bold
   * @param {number} x where the line starts
   * @param {number} y
   * @param {number} width
   * @param {number} height
   */
  pixels(line, size, bold, x, y, width, height) {
    const { context } = this;
    const { canvas } = context;
    if (canvas.width < width) canvas.width = width;
    if (canvas.height < height) canvas.height = height;
    this.use(line, size, bold);
    context.fillStyle = 'black';
    context.fillRect(0, 0, width, height);
    context.fillStyle = 'white';
    context.fillText(line, x, y);
    return context.getImageData(0, 0, width, height).data;
  }

  /** @param {string} line @param {number} size @param {boolean} bold */
  use(line, size, bold) {
    Object.assign(this.context, {
      font: `${bold ? 600 : 400} ${size}px ${this.family}`,
      direction: rightToLeft.test(line) ? 'rtl' : 'ltr',
      textAlign: 'left',
      textBaseline: 'alphabetic',
      textRendering: 'geometricPrecision', // widths in proportion to sizes
    });
  }

  /**
   * The line as it is drawn: composed, and letters that would be invisible or a box like any other by their code points,
   * "‹200B›", so that different names look different.
   * @param {string} text
   */
  shown(text) {
    let line = '';
    /** @type {string[]} */
    let codes = [];
    const flush = () => {
      if (codes.length > 0) line += `\u2068‹${codes.join(' ')}›\u2069`;
      codes = [];
    };
    for (const letter of text.normalize()) {
      if (this.isSeen(letter, codes.length > 0 ? '' : line)) {
        flush();
        line += letter;
      } else {
        codes.push((letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0'));
      }
    }
    flush();
    return line;
  }

  /** @param {string} letter @param {string} before what stands before it */
  isSeen(letter, before) {
    if (familiar.test(letter)) return letter >= ' ' && letter !== '\u00ad';
    if (hidden.test(letter)) return joiner.test(letter) && joining.test(before);
    if (!this.missing.has(letter)) {
      const box = this.box ??= this.probe(noLetter);
      this.missing.set(letter, this.probe(letter).every((value, i) => value === box[i]));
    }
    return !this.missing.get(letter);
  }

  /** What one letter looks like, a number a pixel. @param {string} letter */
  probe(letter) {
    return new Uint32Array(this.pixels(letter, probeSize, false, probeSize / 2, 1.5 * probeSize, 2 * probeSize, 2 * probeSize).buffer);
  }
}
