/** The gradient check of every parameter, a row each. */
import { make, setAttribute, setText } from '../../widgets/dom.mjs';
import { shortNumber } from '../../widgets/numbers.mjs';
import { t } from '../../text/strings.mjs';

const marks = { agrees: '✓', differs: '✗', not_finite: '✗' };

function show(cell, number, digits) {
  setText(cell, shortNumber(number, digits));
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
      this.body.replaceChildren(...this.rows.map((row) => row.element));
    }
    for (const [i, leaf] of leaves.entries()) fill(this.rows[i], leaf);
  }
}

function makeRow(leaf) {
  const element = make('tr');
  const title = make('th');
  title.scope = 'row';
  const name = make('span', 'node-name', leaf.name);
  if (leaf.shape) name.append(make('span', 'lab-shape', ` ${leaf.shape}`));
  const verdict = make('span', 'lab-verdict');
  const sampled = make('span', 'lab-sampled');
  title.append(name, verdict, sampled);
  const cells = ['gradient', 'value', '', ''].map((kind) => make('td', `number ${kind}`.trim()));
  element.append(title, ...cells);
  return { element, verdict, sampled, cells };
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
