/** The files of the page by their addresses, and a second try that bypasses the browser's cache. */

const folder = globalThis.document ? new URL('.', document.baseURI).href : ''; // Node, where tests run, has none
/** A server that is silent for longer will not be waited for. */
const patience = 4000;

/** 'app/playground.wasm'; nothing for what is no file of the page. @param {string} address */
export const nameOf = (address) => (address.startsWith(folder) ? address.slice(folder.length).replace(/[?#].*/, '') : '');

/** The files that index.html asks for. */
export const namedFiles = () => [...document.querySelectorAll('script[src], link[href]')].map((one) => Reflect.get(one, one instanceof HTMLLinkElement ? 'href' : 'src'));

/** Those that have arrived or failed. */
export const answeredFiles = () => performance.getEntriesByType('resource').map(({ name }) => name);

/** Fetches files anew into the cache; whether all came. @param {Iterable<string>} addresses */
export async function refetch(addresses) {
  const files = [...addresses].map(async (address) => {
    const response = await fetch(address, { cache: 'reload', credentials: 'same-origin' });
    await response.arrayBuffer();
    return response.ok;
  });
  const late = new Promise((done) => { setTimeout(() => done([false]), patience); });
  return (await Promise.race([Promise.all(files).catch(() => [false]), late])).every(Boolean);
}

/** Loads the page anew; data files, which are large and checked, may come from the cache. @param {string[]} [late] names of files that are still on their way */
export async function startAgain(late = []) {
  const files = [...late.map((name) => folder + name), ...namedFiles(), ...answeredFiles()].filter((address) => nameOf(address) && !/\.gz$/.test(address));
  await refetch(new Set([location.href.replace(/#.*/, ''), ...files]));
  location.reload();
}
