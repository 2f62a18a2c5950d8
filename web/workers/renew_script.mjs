import { inTime } from './in_time.mjs';

/** A server that is silent for longer will not be waited for. */
const patience = 4000;

/**
 * Fetches a script anew into the cache, past what is there, and what it imports.
 * @param {string} address
 */
export function renewScript(address) {
  /** @type {Set<string>} */
  const seen = new Set();
  /** @param {string} script */
  const fetchIt = async (script) => {
    if (seen.has(script)) return;
    seen.add(script);
    const response = await fetch(script, { cache: 'reload', credentials: 'same-origin' });
    const text = await response.text();
    await Promise.all([...text.matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)].map(([, name = '']) => fetchIt(new URL(name, script).href)));
  };
  return inTime(fetchIt(address), patience, () => new Error('late')).catch(() => {});
}
