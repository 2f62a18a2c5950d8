/**
 * What is typed in fields and not put in: by the field's key, which says what it is of. It stays over reloads, other rooms, graphs and
 * languages, and is put back where the field comes again.
 */

const most = 50;
/** @type {Map<string, string>} */
const drafts = new Map();
let changed = () => {};

/** A field of the page or of a radio group. @typedef {HTMLInputElement | HTMLSelectElement} Field */

/** @param {Field} field */
function putBack(field) {
  const text = draftOf(field);
  if (text === undefined) return;
  if (field.type === 'radio') /** @type {HTMLInputElement} */ (field).checked = field.value === text;
  else field.value = text;
}

/** What is typed in the field and not put in. @param {Field} field */
export const draftOf = (field) => drafts.get(field.dataset.draft ?? '');

/** Keeps what is typed in the field from now on; what was kept under the key is in it. @template {Field} F @param {F} field @param {string} key */
export function keepDraft(field, key) {
  field.dataset.draft = key;
  putBack(field);
  return field;
}

/** What is typed was put in or given up. @param {Field} field */
export function endDraft(field) {
  if (drafts.delete(field.dataset.draft ?? '')) changed();
}

/** @param {{ keepDraft: (name: string, field: import('./workspace.mjs').DraftField) => void, changed: () => void }} workspace */
export function keepDraftsIn(workspace) {
  changed = () => workspace.changed();
  document.addEventListener('input', ({ target }) => {
    const key = target instanceof HTMLElement && target.dataset.draft;
    if (key) {
      drafts.delete(key);
      drafts.set(key, /** @type {Field} */ (target).value);
      if (drafts.size > most) for (const [oldest] of drafts) { drafts.delete(oldest); break; }
    }
    changed();
  }, true);
  workspace.keepDraft('fields', {
    read: () => (drafts.size > 0 ? JSON.stringify([...drafts]) : null),
    write: (text) => {
      for (const [key, draft] of JSON.parse(text)) drafts.set(String(key), String(draft));
      for (const field of document.querySelectorAll('[data-draft]')) putBack(/** @type {Field} */ (field));
    },
  });
}
