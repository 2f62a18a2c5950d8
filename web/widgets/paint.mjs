/** Pictures of numbers: ink as alpha over the page's ground, signed numbers in two hues around nothing. */
import { hues } from './hues.mjs';

/** Grey images, 0 … 1 or bytes: black of that alpha. The class ink turns it white on dark grounds. */
export function inkImage(pixels, rows, columns) {
  const image = new ImageData(columns, rows);
  const full = pixels instanceof Uint8Array ? 1 : 255;
  for (let i = 0; i < rows * columns; ++i) image.data[4 * i + 3] = pixels[i] * full;
  return image;
}

/** Below 1: small numbers are seen beside large ones. */
const gamma = 0.75;

/** Signed numbers: the stronger the larger, full at `scale`. @param {'values' | 'gradients'} kind */
export function signedImage(numbers, rows, columns, scale, kind) {
  const image = new ImageData(columns, rows);
  const { plus, minus } = hues[kind];
  for (let i = 0; i < rows * columns; ++i) {
    image.data.set(numbers[i] < 0 ? minus : plus, 4 * i);
    image.data[4 * i + 3] = scale > 0 ? Math.min(255, 255 * (Math.abs(numbers[i]) / scale) ** gamma) : 0;
  }
  return image;
}

/** Puts images side by side into a canvas, a pixel between them. @param {ImageData[]} images */
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
 */
export const paintedByProcessor = (canvas) => canvas.getContext('2d', { willReadFrequently: true });

/** The next of 1, 1.5, 2, 3, 5, 7 times a power of ten: a scale that does not flicker while numbers move. */
export function roundUp(x) {
  if (!(x > 0) || !Number.isFinite(x)) return 0;
  const power = 10 ** Math.floor(Math.log10(x));
  return Number(([1, 1.5, 2, 3, 5, 7].find((step) => step * power >= x) ?? 10).toPrecision(2)) * power;
}

/** The absolute value that all but a share of the numbers stay below. */
export function mostBelow(numbers, largest, share = 0.004) {
  if (!(largest > 0)) return 0;
  const bins = new Uint32Array(256);
  for (const number of numbers) bins[Math.min(255, Math.floor(256 * Math.abs(number) / largest))] += 1;
  let left = numbers.length * share;
  for (let i = 255; i >= 0; --i) {
    left -= bins[i];
    if (left < 0) return largest * (i + 1) / 256;
  }
  return largest;
}

/** The page's colours, for canvases. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const names = ['surface', 'sunken', 'line', 'line-strong', 'text', 'quiet', 'value', 'gradient'];
  return Object.fromEntries(names.map((name) => [name.replace('-s', 'S'), style.getPropertyValue(`--${name}`).trim()]));
}

/** Calls back when the page's colours have changed. */
export function onColours(callback) {
  new MutationObserver(callback).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', callback);
}
