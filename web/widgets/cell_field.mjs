/** A field in a table's cell. Enter and leaving it put the number in, Escape leaves it as it was. */
import { endDraft, keepDraft } from '../platform/drafts.mjs';
import { element, setAttribute, setText } from './element.mjs';

/**
 * @param {HTMLTableCellElement} cell
 * @param {object} about
 * @param {string} about.label
 * @param {string} about.key for what is half-typed in it
 * @param {string} about.exact the number with all its digits
 * @param {string} [about.begun] what was typed on the cell
 * @param {() => string} about.text what the cell shows without the field
 * @param {(text: string) => boolean} about.send puts the number in; whether it was taken
 * @param {() => void} about.settle what was refused was put back or given up
 * @param {() => void} about.next after Enter
 */
export function editCell(cell, { label, key, exact, begun, text, send, settle, next }) {
  const field = element('input', { class: 'cell-field', type: 'text', autocomplete: 'off', spellcheck: false, value: begun ?? exact });
  field.setAttribute('inputmode', 'text'); // a decimal keyboard has no minus on some phones
  field.setAttribute('aria-label', label);
  keepDraft(field, key);
  if (begun !== undefined) field.value = begun;
  let open = true;
  const close = () => {
    open = false;
    endDraft(field);
    if (field.hasAttribute('aria-invalid')) settle();
    field.remove();
    setText(cell, text());
  };
  const commit = () => {
    const same = field.value.trim() === exact;
    const done = same || send(field.value);
    if (done && !same) setAttribute(field, 'aria-invalid', null); // what was put back settles
    if (!done) setAttribute(field, 'aria-invalid', 'true');
    if (done && open) close();
    return done;
  };
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      close();
      cell.focus();
    } else if (event.key === 'Enter' && commit()) {
      event.preventDefault();
      if (cell.isConnected) cell.focus();
      next();
    } else {
      return;
    }
    event.stopPropagation();
  });
  field.addEventListener('blur', () => {
    if (open) commit();
  });
  cell.replaceChildren(field);
  field.focus();
  if (begun === undefined) field.select();
}
