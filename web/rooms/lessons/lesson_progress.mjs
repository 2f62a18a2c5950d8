/** Which questions were answered, and which lesson was open last: kept in the browser, for all tabs, where that is allowed. */
const key = 'lessons';

/**
 * @typedef {'right' | 'shown'} Answered
 * @typedef {{ open: string | null, answers: Record<string, Record<string, Answered | undefined>> }} Progress
 */

/** @returns {Progress} what is kept now: another tab may have answered meanwhile */
function stored() {
  try {
    const { open, answers } = JSON.parse(localStorage.getItem(key) ?? '{}') ?? {};
    return { open: typeof open === 'string' ? open : null, answers: answers && typeof answers === 'object' ? answers : {} };
  } catch { // nothing readable, or no storage
    return { open: null, answers: {} };
  }
}

export class LessonProgress {
  constructor() {
    this.state = stored();
  }

  get open() {
    return this.state.open;
  }

  set open(lesson) {
    this.#save((state) => { state.open = lesson; });
  }

  /** @param {string} lesson @param {string} question @returns {Answered | undefined} */
  answer(lesson, question) {
    const answer = this.state.answers[lesson]?.[question];
    return answer === 'right' || answer === 'shown' ? answer : undefined;
  }

  /** @param {string} lesson @param {string} question @param {Answered | undefined} answer */
  setAnswer(lesson, question, answer) {
    this.#save((state) => { state.answers[lesson] = { ...state.answers[lesson], [question]: answer }; });
  }

  /** @param {(state: Progress) => void} change */
  #save(change) {
    change(this.state);
    try {
      const now = stored();
      change(now);
      localStorage.setItem(key, JSON.stringify(now));
      this.state = now;
    } catch { /* forbidden: it lasts as long as the page */ }
  }
}
