/** Pictures of numbers: ink as alpha over the page's ground, signed numbers in two hues around nothing. */

/**
 * Grey images, 0 … 1 or bytes: black of that alpha. The class ink turns it white on dark grounds.
 * @param {ArrayLike<number>} pixels
 * @param {number} rows
 * @param {number} columns
 */
export function inkImage(pixels, rows, columns) {
  const image = new ImageData(columns, rows);
  const full = pixels instanceof Uint8Array ? 1 : 255;
  for (let i = 0; i < rows * columns; ++i) image.data[4 * i + 3] = pixels[i] * full;
  return image;
}

/** Below 1: small numbers are seen beside large ones. */
const gamma = 0.75;

/** @type {Map<string, number[]>} */
const known = new Map();

/**
 * A colour of positive or negative numbers: red, green and blue of assets/theme.json, the same in both themes. Those who cannot tell
 * red from green can tell these apart.
 * @param {'plus' | 'minus' | 'gradient-plus' | 'gradient-minus'} name
 */
export function hue(name) {
  const found = known.get(name);
  if (found) return found;
  const hex = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  known.set(name, parts);
  return parts;
}

/**
 * Signed numbers: the stronger the larger, full at `scale`.
 * @param {ArrayLike<number>} numbers
 * @param {number} rows
 * @param {number} columns
 * @param {number} scale
 * @param {'values' | 'gradients'} kind
 */
export function signedImage(numbers, rows, columns, scale, kind) {
  const image = new ImageData(columns, rows);
  const [plus, minus] = kind === 'values' ? [hue('plus'), hue('minus')] : [hue('gradient-plus'), hue('gradient-minus')];
  for (let i = 0; i < rows * columns; ++i) {
    image.data.set(numbers[i] < 0 ? minus : plus, 4 * i);
    image.data[4 * i + 3] = scale > 0 ? Math.min(255, 255 * (Math.abs(numbers[i]) / scale) ** gamma) : 0;
  }
  return image;
}

/** Puts images side by side into a canvas, a pixel between them. @param {HTMLCanvasElement} canvas @param {ImageData[]} images */
export function putImages(canvas, images) {
  const width = images.reduce((sum, image) => sum + image.width + 1, -1);
  const { height } = images[0];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = paintedByProcessor(canvas);
  let x = 0;
  for (const image of images) {
    context.putImageData(image, x, 0);
    x += image.width + 1;
  }
}

/**
 * A small canvas that numbers are often put into: kept out of the graphics process, which may draw in software and would
 * take the time from training.
 * @param {HTMLCanvasElement} canvas
 */
export const paintedByProcessor = (canvas) => contextOf(canvas, { willReadFrequently: true });

/** @param {HTMLCanvasElement} canvas @param {CanvasRenderingContext2DSettings} [settings] */
export function contextOf(canvas, settings) {
  const context = canvas.getContext('2d', settings);
  if (!context) throw new Error('this browser draws on no canvas');
  return context;
}

/** @typedef {Record<'surface' | 'sunken' | 'line' | 'lineStrong' | 'text' | 'quiet' | 'value' | 'gradient', string>} Colours */

/** The page's colours, for canvases. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const names = ['surface', 'sunken', 'line', 'line-strong', 'text', 'quiet', 'value', 'gradient'];
  return /** @type {Colours} */ (Object.fromEntries(names.map((name) => [name.replace('-s', 'S'), style.getPropertyValue(`--${name}`).trim()])));
}

/** Calls back when the page's colours have changed. @param {() => void} callback */
export function onColours(callback) {
  new MutationObserver(callback).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', callback);
}
