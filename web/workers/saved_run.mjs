/**
 * Runs kept for the next visit, in IndexedDB. Each tab has its own: two slots that take turns, so that one is whole whatever happens
 * while the other is written, and one for the run before. Storage may be forbidden, full or silent: then nothing is kept, and the page
 * goes on.
 */
import { inTime } from './in_time.mjs';

const name = 'backprop-playground';
const turns = ['0', '1'];
/** Tabs that are closed and still have a run. */
const mostTabs = 3;
const answerWithin = 5000;

/** @typedef {{ time: number, text: string, steps: number, bytes: Uint8Array, sum: number }} Slot */
/** @typedef {import('./data_sources.mjs').OwnFiles} OwnFiles */
/** @typedef {{ slot: Slot, tab: string }} Found */

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** Of every word's bits: a change of one is always seen. @param {Uint8Array} bytes @param {number} sum to begin with */
function summed(bytes, sum) {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, bytes.length >> 2);
  for (const word of words) sum = Math.imul(sum ^ word, 0x01000193);
  for (const byte of bytes.subarray(words.length * 4)) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum;
}

/** @param {Pick<Slot, 'text' | 'steps' | 'bytes'>} slot */
const sumOf = ({ text, steps, bytes }) => summed(bytes, summed(new TextEncoder().encode(text), steps));

/** @param {unknown} value @returns {value is Slot} */
function isWhole(value) {
  const slot = /** @type {Partial<Slot> | null} */ (value);
  return typeof slot?.text === 'string' && typeof slot.steps === 'number' && slot.bytes instanceof Uint8Array
    && (slot.sum === undefined || slot.sum === sumOf(/** @type {Slot} */ (slot))); // earlier versions had no sum
}

/** Keys are `run:<tab>:<turn>`, `before:<tab>`, `data:<tab>`; earlier versions had run-a, run-b and data. @param {string} key */
const tabOf = (key) => /^(?:run|before|data):(.*?)(?::[01])?$/.exec(key)?.[1] ?? '';

export class SavedRun {
  #busy = false;
  #turn = 0;
  /** @type {Promise<IDBDatabase> | null} */
  #opening = null;

  /** @param {string} tab the name of this tab's lock (web/platform/workspace.mjs) */
  constructor(tab) {
    this.tab = tab;
  }

  /** @template T @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => Promise<T>} use @returns {Promise<T>} */
  async #store(mode, use) {
    this.#opening ??= (async () => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore('kept');
      return settled(request);
    })();
    try {
      const used = this.#opening.then((base) => use(base.transaction('kept', mode).objectStore('kept')));
      return await inTime(used, answerWithin, () => new Error('no answer'));
    } catch (error) {
      this.#opening = null; // it may have been closed
      throw error;
    }
  }

  /**
   * The runs of this tab, or of the tab that was closed last: the newest slot that is whole, and the run before.
   * @param {(slot: Slot) => Promise<boolean>} isRight whether the checkpoint can be gone on from
   * @returns {Promise<{ latest: Found | null, before: Found | null, damaged: boolean }>} damaged: slots were set aside and none was left
   */
  async read(isRight) {
    const none = { latest: null, before: null, damaged: false };
    try {
      const keys = (await this.#store('readonly', (store) => settled(store.getAllKeys()))).map(String);
      const open = new Set((await navigator.locks?.query())?.held?.map((lock) => lock.name));
      const slots = await this.#read(keys.filter((key) => /^run[:-]/.test(key) && (tabOf(key) === this.tab || !open.has(tabOf(key)))));
      slots.sort((a, b) => Number(tabOf(b.key) === this.tab) - Number(tabOf(a.key) === this.tab) || b.time - a.time);
      const [first] = slots;
      if (!first) return none;
      const tab = tabOf(first.key);
      const tabs = [...new Set(slots.map(({ key }) => tabOf(key)))];
      for (const old of tabs.slice(mostTabs)) await this.clear(old);
      const latest = await this.#firstRight(slots.filter(({ key }) => tabOf(key) === tab), isRight);
      const before = await this.#firstRight(await this.#read(keys.filter((key) => key === `before:${tab}`)), isRight);
      return { latest, before, damaged: !latest };
    } catch {
      return none;
    }
  }

  /** @param {string[]} keys */
  async #read(keys) {
    const values = await this.#store('readonly', (store) => Promise.all(keys.map((key) => settled(store.get(key)))));
    return values.map((value, i) => ({ key: keys[i], value, time: Number(value?.time ?? value?.sequence ?? 0) }));
  }

  /** Those that are not are set aside. @param {{ key: string, value: unknown }[]} slots @param {(slot: Slot) => Promise<boolean>} isRight */
  async #firstRight(slots, isRight) {
    for (const { key, value } of slots) {
      if (isWhole(value) && await isRight(value)) return { slot: value, tab: tabOf(key) };
      await this.#store('readwrite', (store) => Promise.all([settled(store.put(value, `aside:${key}`)), settled(store.delete(key))]));
    }
    return null;
  }

  /**
   * @param {Pick<Slot, 'text' | 'steps' | 'bytes'>} run the playground's, its steps and its checkpoint
   * @returns {Promise<boolean | null>} whether it is kept now; null: another one is being written
   */
  async write(run) {
    if (this.#busy) return null;
    this.#busy = true;
    this.#turn = 1 - this.#turn;
    const kept = await this.#put(`run:${this.tab}:${turns[this.#turn]}`, { ...run, time: Date.now(), sum: sumOf(run) });
    this.#busy = false;
    return kept;
  }

  /** The run before. @param {Pick<Slot, 'text' | 'steps' | 'bytes'>} run */
  writeBefore(run) {
    return this.#put(`before:${this.tab}`, { ...run, time: Date.now(), sum: sumOf(run) });
  }

  /** @param {string} key @param {object} value */
  async #put(key, value) {
    try {
      await this.#store('readwrite', (store) => settled(store.put(value, key)));
      return true;
    } catch {
      return false;
    }
  }

  /** Forgets the runs of a tab. @param {string} tab */
  async clear(tab) {
    const keys = tab === '' ? ['run-a', 'run-b', 'data'] : [...turns.map((turn) => `run:${tab}:${turn}`), `before:${tab}`, `data:${tab}`];
    await this.#forget(tab === this.tab ? keys.slice(0, 2) : keys);
  }

  /** @param {string} tab */
  clearBefore(tab) {
    return this.#forget([`before:${tab}`]);
  }

  /** @param {string[]} keys */
  async #forget(keys) {
    try {
      await this.#store('readwrite', (store) => Promise.all(keys.map((key) => settled(store.delete(key)))));
    } catch { /* nothing was kept */ }
  }

  /** The user's own images. @param {OwnFiles} data */
  keepData(data) {
    return this.#put(`data:${this.tab}`, data);
  }

  /** Those of a tab. @param {string} tab @returns {Promise<OwnFiles | null>} */
  async data(tab) {
    try {
      return await this.#store('readonly', (store) => settled(store.get(tab === '' ? 'data' : `data:${tab}`))) ?? null;
    } catch {
      return null;
    }
  }
}
