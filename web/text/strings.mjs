/**
 * Every text of the HTML side, from assets/strings/<language>/page.json. index.html names its texts by key (web/text/text_places.mjs);
 * English is put in when the page is built, another language here.
 * English is in the page and, what the page does not have, in this script; Korean is a file that is fetched (web/text/korean.mjs).
 */
import en from '../../assets/strings/en/page.json' with { type: 'json' };
import { textPlaces } from './text_places.mjs';
import { withJosa } from './josa.mjs';

/** @typedef {{ [key: string]: string | Texts }} Texts */

/** @type {Record<string, Texts>} */
const texts = { en };
/** @type {(() => void)[]} */
const listeners = [];

/**
 * Calls back with every element that names a text by key, and the attribute that it stands in.
 * @param {(element: Element, key: string, attribute: string | null) => void} callback
 */
function eachText(callback) {
  for (const [data, attribute] of Object.entries(textPlaces)) {
    for (const element of document.querySelectorAll(`[${data}]`)) callback(element, element.getAttribute(data) ?? '', attribute);
  }
}

/** @type {Map<string, string | null>} */
const english = new Map();
if (globalThis.document) { // Node, where tests run, has none
  eachText((element, key, attribute) => {
    english.set(key, attribute ? element.getAttribute(attribute) : element.textContent);
  });
}

/** 'en' or 'ko'. web/text/choose_language.mjs has chosen it before the page was painted. */
export const language = () => (document.documentElement.lang === 'ko' ? 'ko' : 'en');

/** The page.json of a language other than English. @param {'ko'} of @param {Texts} page */
export function addTexts(of, page) {
  texts[of] = page;
}

/** A number as src/base/number.hpp groups it: 28,702. @param {string | number} value */
const withCommas = (value) => (Number.isInteger(value) ? String(value).replace(/\B(?=(\d{3})+$)/g, ',') : String(value));

/**
 * The text of a key, its {holes} filled: t('walk.forward', { at: 3, length: 9 }).
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const find = (/** @type {Texts} */ all) => key.split('.').reduce(
    (/** @type {string | Texts | undefined} */ at, part) => (typeof at === 'object' ? at[part] : undefined), all);
  const pattern = find(texts[language()] ?? {}) ?? english.get(key) ?? find(texts.en);
  if (typeof pattern !== 'string') throw new Error(`there is no text '${key}'`);
  const text = pattern.replace(/\{(\w+)\}/g, (hole, name) => withCommas(values[name] ?? hole));
  return language() === 'ko' ? withJosa(text) : text;
}

/** @param {() => void} callback called after every change of the language */
export function onLanguage(callback) {
  listeners.push(callback);
}

/** Changes the page's language, for the next visit too. @param {'en' | 'ko'} wanted */
export function setLanguage(wanted) {
  if (wanted === language()) return;
  try {
    localStorage.setItem('language', wanted);
  } catch { /* then the choice lasts as long as the page */ }
  document.documentElement.lang = wanted;
  speak();
}

/** Writes the whole page in its language. */
export function speak() {
  eachText((element, key, attribute) => {
    if (attribute) element.setAttribute(attribute, t(key));
    else element.textContent = t(key);
  });
  document.documentElement.dataset.texts = 'ready';
  for (const callback of listeners) callback();
}
