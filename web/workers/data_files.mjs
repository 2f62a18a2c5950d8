/** Fetches data files of the page with progress, and checks them by size and sha256. Failures name the file. */
import { Problem } from './problem.mjs';

/** A file in manifest.json: its size and sum, packed and unpacked. @typedef {{ bytes: number, sha256: string, rawBytes: number, rawSha256: string }} Entry */

/** Pieces of a file as one. @param {Uint8Array[]} chunks @param {number} size of all */
function joined(chunks, size) {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** A transfer that brings nothing for so long has stalled. */
const stallAfter = 5000;

/**
 * @param {URL} url
 * @param {string} name for messages
 * @param {(bytes: number) => void} onBytes bytes so far
 * @param {RequestCache} cache
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function fetchBytes(url, name, onBytes, cache) {
  const stop = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const expectMore = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), stallAfter);
  };
  try {
    expectMore();
    const response = await fetch(url, { signal: stop.signal, credentials: 'same-origin', cache });
    if (!response.ok) throw new Problem('fetch.status', { file: name, status: response.status });
    const chunks = [];
    let bytes = 0;
    const reader = /** @type {NonNullable<Response['body']>} */ (response.body).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      expectMore();
      chunks.push(part.value);
      bytes += part.value.length;
      onBytes(bytes);
    }
    return joined(chunks, bytes);
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (stop.signal.aborted) throw new Problem('fetch.stalled', { file: name, seconds: stallAfter / 1000 });
    throw new Problem('fetch.interrupted', { file: name });
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function sha256(bytes) {
  if (!globalThis.crypto?.subtle) return null; // only offered on https and localhost
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Some hosts unpack .gz files on the way: both forms are right. @param {Uint8Array<ArrayBuffer>} bytes @param {string} name @param {Entry} entry */
async function check(bytes, name, entry) {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const [size, sum] = packed ? [entry.bytes, entry.sha256] : [entry.rawBytes, entry.rawSha256];
  if (bytes.length < size) {
    throw new Problem('fetch.truncated', { file: name, found: bytes.length, expected: size });
  }
  if (bytes.length !== size) {
    throw new Problem('fetch.wrong_size', { file: name, found: bytes.length, expected: size });
  }
  const found = await sha256(bytes);
  if (found !== null && found !== sum) {
    throw new Problem('fetch.checksum', { file: name });
  }
}

/** Loads a folder's manifest and files; those that arrived whole are kept for a second try. */
export class DataFiles {
  /** @param {URL} folder */
  constructor(folder) {
    this.folder = folder;
    /** @type {Map<string, Uint8Array>} by name */
    this.kept = new Map();
    /** After a failure what the browser keeps is not trusted. @type {RequestCache} */
    this.cache = 'default';
  }

  /**
   * @param {string[]} names as in manifest.json
   * @param {(share: number) => void} onProgress 0 … 1
   * @returns {Promise<Uint8Array[]>}
   */
  async load(names, onProgress) {
    try {
      const files = await this.#load(names, onProgress);
      this.cache = 'default';
      return files;
    } catch (problem) {
      this.cache = 'reload';
      throw problem;
    }
  }

  /** @param {string[]} names @param {(share: number) => void} onProgress */
  async #load(names, onProgress) {
    const manifest = await this.manifest();
    const missing = names.find((name) => !manifest[name]);
    if (missing) throw new Problem('fetch.not_listed', { file: missing });
    const total = names.reduce((sum, name) => sum + manifest[name].bytes, 0);
    const arrived = new Map(names.map((name) => [name, this.kept.has(name) ? manifest[name].bytes : 0]));
    const tell = () => onProgress(Math.min(1, [...arrived.values()].reduce((a, b) => a + b, 0) / total));
    tell();
    return Promise.all(names.map(async (name) => {
      const kept = this.kept.get(name);
      if (kept) return kept;
      const bytes = await fetchBytes(new URL(name, this.folder), name, (sofar) => {
        arrived.set(name, Math.min(sofar, manifest[name].bytes));
        tell();
      }, this.cache);
      await check(bytes, name, manifest[name]);
      this.kept.set(name, bytes);
      return bytes;
    }));
  }

  /** @returns {Promise<Record<string, Entry>>} */
  async manifest() {
    const bytes = await fetchBytes(new URL('manifest.json', this.folder), 'data/manifest.json', () => {}, this.cache);
    try {
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      throw new Problem('fetch.not_json', { file: 'data/manifest.json' });
    }
  }

  /** The packed bytes are no longer needed. */
  forget() {
    this.kept.clear();
  }
}
