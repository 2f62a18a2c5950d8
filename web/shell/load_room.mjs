/** Fetches what a room is made of: its script and its style. */
import { element } from '../widgets/element.mjs';

/** @param {string} folder of web/rooms */
function loadStyle(folder) {
  const style = element('link', { rel: 'stylesheet', href: `rooms/${folder}/room.css` });
  return new Promise((done, failed) => {
    style.onload = done;
    style.onerror = () => {
      style.remove();
      failed(new Error(style.href));
    };
    document.head.append(style);
  });
}

/** @type {Map<string, Promise<unknown>>} */
const styles = new Map();

/**
 * @param {string} folder of web/rooms
 * @returns {Promise<import('./rooms.mjs').Room>}
 */
export async function loadRoom(folder) {
  const style = styles.get(folder) ?? loadStyle(folder);
  styles.set(folder, style);
  style.catch(() => styles.delete(folder));
  const [room] = await Promise.all([import(`../rooms/${folder}/room.mjs`), style]);
  return room;
}
