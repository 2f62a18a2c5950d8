/** What scripts and the browser's console find as `playground`: the same actions and state that the page itself uses. */

/**
 * @param {() => import('./page.mjs').Page | null} page null until it is there
 * @param {Promise<void>} ready
 */
export const playgroundOf = (page, ready) => ({
  /** Resolves when the page is ready; rejects with the reason that the page shows. */
  ready,
  /** Does an action such as { type: 'set_leaf', name: 'apple', value: 120 }; whether it was done. @param {import('./protocol/actions').Action | string} action */
  dispatch: (action) => page()?.dispatch(action) ?? false,
  snapshot: () => page()?.snapshot(),
  widgets: () => page()?.widgets() ?? [],
  /** What the canvas draws of the graph: texts, cards and edges with their places in CSS pixels of the page. */
  scene: () => page()?.scene(),
  /** The training run with all its losses, as JSON. */
  run: () => page()?.run() ?? '{}',
  /** Asks the evaluation worker about the network as it is now, such as { what: 'weights' }. @param {import('./workers/messages').Question} question */
  ask: (question) => page()?.ask(question),
});
