/** The buttons of a run that the playground offers now (snapshot.training.controls): the same as on the canvas. */
import { element, setText } from '../../widgets/element.mjs';

/** @typedef {import('../../protocol/snapshot').RunControl} Control */

/** Orders that take each other's place: their button stays, and with it the keyboard's focus. */
const placeOf = (/** @type {string} */ order) => (order === 'pause' ? 'start' : order);

export class RunControls {
  /**
   * @param {HTMLElement} root before whose other children the buttons stand
   * @param {string} group
   * @param {import('../../page.mjs').Page['dispatch']} dispatch
   */
  constructor(root, group, dispatch) {
    this.root = root;
    this.group = group;
    this.dispatch = dispatch;
    /** @type {Map<string, HTMLButtonElement>} by the order, or the one whose place it takes */
    this.buttons = new Map();
    this.rest = root.firstChild;
  }

  /** @param {Control[]} controls */
  update(controls) {
    const shown = controls.filter(({ group }) => group === this.group);
    for (const [place, button] of this.buttons) {
      if (shown.some(({ order }) => placeOf(order) === place)) continue;
      button.remove();
      this.buttons.delete(place);
    }
    /** @type {ChildNode | null} */
    let next = this.rest;
    for (const control of shown.reverse()) next = this.button(control, next);
  }

  /** @param {Control} control @param {ChildNode | null} next what stands after it */
  button({ order, label, enabled, primary }, next) {
    const place = placeOf(order);
    let button = this.buttons.get(place);
    if (!button) {
      button = this.make(place);
      this.buttons.set(place, button);
    }
    setText(button, label);
    button.disabled = !enabled;
    button.value = order;
    button.className = primary ? 'button primary' : 'button';
    if (button.nextSibling !== next || !button.parentNode) this.root.insertBefore(button, next);
    return button;
  }

  /** @param {string} place @returns {HTMLButtonElement} */
  make(place) {
    /** @type {HTMLButtonElement} */
    const button = element('button', {
      class: 'button', name: `train-${place}`,
      onclick: () => this.dispatch({ type: 'train', order: /** @type {Control['order']} */ (button.value) }),
    });
    return button;
  }
}
