/** The lessons: a list of them, or one with its text, to whose graph the canvas is lent. */
import { fetchJson } from '../../platform/page_files.mjs';
import { startAgain } from '../../platform/refetch.mjs';
import { element } from '../../widgets/element.mjs';
import { language, onLanguage, t } from '../../text/strings.mjs';
import { lessonList } from './lesson_list.mjs';
import { LessonProgress } from './lesson_progress.mjs';
import { LessonView } from './lesson_view.mjs';

/** What takes longer is named. */
const patience = 5000;

/** @param {unknown} content */
const areLessons = (content) => Array.isArray(content) && content.every(({ id, plan }) => id && plan);

class LessonsRoom {
  /** @type {import('./lesson_view.mjs').Lesson[] | null} of the page's language, once they are fetched */
  #lessons = null;
  /** @type {LessonView | null} the lesson that is open */
  #view = null;
  #inside = false;
  /** @type {RequestCache | undefined} how they are fetched: after a failure not from the cache */
  #cache;
  #progress = new LessonProgress();
  #go = { open: (/** @type {string} */ id) => this.#open(id), list: () => this.#showList() };

  /** @param {HTMLElement} root @param {import('../../page.mjs').Page} page */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    onLanguage(() => this.#translate());
  }

  /** @param {import('../../protocol/snapshot').Snapshot} state */
  update(state) {
    if (!this.#inside) {
      this.#inside = true;
      this.#enter();
    }
    this.#view?.update(state);
  }

  leave() {
    this.#inside = false;
  }

  /** Goes on with the lesson that is on the canvas, or else with the last one that was open. */
  async #enter() {
    if (this.#view?.actions.isLent() || !(this.#lessons || await this.#load()) || !this.#inside) return;
    const { onCanvas, question } = this.#lent();
    const last = this.#view?.lesson.id ?? this.#progress.open;
    if (onCanvas && this.#lesson(onCanvas)) this.#resume(onCanvas, question);
    else if (last && this.#lesson(last)) this.#open(last);
    else this.#showList();
  }

  /** The lesson whose graph is on the canvas, and the question that it shows. */
  #lent() {
    const { lent, origin } = this.page.snapshot();
    return lent && origin?.kind === 'lesson' ? { onCanvas: origin.lesson, question: origin.question } : {};
  }

  /** @param {string} id */
  #lesson(id) {
    return this.#lessons?.find((one) => one.id === id);
  }

  /** Fetches the lessons; once more where the language was changed meanwhile. @returns {Promise<boolean>} */
  async #load() {
    const asked = language();
    const file = `lessons/${asked}.json`;
    this.#say(t('lessons.loading'));
    const late = setTimeout(() => this.#sayMissing(t('start.no_answer', { name: file }), () => startAgain([file])), patience);
    try {
      const { content } = await fetchJson(file, areLessons, this.#cache);
      if (asked !== language()) return await this.#load();
      this.#lessons = /** @type {import('./lesson_view.mjs').Lesson[]} */ (content);
      this.#say('');
      return true;
    } catch (problem) {
      this.#cache = 'reload';
      this.#sayMissing(/** @type {Error} */ (problem).message, () => this.#enter());
      return false;
    } finally {
      clearTimeout(late);
    }
  }

  /** @param {string} reason @param {() => void} retry */
  #sayMissing(reason, retry) {
    this.#say(`${t('lessons.failed')} ${reason}`);
    this.root.append(element('button', { class: 'button lesson-retry', onclick: retry }, t('lessons.retry')));
  }

  /** @param {string} text */
  #say(text) {
    this.root.replaceChildren(...(text ? [element('p', { class: 'notice lesson-notice', role: 'status' }, text)] : []));
  }

  async #translate() {
    if (!this.#lessons) return;
    const place = this.#place();
    if (!await this.#load()) return;
    if (this.#view) {
      const { id } = this.#view.lesson;
      const { onCanvas, question } = this.#lent();
      this.#resume(id, onCanvas === id ? question : undefined);
    } else {
      this.#showList();
    }
    place();
  }

  /** Both languages have the same blocks: the first one that can be seen is brought back to its height. */
  #place() {
    const blocks = () => [...this.root.querySelectorAll('.lesson > *')];
    const scroller = this.#scroller();
    const edge = this.root.querySelector('.lesson-bar')?.getBoundingClientRect().bottom ?? 0;
    const i = blocks().findIndex((block) => block.getBoundingClientRect().bottom > edge);
    const before = blocks()[i]?.getBoundingClientRect().top ?? 0;
    return () => {
      const block = blocks()[i];
      if (block) scroller.scrollTop += block.getBoundingClientRect().top - before;
    };
  }

  /** The panel around the room, or on a narrow screen the page. @returns {Element} */
  #scroller() {
    const panel = this.root.parentElement;
    const page = document.scrollingElement ?? document.documentElement;
    return panel && panel.scrollHeight > panel.clientHeight ? panel : page;
  }

  #showList() {
    this.#view = null;
    this.root.replaceChildren(lessonList(this.#lessons ?? [], this.#progress, this.#go.open));
  }

  /** Opens a lesson at its beginning. @param {string} id */
  #open(id) {
    this.#progress.open = id;
    const view = this.#render(id);
    view.actions.start();
    view.title.focus({ preventScroll: true });
    if (!this.#inside) return;
    this.#scroller().scrollTop = 0;
    scrollTo({ top: 0 });
  }

  /** Opens the lesson that is on the canvas already, as after a reload. @param {string} id @param {string} [asked] the question that it shows */
  #resume(id, asked) {
    this.#progress.open = id;
    const view = this.#render(id);
    const question = view.questions.find((one) => one.question.id === asked);
    if (question && !this.#progress.answer(id, question.question.id)) question.showForm();
  }

  /** @param {string} id */
  #render(id) {
    const lessons = this.#lessons ?? [];
    const view = new LessonView(lessons, /** @type {import('./lesson_view.mjs').Lesson} */ (this.#lesson(id)), this.page, this.#progress, this.#go);
    this.#view = view;
    this.page.dispatch({ type: 'lesson', lesson: view.lesson.plan });
    this.root.replaceChildren(...view.elements);
    view.update(this.page.snapshot());
    return view;
  }
}

/** @type {LessonsRoom} */
let room;

/** @param {HTMLElement} root @param {import('../../page.mjs').Page} page */
export function mount(root, page) {
  room = new LessonsRoom(root, page);
}

/** @param {import('../../protocol/snapshot').Snapshot} state */
export function update(state) {
  room.update(state);
}

export function leave() {
  room.leave();
}
