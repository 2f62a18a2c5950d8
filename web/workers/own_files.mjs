/** Files of the user's own, judged by their beginnings before they are read. In the evaluation worker. */
import { bytesOf } from './engine.mjs';
import { Problem } from './problem.mjs';

/** @typedef {import('./engine.mjs').Engine} Engine */

const mostBytes = 2 ** 28;
const headBytes = 2 ** 16;
/** So many files are looked at, to name one that is something else. */
const mostFiles = 16;

/** The first bytes of a file that is not too large. @param {File} file */
function headOf(file) {
  if (file.size > mostBytes) throw new Problem('data.file_too_large', { file: file.name, bytes: file.size, most: mostBytes });
  return bytesOf(file.slice(0, headBytes));
}

/**
 * IDX files in order: images and labels for training and testing, told apart by their names, or one pair.
 * @param {Engine} engine @param {File[]} files
 */
export async function sortFiles(engine, files) {
  if (files.length > mostFiles) throw new Problem('data.choose_files');
  /** @type {{ file: File, count: number, images: boolean, test: boolean }[]} */
  const list = [];
  for (const file of files) {
    const dims = engine.idxDims(await headOf(file), file.size, file.name);
    list.push({ file, count: dims[0], images: dims.length === 3, test: /t10k|test|val/i.test(file.name) });
  }
  /** @param {boolean} images @param {boolean} test */
  const pick = (images, test) => list.filter((one) => one.images === images && one.test === test);
  const name = list.find(({ images }) => images)?.file.name ?? '';
  if (list.length === 4) {
    const four = [pick(true, false), pick(false, false), pick(true, true), pick(false, true)];
    if (four.some((found) => found.length !== 1)) throw new Problem('data.four_files');
    return { name, files: four.map(([{ file }]) => file) };
  }
  const pair = [list.find(({ images }) => images), list.find(({ images }) => !images)];
  const [images, labels] = pair;
  if (list.length !== 2 || !images || !labels) throw new Problem('data.choose_files');
  if (images.count < 2 || labels.count !== images.count) throw new Problem('data.pairs', { images: images.count, labels: labels.count });
  return { name, files: [images.file, labels.file] };
}

/** The bytes of a .npz file; what is none is refused by its beginning. @param {Engine} engine @param {File} file */
export async function networkBytes(engine, file) {
  const head = await headOf(file);
  if (head[0] !== 0x50 || head[1] !== 0x4b) engine.npzLayers(head); // throws what it is
  return bytesOf(file);
}
