/** The gradient check of every parameter, a row each. */
import { element, setAttribute, setText } from '../../widgets/element.mjs';
import { brief } from '../../widgets/numbers.mjs';
import { t } from '../../text/strings.mjs';

/** @typedef {import('../../protocol/snapshot').Lab['leaves'][number]} Leaf */
/** @typedef {ReturnType<typeof makeRow>} Row */

/** @type {Partial<Record<Leaf['agreement'], string>>} */
const marks = { agrees: '✓', differs: '✗', not_finite: '✗' };

/** @param {HTMLElement} cell @param {number | null} number @param {number} digits */
function show(cell, number, digits) {
  setText(cell, brief(number, digits));
  cell.title = number === null ? '' : String(number);
}

export class LabTable {
  constructor() {
    /** @param {string} text @param {string} [className] @param {string} [title] */
    const head = (text, className, title) => element('th', { class: className, scope: 'col', text, title });
    this.body = element('tbody');
    this.element = element('div', { class: 'scroller', tabIndex: 0, role: 'region', label: 'lab.check.caption' },
      element('table', { class: 'table', name: 'lab-leaves' },
        element('thead', {}, element('tr', {}, head('lab.check.parameter'), head('lab.check.backprop', 'number gradient'),
          head('lab.check.numerical', 'number value'), head('lab.check.mean', 'number', 'lab.check.mean_title'),
          head('lab.check.max', 'number', 'lab.check.max_title'))),
        this.body));
    this.order = '';
    /** @type {Row[]} */
    this.rows = [];
  }

  /** @param {Leaf[]} leaves */
  update(leaves) {
    const order = leaves.map((leaf) => `${leaf.node}:${leaf.name}:${leaf.shape}`).join(' ');
    if (order !== this.order) {
      this.order = order;
      this.rows = leaves.map(makeRow);
      this.body.replaceChildren(...this.rows.map((row) => row.line));
    }
    for (const [i, leaf] of leaves.entries()) fill(this.rows[i], leaf);
  }
}

/** @param {Leaf} leaf */
function makeRow(leaf) {
  const line = element('tr');
  const title = element('th');
  title.scope = 'row';
  const name = element('span', { class: 'node-name' }, leaf.name);
  if (leaf.shape) name.append(element('span', { class: 'lab-shape' }, ` ${leaf.shape}`));
  const verdict = element('span', { class: 'lab-verdict' });
  const sampled = element('span', { class: 'lab-sampled' });
  title.append(name, verdict, sampled);
  const cells = ['gradient', 'value', '', ''].map((kind) => element('td', { class: `number ${kind}`.trim() }));
  line.append(title, ...cells);
  return { line, verdict, sampled, cells };
}

/** @param {Row} row @param {Leaf} leaf */
function fill(row, leaf) {
  const { agreement, checked, numbers } = leaf;
  setText(row.verdict, `${marks[agreement] ?? '!'} ${t(`lab.check.${agreement}`)}`);
  setAttribute(row.verdict, 'data-agreement', agreement);
  setText(row.sampled, checked < numbers ? t('lab.check.sampled', { checked, numbers }) : '');
  const [backprop, numerical, mean, max] = row.cells;
  show(backprop, leaf.backprop, 4);
  show(numerical, leaf.numerical, 4);
  show(mean, leaf.mean, 2);
  show(max, leaf.max, 2);
  if (!leaf.worst) return;
  const where = t('lab.check.at', { name: leaf.name, index: leaf.worst });
  for (const cell of [backprop, numerical, max]) cell.title = `${where}: ${cell.title}`;
}
