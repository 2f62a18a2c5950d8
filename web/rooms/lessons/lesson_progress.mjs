/**
 * Which questions were answered, where the reader was, and the graph from before the lessons. Kept in the
 * browser, where that is allowed.
 */
const key = 'lessons';

export class LessonProgress {
  constructor() {
    this.state = { open: null, answers: {}, own: null };
    try {
      const { open, answers, own } = JSON.parse(localStorage.getItem(key)) ?? {};
      if (typeof open === 'string') this.state.open = open;
      if (answers && typeof answers === 'object') this.state.answers = answers;
      if (own?.document && typeof own.seen === 'string') this.state.own = own;
    } catch { /* nothing kept, or nothing readable */ }
  }

  get open() {
    return this.state.open;
  }

  set open(lesson) {
    this.state.open = lesson;
    this.save();
  }

  /** 'right', 'shown' or undefined. */
  answer(lesson, question) {
    const answer = this.state.answers[lesson]?.[question];
    return answer === 'right' || answer === 'shown' ? answer : undefined;
  }

  /** @param {'right' | 'shown' | undefined} answer */
  setAnswer(lesson, question, answer) {
    this.state.answers[lesson] = { ...this.state.answers[lesson], [question]: answer };
    this.save();
  }

  /** The reader's own graph as a file, and `seen`, the formula of the lesson's graph that took its place. */
  get own() {
    return this.state.own;
  }

  set own(own) {
    this.state.own = own;
    this.save();
  }

  save() {
    try {
      localStorage.setItem(key, JSON.stringify(this.state));
    } catch { /* forbidden: it lasts as long as the page */ }
  }
}
