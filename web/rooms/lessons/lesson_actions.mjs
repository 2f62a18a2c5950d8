/** What a lesson does on the canvas, which is lent to its graph. */

/**
 * @typedef {{ type: string, [field: string]: any }} Action of the playground, in which nodes may be given by name
 * @typedef {{ name: string, op: string, value?: unknown }} FileNode of a document
 * @typedef {{ nodes: FileNode[], upstream?: unknown, output: number }} LessonDocument
 * @typedef {'forward' | number | { forward: string } | { backward: string }} WalkTarget
 * @typedef {object} Scene what the canvas shows while a question is asked
 * @property {Record<string, unknown>} [leaves] other values
 * @property {unknown} [upstream] gradient
 * @property {Action[]} [actions]
 * @property {WalkTarget} [walk]
 */

export class LessonActions {
  /**
   * @param {{ id: string, document: LessonDocument, show?: Action[] }} lesson
   * @param {{ dispatch: (action: object) => boolean, snapshot: () => any }} page
   */
  constructor(lesson, page) {
    this.lesson = lesson;
    this.page = page;
  }

  /** Whether the canvas is lent to this lesson. */
  isLent() {
    const { lent, origin } = this.page.snapshot();
    return lent && origin?.kind === 'lesson' && origin.lesson === this.lesson.id;
  }

  /** @param {LessonDocument} document @param {string} [question] whose scene it is */
  lend(document, question) {
    this.page.dispatch({ type: 'lend', document, origin: { kind: 'lesson', lesson: this.lesson.id, ...(question && { question }) } });
  }

  /** Puts the lesson's graph on the canvas as it is at the beginning. */
  start() {
    this.lend(this.lesson.document);
    this.do(this.lesson.show ?? []);
  }

  /** Puts the situation of a question on the canvas. @param {string} question @param {Scene} scene */
  ask(question, { leaves = {}, upstream = this.lesson.document.upstream, actions = [], walk }) {
    const { document } = this.lesson;
    const nodes = document.nodes.map((node) => (node.name in leaves ? { ...node, value: leaves[node.name] } : node));
    this.lend({ ...document, nodes, ...(upstream ? { upstream } : {}) }, question);
    this.do(actions);
    if (walk !== undefined) this.#walkTo(walk);
  }

  /** Does a text's actions on the lesson's graph, which is put on the canvas first if another is there. @param {Action[]} actions */
  do(actions) {
    if (!this.isLent()) this.start();
    for (const action of actions) {
      if (action.type === 'walk' && action.to) this.#walkTo(action.to);
      else if (action.type === 'load_document') this.lend(action.document);
      else this.page.dispatch(this.#byId(action));
    }
  }

  /** The action with nodes by their ids. @param {Action} action */
  #byId(action) {
    const { nodes } = this.page.snapshot();
    /** @param {string} name */
    const id = (name) => nodes.find((/** @type {FileNode} */ one) => one.name === name)?.id ?? name;
    const now = { ...action };
    if (typeof action.node === 'string') now.node = id(action.node);
    if (Array.isArray(action.nodes)) now.nodes = action.nodes.map(id);
    return now;
  }

  /**
   * The walk to the end of forward, to a step by its number, or to where a node has computed its value or sent its gradients back.
   * @param {WalkTarget} to
   */
  #walkTo(to) {
    const { dispatch, snapshot } = this.page;
    const backward = typeof to === 'object' && 'backward' in to;
    const name = typeof to === 'object' ? Object.values(to)[0] : '';
    const id = snapshot().nodes.find((/** @type {FileNode} */ one) => one.name === name)?.id;
    /** @param {any} state */
    const there = ({ walk, explanation }) => {
      if (to === 'forward') return walk.phase !== 'forward';
      if (typeof to === 'number') return walk.position >= to;
      return explanation?.node === id && walk.backward === backward;
    };
    dispatch({ type: 'walk', move: 'start' });
    for (let state = snapshot(); !there(state) && state.walk.phase !== 'done'; state = snapshot()) {
      dispatch({ type: 'walk', move: 'step' });
    }
  }
}
