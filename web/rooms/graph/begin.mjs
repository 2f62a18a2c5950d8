/** On an empty sheet, over the canvas: ways to put something on it. */
import { element, idOf } from '../../widgets/element.mjs';

export class Begin {
  /** @param {Record<'formula' | 'add' | 'example', () => void>} ways what each button does */
  constructor(ways) {
    const title = element('h2', { class: 'message-title', text: 'begin.title' });
    const way = (/** @type {keyof typeof ways} */ name, /** @type {string} */ className) => element('button', { class: className, name: `begin-${name}`, text: `begin.${name}`, onclick: ways[name] });
    this.element = element('div', { class: 'message', name: 'begin', role: 'group', 'aria-labelledby': idOf(title), hidden: true }, title,
      element('p', { text: 'begin.text' }),
      element('div', { class: 'begin-ways' }, way('formula', 'button primary'), way('add', 'button'), way('example', 'button')));
  }

  /** @param {import('../../protocol/snapshot').Snapshot} state */
  update({ nodeCount, palette, room }) {
    this.element.hidden = nodeCount > 0 || palette || room !== 'graph';
  }
}
