/**
 * A promise, or a failure when it says nothing for so long.
 * @template T
 * @param {Promise<T>} promise
 * @param {number} most milliseconds
 * @param {() => Error} late
 * @returns {Promise<T>}
 */
export function inTime(promise, most, late) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const failure = new Promise((_, reject) => { timer = setTimeout(() => reject(late()), most); });
  return Promise.race([promise, /** @type {Promise<never>} */ (failure)]).finally(() => clearTimeout(timer));
}
