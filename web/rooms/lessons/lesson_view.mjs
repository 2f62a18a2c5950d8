/** One lesson: the bar above it, its text with the graph's numbers and questions, and the ways on. */
import { element } from '../../widgets/element.mjs';
import { t } from '../../text/strings.mjs';
import { LessonActions } from './lesson_actions.mjs';
import { LiveNumbers, rich } from './lesson_html.mjs';
import { Question } from './question.mjs';

/**
 * @typedef {object} Lesson of the file that cmake/build_lessons.mjs makes
 * @property {string} id
 * @property {string} title
 * @property {string} html
 * @property {import('./lesson_actions.mjs').LessonDocument} document its graph
 * @property {import('./lesson_actions.mjs').LessonAction[]} [show] done after the graph is there
 * @property {Record<string, import('./lesson_actions.mjs').LessonAction[]>} actions of the text's buttons
 * @property {import('./question.mjs').QuestionTexts[]} questions
 * @property {import('../../protocol/actions').Lesson['lesson']} plan
 */

/** @param {string} text @param {() => void} press @param {string} [className] */
const button = (text, press, className = 'button') => element('button', { class: className, onclick: press }, text);

/** @param {string} sign @param {string} label key @param {() => void} press @param {boolean} disabled */
const arrow = (sign, label, press, disabled) =>
  element('button', { class: 'button lesson-arrow', label, title: label, onclick: press, disabled }, sign);

export class LessonView {
  /**
   * @param {Lesson[]} lessons
   * @param {Lesson} lesson
   * @param {import('../../page.mjs').Page} page
   * @param {import('./lesson_progress.mjs').LessonProgress} progress
   * @param {{ open: (id: string) => void, list: () => void }} go
   */
  constructor(lessons, lesson, page, progress, go) {
    this.lesson = lesson;
    this.page = page;
    this.progress = progress;
    this.actions = new LessonActions(lesson, page);
    const at = lessons.indexOf(lesson);
    this.notice = element('p', { class: 'lesson-other', hidden: true },
      element('span', {}, t('lessons.grade.other_graph')), button(t('lessons.load'), () => this.actions.start(), 'button quiet'));
    this.title = element('h2', { class: 'lesson-title', tabIndex: -1 }, lesson.title);
    this.text = this.#makeText(at + 1, lessons[at + 1], go);
    this.numbers = new LiveNumbers(this.text, lesson.plan.numbers);
    this.elements = [this.#makeBar(at, lessons, go), this.text];
    this.text.addEventListener('click', ({ target }) => {
      const pressed = target instanceof Element && target.closest('[data-do]');
      if (pressed instanceof HTMLElement) this.actions.do(lesson.actions[pressed.dataset.do ?? '']);
    });
  }

  /** Brings the text's numbers up to the graph. @param {import('../../protocol/snapshot').Snapshot} state */
  update({ lesson }) {
    if (lesson?.id !== this.lesson.id) return;
    this.numbers.update(lesson.numbers);
    this.notice.hidden = lesson.fits;
  }

  /** @param {number} number @param {Lesson | undefined} next @param {{ open: (id: string) => void }} go */
  #makeText(number, next, go) {
    const body = rich('div', '', this.lesson.html);
    /** @type {Question[]} */
    this.questions = [];
    for (const place of body.querySelectorAll('[data-question]')) {
      const question = this.#makeQuestion(place.getAttribute('data-question') ?? '');
      this.questions.push(question);
      place.replaceWith(question.element);
    }
    const end = element('footer', { class: 'lesson-end' },
      next && button(t('lessons.go_on', { title: next.title }), () => go.open(next.id), 'button primary lesson-next'),
      button(t('origin.own'), () => this.#giveBack(), 'button quiet'), element('p', { class: 'hint' }, t('lessons.own')));
    return element('article', { class: 'lesson' },
      element('p', { class: 'lesson-number' }, t('lessons.number', { number })), this.title, ...body.children, end);
  }

  /** @param {string} id */
  #makeQuestion(id) {
    const { lesson, progress, page } = this;
    const question = lesson.questions.find((one) => one.id === id);
    if (!question) throw new Error(`the lesson ${lesson.id} has no question ${id}`);
    return new Question({
      question,
      key: `answer:${lesson.id}:${id}`,
      numbers: lesson.plan.numbers,
      actions: this.actions,
      grade: (text) => {
        page.dispatch({ type: 'answer', lesson: lesson.id, question: id, text });
        return page.snapshot().lesson?.graded ?? null;
      },
      numbersNow: () => page.snapshot().lesson?.numbers ?? [],
      answered: () => progress.answer(lesson.id, id),
      onAnswer: (answer) => progress.setAnswer(lesson.id, id, answer),
    });
  }

  /** @param {number} at @param {Lesson[]} lessons @param {{ open: (id: string) => void, list: () => void }} go */
  #makeBar(at, lessons, go) {
    return element('div', { class: 'lesson-bar' },
      button(t('lessons.position', { at: at + 1, length: lessons.length }), go.list, 'button lesson-all'),
      arrow('←', 'lessons.previous', () => go.open(lessons[at - 1].id), at === 0),
      arrow('→', 'lessons.next', () => go.open(lessons[at + 1].id), at === lessons.length - 1),
      button(t('lessons.restart'), () => this.actions.start(), 'button quiet lesson-restart'), this.notice);
  }

  #giveBack() {
    const { lent, origin } = this.page.snapshot();
    if (lent && origin?.kind === 'lesson') this.page.dispatch({ type: 'give_back' });
    this.page.dispatch({ type: 'show', room: 'graph' });
  }
}
