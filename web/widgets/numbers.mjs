/** Numbers as the studio writes them. */
import { shortNumber } from '../rooms/check/check_numbers.mjs';

export const grouped = (number) => number.toLocaleString('en-US');
export const percent = (share, digits = 1) => `${(100 * share).toFixed(digits)} %`;
/** With its sign. */
export const signed = (x) => (x < 0 ? shortNumber(x, 4) : `+${shortNumber(x, 4)}`);
export { shortNumber };
