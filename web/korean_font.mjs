/** The canvas's Korean font is large: it is fetched when there is something to write with it. */
import { fetchFile } from './app_module.mjs';

let font = null;

/** @returns {Promise<ArrayBuffer>} */
export function fetchKoreanFont() {
  font ??= fetchFile(new URL('./fonts/korean.ttf', document.baseURI)).then((response) => response.arrayBuffer());
  font.catch(() => { font = null; }); // the next time may do better
  return font;
}

/** Until the font is there, but not long: boxes in the letters' places are better than waiting. @param {number} most ms */
export const koreanFontWithin = (most) => Promise.race([
  fetchKoreanFont().catch(() => {}), new Promise((done) => { setTimeout(done, most); })]);
