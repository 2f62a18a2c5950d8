/** What lessons know of the graph on the canvas: its numbers, and what a text's buttons do to it. */

/** An element of a value of the snapshot (a number or a tensor); all of it without `at`. */
function element(value, at = []) {
  if (at.length === 0 || value === null) return value;
  let index = 0;
  for (const [axis, i] of at.entries()) index = index * (value.shape?.[axis] ?? 0) + i;
  return value.data?.[index] ?? null;
}

/**
 * A number or tensor of the graph; null when it has none of that name.
 * @param {any[]} nodes the snapshot's
 * @param {{kind: 'value' | 'grad', node: string, at?: number[]}} what
 */
export function read(nodes, { kind, node, at }) {
  const found = nodes.find((one) => one.name === node);
  return found ? element(found[kind] ?? null, at) : null;
}

/**
 * What a question's answer is at this moment: {"gradient": "tax"}, {"value": "y", "at": [0, 1]}, a number, or
 * the product or sum of such.
 */
export function evaluate(nodes, expression) {
  if (typeof expression === 'number') return expression;
  const all = (list) => list.map((part) => evaluate(nodes, part));
  if (expression.times) return all(expression.times).reduce((a, b) => a * b, 1);
  if (expression.plus) return all(expression.plus).reduce((a, b) => a + b, 0);
  const kind = expression.gradient === undefined ? 'value' : 'grad';
  return read(nodes, { kind, node: expression.gradient ?? expression.value, at: expression.at });
}

const signed = (text) => text.replaceAll('-', '−');

/** A number with at most six digits, a tensor as nested brackets. */
export function show(value, exact = false) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return signed(value); // nan, inf
  if (typeof value === 'number') return signed(exact ? String(value) : String(Number(value.toPrecision(6))));
  const rows = (axis, from) => {
    if (axis === value.shape.length) return show(value.data[from], exact);
    const size = value.shape.slice(axis + 1).reduce((a, b) => a * b, 1);
    const parts = Array.from({ length: value.shape[axis] }, (_, i) => rows(axis + 1, from + i * size));
    return `[${parts.join(', ')}]`;
  };
  return value.data ? rows(0, 0) : '';
}

/** A number as people type it: 2.2, −0.5, 1/3, 1,000; null when it is none. */
export function readNumber(text) {
  const plain = text.trim().replaceAll('−', '-').replaceAll(/\s/g, '');
  const fraction = /^([^/]+)\/([^/]+)$/.exec(plain);
  if (fraction) {
    const [above, below] = [readNumber(fraction[1]), readNumber(fraction[2])];
    return above === null || !below ? null : above / below;
  }
  const thousands = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain);
  const number = thousands ? plain.replaceAll(',', '') : plain.replace(',', '.');
  return number !== '' && Number.isFinite(Number(number)) ? Number(number) : null;
}

export class LessonGraph {
  /**
   * @param {(action: object) => boolean} dispatch
   * @param {() => any} snapshot
   */
  constructor(dispatch, snapshot) {
    Object.assign(this, { dispatch, snapshot });
  }

  get nodes() {
    return this.snapshot().nodes;
  }

  /** A lesson's document, with other values for some leaves and perhaps another upstream gradient. */
  load(document, { leaves = {}, upstream = document.upstream } = {}) {
    const nodes = document.nodes.map((node) =>
      (node.name in leaves ? { ...node, value: leaves[node.name] } : node));
    const changed = { ...document, nodes, ...(upstream && { upstream }) };
    return this.dispatch({ type: 'load_document', document: changed });
  }

  /** Does a text's actions; nodes are given by name. */
  do(actions) {
    for (const action of actions) {
      if (action.type === 'walk' && action.to) this.walkTo(action.to);
      else this.dispatch(this.resolved(action));
    }
  }

  /** Nodes by their ids; a value that is an expression as the number it is now. */
  resolved(action) {
    const { nodes } = this;
    const id = (name) => nodes.find((one) => one.name === name)?.id ?? name;
    const now = { ...action };
    if (typeof action.node === 'string') now.node = id(action.node);
    if (Array.isArray(action.nodes)) now.nodes = action.nodes.map(id);
    const { value } = action;
    if (typeof value === 'object' && value && !value.shape) now.value = evaluate(nodes, value);
    return now;
  }

  /**
   * The walk to the end of forward ("forward"), to a step by its number, or to where a node has computed its
   * value or sent its gradients back ({"forward": "z"}, {"backward": "z"}).
   */
  walkTo(to) {
    const id = this.nodes.find((one) => one.name === (to.backward ?? to.forward))?.id;
    const there = ({ walk, explanation }) => {
      if (to === 'forward') return walk.phase !== 'forward';
      if (typeof to === 'number') return walk.position >= to;
      return explanation?.node === id && walk.backward === ('backward' in to);
    };
    this.dispatch({ type: 'walk', move: 'start' });
    for (let state = this.snapshot(); !there(state) && state.walk.phase !== 'done'; state = this.snapshot()) {
      this.dispatch({ type: 'walk', move: 'step' });
    }
  }
}
