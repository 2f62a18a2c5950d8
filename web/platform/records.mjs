/**
 * The records of the tabs in the browser's storage: 'workspace:<tab>', and 'aside:<time>' for what could not or should not be opened.
 * Old ones go: they are few and not large. Storage may be forbidden or full.
 */
import { attempt, deadline } from './storage.mjs';

/** Of the form of records that this page writes. */
export const version = 1;
export const prefix = 'workspace:';
const aside = 'aside:';
/** Records of other tabs that are kept, what was set aside, and how many characters they have together. */
const mostOthers = 5;
const mostAside = 3;
const mostText = 2e6;

/** The text of a key; null where there is none. @param {string | null} key */
export const read = (key) => (key ? attempt(() => localStorage.getItem(key)) : null);

/** @param {string} key */
export const remove = (key) => attempt(() => localStorage.removeItem(key));

/** Writes a text; what was wrong if it could not. @param {string} key @param {string} text @returns {'full' | 'forbidden' | null} */
export function write(key, text) {
  try {
    localStorage.setItem(key, text);
    return null;
  } catch (error) {
    return /quota/i.test(/** @type {Error} */ (error).name) ? 'full' : 'forbidden';
  }
}

/** What a record says of itself at its beginning; zeros where it says nothing. @param {string | null} text */
export function headOf(text) {
  const [, form, time] = /^\{"version":(\d+)(?:,"time":(\d+))?/.exec(text ?? '') ?? [];
  return { version: Number(form ?? 0), time: Number(time ?? 0) };
}

/** @param {string} start @returns {string[]} */
export const keysFrom = (start) => attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(start))) ?? [];

/** The keys of the records of other tabs, the newest first. @param {string} own @returns {string[]} */
export function otherKeys(own) {
  const heads = keysFrom(prefix).filter((key) => key !== own).map((key) => ({ key, ...headOf(read(key)) }));
  return heads.sort((a, b) => b.time - a.time).map(({ key }) => key);
}

/** Tabs that are open: each holds a lock as long as it lives. Null where that is not known. @returns {Promise<Set<string> | null>} */
export async function openTabs() {
  const locks = await deadline(attempt(() => navigator.locks.query()), null);
  return locks && new Set(locks.held?.map(({ name }) => name ?? ''));
}

/**
 * Keeps a record under another key, so that it is not opened again by itself.
 * @param {string} key @param {string} text @returns {string} where it is kept now
 */
export function setAside(key, text) {
  let time = Date.now();
  while (read(aside + time) !== null) ++time;
  if (write(aside + time, text)) return key; // no room for both: it stays where it is
  remove(key);
  return aside + time;
}

/**
 * Removes what is old. Records of open tabs stay, and those of a newer version of the page, which knows what they are worth.
 * @param {string} own
 */
export async function tidy(own) {
  const asides = keysFrom(aside).sort().reverse();
  asides.slice(mostAside).forEach(remove);
  const others = otherKeys(own);
  let text = 0;
  const tooMany = others.filter((key, i) => {
    text += read(key)?.length ?? 0;
    return i >= mostOthers || text > mostText;
  });
  if (!tooMany.length) return;
  const open = await openTabs();
  for (const key of tooMany) if (!open?.has(key) && headOf(read(key)).version <= version) remove(key);
}
