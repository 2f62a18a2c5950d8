/**
 * Where the keyboard goes when the control that has it is disabled, hidden or removed. Browsers leave it on the body, so
 * that the next Tab begins at the top of the page.
 */

const focusable = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** @param {Element} element */
const usable = (element) => element.isConnected && !element.matches(':disabled, [hidden]') && !element.closest('[hidden], [inert], dialog:not([open])');

/** @param {Element} within */
const controlsOf = (within) => [...within.querySelectorAll(focusable)].filter((one) => one instanceof HTMLElement && one.tabIndex >= 0 && usable(one) && one.checkVisibility());

/** Text fields come last: on a phone they bring up the keyboard. @param {Element} control */
const writes = (control) => control.matches('input, textarea');

/**
 * The next control after the one that is gone, within the innermost part of the page that is still there; failing that the
 * last one before it.
 * @param {Element} gone
 * @param {Element[]} around its ancestors while it had the keyboard, from the inside out
 */
function successor(gone, around) {
  for (const part of around) {
    if (!usable(part)) continue;
    const controls = controlsOf(part);
    /** @param {Element} one */
    const follows = (one) => !gone.isConnected || (gone.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    const next = controls.find((one) => follows(one) && !writes(one)) ?? controls.find(follows) ?? controls.at(-1);
    if (next instanceof HTMLElement) return next;
  }
  return null;
}

/** Watches the page from now on. */
export function keepFocus() {
  /** @type {Element | null} */
  let held = null;
  /** @type {Element[]} */
  let around = [];
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element)) return;
    held = target;
    around = [];
    for (let part = target.parentElement; part; part = part.parentElement) around.push(part);
  });
  // The reader took the keyboard away, say by a click on bare ground: nothing is to be kept.
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Element && !target.closest(`${focusable}, label`)) held = null;
  });
  let due = false;
  const look = () => {
    due = false;
    if (!held || usable(held)) return;
    const active = document.activeElement;
    if (active && active !== document.body && active !== held) return;
    const next = successor(held, around);
    held = null;
    next?.focus({ preventScroll: true });
  };
  new MutationObserver(() => {
    if (due || !held || usable(held)) return;
    due = true;
    requestAnimationFrame(look);
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled', 'hidden', 'inert', 'open'] });
}
