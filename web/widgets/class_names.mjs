/** What the classes of a data set are called: digits, or garments in the reader's language. */
import { t } from '../text/strings.mjs';

export const garments = () => Array.from({ length: 10 }, (_, k) => t(`studio.garment.${k}`));

/** @param {string} data 'mnist', 'fashion-mnist' or 'own' @param {number} k */
export const className = (data, k) => (data === 'fashion-mnist' && k < 10 ? t(`studio.garment.${k}`) : String(k));
