/** Which keys belong to the canvas, and which to the browser. Pure functions. */

const editingKeys = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Backspace', 'Delete', 'Enter']);
const browserKeys = new Set(['F1', 'F3', 'F5', 'F6', 'F10', 'F11', 'F12']);

/** A key that writes a character. */
export const isPrintable = (event) => [...event.key].length === 1 && !isCommand(event);

/** Ctrl or Cmd is held, but not as the AltGr of a keyboard. */
export const isCommand = (event) => (event.ctrlKey || event.metaKey) && !event.getModifierState?.('AltGraph');

/**
 * What to do with a keydown on the canvas.
 * @param {KeyboardEvent} event
 * @param {{ wantsKeyboard: boolean, wantsText: boolean, leaving: boolean }} state leaving: Escape was the last key
 * @returns {{ forward: boolean, prevent: boolean }}
 */
export function judgeKey(event, { wantsKeyboard, wantsText, leaving }) {
  const ignore = { forward: false, prevent: false };
  if (event.isComposing || event.keyCode === 229 || browserKeys.has(event.key)) return ignore;
  if (['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return { forward: true, prevent: false };
  if (isCommand(event)) {
    const letter = event.key.toLowerCase();
    if (letter === 'z' || letter === 'y') return { forward: true, prevent: true };
    if (wantsText && (letter === 'a' || editingKeys.has(event.key))) return { forward: true, prevent: true };
    return ignore; // copy, cut and paste come as events of their own; the rest is the browser's
  }
  if (event.key === 'Tab') {
    const taken = wantsKeyboard && !leaving;
    return { forward: taken, prevent: taken };
  }
  if (event.key === 'Escape') return { forward: true, prevent: false };
  return { forward: true, prevent: wantsKeyboard || wantsText };
}
