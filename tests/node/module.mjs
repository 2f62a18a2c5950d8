// What the tests of the JavaScript module share: the module under test, real MNIST, comparisons, and Python's numbers.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { misfit } from '../strings/problems.mjs';

export const repo = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const dist = resolve(process.env.DIST ?? join(repo, 'dist'));

const { default: createBackprop } = await import(pathToFileURL(join(dist, 'engine', 'backprop.mjs')).href);
/** A fresh instance of the module. */
export const create = createBackprop;
export const bp = await createBackprop();

/** A file of the real MNIST, as gzip. */
export const mnistFile = (name) => new Uint8Array(readFileSync(join(repo, '.deps/data/mnist', `${name}.gz`)));
export const unpacked = (bytes) => new Uint8Array(gunzipSync(bytes));

/** @param {'train' | 't10k'} part */
export const mnist = (part) =>
  bp.Dataset.fromIdx(mnistFile(`${part}-images-idx3-ubyte`), mnistFile(`${part}-labels-idx1-ubyte`));

/** An IDX file of unsigned bytes. */
export function idx(dims, data) {
  const bytes = [0, 0, 8, dims.length];
  for (const dim of dims) bytes.push(dim >>> 24, (dim >>> 16) & 255, (dim >>> 8) & 255, dim & 255);
  return Uint8Array.from([...bytes, ...data]);
}

/** n images of 2 × 3 pixels in three classes; class c lights column c. */
export function columns(n) {
  const pixels = [];
  for (let i = 0; i < n; ++i) for (let p = 0; p < 6; ++p) pixels.push(p % 3 === i % 3 ? 200 + (i % 50) : i % 7);
  const labels = Array.from({ length: n }, (_, i) => i % 3);
  return bp.Dataset.fromIdx(idx([n, 2, 3], pixels), idx([n], labels));
}

/** A tensor of numbers that look random and are the same on every run. */
export function noise(shape, seed = 1) {
  const data = new Float64Array(shape.reduce((a, b) => a * b, 1));
  let state = seed * 2654435761 >>> 0;
  for (let i = 0; i < data.length; ++i) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[i] = state / 2 ** 31 - 1;
  }
  return { shape, data };
}

const numbers = (value) => (typeof value === 'number' ? [value] : Array.from(value.data));

/** That two values have the same shape and agree to `tolerance`, relative to the larger or to 1e-3 of the largest. */
export function assertClose(actual, expected, tolerance, what = '') {
  assert.deepEqual(actual.shape ?? [], Array.from(expected.shape ?? []), `${what}: shape`);
  const a = numbers(actual);
  const b = numbers(expected);
  assert.equal(a.length, b.length, what);
  const floor = 1e-3 * Math.max(...b.map(Math.abs), 1e-300);
  for (let i = 0; i < a.length; ++i) {
    const difference = Math.abs(a[i] - b[i]);
    const scale = Math.max(Math.abs(a[i]), Math.abs(b[i]), floor);
    assert.ok(difference <= tolerance * scale, `${what}[${i}]: ${a[i]} instead of ${b[i]}`);
  }
}

/** That the call throws a real Error with such a message, and with an id and its arguments; returns it. */
export function assertError(call, message) {
  let error;
  try {
    call();
  } catch (caught) {
    error = caught;
  }
  assert.ok(error, `no error where ${message} was expected`);
  assert.ok(error instanceof Error, `not an Error: ${error}`);
  assert.match(error.message, message);
  // Emscripten's own: a deleted object, which the engine does not see.
  if (error.name !== 'BindingError') assert.equal(misfit(error), '', error.message);
  return error;
}

/** For JSON: typed arrays as arrays. */
export const plain = (value) =>
  JSON.parse(JSON.stringify(value, (_, part) => (ArrayBuffer.isView(part) ? Array.from(part) : part)));

/** What a NumPy program prints as JSON, given `input` as JSON on its standard input. */
export function numpy(program, input) {
  const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
  const run = spawnSync(python, ['-c', program], { input: JSON.stringify(plain(input)), encoding: 'utf8', maxBuffer: 2 ** 28 });
  assert.equal(run.status, 0, `the NumPy program for the expected numbers failed (Debian package python3-numpy):\n${run.stderr}`);
  return JSON.parse(run.stdout);
}
