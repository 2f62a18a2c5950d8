/** The list of the lessons, with how many of each one's questions were answered. */
import { element } from '../../widgets/element.mjs';
import { t } from '../../text/strings.mjs';

/**
 * Nothing, 1/2, or a tick for all.
 * @param {number} count of the answered questions
 * @param {number} all
 */
function tick(count, all) {
  const done = count === all;
  const made = element('span', { class: `lesson-state${done ? ' is-done' : ''}` }, done ? '✓' : count ? `${count}/${all}` : '');
  if (count) {
    made.setAttribute('role', 'img');
    made.setAttribute('aria-label', done ? t('lessons.done') : t('lessons.answered', { count, all }));
  }
  return made;
}

/**
 * @param {import('./lesson_view.mjs').Lesson[]} lessons
 * @param {import('./lesson_progress.mjs').LessonProgress} progress
 * @param {(id: string) => void} open
 */
export function lessonList(lessons, progress, open) {
  const items = lessons.map(({ id, title, questions }, i) => {
    const count = questions.filter((question) => progress.answer(id, question.id)).length;
    return element('li', {}, element('button', { class: 'lesson-item', onclick: () => open(id) },
      element('span', { class: 'lesson-count' }, String(i + 1)), element('span', { class: 'lesson-name' }, title), tick(count, questions.length)));
  });
  return element('div', { class: 'lesson lesson-contents' },
    element('h2', { class: 'lesson-title' }, t('lessons.title')), element('p', {}, t('lessons.intro')), element('ol', { class: 'lesson-list' }, ...items));
}
