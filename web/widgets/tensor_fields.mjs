/** Fields in the caption of a tensor's table: its one number, and its shape. */
import { t } from '../text/strings.mjs';
import { element } from './element.mjs';
import { entry } from './entry.mjs';

/** @param {string} className @param {string} label @param {string} value */
function textField(className, label, value) {
  const field = element('input', { class: className, type: 'text', autocomplete: 'off', spellcheck: false, value });
  field.setAttribute('aria-label', label);
  return field;
}

/**
 * The field of a single number.
 * @param {string} name of the tensor
 * @param {object} about
 * @param {() => string} about.exact the number with all its digits
 * @param {(text: string) => boolean} about.send puts a number in; whether it was taken
 * @param {() => void} about.settle after what was refused was put back
 * @param {() => void} about.look
 */
export function numberField(name, { exact, send, settle, look }) {
  const field = textField('tensor-field', t('tensor.edit', { name }), exact());
  field.setAttribute('inputmode', 'text'); // a decimal keyboard has no minus on some phones
  field.addEventListener('focus', look);
  return { field, ...entry(field, { key: `number:${name}`, exact, send, settle }) };
}

/**
 * The field of a leaf's shape.
 * @param {{ name: string, shape: string }} table
 * @param {(shape: string) => boolean} send whether it was taken
 * @param {() => void} settle after what was refused was put back
 */
export function shapeField({ name, shape }, send, settle) {
  const field = textField('tensor-shape-field', t('tensor.shape', { name }), shape);
  field.size = Math.max(shape.length, 4);
  entry(field, { key: `shape:${name}`, exact: () => shape, send, settle });
  return field;
}
