/** The lessons: a list of them, or one with its text, whose graph the canvas shows. */
import { byId, element, setText } from '../../widgets/element.mjs';
import { LessonGraph, read, show } from './lesson_graph.mjs';
import { htmlOf } from './lesson_html.mjs';
import { LessonProgress } from './lesson_progress.mjs';
import { Question } from './lesson_question.mjs';
import { language, onLanguage, t } from '../../text/strings.mjs';

function button(text, press, className = 'button') {
  return element('button', { class: className, onclick: press }, text);
}

function arrow(sign, label, press) {
  const made = button(sign, press, 'button lesson-arrow');
  made.setAttribute('aria-label', label);
  made.title = label;
  return made;
}

export class LessonPanel {
  /**
   * @param {object} parts
   * @param {HTMLElement} parts.room
   * @param {HTMLElement} parts.back in the graph's room: the way back to the reader's own graph
   * @param {(action: object) => boolean} parts.dispatch
   * @param {() => any} parts.snapshot
   * @param {() => string} parts.file the graph on the page as a file
   */
  constructor({ room, back, dispatch, snapshot, file }) {
    Object.assign(this, { room, back, dispatch, snapshot, file });
    this.graph = new LessonGraph(dispatch, snapshot);
    this.progress = new LessonProgress();
    this.live = [];
    room.addEventListener('click', (event) => {
      const action = event.target.closest('[data-do]');
      if (action) this.graph.do(this.lesson.actions[action.dataset.do]);
    });
    onLanguage(() => this.translate());
  }

  /** @param {any} state the playground's snapshot */
  update(state) {
    const entered = state.room === 'lessons' && this.at !== 'lessons';
    this.at = state.room;
    if (entered) this.enter(state);
    const { own } = this.progress;
    if (own && state.room === 'lessons' && this.fits(state) && own.seen !== state.formula) {
      this.progress.own = { ...own, seen: state.formula };
    }
    this.showBack(state.room === 'graph' && this.isLessonGraph(state));
    if (state.room === 'lessons') this.follow(state);
  }

  showBack(visible) {
    if (this.back.hidden === !visible) return;
    this.back.hidden = !visible;
    this.back.replaceChildren(element('span', {}, t('lessons.is_lesson_graph')),
      button(t('lessons.back'), () => this.giveBack(), 'button quiet'));
  }

  /** Whether the canvas shows what the lessons left there: then the reader's own graph is kept. */
  isLessonGraph(state) {
    return this.progress.own?.seen === state.formula;
  }

  giveBack() {
    const { document } = this.progress.own;
    this.progress.own = null;
    this.dispatch({ type: 'load_document', document });
    this.dispatch({ type: 'show', room: 'graph' });
  }

  async enter(state) {
    const kept = this.lesson && this.isLessonGraph(state);
    if (!await this.ready() || kept || this.at !== 'lessons') return;
    const open = this.lesson?.id ?? this.progress.open;
    if (this.lessons.some(({ id }) => id === open)) this.openLesson(open);
    else this.showList();
  }

  async ready() {
    return Boolean(this.lessons) || this.load();
  }

  async load() {
    this.say(t('lessons.loading'));
    try {
      const url = new URL(`lessons/${language()}.json`, document.baseURI);
      const response = await fetch(url, { credentials: 'same-origin' });
      if (!response.ok) throw new Error(String(response.status));
      this.lessons = await response.json();
      this.say('');
      return true;
    } catch {
      this.say(t('lessons.failed'));
      this.room.append(button(t('lessons.retry'), () => this.enter(this.snapshot()), 'button lesson-retry'));
      return false;
    }
  }

  say(text) {
    const notice = element('p', { class: 'notice lesson-notice' }, text);
    notice.setAttribute('role', 'status');
    this.room.replaceChildren(...(text ? [notice] : []));
  }

  async translate() {
    if (!this.lessons) return;
    const place = this.place();
    if (!await this.load()) return;
    if (this.lesson) this.render(this.lessons.find(({ id }) => id === this.lesson.id));
    else this.showList();
    this.follow(this.snapshot());
    place();
  }

  /** Both languages have the same blocks: the first one that can be seen is brought back to its height. */
  place() {
    const blocks = () => [...this.room.querySelectorAll('.lesson > *')];
    const top = (block) => block.getBoundingClientRect().top;
    const i = blocks().findIndex((block) => block.getBoundingClientRect().bottom > this.edge());
    const before = i < 0 ? 0 : top(blocks()[i]);
    return () => {
      const block = blocks()[i];
      if (!block) return;
      const panel = byId('panel');
      const scroller = panel.scrollHeight > panel.clientHeight ? panel : document.scrollingElement;
      scroller.scrollTop += top(block) - before;
    };
  }

  /** Where the text begins to be seen: below what stays at the top. */
  edge() {
    const sticky = byId('canvas-area').getBoundingClientRect();
    const panel = byId('panel').getBoundingClientRect();
    return sticky.left === panel.left ? sticky.bottom : panel.top;
  }

  // --- the list

  showList() {
    this.lesson = null;
    this.live = [];
    const list = element('ol', { class: 'lesson-list' });
    for (const [i, lesson] of this.lessons.entries()) {
      const item = element('li');
      const open = button('', () => this.openLesson(lesson.id), 'lesson-item');
      open.append(element('span', { class: 'lesson-count' }, String(i + 1)), element('span', { class: 'lesson-name' }, lesson.title),
        this.tick(lesson));
      item.append(open);
      list.append(item);
    }
    const box = element('div', { class: 'lesson lesson-contents' });
    box.append(element('h2', { class: 'lesson-title' }, t('lessons.title')), element('p', {}, t('lessons.intro')), list);
    this.room.replaceChildren(box);
  }

  /** How many of a lesson's questions were answered: nothing, 1/2, or a tick for all. */
  tick({ id, questions }) {
    const count = questions.filter((question) => this.progress.answer(id, question.id)).length;
    const all = questions.length;
    const done = count === all;
    const tick = element('span', { class: 'lesson-state' }, done ? '✓' : count ? `${count}/${all}` : '');
    tick.classList.toggle('is-done', done);
    if (count) {
      tick.setAttribute('role', 'img');
      tick.setAttribute('aria-label', done ? t('lessons.done') : t('lessons.answered', { count, all }));
    }
    return tick;
  }

  // --- a lesson

  openLesson(id) {
    const lesson = this.lessons.find((one) => one.id === id);
    const state = this.snapshot();
    if (!this.isLessonGraph(state)) {
      this.progress.own = { document: JSON.parse(this.file()), seen: state.formula };
    }
    this.progress.open = id;
    this.render(lesson);
    this.start();
    const title = this.room.querySelector('.lesson-title');
    title.focus({ preventScroll: true });
    byId('panel').scrollTop = 0;
    if (this.at === 'lessons') scrollTo({ top: 0 });
  }

  /** Puts the lesson's graph on the canvas as it is at the beginning. */
  start() {
    this.graph.load(this.lesson.document);
    this.graph.do(this.lesson.show ?? []);
  }

  render(lesson) {
    this.lesson = lesson;
    const at = this.lessons.indexOf(lesson);
    const article = element('article', { class: 'lesson' });
    const title = element('h2', { class: 'lesson-title' }, lesson.title);
    title.tabIndex = -1;
    const body = element('div');
    body.append(htmlOf(lesson.html));
    const number = element('p', { class: 'lesson-number' }, t('lessons.number', { number: at + 1 }));
    article.append(number, title, ...body.children);
    for (const place of article.querySelectorAll('[data-question]')) {
      place.replaceWith(this.question(place.dataset.question));
    }
    article.append(this.footer(at));
    this.live = [...article.querySelectorAll('[data-live]')].map((element) =>
      ({ element, what: JSON.parse(element.dataset.live), text: element.textContent }));
    this.room.replaceChildren(this.bar(at), article);
  }

  question(id) {
    const { lesson } = this;
    return new Question({
      question: lesson.questions.find((one) => one.id === id),
      document: lesson.document,
      graph: this.graph,
      answered: () => this.progress.answer(lesson.id, id),
      onAnswer: (answer) => this.progress.setAnswer(lesson.id, id, answer),
    }).element;
  }

  bar(at) {
    const bar = element('div', { class: 'lesson-bar' });
    const go = (step) => this.openLesson(this.lessons[at + step].id);
    const back = arrow('←', t('lessons.previous'), () => go(-1));
    const on = arrow('→', t('lessons.next'), () => go(1));
    back.disabled = at === 0;
    on.disabled = at === this.lessons.length - 1;
    this.notice = element('p', { class: 'lesson-other' });
    this.notice.hidden = true;
    this.notice.append(element('span', {}, t('lessons.other_graph')),
      button(t('lessons.load'), () => this.start(), 'button quiet'));
    const position = t('lessons.position', { at: at + 1, length: this.lessons.length });
    bar.append(button(position, () => this.showList(), 'button lesson-all'), back, on,
      button(t('lessons.restart'), () => this.start(), 'button quiet lesson-restart'), this.notice);
    return bar;
  }

  footer(at) {
    const footer = element('footer', { class: 'lesson-end' });
    const next = this.lessons[at + 1];
    if (next) {
      const text = t('lessons.go_on', { title: next.title });
      footer.append(button(text, () => this.openLesson(next.id), 'button primary lesson-next'));
    }
    footer.append(button(t('lessons.back'), () => this.giveBack(), 'button quiet'),
      element('p', { class: 'hint' }, t('lessons.own')));
    return footer;
  }

  /** A number of the text at this moment; '?' for what the walk has not reached. */
  numberNow(state, what) {
    if (what.kind === 'proof') return state.proof?.largest ?? '';
    const node = state.nodes.find((one) => one.name === what.node);
    const hidden = state.walk && node && (what.kind === 'grad' ? node.gradText : node.valueText) === '';
    return hidden ? '?' : show(read(state.nodes, what), what.exact);
  }

  /** Brings the text's numbers up to the graph. */
  follow(state) {
    if (!this.lesson) return;
    for (const { element, what, text } of this.live) {
      setText(element, this.numberNow(state, what) || text);
    }
    this.notice.hidden = this.fits(state);
  }

  /** Whether the canvas shows the lesson's graph, or one made of it. */
  fits(state) {
    const names = new Set(state.nodes.map((node) => node.name));
    return Boolean(this.lesson?.document.nodes.every((node) => node.op !== 'input' || names.has(node.name)));
  }
}
