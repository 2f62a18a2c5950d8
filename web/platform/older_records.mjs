/**
 * What earlier versions of the page kept for the next visit: "document", the user's graph as { own, lent } or by itself, and in "lessons",
 * beside the answers, the graph whose place a lesson's had taken ("own", with the formula "seen" of the lesson's).
 *
 * @typedef {Omit<import('../protocol/actions').Restore, 'type'>} SavedGraphs documents, as the playground's action "restore" takes them
 */
import { attempt } from './storage.mjs';

/** @param {string} key @returns {string | null} */
const textOf = (key) => attempt(() => localStorage.getItem(key));

/** @returns {{ own?: { document?: import('../protocol/actions').DocumentFile, seen?: string }, open?: string }} */
const readLessons = () => attempt(() => JSON.parse(textOf('lessons') ?? '{}')) ?? {};

/**
 * The graphs of an earlier version's record, its text, and as a text the graph that a lesson had taken the place of, if the record
 * continues with another.
 * @returns {{ text: string | null, graph: SavedGraphs | null, left?: string }} without a graph where the text is not readable
 */
export function olderGraphs() {
  const text = textOf('document');
  try {
    const stored = JSON.parse(text ?? 'null');
    if (!stored) return { text, graph: null };
    const graph = stored.own ? stored : { own: stored };
    const { own, open } = readLessons();
    if (!own?.document) return { text, graph };
    if (!open || own.seen !== graph.own.formula) return { text, graph, left: JSON.stringify(own.document) };
    return { text, graph: { own: own.document, lent: { ...graph.own, version: 2, origin: { kind: 'lesson', lesson: open } } } };
  } catch {
    return { text, graph: null };
  }
}

/** Once there is a record of today's form. */
export function forgetOlderRecords() {
  attempt(() => {
    localStorage.removeItem('document');
    const { own, ...lessons } = readLessons();
    if (own) localStorage.setItem('lessons', JSON.stringify(lessons));
  });
}
