/** The bug hunt as a list, for the keyboard and for screen readers: probe nodes, accuse one, choose the line that is wrong. */
import { element, idOf, setAttribute, setText } from '../../widgets/element.mjs';
import { brief } from '../../widgets/numbers.mjs';
import { language, t } from '../../text/strings.mjs';

/** @typedef {import('../../protocol/snapshot').Lab} Lab */
/** @typedef {import('../../protocol/snapshot').Hunt} Hunt */
/** @typedef {import('../../protocol/snapshot').BothGradients} BothGradients */
/** @typedef {Hunt['nodes'][number]} HuntNode */
/** @typedef {Hunt['probes'][number]} Probe */
/** @typedef {ReturnType<LabHunt['makeRow']>} Row */

const labelOf = (/** @type {{ name: string, op: string }} */ node) => node.name || node.op;
const agreement = (/** @type {BothGradients} */ gradient) => t(`lab.check.${gradient.differs ? 'differs' : 'agrees'}`);
const backpropText = (/** @type {BothGradients} */ { backprop }) => t('lab.hunt.backprop', { backprop });
const numericalText = (/** @type {BothGradients} */ { numerical }) => t('lab.hunt.numerical', { numerical });

/** @param {string} text @param {object} [more] */
const heading = (text, more) => element('h3', { text, ...more });

export class LabHunt {
  task = element('p', { name: 'hunt-task', tabIndex: -1, text: 'lab.hunt.task' });
  graph = element('p', { class: 'hint', name: 'hunt-graph' });
  report = element('p', { class: 'visually-hidden', name: 'hunt-said', role: 'status' });
  nodesTitle = heading('lab.hunt.nodes');
  nodeList = element('ol', { name: 'hunt-nodes', 'aria-labelledby': idOf(this.nodesTitle) });
  question = element('h3', { name: 'hunt-question', tabIndex: -1 });
  codeList = element('ol', { name: 'hunt-code', 'aria-labelledby': idOf(this.question) });
  response = element('p', { class: 'notice', name: 'hunt-answer', role: 'status' });
  lines = element('div', { class: 'hunt-group', name: 'hunt-lines', hidden: true }, this.question, this.codeList, this.response);
  foundTitle = element('p', { class: 'hunt-found-title', name: 'hunt-found-title' });
  why = element('p', { name: 'hunt-why' });
  wrong = element('code', { class: 'wrong', name: 'hunt-wrong' });
  right = element('code', { class: 'right', name: 'hunt-right' });
  shownTitle = heading('lab.hunt.shown');
  shownList = element('ul', { name: 'hunt-shown', 'aria-labelledby': idOf(this.shownTitle) });
  /** Names of the nodes. @type {Map<number, string>} */
  names = new Map();
  /** @type {Map<number, Row>} */
  rows = new Map();
  /** @type {number | undefined} the node whose row is open */
  open = undefined;
  /** What the lists were made of last, and what was last shown and said: as JSON. */
  nodes = '';
  code = '';
  shown = '';
  said = '';
  /** The accusations when it was said. */
  accusations = '[]';

  /** @param {Pick<import('../../page.mjs').Page, 'dispatch'>} page */
  constructor({ dispatch }) {
    this.dispatch = dispatch;
    /** @param {string} name @param {string} text @param {object} [more] */
    const start = (name, text, more) => element('button', { class: 'button primary', name, text, onclick: () => this.start(), ...more });
    this.first = start('hunt-start', 'lab.hunt.start');
    this.next = start('hunt-next', 'lab.hunt.next', { hidden: true });
    this.score = element('p', { class: 'hint', name: 'hunt-score', hidden: true });
    this.idle = element('div', { name: 'hunt-idle' },
      element('p', { text: 'lab.hunt.intro' }), element('p', { class: 'actions' }, this.first));
    this.found = this.makeFound();
    this.on = this.makeHunt();
    const title = element('h2', { text: 'lab.hunt.title' });
    this.element = element('section', { class: 'hunt', name: 'hunt', 'aria-labelledby': idOf(title) }, title, this.idle, this.on, this.score);
  }

  /** What is shown while a hunt is on: the nodes, the lines of the accused one, and what was found. */
  makeHunt() {
    const stop = element('button', { class: 'button', name: 'hunt-stop', text: 'lab.hunt.stop', onclick: () => this.stop() });
    return element('div', { name: 'hunt-on', hidden: true }, this.task, this.graph, this.report,
      element('div', { class: 'hunt-group' }, this.nodesTitle, this.nodeList), this.lines, this.found,
      element('p', { class: 'actions' }, this.next, stop));
  }

  makeFound() {
    return element('div', { class: 'hunt-found', name: 'hunt-found', tabIndex: -1, role: 'status', hidden: true },
      this.foundTitle, this.why,
      element('dl', { class: 'hunt-code' },
        element('dt', { text: 'lab.hunt.code_wrong' }), element('dd', {}, this.wrong),
        element('dt', { text: 'lab.hunt.code_right' }), element('dd', {}, this.right)),
      this.shownTitle, this.shownList);
  }

  start() {
    const [seed] = crypto.getRandomValues(new Uint32Array(1));
    this.order({ order: 'start', seed });
    this.task.focus();
  }

  stop() {
    this.order({ order: 'stop' });
    this.first.focus();
  }

  /** @param {Omit<import('../../protocol/actions').Hunt, 'type'>} what */
  order(what) {
    this.dispatch({ type: 'hunt', ...what });
  }

  /** @param {Lab} lab */
  update({ hunt, nodes, score }) {
    const key = JSON.stringify([language(), hunt, nodes, score]);
    if (key === this.shown) return;
    this.shown = key;
    this.idle.hidden = Boolean(hunt);
    this.on.hidden = !hunt;
    this.score.hidden = score.hunts === 0;
    setText(this.score, t('lab.hunt.score', { ...score, once: score.atOnce }));
    if (!hunt) return;
    this.names = new Map(hunt.nodes.map((node) => [node.node, labelOf(node)]));
    setText(this.graph, t(`lab.graph.${hunt.graph}`));
    this.showNodes(hunt);
    this.showCode(hunt);
    this.showFound(hunt, nodes);
    this.say(hunt);
  }

  /** A row for each node, the output first; the one that was probed last is open. @param {Hunt} hunt */
  showNodes(hunt) {
    const key = JSON.stringify(hunt.nodes);
    if (key !== this.nodes) {
      this.nodes = key;
      this.rows = new Map([...hunt.nodes].reverse().map((node) => [node.node, this.makeRow(node)]));
      this.nodeList.replaceChildren(...[...this.rows.values()].map(({ item }) => item));
    }
    const probes = new Map(hunt.probes.map((probe) => [probe.node, probe]));
    const verdicts = new Map(hunt.accusations.map(({ node, verdict }) => [node, verdict]));
    const open = hunt.probes.at(-1)?.node;
    for (const [node, row] of this.rows) {
      this.fillRow(row, node, { probe: probes.get(node), verdict: verdicts.get(node), open: node === open, phase: hunt.phase });
    }
    if (open !== this.open) this.reveal(open);
    this.open = open;
  }

  /** @param {HuntNode} node */
  makeRow(node) {
    const item = element('li', { class: 'hunt-node' });
    const button = element('button', { class: 'hunt-node-name' }, labelOf(node));
    button.addEventListener('click', () => this.order({ order: 'probe', node: node.node }));
    const op = element('span', { class: 'hunt-op' }, node.name && node.op);
    const gradient = element('p', { class: 'hunt-both' });
    const edges = element('ul', { class: 'hunt-edges' });
    const alters = element('p');
    const verdict = element('p', { class: 'hunt-verdict' });
    const accuse = element('button', { class: 'button hunt-accuse' });
    accuse.addEventListener('click', () => {
      this.order({ order: 'accuse', node: node.node });
      if (!this.lines.hidden) this.question.focus();
    });
    item.append(button, op, gradient, verdict, edges, alters, accuse);
    return { item, button, gradient, edges, alters, verdict, accuse };
  }

  /**
   * @param {Row} row @param {number} node
   * @param {{ probe?: Probe, verdict?: string, open: boolean, phase: Hunt['phase'] }} about
   */
  fillRow(row, node, { probe, verdict, open, phase }) {
    const gradient = probe?.gradient;
    setAttribute(row.item, 'data-differs', gradient ? String(gradient.differs) : null);
    setAttribute(row.button, 'aria-current', open ? 'true' : null);
    row.gradient.hidden = !probe;
    row.gradient.replaceChildren(...(gradient ? this.both(gradient) : [t('lab.hunt.no_gradient')]));
    row.edges.hidden = row.alters.hidden = row.accuse.hidden = !open;
    row.verdict.hidden = !verdict;
    setText(row.verdict, verdict ? this.answer(node, verdict) : '');
    if (!open || !probe) return;
    /** @param {string} key @param {Probe['leaves'][number]} one */
    const edge = (key, one) => {
      const item = element('li', {}, `${t(`lab.hunt.${key}`, { name: this.nameOf(one.node) })} `);
      item.dataset.differs = String(one.differs);
      item.append(...this.both(one));
      return item;
    };
    row.edges.replaceChildren(...probe.arrives.map((one) => edge('from', one)), ...probe.leaves.map((one) => edge('to', one)));
    setText(row.alters, this.altered(probe));
    row.accuse.hidden = phase !== 'hunting';
    setText(row.accuse, t('lab.hunt.accuse', { name: this.nameOf(node) }));
  }

  /** "✗ differs: backprop 1, numerical 2" in the colours of both. @param {BothGradients} gradient */
  both(gradient) {
    return [element('span', { class: 'hunt-mark' }, `${gradient.differs ? '✗' : '✓'} ${agreement(gradient)}: `),
      element('span', { class: 'gradient' }, backpropText(gradient)), ', ',
      element('span', { class: 'value' }, numericalText(gradient))];
  }

  /** @param {number} node */
  nameOf(node) {
    return this.names.get(node) ?? '';
  }

  /** @param {Probe} probe */
  altered({ alters }) {
    if (!alters) return '';
    const { node, is, shouldBe } = alters;
    return t('lab.hunt.alters', { name: this.nameOf(node), is: brief(is, 3), should: brief(shouldBe, 3) });
  }

  /** @param {number} node @param {string} verdict */
  answer(node, verdict) {
    return t(`lab.hunt.verdict.${verdict}`, { name: this.nameOf(node) });
  }

  /** Into the panel's view, without moving the page away from the canvas. @param {number | undefined} node */
  reveal(node) {
    const row = node !== undefined && this.rows.get(node)?.item;
    const panel = this.element.parentElement?.parentElement;
    if (!row || !panel || row.contains(document.activeElement)) return;
    const [inner, outer] = [row.getBoundingClientRect(), panel.getBoundingClientRect()];
    if (inner.top < outer.top) panel.scrollTop += inner.top - outer.top;
    else if (inner.bottom > outer.bottom) panel.scrollTop += inner.bottom - outer.bottom;
  }

  /** @param {Hunt} hunt */
  showCode(hunt) {
    this.lines.hidden = hunt.phase === 'hunting';
    const key = JSON.stringify(hunt.code);
    if (key !== this.code) {
      this.code = key;
      this.codeList.replaceChildren(...hunt.code.map((line, i) => this.makeLine(line, i)));
    }
    if (hunt.phase === 'hunting') return;
    const sum = hunt.code[0].text.startsWith('def backprop');
    const accused = hunt.nodes.find((node) => node.node === hunt.accusations.at(-1)?.node);
    setText(this.question, sum ? t('lab.hunt.question_sum') : t('lab.hunt.question', { op: accused?.op ?? '' }));
    for (const button of this.codeList.querySelectorAll('button')) {
      const guessed = hunt.guesses.includes(Number(button.dataset.line));
      const right = hunt.found && hunt.guesses.at(-1) === Number(button.dataset.line);
      setAttribute(button, 'aria-disabled', guessed || hunt.found ? 'true' : null);
      setAttribute(button, 'data-guess', guessed ? (right ? 'right' : 'wrong') : null);
    }
    const last = hunt.code[hunt.guesses.at(-1) ?? -1];
    setText(this.response, last && !hunt.found ? t(`lab.hunt.line_${last.part}`) : '');
  }

  /** @param {Hunt['code'][number]} code @param {number} line its number */
  makeLine({ text, part }, line) {
    const item = element('li');
    const code = element('code', {}, text);
    if (part === 'heading') {
      item.append(code);
      return item;
    }
    const button = element('button', { class: 'hunt-line' });
    button.dataset.line = String(line);
    button.append(code);
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') === 'true') return;
      this.order({ order: 'guess', line });
      if (!this.found.hidden) this.found.focus();
    });
    item.append(button);
    return item;
  }

  /** @param {Hunt} hunt @param {Lab['nodes']} nodes */
  showFound({ found }, nodes) {
    this.found.hidden = !found;
    this.next.hidden = !found;
    if (!found) return;
    setText(this.foundTitle, t('lab.hunt.found', { name: t(`lab.fault.${found.key}.name`) }));
    setText(this.why, t(`lab.fault.${found.key}.why`));
    setText(this.wrong, found.wrong);
    setText(this.right, found.right);
    this.shownList.replaceChildren(...nodes.filter((node) => node.fault !== 'none').map((node) => {
      const values = { input: node.input, is: brief(node.is, 3), should: brief(node.shouldBe, 3) };
      return element('li', {}, `${labelOf(node)}: ${t(`lab.hunt.layer_${node.fault}`, values)}`);
    }));
  }

  /** In words, for who does not see the canvas: what was just probed or answered. @param {Hunt} hunt */
  say({ probes, accusations, phase }) {
    const [probe, accusation] = [probes.at(-1), accusations.at(-1)];
    const [before, now] = [this.accusations, JSON.stringify(accusations)];
    const key = `${probe?.node}${now}`;
    if (key === this.said) return;
    this.said = key;
    this.accusations = now;
    let text = '';
    if (accusation && now !== before) text = this.answer(accusation.node, accusation.verdict);
    else if (probe && phase !== 'solved') text = this.words(probe);
    setText(this.report, text);
  }

  /** @param {Probe} probe */
  words(probe) {
    const name = this.nameOf(probe.node);
    if (!probe.gradient) return `${name}: ${t('lab.hunt.no_gradient')}`;
    const both = (/** @type {BothGradients} */ one) => `${agreement(one)}, ${backpropText(one)}, ${numericalText(one)}.`;
    const edge = (/** @type {string} */ key) => (/** @type {Probe['leaves'][number]} */ one) => `${t(`lab.hunt.${key}`, { name: this.nameOf(one.node) })}: ${both(one)}`;
    return [`${name}: ${both(probe.gradient)}`, ...probe.arrives.map(edge('from')), ...probe.leaves.map(edge('to')),
      this.altered(probe)].join(' ').trim();
  }
}
