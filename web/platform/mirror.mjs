/**
 * The canvas's controls as HTML for screen readers and scripts: one element for each, in the same place, invisible, made
 * from the list that Dear ImGui itself gives.
 */
import { element, setAttribute } from '../widgets/element.mjs';

/**
 * @typedef {{ type: 'set_leaf', name: string, value: number | string }} SetLeaf
 * @typedef {HTMLInputElement | HTMLButtonElement} Control
 */

const shortestPause = 150;
const leaf = /^(?:leaf |value of )?(.+)$/;

export class Mirror {
  /**
   * @param {HTMLElement} group
   * @param {import('./app_module.mjs').AppModule} app
   * @param {(widget: CanvasWidget) => void} press does what a click on the control would do
   * @param {(action: SetLeaf) => boolean} dispatch
   */
  constructor(group, app, press, dispatch) {
    this.group = group;
    this.app = app;
    this.press = press;
    this.dispatch = dispatch;
    /** @type {Map<string, Control>} */
    this.elements = new Map();
    /** What each element stands for. @type {WeakMap<Control, CanvasWidget>} */
    this.shown = new WeakMap();
    /** @type {CanvasWidget[]} */
    this.widgets = [];
    this.text = '';
    this.due = true;
    this.last = -Infinity;
    /** Names of the leaves of the graph: set by the page. @type {Set<string>} */
    this.leaves = new Set();
  }

  /** After each frame. @param {boolean} changed the canvas shows something new @param {number} now */
  frame(changed, now) {
    this.due ||= changed;
    if (!this.due || now - this.last < shortestPause) return;
    this.due = false;
    this.last = now;
    this.refresh();
  }

  refresh() {
    const text = this.app.widgets() ?? '[]';
    if (text === this.text) return;
    this.text = text;
    /** @type {CanvasWidget[]} */
    const listed = JSON.parse(text);
    this.widgets = listed.filter(({ role }) => role !== 'tooltip');
    const seen = new Set();
    for (const widget of this.widgets) {
      const key = `${widget.id}:${this.kind(widget)}`;
      seen.add(key);
      let element = this.elements.get(key);
      if (!element) {
        element = this.make(widget);
        this.elements.set(key, element);
        this.group.append(element);
      }
      this.fill(element, widget);
    }
    for (const [key, element] of this.elements) {
      if (seen.has(key)) continue;
      element.remove();
      this.elements.delete(key);
    }
  }

  /** @param {CanvasWidget} widget */
  kind(widget) {
    return this.leafName(widget) ? 'input' : 'button';
  }

  /** The name of the leaf that a numeric control of the canvas sets. @param {CanvasWidget} widget */
  leafName(widget) {
    if (!['textbox', 'spinbutton', 'slider'].includes(widget.role)) return null;
    const name = leaf.exec(widget.label)?.[1];
    return name !== undefined && this.leaves.has(name) ? name : null;
  }

  /** @param {CanvasWidget} widget @returns {Control} */
  make(widget) {
    if (this.kind(widget) === 'input') {
      const input = element('input');
      Object.assign(input, { type: 'text', tabIndex: -1, autocomplete: 'off' });
      input.addEventListener('change', () => this.dispatch({ type: 'set_leaf', name: input.dataset.leaf ?? '', value: input.value }));
      return input;
    }
    const button = element('button');
    Object.assign(button, { type: 'button', tabIndex: -1 });
    button.addEventListener('click', () => {
      const pressed = this.shown.get(button);
      if (pressed) this.press(pressed);
    });
    return button;
  }

  /** @param {Control} element @param {CanvasWidget} widget */
  fill(element, widget) {
    this.shown.set(element, widget);
    const name = this.leafName(widget);
    setAttribute(element, 'aria-label', widget.value && !name ? `${widget.label}: ${widget.value}` : widget.label);
    element.disabled = widget.disabled;
    if (name) {
      element.dataset.leaf = name;
      if (document.activeElement !== element && element.value !== widget.value) element.value = widget.value;
    } else if (widget.role === 'checkbox' || widget.role === 'radio' || widget.checked) {
      setAttribute(element, 'aria-pressed', String(widget.checked));
    } else {
      setAttribute(element, 'aria-pressed', null);
    }
    const { x: left, y: top, w: width, h: height } = widget;
    for (const [side, length] of Object.entries({ left, top, width, height })) {
      const css = `${Math.round(length)}px`;
      if (element.style.getPropertyValue(side) !== css) element.style.setProperty(side, css);
    }
  }
}
