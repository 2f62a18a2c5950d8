/**
 * The rules of a readable canvas over playground.scene(), for a sample in the browser: tests/support/scene_rules.hpp holds
 * them for the whole corpus. Smaller overlaps than half a pixel are rounding.
 */
const slack = 0.5;
const leastText = 11;

const box = (rect) => `[${[rect.x, rect.y, rect.width, rect.height].map((n) => n.toFixed(1)).join(' ')}]`;
const labelName = (label) => `label '${label.text}' ${box(label)}`;
const cardName = (card) => `card of node ${card.node} ${box(card)}`;
const edgeName = (edge) => `edge ${edge.from} → ${edge.to}`;
const edgeKey = (edge) => JSON.stringify([edge.from, edge.to, edge.input]);

/** How far two rectangles lie on each other; negative when apart. */
const depth = (a, b) => Math.min(
  Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
  Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

/** How far the first sticks out of the second. */
const excess = (inner, outer) => Math.max(outer.x - inner.x, outer.y - inner.y,
  inner.x + inner.width - outer.x - outer.width, inner.y + inner.height - outer.y - outer.height);

export const grown = (rect, by) => ({ x: rect.x - by, y: rect.y - by, width: rect.width + 2 * by, height: rect.height + 2 * by });

/** Whether part of the segment lies inside the rectangle. */
export function crosses([a, b], rect) {
  let [from, to] = [0, 1];
  const clip = (step, room) => {
    if (step === 0) return room > 0;
    if (step < 0) from = Math.max(from, room / step);
    else to = Math.min(to, room / step);
    return from < to;
  };
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  return clip(-dx, a[0] - rect.x) && clip(dx, rect.x + rect.width - a[0]) &&
    clip(-dy, a[1] - rect.y) && clip(dy, rect.y + rect.height - a[1]);
}

export const segments = (points) => points.slice(1).map((point, i) => [points[i], point]);
const runsThrough = (edge, rect) => segments(edge.points).some((piece) => crosses(piece, grown(rect, -slack)));
const isAt = ([x, y], rect) => x >= rect.x - 1 && x <= rect.x + rect.width + 1 && y >= rect.y - 1 && y <= rect.y + rect.height + 1;

/** The outline of an arrow's head, as wide as it is long, at the end of a line. */
function headOf({ points, head }) {
  const [x, y] = points.at(-1);
  const before = points.findLast(([px, py]) => Math.hypot(px - x, py - y) >= head) ?? points[0];
  const long = Math.hypot(x - before[0], y - before[1]) || 1;
  const [dx, dy] = [(x - before[0]) / long * head, (y - before[1]) / long * head];
  const tip = [x, y], left = [x - dx - dy / 2, y - dy + dx / 2], right = [x - dx + dy / 2, y - dy - dx / 2];
  return [[tip, left], [left, right], [right, tip]];
}

const pairs = (list) => list.flatMap((one, i) => list.slice(i + 1).map((other) => [one, other]));

/** @returns {string[]} what breaks a rule */
export function complaints(scene) {
  const { canvas, labels, cards, edges } = scene;
  const found = [];
  const check = (bad, text) => { if (bad) found.push(text); };
  for (const label of labels) {
    check(label.fontSize < leastText - 0.01, `${labelName(label)} is written with ${label.fontSize} px`);
    check(excess(label, canvas) > slack, `${labelName(label)} is out of the canvas ${box(canvas)}`);
    for (const card of cards) {
      if (depth(label, card) <= slack) continue;
      const own = label.node === card.node && !label.edge;
      check(!own || excess(label, card) > slack, `${labelName(label)} is on ${cardName(card)}`);
    }
    for (const edge of edges) {
      check(headOf(edge).some((side) => crosses(side, grown(label, -slack))), `${labelName(label)} is on the head of ${edgeName(edge)}`);
      const own = label.edge && JSON.stringify(label.edge) === edgeKey(edge);
      check(!own && runsThrough(edge, label), `${edgeName(edge)} runs through ${labelName(label)}`);
    }
  }
  for (const [a, b] of pairs(labels)) check(depth(a, b) > slack, `${labelName(a)} is on ${labelName(b)}`);
  for (const [a, b] of pairs(cards)) check(depth(a, b) > slack, `${cardName(a)} is on ${cardName(b)}`);
  for (const edge of edges) {
    for (const card of cards) {
      const ends = isAt(edge.points[0], card) || isAt(edge.points.at(-1), card);
      check(!ends && runsThrough(edge, card), `${edgeName(edge)} runs through ${cardName(card)}`);
    }
  }
  if (!scene.whole) return found;
  for (const card of cards) check(excess(card, canvas) > slack, `${cardName(card)} of a whole graph is out of the canvas`);
  return found;
}
