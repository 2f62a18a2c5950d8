/** The keys that work wherever the focus is, but in text fields: there the browser's own undo is meant. */

const textFields = 'textarea, select, input:not([type="range"], [type="checkbox"], [type="radio"], [type="file"])';

/**
 * @param {import('./keys.mjs').Keys} keys
 * @param {{ showsGraph: () => boolean, run: Record<string, () => void> }} page run: what each binding does, by its id
 */
export function listenToPageKeys(keys, { showsGraph, run }) {
  document.addEventListener('keydown', (event) => {
    const inField = event.target instanceof Element && event.target.closest(textFields);
    if (event.defaultPrevented || inField || document.querySelector('dialog[open]')) return;
    const binding = keys.find(event, showsGraph() ? ['page', 'graph'] : ['page']);
    if (!binding) return;
    event.preventDefault();
    run[binding.id]();
  });
}
