/** The browser's storage, which may be forbidden or full. */

/** What it gives; null where it is forbidden. @template T @param {() => T} use @returns {T | null} */
export function attempt(use) {
  try {
    return use();
  } catch {
    return null;
  }
}
