/** Every node of the graph with its exact numbers; leaves can be edited in place. */
import { element, idOf, setAttribute, setText } from '../../widgets/element.mjs';
import { entry, newGesture } from '../../widgets/entry.mjs';
import { typedNumber } from '../../widgets/numbers.mjs';
import { language, t } from '../../text/strings.mjs';

/** Longer numbers are set in small type. */
const longest = 13;

/** A nested list as a tensor, when its lines are equally long; what else is typed goes on as it is. @param {string} text */
export function readValue(text) {
  if (!text.trim().startsWith('[')) return text;
  try {
    const nested = JSON.parse(text.replaceAll('−', '-'));
    /** @type {number[]} */
    const shape = [];
    for (let level = nested; Array.isArray(level); level = level[0]) shape.push(level.length);
    /** @param {unknown} part @returns {boolean} */
    const fits = (part, depth = 0) => (depth === shape.length ? !Array.isArray(part)
      : Array.isArray(part) && part.length === shape[depth] && part.every((inner) => fits(inner, depth + 1)));
    return fits(nested) ? { shape, data: nested.flat(Infinity) } : text;
  } catch {
    return text;
  }
}

/** @typedef {import('../../protocol/snapshot').NodeState} NodeState */
/** @typedef {import('../../protocol/ops').Op} Op */
/** @typedef {{ line: HTMLElement, value: HTMLElement, gradient: HTMLElement, input: HTMLInputElement | null, refresh?: () => void }} Row */

export class NodeTable {
  /** @param {import('../../page.mjs').Page} page */
  constructor({ app, dispatch }) {
    this.app = app;
    this.dispatch = dispatch;
    /** @type {Map<string, string>} what the palette calls them, in the language of the page */
    this.titles = new Map();
    const title = element('h2', { text: 'nodes.title' });
    const head = (/** @type {string} */ text, className = '') => element('th', { class: className, scope: 'col', text });
    this.body = element('tbody');
    const table = element('table', { class: 'table', name: 'nodes' },
      element('thead', {}, element('tr', {},
        head('nodes.node'), head('nodes.value', 'number value'), head('nodes.gradient', 'number gradient'))),
      this.body);
    this.more = element('p', { class: 'hint' });
    this.element = element('section', { class: 'block' }, title,
      element('div', { class: 'scroller', tabIndex: 0, role: 'region', 'aria-labelledby': idOf(title) }, table),
      this.more, element('p', { class: 'hint', text: 'nodes.hint' }));
    /** @type {Row[]} */
    this.rows = [];
    this.order = '';
  }

  /** @param {import('../../protocol/snapshot').Snapshot} state */
  update(state) {
    const key = language() + state.nodes.map((node) => `${node.id}:${node.op}:${node.name}:${node.output}`).join(' ');
    if (key !== this.order) {
      this.order = key;
      this.titles = new Map(JSON.parse(this.app.ops(language()) ?? '[]').map((/** @type {Op} */ { key: op, title }) => [op, title]));
      this.rows = state.nodes.map((node) => this.makeRow(node));
      this.body.replaceChildren(...this.rows.map((row) => row.line));
    }
    state.nodes.forEach((node, i) => this.fill(this.rows[i], node));
    const more = state.nodeCount - state.nodes.length;
    setText(this.more, more > 0 ? t('nodes.more', { more }) : '');
  }

  /** @param {NodeState} node @returns {Row} */
  makeRow(node) {
    const line = element('tr');
    const title = element('th');
    title.scope = 'row';
    const op = this.titles.get(node.op) ?? node.op;
    const notes = [node.leaf ? '' : node.glyph === op ? op : `${node.glyph} ${op}`, node.output ? t('nodes.output') : ''];
    const note = notes.filter(Boolean).join(', ');
    if (node.name) title.append(element('span', { class: 'node-name' }, node.name));
    if (note) title.append(element('span', { class: 'node-op' }, note));
    const value = element('td', { class: 'number value' });
    const gradient = element('td', { class: 'number gradient' });
    line.append(title, value, gradient);
    const made = node.leaf ? this.makeInput(node.name) : null;
    if (made) value.append(made.input);
    return { line, value, gradient, input: made?.input ?? null, refresh: made?.refresh };
  }

  /** @param {string} name */
  makeInput(name) {
    const input = element('input', { class: 'leaf-input' });
    Object.assign(input, { type: 'text', autocomplete: 'off', spellcheck: false });
    input.setAttribute('aria-label', t('nodes.value_of', { name }));
    input.setAttribute('inputmode', 'text');
    let gesture = newGesture();
    const set = (/** @type {string} */ value) => this.dispatch({ type: 'set_leaf', name, value: readValue(value), gesture });
    const { refresh, taken } = entry(input, {
      key: `leaf:${name}`,
      exact: () => input.dataset.exact ?? '',
      send: set,
      settle: () => this.dispatch({ type: 'palette', open: false }), // any action: what was refused is no longer said
    });
    input.addEventListener('focus', () => { gesture = newGesture(); });
    input.addEventListener('input', () => { if (Number.isFinite(typedNumber(input.value)) && set(input.value)) taken(); });
    return { input, refresh };
  }

  /** @param {Row} row @param {NodeState} node */
  fill(row, node) {
    if (row.input) {
      row.input.dataset.exact = node.valueText;
      row.refresh?.();
    } else {
      this.fillNumber(row.value, node.valueText, node.valueBrief);
    }
    this.fillNumber(row.gradient, node.gradText || '–', node.gradBrief);
  }

  /** A number with all its digits; of a tensor the short form, with all digits where one points. @param {HTMLElement} cell @param {string} text @param {string} [brief] */
  fillNumber(cell, text, brief) {
    setText(cell, brief || text);
    setAttribute(cell, 'title', brief ? text : null);
    cell.classList.toggle('long', (brief || text).length > longest);
  }
}
