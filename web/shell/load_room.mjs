/** Fetches what a room is made of: its script and its style. */
import { LoadProblem } from '../platform/page_files.mjs';
import { answeredFiles, nameOf, refetch, startAgain } from '../platform/refetch.mjs';
import { element } from '../widgets/element.mjs';

/** A style that takes longer is put on when it comes. */
const styleWithin = 3000;

/** @param {string} folder of web/rooms */
const styleOf = (folder) => `rooms/${folder}/room.css`;

/** @param {string} folder */
function loadStyle(folder) {
  const style = element('link', { rel: 'stylesheet', href: styleOf(folder) });
  return new Promise((done, failed) => {
    setTimeout(done, styleWithin);
    style.onload = done;
    style.onerror = () => {
      style.remove();
      failed(new LoadProblem('start.no_answer', { name: styleOf(folder) }));
    };
    document.head.append(style);
  });
}

/** @type {Map<string, Promise<unknown>>} */
const styles = new Map();

/** The scripts of a room that the page does not have already, as index.html names them, its own first. @param {string} folder @returns {string[]} */
const scriptsOf = (folder) => document.querySelector(`[data-folder="${folder}"]`)?.getAttribute('data-scripts')?.split(' ') ?? [];

/** The files of a room that have not arrived. @param {string} folder */
export function lateFiles(folder) {
  const answered = new Set(answeredFiles().map(nameOf));
  return [...scriptsOf(folder), styleOf(folder)].filter((name) => !answered.has(name));
}

/**
 * @param {string} folder
 * @param {boolean} whole its files were fetched anew, all of them
 * @returns {Promise<import('./rooms.mjs').Room>}
 */
async function loadScript(folder, whole) {
  try {
    const room = await import(`../rooms/${folder}/room.mjs`);
    if (!room.mount) throw new Error('an empty file');
    return room;
  } catch {
    // A browser keeps a script that it could not read until the page is loaded anew; the work is kept, too.
    if (whole) await startAgain();
    throw new LoadProblem('start.no_script', { name: scriptsOf(folder)[0] ?? folder });
  }
}

/**
 * @param {string} folder of web/rooms
 * @param {boolean} [again] the user tries again: not from the cache
 * @returns {Promise<import('./rooms.mjs').Room>}
 */
export async function loadRoom(folder, again = false) {
  const whole = again && await refetch([...scriptsOf(folder), styleOf(folder)].map((name) => new URL(name, document.baseURI).href));
  const style = styles.get(folder) ?? loadStyle(folder);
  styles.set(folder, style);
  try {
    const [room] = await Promise.all([loadScript(folder, whole), style]);
    return room;
  } catch (problem) {
    style.catch(() => styles.delete(folder));
    throw problem;
  }
}
