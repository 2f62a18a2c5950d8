/** Puts a view's questions to the evaluation worker: one at a time, the latest first, not too often. */

export class QuestionQueue {
  /**
   * @param {(question: object) => Promise<any>} ask
   * @param {(answer: any, question: any) => void} answered
   * @param {(problem: string) => void} told a sentence for the user, '' when all is well again
   */
  constructor(ask, answered, told) {
    Object.assign(this, { ask, answered, told });
    this.wanted = null;
    this.asking = false;
    this.failed = false;
    this.done = null;
    this.last = -Infinity;
  }

  /**
   * @param {string | symbol} key what the answer depends on: asked once for each
   * @param {object | (() => object)} question a function is called when it is the question's turn
   * @param {number} [pause] milliseconds between two questions
   */
  want(key, question, pause = 500) {
    this.wanted = { key, question, pause };
    this.next();
  }

  /** Asks next, whatever was answered before. */
  askNow(question) {
    this.want(Symbol('now'), question, 0);
  }

  /** Nobody looks: what waits is dropped. */
  rest() {
    this.wanted = null;
    if (this.failed) this.done = null; // it is tried again when somebody looks again
    clearTimeout(this.timer);
    this.timer = 0;
  }

  next() {
    if (this.asking || !this.wanted || this.wanted.key === this.done) return;
    clearTimeout(this.timer);
    const wait = this.last + this.wanted.pause - performance.now();
    if (wait > 0) this.timer = setTimeout(() => this.next(), wait);
    else this.put(this.wanted);
  }

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
      this.told(error.message);
    }
    this.asking = false;
    if (answer !== undefined) this.answered(answer, asked);
    this.next();
  }
}
