/** The browser's storage, which may be forbidden, full or silent. */

/** What it gives; null where it is forbidden. @template T @param {() => T} use @returns {T | null} */
export function attempt(use) {
  try {
    return use();
  } catch {
    return null;
  }
}

const patience = 1000;

/** What it answers, or something else where it fails or says nothing. @template T, U @param {Promise<T> | T | null} answer @param {U} otherwise @returns {Promise<T | U>} */
export const deadline = (answer, otherwise) => Promise.race([
  Promise.resolve(answer).then((value) => value ?? otherwise, () => otherwise),
  new Promise((done) => { setTimeout(() => done(otherwise), patience); })]);
