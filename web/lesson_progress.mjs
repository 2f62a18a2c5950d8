/** Which questions were answered and where the reader was. Kept in the browser, where that is allowed. */
const key = 'lessons';

export class LessonProgress {
  constructor() {
    this.state = { open: null, answers: {} };
    try {
      const { open, answers } = JSON.parse(localStorage.getItem(key)) ?? {};
      if (typeof open === 'string') this.state.open = open;
      if (answers && typeof answers === 'object') this.state.answers = answers;
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

  save() {
    try {
      localStorage.setItem(key, JSON.stringify(this.state));
    } catch { /* forbidden: it lasts as long as the page */ }
  }
}
