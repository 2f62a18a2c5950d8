/** Where images come from: the sets the page ships, and files of the user (own_files.mjs), which never leave the machine. */
import { Problem } from './problem.mjs';
import { DataFiles } from './data_files.mjs';

const parts = ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz', 't10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'];

/** @typedef {(share: number) => void} Progress 0 … 1 */
/** @typedef {import('./messages').ImageFile} ImageFile */
/** Images of the user's own: the name of their file, and the files of a set. @typedef {{ name: string, files: ImageFile[] }} OwnFiles */

export class DataSources {
  /** @param {string | URL} page the page's address: the data stand beside it */
  constructor(page) {
    this.shipped = new DataFiles(new URL('./data/', page));
    /** @type {Map<string, ImageFile[]>} the files by name, for workers that start again */
    this.kept = new Map();
    /** @type {Map<string, { listeners: Set<Progress>, files: Promise<ImageFile[]> }>} */
    this.loading = new Map();
  }

  /**
   * The four files of a set: training images and labels, test images and labels.
   * @param {string} name
   * @param {Progress} onProgress
   * @returns {Promise<ImageFile[]>}
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

  /** @param {ImageFile[]} files */
  setOwn(files) {
    this.kept.set('own', files);
  }
}
