/** The overlay that ? opens: every gesture, and every key of the table. */
import { byId, element } from '../widgets/element.mjs';
import { onLanguage, t } from '../text/strings.mjs';

const gestures = ['number', 'select', 'move', 'connect', 'disconnect', 'group', 'pan', 'zoom'];
const groups = [['page', 'graph', 'canvas', 'clipboard'], ['controls', 'number', 'field']];

/** @type {Record<string, string>} */
const onMacs = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
/** @type {Record<string, string>} */
const elsewhere = { Mod: 'Ctrl' };
/** @type {Record<string, string>} */
const signs = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc', '-': '−' };

/**
 * The caps of a chord: ['Ctrl', 'Shift', 'Z'].
 * @param {{ mod: boolean, shift: boolean, alt: boolean, key: string }} chord
 * @param {boolean} mac
 */
export function chordCaps({ mod, shift, alt, key }, mac) {
  const held = [mod ? 'Mod' : '', shift ? 'Shift' : '', alt ? 'Alt' : ''].filter(Boolean);
  return [...held.map((name) => (mac ? onMacs : elsewhere)[name] ?? name), signs[key] ?? key];
}

export class Help {
  /** @param {import('../platform/keys.mjs').Keys} keys */
  constructor(keys) {
    this.keys = keys;
    this.dialog = byId('help', HTMLDialogElement);
    byId('help-open').addEventListener('click', () => this.open());
    byId('help-close').addEventListener('click', () => this.dialog.close());
    // A click beside it: the dialog itself is what is hit then, its content never.
    this.dialog.addEventListener('click', (event) => { if (event.target === this.dialog) this.dialog.close(); });
    onLanguage(() => { if (this.dialog.open) this.draw(); });
  }

  /** The browser keeps the focus in it, closes it with Escape and gives the focus back. */
  open() {
    this.draw();
    this.dialog.showModal();
  }

  draw() {
    const mod = this.keys.mac ? onMacs.Mod : elsewhere.Mod;
    const list = element('dl', { class: 'help-list' });
    for (const id of gestures) list.append(element('dt', {}, t(`help.gesture.${id}.what`)), element('dd', {}, t(`help.gesture.${id}.how`, { mod })));
    byId('help-content').replaceChildren(element('h3', {}, t('help.gestures')), list,
      ...groups.flatMap((places, i) => [element('h3', {}, t(i === 0 ? 'help.keys' : 'help.controls')), this.keyList(places)]));
  }

  /** @param {string[]} places */
  keyList(places) {
    const list = element('dl', { class: 'help-list' });
    for (const { id, place, chords } of this.keys.bindings) {
      if (!places.includes(place)) continue;
      const caps = element('dd');
      for (const chord of chords) {
        const one = element('kbd', { class: 'chord' });
        one.append(...chordCaps(chord, this.keys.mac).map((cap) => element('kbd', {}, cap)));
        caps.append(one);
      }
      list.append(element('dt', {}, t(`help.key.${id}`)), caps);
    }
    return list;
  }
}
