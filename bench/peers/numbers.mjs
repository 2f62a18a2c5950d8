/** What the peers in the browser share: MNIST as floats, random batches, first weights. */

export const floats = (idx) => Float32Array.from(idx.subarray(16), (level) => level / 255);
export const labels = (idx) => idx.subarray(8);

let state = 1;
export function below(n) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
}

/** Normal numbers of standard deviation 0.01 (Box and Muller). */
export const small = (n) =>
  Float32Array.from({ length: n }, () =>
    0.01 * Math.sqrt(-2 * Math.log((below(1e9) + 1) / (1e9 + 1))) * Math.cos((2 * Math.PI * below(1e9)) / 1e9));

export const batch = (size, n) => Int32Array.from({ length: size }, () => below(n));

/** One row of ones and zeros for each label. */
export function oneHot(classes) {
  const rows = new Float32Array(classes.length * 10);
  classes.forEach((label, i) => { rows[i * 10 + label] = 1; });
  return rows;
}

/** The seconds of f. */
export async function seconds(f) {
  const begin = performance.now();
  await f();
  return (performance.now() - begin) / 1000;
}
