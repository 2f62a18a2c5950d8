/** The gradient check of every parameter, a row each. */
import { element, setAttribute, setText } from '../../widgets/element.mjs';
import { brief } from '../../widgets/numbers.mjs';
import { t } from '../../text/strings.mjs';

const marks = { agrees: '✓', differs: '✗', not_finite: '✗' };

function show(cell, number, digits) {
  setText(cell, brief(number, digits));
  cell.title = number === null ? '' : String(number);
}

export class LabTable {
  /** @param {HTMLTableElement} table */
  constructor(table) {
    this.body = table.tBodies[0];
    this.order = '';
    this.rows = [];
  }

  /** @param {any[]} leaves */
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

function fill(row, leaf) {
  const { agreement } = leaf;
  setText(row.verdict, `${marks[agreement] ?? '!'} ${t(`lab.check.${agreement}`)}`);
  setAttribute(row.verdict, 'data-agreement', agreement);
  setText(row.sampled, leaf.checked < leaf.numbers ? t('lab.check.sampled', leaf) : '');
  const [backprop, numerical, mean, max] = row.cells;
  show(backprop, leaf.backprop, 4);
  show(numerical, leaf.numerical, 4);
  show(mean, leaf.mean, 2);
  show(max, leaf.max, 2);
  if (!leaf.worst) return;
  const where = t('lab.check.at', { name: leaf.name, index: leaf.worst });
  for (const cell of [backprop, numerical, max]) cell.title = `${where}: ${cell.title}`;
}
