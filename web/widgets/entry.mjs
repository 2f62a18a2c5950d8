/** Text fields whose text is put in when they are left or Enter is pressed. */
import { draftOf, endDraft, keepDraft } from '../platform/drafts.mjs';
import { setAttribute } from './element.mjs';

let gestures = 2 ** 29;

/** Names a burst of typing, so that it is one step of undo: those of the canvas are counted from 1. */
export const newGesture = () => ++gestures;

/**
 * What is refused, or never put in, stays in the field until it is put right or given up with Escape.
 * @param {HTMLInputElement} field
 * @param {object} about
 * @param {string} about.key what the field is of, for what is half-written in it
 * @param {() => string} about.exact what it shows when nothing is typed
 * @param {(text: string) => boolean} about.send puts a text in; whether it was taken
 * @param {() => void} about.settle after what was refused was put back
 */
export function entry(field, { key, exact, send, settle }) {
  let shown = ''; // what differs was typed: what only went out of date is never sent
  const show = () => {
    shown = exact();
    if (field.value !== shown) field.value = shown;
  };
  show();
  keepDraft(field, key);
  let refused = '';
  const end = () => {
    const wrong = field.hasAttribute('aria-invalid');
    refused = '';
    endDraft(field);
    setAttribute(field, 'aria-invalid', null);
    if (wrong) settle();
    show();
  };
  // What is sent may take the field away, which leaves it.
  let sending = false;
  const commit = () => {
    if (sending) return;
    if (field.value === shown || field.value === exact()) return end();
    if (field.value === refused && field.hasAttribute('aria-invalid')) return;
    sending = true;
    const done = send(field.value);
    sending = false;
    if (done) return end();
    refused = field.value;
    setAttribute(field, 'aria-invalid', 'true');
  };
  field.addEventListener('change', commit);
  field.addEventListener('blur', commit);
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') end();
  });
  return {
    /** Shows what there is now, unless something is typed. */
    refresh: () => {
      if (document.activeElement !== field && draftOf(field) === undefined) show();
    },
    /** What is typed was put in meanwhile. */
    taken: () => {
      shown = field.value;
      endDraft(field);
    },
  };
}
