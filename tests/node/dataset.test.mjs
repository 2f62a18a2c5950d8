import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { assertError, bp, columns, idx, mnist, mnistFile, unpacked } from './module.mjs';

test('MNIST: 60,000 and 10,000 images of 28 x 28 in 10 classes', () => {
  for (const [part, size, labels] of [['train', 60000, [5, 0, 4, 1, 9]], ['t10k', 10000, [7, 2, 1, 0, 4]]]) {
    const set = mnist(part);
    assert.equal(set.size, size);
    assert.deepEqual(set.imageShape, [28, 28]);
    assert.equal(set.classes, 10);
    assert.deepEqual(labels.map((_, i) => set.label(i)), labels);
    set.delete();
  }
});

test('an image holds the grey levels divided by 255', () => {
  const images = unpacked(mnistFile('t10k-images-idx3-ubyte'));
  const set = bp.Dataset.fromIdx(images, unpacked(mnistFile('t10k-labels-idx1-ubyte')));
  const image = set.image(9999);
  assert.deepEqual(image.shape, [28, 28]);
  assert.deepEqual(Array.from(image.data), Array.from(images.slice(16 + 9999 * 784), (level) => level / 255));
  set.delete();
});

test('raw and gzip files, Uint8Array, Buffer and ArrayBuffer give the same', () => {
  const images = idx([2, 2, 2], [0, 51, 102, 153, 204, 255, 1, 2]);
  const labels = idx([2], [1, 0]);
  for (const wrap of [(x) => x, (x) => Buffer.from(x), (x) => x.slice().buffer, (x) => gzipSync(x)]) {
    const set = bp.Dataset.fromIdx(wrap(images), wrap(labels));
    assert.deepEqual(Array.from(set.image(0).data), [0, 0.2, 0.4, 0.6]);
    assert.equal(set.label(0), 1);
    assert.equal(set.classes, 2);
    set.delete();
  }
});

test('bad files are refused with a sentence', () => {
  const images = idx([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
  const labels = idx([2], [1, 0]);
  const load = (a, b) => () => bp.Dataset.fromIdx(a, b);
  assertError(load(), /`images` is missing/);
  assertError(load(images), /`labels` is missing/);
  assertError(load('images', labels), /`images` must be a `Uint8Array`/);
  assertError(load(labels, images), /contains images \(magic number `0x0000080/);
  assertError(load(images.slice(0, -1), labels), /images.*announces 8 bytes of data, found 7/);
  assertError(load(images, Uint8Array.from([...labels, 0])), /labels.*goes on/);
  assertError(load(gzipSync(images).subarray(0, -3), labels), /images.*cut off/);
  assertError(load(images, idx([3], [0, 1, 2])), /2 images, but 3 labels/);
  assertError(load(idx([0xffffffff, 28, 28], []), labels), /allowed/);
  assertError(load(new Uint8Array(0), labels), /empty/);
});

test('an index outside the set is refused', () => {
  const set = columns(5);
  for (const index of [-1, 5, 1.5, NaN, '0', undefined, null]) {
    assertError(() => set.image(index), /index/);
    assertError(() => set.label(index), /index/);
  }
  set.delete();
});
