/** The room of the lessons. */
import { byId } from '../../widgets/element.mjs';
import { LessonPanel } from './lesson_panel.mjs';

/** @type {LessonPanel} */
let panel;

export function mount(root, page) {
  const { app, dispatch, snapshot } = page;
  panel = new LessonPanel({ room: root, back: byId('lesson-back'), dispatch, snapshot, file: () => app.document() });
  // In the graph's room there is a way back to the reader's own graph.
  page.onState((state) => { if (state.room !== 'lessons') panel.update(state); });
  panel.update(snapshot());
}

export function update(state) {
  panel.update(state);
}
