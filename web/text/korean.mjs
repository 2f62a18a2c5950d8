/** What Korean takes beyond English, its texts and a large font for the canvas: fetched when there is something to write. */
import { fetchFile } from '../platform/app_module.mjs';
import { addTexts } from './strings.mjs';

/** @type {Promise<string> | null} */
let texts = null;
/** @type {Promise<ArrayBuffer> | null} */
let font = null;

/** The texts, which the page then has; resolves with their file, for the module. @returns {Promise<string>} */
export function fetchKoreanTexts() {
  texts ??= fetchFile(new URL('./strings/ko.json', document.baseURI)).then(async (response) => {
    const file = await response.text();
    addTexts('ko', JSON.parse(file).page);
    return file;
  });
  texts.catch(() => { texts = null; }); // the next time may do better
  return texts;
}

/** @returns {Promise<ArrayBuffer>} */
export function fetchKoreanFont() {
  font ??= fetchFile(new URL('./fonts/korean.ttf', document.baseURI)).then((response) => response.arrayBuffer());
  font.catch(() => { font = null; });
  return font;
}

/** Until the font is there, but not long: boxes in the letters' places are better than waiting. @param {number} most ms */
export const koreanFontWithin = (most) => Promise.race([
  fetchKoreanFont().catch(() => {}), new Promise((done) => { setTimeout(done, most); })]);
