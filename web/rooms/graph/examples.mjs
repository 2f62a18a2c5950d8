/** The list of examples, and a new, empty sheet. */
import { element, idOf } from '../../widgets/element.mjs';
import { language, t } from '../../text/strings.mjs';

export class Examples {
  /** @param {import('../../page.mjs').Page} page */
  constructor({ dispatch }) {
    this.list = element('select', { class: 'field', name: 'preset', onchange: () => dispatch({ type: 'load_preset', name: this.list.value }) });
    this.element = element('section', { class: 'block examples' },
      element('label', { class: 'label', htmlFor: idOf(this.list), text: 'graph.example' }), this.list,
      element('button', { class: 'button', name: 'new-graph', text: 'graph.new', onclick: () => dispatch({ type: 'new' }) }));
  }

  /** Opens the list, where the browser lets a script do that; else it has the keyboard. */
  open() {
    this.list.focus();
    try {
      this.list.showPicker();
    } catch { /* an older browser */ }
  }

  /** @param {import('../../protocol/snapshot').Snapshot} state */
  update({ presets, preset }) {
    const { list } = this;
    if (list.lang !== language()) {
      list.lang = language();
      list.replaceChildren(element('option', { value: '', hidden: true }, t('graph.own_formula')),
        ...presets.map(({ key, title }) => element('option', { value: key }, title)));
    }
    if (list.value !== preset) list.value = preset;
  }
}
