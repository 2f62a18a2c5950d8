/** Fields in the caption of a tensor's table: its one number, and its shape. */
import { t } from '../text/strings.mjs';
import { element, setAttribute } from './element.mjs';

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
 * @param {() => void} about.look
 */
export function numberField(name, { exact, send, look }) {
  const field = textField('tensor-field', t('tensor.edit', { name }), exact());
  field.setAttribute('inputmode', 'text'); // a decimal keyboard has no minus on some phones
  field.addEventListener('change', () => {
    const done = send(field.value);
    setAttribute(field, 'aria-invalid', done ? null : 'true');
    if (done) field.value = exact();
  });
  field.addEventListener('focus', look);
  field.addEventListener('blur', () => {
    setAttribute(field, 'aria-invalid', null);
    field.value = exact();
  });
  return field;
}

/**
 * The field of a leaf's shape.
 * @param {{ name: string, shape: string }} table
 * @param {(shape: string) => boolean} send whether it was taken
 */
export function shapeField({ name, shape }, send) {
  const field = textField('tensor-shape-field', t('tensor.shape', { name }), shape);
  field.size = Math.max(shape.length, 4);
  const reset = () => {
    field.value = shape;
    setAttribute(field, 'aria-invalid', null);
  };
  field.addEventListener('change', () => setAttribute(field, 'aria-invalid', send(field.value) ? null : 'true'));
  field.addEventListener('keydown', (event) => { if (event.key === 'Escape') reset(); });
  field.addEventListener('blur', reset);
  return field;
}
