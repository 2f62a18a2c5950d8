/** What a lesson does on the canvas, which is lent to its graph. */

/**
 * @typedef {import('../../protocol/actions').Action} Action
 * @typedef {import('../../protocol/snapshot').Snapshot} Snapshot
 * @typedef {{ name: string, op: string, value?: unknown }} FileNode of a document
 * @typedef {{ nodes: FileNode[], upstream?: unknown, output: number, [field: string]: unknown }} LessonDocument
 * @typedef {'forward' | number | { forward: string } | { backward: string }} WalkTarget
 *
 * @typedef {{ type: 'walk', to: WalkTarget } | { type: 'load_document', document: LessonDocument }
 *   | ByName<Exclude<Action, { type: 'load_document' }>>} LessonAction of the playground, in which nodes may be given by name
 * @typedef {object} Scene what the canvas shows while a question is asked
 * @property {Record<string, unknown>} [leaves] other values
 * @property {unknown} [upstream] gradient
 * @property {LessonAction[]} [actions]
 * @property {WalkTarget} [walk]
 */

/**
 * @template A
 * @typedef {A extends unknown ? { [Key in keyof A]: Key extends 'node' ? A[Key] | string : Key extends 'nodes' ? (number | string)[] : A[Key] } : never} ByName
 */

export class LessonActions {
  /**
   * @param {Pick<import('./lesson_view.mjs').Lesson, 'id' | 'document' | 'show'>} lesson
   * @param {Pick<import('../../page.mjs').Page, 'dispatch' | 'snapshot'>} page
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

  /** Does a text's actions on the lesson's graph, which is put on the canvas first if another is there. @param {LessonAction[]} actions */
  do(actions) {
    if (!this.isLent()) this.start();
    for (const action of actions) {
      if (action.type === 'load_document') this.lend(action.document);
      else if (action.type === 'walk' && 'to' in action) this.#walkTo(action.to);
      else this.page.dispatch(this.#byId(action));
    }
  }

  /** The action with nodes by their ids. @param {ByName<Action>} action */
  #byId(action) {
    const { nodes } = this.page.snapshot();
    const id = (/** @type {number | string} */ name) => nodes.find((one) => one.name === name)?.id ?? name;
    const now = { ...action };
    if ('node' in now && typeof now.node === 'string') now.node = id(now.node);
    if ('nodes' in now) now.nodes = now.nodes?.map(id);
    return /** @type {Action} */ (now);
  }

  /**
   * The walk to the end of forward, to a step by its number, or to where a node has computed its value or sent its gradients back.
   * @param {WalkTarget} to
   */
  #walkTo(to) {
    const { dispatch, snapshot } = this.page;
    const backward = typeof to === 'object' && 'backward' in to;
    const name = typeof to === 'object' ? Object.values(to)[0] : '';
    const id = snapshot().nodes.find((one) => one.name === name)?.id;
    const there = (/** @type {Snapshot} */ { walk, explanation }) => {
      if (!walk || walk.phase === 'done') return true;
      if (to === 'forward') return walk.phase !== 'forward';
      if (typeof to === 'number') return walk.position >= to;
      return explanation?.node === id && walk.backward === backward;
    };
    dispatch({ type: 'walk', move: 'start' });
    while (!there(snapshot())) dispatch({ type: 'walk', move: 'step' });
  }
}
