/** Files of the page: fetched with a deadline or none, and checked to be of this build. Failures are sentences that name the file. */
import { t } from '../text/strings.mjs';
import { sumOf } from './sum.mjs';

/** A failure with a sentence for the user: the text of a key, in the language of the moment. */
export class LoadProblem extends Error {
  /** @param {string} key @param {Record<string, string | number>} [values] */
  constructor(key, values) {
    super();
    this.key = key;
    this.values = values;
  }

  /** @override */
  get message() {
    return t(this.key, this.values);
  }
}

/** @type {Record<string, string> | null} */
let sums = null;

/** The sum of a file of this build, as index.html knows it. @param {string} name */
export function expectedSum(name) {
  sums ??= JSON.parse(document.querySelector('meta[name="files"]')?.getAttribute('content') || '{}');
  return sums?.[name];
}

/** @param {string} name @param {ArrayBuffer} bytes */
export const isOfThisBuild = (name, bytes) => [undefined, sumOf(bytes)].includes(expectedSum(name));

/** A promise, or the LoadProblem that the file does not come. @template T @param {Promise<T>} promise @param {number} most ms @param {string} name @returns {Promise<T>} */
export const within = (promise, most, name) => Promise.race([promise, new Promise((_, fail) => {
  setTimeout(() => fail(new LoadProblem('start.no_answer', { name })), most);
})]);

/** Starts fetching a file; a failed fetch or a bad status becomes a LoadProblem. @param {string} name @param {RequestCache} [cache] */
export async function fetchFile(name, cache = 'default') {
  let response;
  try {
    response = await fetch(new URL(name, document.baseURI), { credentials: 'same-origin', cache });
  } catch {
    throw new LoadProblem('start.no_answer', { name });
  }
  if (!response.ok) throw new LoadProblem('start.bad_answer', { name, status: response.status });
  return response;
}

/**
 * A file that is needed as it is in this build. One that is not comes from a cache, most likely, and is fetched anew once.
 * @param {string} name
 * @param {RequestCache} [cache]
 * @returns {Promise<ArrayBuffer>}
 */
export async function fetchChecked(name, cache) {
  const response = await fetchFile(name, cache);
  const bytes = await response.arrayBuffer().catch(() => null);
  if (bytes && isOfThisBuild(name, bytes)) return bytes;
  if (cache !== 'reload') return fetchChecked(name, 'reload');
  throw bytes ? new LoadProblem('start.other_build', { name }) : new LoadProblem('start.no_answer', { name });
}

/**
 * A JSON file with its text, fetched anew once where it does not fit.
 * @param {string} name
 * @param {(content: unknown) => boolean} fits whether it is what the page expects
 * @param {RequestCache} [cache]
 * @returns {Promise<{ text: string, content: unknown }>}
 */
export async function fetchJson(name, fits, cache) {
  const response = await fetchFile(name, cache);
  try {
    const text = await response.text();
    const content = JSON.parse(text);
    if (fits(content)) return { text, content };
  } catch { /* cut, or not JSON */ }
  if (cache !== 'reload') return fetchJson(name, fits, 'reload');
  throw new LoadProblem('start.other_build', { name });
}
