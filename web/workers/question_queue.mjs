/** Puts a view's questions to the evaluation worker: one at a time, the latest first, not too often. */

/** @typedef {import('./messages').Question} Question */
/** @template {Question} Q @typedef {{ key: string | symbol, question: Q | (() => Q), pause: number }} Wanted */

/** @template {Question} Q */
export class QuestionQueue {
  /**
   * @param {(question: Q) => Promise<import('./messages').AnswerTo<Q>>} ask
   * @param {(answer: import('./messages').AnswerTo<Q>, question: Q) => void} answered
   * @param {(problem: string) => void} told a sentence for the user, '' when all is well again
   */
  constructor(ask, answered, told) {
    this.ask = ask;
    this.answered = answered;
    this.told = told;
    /** @type {Wanted<Q> | null} */
    this.wanted = null;
    this.asking = false;
    this.failed = false;
    /** @type {string | symbol | null} */
    this.done = null;
    this.last = -Infinity;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /**
   * @param {string | symbol} key what the answer depends on: asked once for each
   * @param {Q | (() => Q)} question a function is called when it is the question's turn
   * @param {number} [pause] milliseconds between two questions
   */
  want(key, question, pause = 500) {
    this.wanted = { key, question, pause };
    this.next();
  }

  /** Asks next, whatever was answered before. @param {Q} question */
  askNow(question) {
    this.want(Symbol('now'), question, 0);
  }

  /** Nobody looks: what waits is dropped. */
  rest() {
    this.wanted = null;
    if (this.failed) this.done = null; // it is tried again when somebody looks again
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  next() {
    if (this.asking || !this.wanted || this.wanted.key === this.done) return;
    clearTimeout(this.timer);
    const wait = this.last + this.wanted.pause - performance.now();
    if (wait > 0) this.timer = setTimeout(() => this.next(), wait);
    else this.put(this.wanted);
  }

  /** @param {Wanted<Q>} wanted */
  async put({ key, question }) {
    this.asking = true;
    this.done = key;
    this.last = performance.now();
    let answer;
    const asked = typeof question === 'function' ? question() : question;
    try {
      answer = await this.ask(asked);
      this.failed = false;
      this.told('');
    } catch (error) {
      this.failed = true;
      this.told(/** @type {Error} */ (error).message);
    }
    this.asking = false;
    if (answer !== undefined) this.answered(answer, asked);
    this.next();
  }
}
