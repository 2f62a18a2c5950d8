/**
 * A run kept for the next visit, in IndexedDB: two slots that take turns, so that one is whole whatever happens while the other
 * is written. Storage may be forbidden or full: then nothing is kept, and the page goes on.
 */
const name = 'backprop-playground';
const slots = ['run-a', 'run-b'];

/** @typedef {{ sequence: number, text: string, steps: number, bytes: Uint8Array }} Slot */
/** @typedef {import('./data_sources.mjs').OwnFiles} OwnFiles */

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export class SavedRun {
  constructor() {
    this.sequence = 0;
    this.busy = false;
    /** @type {Promise<IDBDatabase> | null} */
    this.opening = null;
  }

  /** @param {IDBTransactionMode} mode */
  async store(mode) {
    this.opening ??= (async () => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore('kept');
      return settled(request);
    })();
    return (await this.opening).transaction('kept', mode).objectStore('kept');
  }

  /** The slots that can be read, the newest first. @returns {Promise<Slot[]>} */
  async read() {
    try {
      const store = await this.store('readonly');
      const found = await Promise.all(slots.map((slot) => settled(store.get(slot))));
      const valid = found.filter((slot) => slot && typeof slot.text === 'string' && slot.bytes instanceof Uint8Array);
      valid.sort((a, b) => b.sequence - a.sequence);
      this.sequence = valid[0]?.sequence ?? 0;
      return valid;
    } catch {
      return [];
    }
  }

  /** @param {string} text the playground's run @param {number} steps @param {Uint8Array} bytes the checkpoint */
  async write(text, steps, bytes) {
    if (this.busy) return; // the next snapshot comes soon
    this.busy = true;
    try {
      this.sequence += 1;
      const store = await this.store('readwrite');
      await settled(store.put({ sequence: this.sequence, text, steps, bytes }, slots[this.sequence % 2]));
    } catch { /* full or forbidden */ } finally {
      this.busy = false;
    }
  }

  async clear() {
    try {
      const store = await this.store('readwrite');
      await Promise.all(slots.map((slot) => settled(store.delete(slot))));
    } catch { /* nothing was kept */ }
  }

  /** The user's own images. @param {OwnFiles} data */
  async keepData(data) {
    try {
      await settled((await this.store('readwrite')).put(data, 'data'));
    } catch { /* too much for the storage */ }
  }

  /** @returns {Promise<OwnFiles | null>} */
  async data() {
    try {
      return await settled((await this.store('readonly')).get('data')) ?? null;
    } catch {
      return null;
    }
  }
}
