/** Screenshots as numbers. */
import { inflateSync } from 'node:zlib';

/** @typedef {{ width: number, height: number, pixels: Uint32Array }} Picture 0xRRGGBB of each pixel, row by row */

/**
 * The pixels of a PNG of 8 bits a channel, not interlaced, as browsers write screenshots.
 * @param {Buffer} png
 * @returns {Picture}
 */
export function decode(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = { 2: 3, 6: 4 }[png[25]];
  if (png[24] !== 8 || !channels || png[28] !== 0) throw new Error('not a screenshot');
  const parts = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const packed = inflateSync(Buffer.concat(parts));
  const row = width * channels;
  const bytes = new Uint8Array(row * height);
  for (let y = 0; y < height; ++y) {
    const filter = packed[y * (row + 1)];
    for (let x = 0; x < row; ++x) {
      const at = y * row + x;
      const left = x >= channels ? bytes[at - channels] : 0;
      const above = y > 0 ? bytes[at - row] : 0;
      const corner = x >= channels && y > 0 ? bytes[at - row - channels] : 0;
      bytes[at] = packed[y * (row + 1) + 1 + x] + predicted(filter, left, above, corner);
    }
  }
  const pixels = Uint32Array.from({ length: width * height }, (_, i) => (bytes[i * channels] << 16) | (bytes[i * channels + 1] << 8) | bytes[i * channels + 2]);
  return { width, height, pixels };
}

/** What a PNG filter says a byte is near to. */
function predicted(filter, left, above, corner) {
  switch (filter) {
    case 0: return 0;
    case 1: return left;
    case 2: return above;
    case 3: return (left + above) >> 1;
    default: {
      const [byLeft, byAbove, byCorner] = [above - corner, left - corner, left + above - 2 * corner].map(Math.abs);
      if (byLeft <= byAbove && byLeft <= byCorner) return left;
      return byAbove <= byCorner ? above : corner;
    }
  }
}

/** A part of a picture. @param {Picture} picture @param {{ x: number, y: number, width: number, height: number }} box */
export function part({ width, pixels }, box) {
  const [x, y, w, h] = [box.x, box.y, box.width, box.height].map(Math.round);
  return { width: w, height: h, pixels: Uint32Array.from({ length: w * h }, (_, i) => pixels[(y + Math.floor(i / w)) * width + x + i % w]) };
}

/** The share of pixels that differ. @param {Picture} a @param {Picture} b */
export const difference = (a, b) => a.pixels.reduce((sum, pixel, i) => sum + (pixel === b.pixels[i] ? 0 : 1), 0) / a.pixels.length;

/** How many colours there are. @param {Picture} picture */
export const colours = ({ pixels }) => new Set(pixels).size;
