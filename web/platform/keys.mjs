/**
 * Which key was pressed, what it is bound to, and whether it is the canvas's or the browser's. The bindings are the table of
 * src/ui/key_bindings.inl, which the app module hands over: there is no list of keys here.
 */

export const onMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

const modifiers = ['Control', 'Shift', 'Alt', 'AltGraph', 'Meta'];
/** @param {KeyboardEvent} event */
const isAltGr = (event) => event.getModifierState?.('AltGraph') ?? false;
/** @param {string} name */
const isLetter = (name) => /^[A-Z]$/.test(name);
/** Signs stand with Shift on one keyboard and without on another. @param {string} name */
const isSign = (name) => name.length === 1 && !isLetter(name);

/** A key that writes a character. @param {KeyboardEvent} event */
export const isPrintable = (event) => [...event.key].length === 1 && (isAltGr(event) || !(event.ctrlKey || event.metaKey));

/**
 * The name of a key: what it writes or does, whatever the layout and Caps Lock. Only where it writes a letter of another
 * script, or an input method holds it back, does its place tell which Latin letter it is.
 * @param {KeyboardEvent} event
 */
export function keyName(event) {
  const { key, code = '' } = event;
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  if (key === ' ') return 'Space';
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const foreign = /\P{ASCII}/u.test(key) && !/\p{Script=Latin}/u.test(key);
  const held = ['Process', 'Dead', 'Unidentified'].includes(key);
  return letter && !isAltGr(event) && (foreign || held) ? letter : key;
}

/** The modifiers of an event; AltGr, which some systems tell as Ctrl and Alt, is none of them. @param {KeyboardEvent} event */
export function modifiersOf(event) {
  const altGr = isAltGr(event);
  return { ctrl: event.ctrlKey && !altGr, shift: event.shiftKey, alt: event.altKey && !altGr, meta: event.metaKey };
}

/** @typedef {{ mod: boolean, shift: boolean, alt: boolean, key: string }} Chord */

/** A chord of the table, "Mod+Shift+Z", taken apart. @param {string} chord @returns {Chord} */
export function chordParts(chord) {
  const [, held, key] = /^((?:Mod\+|Shift\+|Alt\+)*)(.+)$/.exec(chord) ?? ['', '', chord];
  return { mod: held.includes('Mod'), shift: held.includes('Shift'), alt: held.includes('Alt'), key };
}

export class Keys {
  /**
   * @param {Array<{ id: string, place: string, chords: string }>} table
   * @param {boolean} [mac] whether Mod is Cmd
   */
  constructor(table, mac = onMac) {
    this.mac = mac;
    this.bindings = table.map((binding) => ({ ...binding, chords: binding.chords.split(' ').map(chordParts) }));
  }

  /** The binding of those places that the event is a chord of. @param {KeyboardEvent} event @param {string[]} places */
  find(event, places) {
    const name = keyName(event);
    const { ctrl, shift, alt, meta } = modifiersOf(event);
    const [mod, other] = this.mac ? [meta, ctrl] : [ctrl, meta];
    /** @param {Chord} chord @param {string} place */
    const fits = (chord, place) => chord.key === name && chord.mod === mod && chord.alt === alt && !other
      && (chord.shift === shift || isSign(name) || place === 'text');
    return this.bindings.find(({ place, chords }) => places.includes(place) && chords.some((chord) => fits(chord, place)));
  }
}

/**
 * What to do with a keydown on the canvas.
 * @param {KeyboardEvent} event
 * @param {{ wantsKeyboard: boolean, wantsText: boolean, leaving: boolean, graph: boolean }} state leaving: Tab leaves the canvas; graph: the canvas shows a graph
 * @param {Keys} keys
 * @returns {{ forward: boolean, prevent: boolean }}
 */
export function judgeKey(event, { wantsKeyboard, wantsText, leaving, graph }, keys) {
  const ignore = { forward: false, prevent: false };
  const take = { forward: true, prevent: true };
  if (modifiers.includes(event.key)) return { forward: true, prevent: false };
  if (wantsText) {
    if (event.isComposing || event.keyCode === 229) return ignore;
    if (isPrintable(event) || keys.find(event, ['field', 'text'])) return take;
  } else if (graph && keys.find(event, ['graph', 'canvas'])) {
    return take;
  }
  // What Dear ImGui does itself: it scrolls or leaves the canvas when no control there has the keyboard.
  if (!keys.find(event, graph ? ['controls', 'number'] : ['controls'])) return ignore;
  if (event.key !== 'Tab') return { forward: true, prevent: wantsKeyboard };
  return wantsKeyboard && !leaving ? take : ignore;
}
