/** What Korean takes beyond English, its texts and a large font for the canvas: fetched when there is something to write. */
import { fetchChecked, fetchJson, within } from '../platform/page_files.mjs';
import { addTexts } from './strings.mjs';

const file = 'strings/ko.json';
/** English is better than waiting for longer. */
const textsWithin = 3000;

/** @type {Promise<string> | null} */
let texts = null;
/** @type {Promise<ArrayBuffer> | null} */
let font = null;
/** @type {RequestCache | undefined} */
let cache;

/** Whether page and module find all their sections. @param {unknown} content */
const isWhole = (content) => ['page', 'canvas', 'ops', 'problems'].every((section) => {
  const texts = /** @type {Record<string, unknown> | null} */ (content)?.[section];
  return typeof texts === 'object' && texts !== null;
});

/** The texts, which the page then has; resolves with their file, for the module. @returns {Promise<string>} */
export function fetchKoreanTexts() {
  texts ??= within(fetchJson(file, isWhole, cache), textsWithin, file).then(({ text, content }) => {
    addTexts('ko', /** @type {{ page: import('./strings.mjs').Texts }} */ (content).page);
    return text;
  });
  texts.catch(() => { // the next time may do better
    texts = null;
    cache = 'reload';
  });
  return texts;
}

/** @returns {Promise<ArrayBuffer>} */
export function fetchKoreanFont() {
  font ??= fetchChecked('fonts/korean.ttf');
  font.catch(() => { font = null; });
  return font;
}

/** Until the font is there, but not long: boxes in the letters' places are better than waiting. @param {number} most ms */
export const koreanFontWithin = (most) => within(fetchKoreanFont(), most, '').catch(() => {});
