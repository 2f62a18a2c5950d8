/** Numbers as the panels write them; where there is little room, all digits stand in the title. */

export const grouped = (number) => number.toLocaleString('en-US');
export const percent = (share, digits = 1) => `${(100 * share).toFixed(digits)} %`;
/** With its sign. */
export const signed = (x) => (x < 0 ? shortNumber(x, 4) : `+${shortNumber(x, 4)}`);

/** 0.00012346 as '0.00012346', 3.1234e-11 as '3.1e-11' with 2 digits. */
export function shortNumber(x, digits = 5) {
  if (x === null || x === undefined || Number.isNaN(x)) return 'nan';
  const short = Number(x.toPrecision(digits));
  const text = short !== 0 && Math.abs(short) < 1e-3 ? short.toExponential() : String(short);
  return text.replace(/^-/, '−').replace('e+', 'e');
}

/** A span of time in the unit that suits it. */
export function shortSeconds(seconds) {
  for (const [unit, size] of [['s', 1], ['ms', 1e-3], ['µs', 1e-6]]) {
    if (seconds >= size) return `${Number((seconds / size).toPrecision(3))} ${unit}`;
  }
  return `${Number((seconds / 1e-9).toPrecision(3))} ns`;
}
