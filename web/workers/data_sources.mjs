/** Where images come from: the sets the page ships, and files of the user, which never leave the machine. */
import { Problem } from './problem.mjs';
import { DataFiles, joined } from './data_files.mjs';

const parts = ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz', 't10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'];
const mostBytes = 2 ** 28;

/** @typedef {(share: number) => void} Progress 0 … 1 */
/** Images of the user's own: the name of their file, and the files of a set. @typedef {{ name: string, files: Uint8Array[] }} OwnFiles */

export class DataSources {
  /** @param {string | URL} page the page's address: the data stand beside it */
  constructor(page) {
    this.shipped = new DataFiles(new URL('./data/', page));
    /** @type {Map<string, Uint8Array[]>} the packed bytes by name, for workers that start again */
    this.kept = new Map();
    /** @type {Map<string, { listeners: Set<Progress>, files: Promise<Uint8Array[]> }>} */
    this.loading = new Map();
  }

  /**
   * The four files of a set: training images and labels, test images and labels.
   * @param {string} name
   * @param {Progress} onProgress
   * @returns {Promise<Uint8Array[]>}
   */
  async load(name, onProgress) {
    const kept = this.kept.get(name);
    if (kept) return kept;
    if (name === 'own') throw new Problem('data.own_gone');
    let under = this.loading.get(name);
    if (!under) {
      /** @type {Set<Progress>} */
      const listeners = new Set();
      /** @type {Progress} */
      const tell = (share) => listeners.forEach((listener) => listener(share));
      // After a failure the other files may still arrive: nobody is to hear of that.
      const files = this.fetch(name, tell).finally(() => {
        this.loading.delete(name);
        listeners.clear();
      });
      under = { listeners, files };
      this.loading.set(name, under);
    }
    under.listeners.add(onProgress);
    return under.files;
  }

  /** @param {string} name @param {Progress} tell */
  async fetch(name, tell) {
    const files = await this.shipped.load(parts.map((part) => `${name}/${part}`), tell);
    this.shipped.forget();
    this.kept.set(name, files);
    return files;
  }

  /** @param {Uint8Array[]} files */
  setOwn(files) {
    this.kept.set('own', files);
  }
}

/** @param {File} file @returns {Promise<Uint8Array>} */
async function unpacked(file) {
  if (file.size > mostBytes) throw new Problem('data.file_too_large', { file: file.name, bytes: file.size, most: mostBytes });
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const chunks = [];
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      if (size > mostBytes) throw new Problem('data.unpacks_too_large', { file: file.name, most: mostBytes });
      chunks.push(part.value);
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('data.damaged', { file: file.name });
  } finally {
    reader.cancel().catch(() => {});
  }
  return joined(chunks, size);
}

/** The number of dimensions an IDX file of bytes claims to have; the engine checks the rest. @param {Uint8Array} bytes @param {string} name */
function rank(bytes, name) {
  if (bytes.length < 8 || bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 8 || (bytes[3] !== 1 && bytes[3] !== 3)) {
    throw new Problem('data.not_idx', { file: name });
  }
  return bytes[3];
}

/** @param {Uint8Array} bytes of an IDX file */
const count = (bytes) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(4);

/** Samples from … to of an IDX file. @param {Uint8Array} bytes @param {number} from @param {number} to */
function part(bytes, from, to) {
  const header = 4 + 4 * bytes[3];
  const each = (bytes.length - header) / count(bytes);
  if (!Number.isInteger(each)) throw new Problem('data.length');
  const piece = new Uint8Array(header + (to - from) * each);
  piece.set(bytes.subarray(0, header));
  new DataView(piece.buffer).setUint32(4, to - from);
  piece.set(bytes.subarray(header + from * each, header + to * each), header);
  return piece;
}

/**
 * The user's files in order: images and labels for training and testing, told apart by their names, or one pair whose last sixth
 * becomes the test set.
 * @param {Iterable<File>} files
 * @returns {Promise<OwnFiles>}
 */
export async function sortFiles(files) {
  const list = await Promise.all([...files].map(async (file) => {
    const bytes = await unpacked(file);
    return { name: file.name, bytes, images: rank(bytes, file.name) === 3, test: /t10k|test|val/i.test(file.name) };
  }));
  /** @param {boolean} images @param {boolean} test */
  const pick = (images, test) => list.filter((file) => file.images === images && file.test === test);
  const name = list.find((file) => file.images)?.name ?? '';
  if (list.length === 4) {
    const four = [pick(true, false), pick(false, false), pick(true, true), pick(false, true)];
    if (four.some((found) => found.length !== 1)) {
      throw new Problem('data.four_files');
    }
    return { name, files: four.map(([file]) => file.bytes) };
  }
  const [images, labels] = [list.filter((file) => file.images), list.filter((file) => !file.images)];
  if (list.length !== 2 || images.length !== 1 || labels.length !== 1) {
    throw new Problem('data.choose_files');
  }
  const total = count(images[0].bytes);
  const train = total - Math.max(Math.floor(total / 6), 1);
  if (train < 1 || count(labels[0].bytes) !== total) {
    throw new Problem('data.pairs', { images: total, labels: count(labels[0].bytes) });
  }
  return { name, files: [part(images[0].bytes, 0, train), part(labels[0].bytes, 0, train),
    part(images[0].bytes, train, total), part(labels[0].bytes, train, total)] };
}
