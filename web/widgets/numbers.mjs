/**
 * Numbers as people read them, the same on the canvas, in sentences and in panels: src/base/number.hpp writes them all. Only numbers that a
 * view comes upon by itself (the one under the pointer) are asked for here; others reach the page as texts.
 */

/**
 * Probabilities of classes: the best class and its share; all, or of more than so many the most probable, each with its share as a text too.
 * @typedef {{ best: number, share: string, listed: { class: number, share: number, text: string, best: boolean }[] }} Ranking
 */

/** @type {PlaygroundModule} */
let formats;

/** Before anything is shown. @param {import('../platform/app_module.mjs').AppModule} app */
export function formatWith(app) {
  formats = /** @type {PlaygroundModule} */ (app); // one that has stopped answers undefined, which is shown as nothing
}

/** 0.33333, −3, 12,346, 1.2e-9; null, as JSON has what is no number: nan. @param {number | null | undefined} x */
export const brief = (x, digits = 5) => formats.brief(x ?? NaN, digits);

/** With its sign: +0.5. @param {number} x */
export const signed = (x, digits = 4) => formats.signedBrief(x, digits);

/** What somebody typed as a number: NaN for what is none. @param {string} text */
export const typedNumber = (text) => Number(formats.typedNumber(text));

/** The same; what is no number stays a text, and the playground says what it must be. @param {string} text @returns {number | string} */
export function numberOrText(text) {
  const number = typedNumber(text);
  return Number.isFinite(number) ? number : text;
}

/** A count: 10,000. @param {number} x */
export const grouped = (x) => formats.grouped(x);

/** 0.9742 as 97.4 %. @param {number} share */
export const percent = (share, decimals = 1) => formats.percent(share, decimals);

/** 310 µs. @param {number} seconds */
export const duration = (seconds) => formats.duration(seconds);

/** @param {ArrayLike<number>} probabilities @param {number} most classes listed @returns {Ranking} */
export const ranking = (probabilities, most) => formats.ranking(Array.from(probabilities), most);
