/** The bug hunt as a list, for the keyboard and for screen readers: probe nodes, accuse one, choose the line that is wrong. */
import { byId, make, setAttribute, setText } from '../../widgets/dom.mjs';
import { shortNumber } from '../../widgets/numbers.mjs';
import { language, t } from '../../text/strings.mjs';

const labelOf = (node) => node.name || node.op;
const agreement = (gradient) => t(`lab.check.${gradient.differs ? 'differs' : 'agrees'}`);

export class LabHunt {
  /** @param {(action: object) => boolean} dispatch */
  constructor(dispatch) {
    this.dispatch = dispatch;
    const start = () => {
      const [seed] = crypto.getRandomValues(new Uint32Array(1));
      this.order({ order: 'start', seed });
      byId('hunt-task').focus();
    };
    byId('hunt-start').addEventListener('click', start);
    byId('hunt-next').addEventListener('click', start);
    byId('hunt-stop').addEventListener('click', () => {
      this.order({ order: 'stop' });
      byId('hunt-start').focus();
    });
    this.rows = new Map();
  }

  order(what) {
    this.dispatch({ type: 'hunt', ...what });
  }

  update({ hunt, nodes, score }) {
    const key = JSON.stringify([language(), hunt, nodes, score]);
    if (key === this.shown) return;
    this.shown = key;
    byId('hunt-idle').hidden = Boolean(hunt);
    byId('hunt-on').hidden = !hunt;
    byId('hunt-score').hidden = score.hunts === 0;
    setText(byId('hunt-score'), t('lab.hunt.score', { ...score, once: score.atOnce }));
    if (!hunt) return;
    this.names = new Map(hunt.nodes.map((node) => [node.node, labelOf(node)]));
    setText(byId('hunt-graph'), t(`lab.graph.${hunt.graph}`));
    this.showNodes(hunt);
    this.showCode(hunt);
    this.showFound(hunt, nodes);
    this.say(hunt);
  }

  /** A row for each node, the output first; the one that was probed last is open. */
  showNodes(hunt) {
    const key = JSON.stringify(hunt.nodes);
    if (key !== this.nodes) {
      this.nodes = key;
      this.rows = new Map([...hunt.nodes].reverse().map((node) => [node.node, this.makeRow(node)]));
      byId('hunt-nodes').replaceChildren(...[...this.rows.values()].map(({ item }) => item));
    }
    const probes = new Map(hunt.probes.map((probe) => [probe.node, probe]));
    const verdicts = new Map(hunt.accusations.map(({ node, verdict }) => [node, verdict]));
    const open = hunt.probes.at(-1)?.node;
    for (const [node, row] of this.rows) {
      this.fillRow(row, node, { probe: probes.get(node), verdict: verdicts.get(node), open: node === open, hunt });
    }
    if (open !== this.open) this.reveal(open);
    this.open = open;
  }

  makeRow(node) {
    const item = make('li', 'hunt-node');
    const button = make('button', 'hunt-node-name', labelOf(node));
    button.type = 'button';
    button.addEventListener('click', () => this.order({ order: 'probe', node: node.node }));
    const op = make('span', 'hunt-op', node.name && node.op);
    const gradient = make('p', 'hunt-both');
    const edges = make('ul', 'hunt-edges');
    const alters = make('p');
    const verdict = make('p', 'hunt-verdict');
    const accuse = make('button', 'button hunt-accuse');
    accuse.type = 'button';
    accuse.addEventListener('click', () => {
      this.order({ order: 'accuse', node: node.node });
      if (!byId('hunt-lines').hidden) byId('hunt-question').focus();
    });
    item.append(button, op, gradient, verdict, edges, alters, accuse);
    return { item, button, gradient, edges, alters, verdict, accuse };
  }

  fillRow(row, node, { probe, verdict, open, hunt }) {
    const gradient = probe?.gradient;
    setAttribute(row.item, 'data-differs', gradient ? String(gradient.differs) : null);
    setAttribute(row.button, 'aria-current', open ? 'true' : null);
    row.gradient.hidden = !probe;
    row.gradient.replaceChildren(...(gradient ? this.both(gradient) : [t('lab.hunt.no_gradient')]));
    row.edges.hidden = row.alters.hidden = row.accuse.hidden = !open;
    row.verdict.hidden = !verdict;
    setText(row.verdict, verdict ? this.answer(node, verdict) : '');
    if (!open) return;
    const edge = (key, one) => {
      const item = make('li', '', `${t(`lab.hunt.${key}`, { name: this.names.get(one.node) })} `);
      item.dataset.differs = one.differs;
      item.append(...this.both(one));
      return item;
    };
    row.edges.replaceChildren(...probe.arrives.map((one) => edge('from', one)), ...probe.leaves.map((one) => edge('to', one)));
    setText(row.alters, this.altered(probe));
    row.accuse.hidden = hunt.phase !== 'hunting';
    setText(row.accuse, t('lab.hunt.accuse', { name: this.names.get(node) }));
  }

  /** "✗ differs: backprop 1, numerical 2" in the colours of both. */
  both(gradient) {
    return [make('span', 'hunt-mark', `${gradient.differs ? '✗' : '✓'} ${agreement(gradient)}: `),
      make('span', 'gradient', t('lab.hunt.backprop', gradient)), ', ',
      make('span', 'value', t('lab.hunt.numerical', gradient))];
  }

  altered({ alters }) {
    if (!alters) return '';
    const { node, is, shouldBe } = alters;
    return t('lab.hunt.alters', { name: this.names.get(node), is: shortNumber(is, 3), should: shortNumber(shouldBe, 3) });
  }

  answer(node, verdict) {
    return t(`lab.hunt.verdict.${verdict}`, { name: this.names.get(node) });
  }

  /** Into the panel's view, without moving the page away from the canvas. */
  reveal(node) {
    const row = this.rows.get(node)?.item;
    const panel = byId('panel');
    if (!row || row.contains(document.activeElement)) return;
    const [inner, outer] = [row.getBoundingClientRect(), panel.getBoundingClientRect()];
    if (inner.top < outer.top) panel.scrollTop += inner.top - outer.top;
    else if (inner.bottom > outer.bottom) panel.scrollTop += inner.bottom - outer.bottom;
  }

  showCode(hunt) {
    byId('hunt-lines').hidden = hunt.phase === 'hunting';
    const accused = hunt.nodes.find((node) => node.node === hunt.accusations.at(-1)?.node);
    const key = JSON.stringify(hunt.code);
    if (key !== this.code) {
      this.code = key;
      byId('hunt-code').replaceChildren(...hunt.code.map((line, i) => this.makeLine(line, i)));
    }
    if (hunt.phase === 'hunting') return;
    const sum = hunt.code[0].text.startsWith('def backprop');
    setText(byId('hunt-question'), sum ? t('lab.hunt.question_sum') : t('lab.hunt.question', { op: accused.op }));
    for (const button of byId('hunt-code').querySelectorAll('button')) {
      const guessed = hunt.guesses.includes(Number(button.dataset.line));
      const right = hunt.found && hunt.guesses.at(-1) === Number(button.dataset.line);
      setAttribute(button, 'aria-disabled', guessed || hunt.found ? 'true' : null);
      setAttribute(button, 'data-guess', guessed ? (right ? 'right' : 'wrong') : null);
    }
    const last = hunt.code[hunt.guesses.at(-1)];
    setText(byId('hunt-answer'), last && !hunt.found ? t(`lab.hunt.line_${last.part}`) : '');
  }

  makeLine({ text, part }, line) {
    const item = make('li');
    const code = make('code', '', text);
    if (part === 'heading') {
      item.append(code);
      return item;
    }
    const button = make('button', 'hunt-line');
    button.type = 'button';
    button.dataset.line = String(line);
    button.append(code);
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') === 'true') return;
      this.order({ order: 'guess', line });
      if (!byId('hunt-found').hidden) byId('hunt-found').focus();
    });
    item.append(button);
    return item;
  }

  showFound({ found }, nodes) {
    byId('hunt-found').hidden = !found;
    byId('hunt-next').hidden = !found;
    if (!found) return;
    setText(byId('hunt-found-title'), t('lab.hunt.found', { name: t(`lab.fault.${found.key}.name`) }));
    setText(byId('hunt-why'), t(`lab.fault.${found.key}.why`));
    setText(byId('hunt-wrong'), found.wrong);
    setText(byId('hunt-right'), found.right);
    byId('hunt-shown').replaceChildren(...nodes.filter((node) => node.fault !== 'none').map((node) => {
      const values = { input: node.input, is: shortNumber(node.is, 3), should: shortNumber(node.shouldBe, 3) };
      return make('li', '', `${labelOf(node)}: ${t(`lab.hunt.layer_${node.fault}`, values)}`);
    }));
  }

  /** In words, for who does not see the canvas: what was just probed or answered. */
  say({ probes, accusations, phase }) {
    const accusation = accusations.at(-1);
    const key = JSON.stringify([probes.at(-1)?.node, accusations]);
    if (key === this.said?.key) return;
    const accused = accusations.length > 0 && JSON.stringify(accusations) !== this.said?.accusations;
    this.said = { key, accusations: JSON.stringify(accusations) };
    const probe = probes.at(-1);
    let text = '';
    if (accused) text = this.answer(accusation.node, accusation.verdict);
    else if (probe && phase !== 'solved') text = this.words(probe);
    setText(byId('hunt-said'), text);
  }

  words(probe) {
    const name = this.names.get(probe.node);
    if (!probe.gradient) return `${name}: ${t('lab.hunt.no_gradient')}`;
    const both = (one) => `${agreement(one)}, ${t('lab.hunt.backprop', one)}, ${t('lab.hunt.numerical', one)}.`;
    const edge = (key) => (one) => `${t(`lab.hunt.${key}`, { name: this.names.get(one.node) })}: ${both(one)}`;
    return [`${name}: ${both(probe.gradient)}`, ...probe.arrives.map(edge('from')), ...probe.leaves.map(edge('to')),
      this.altered(probe)].join(' ').trim();
  }
}
