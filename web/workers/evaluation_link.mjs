/** The evaluation worker as the page sees it: questions get answers, whatever happens to the worker. */
import { Problem } from './problem.mjs';
import { WorkerLink } from './worker_link.mjs';

/** @typedef {import('./messages').Question} Question */
/** @typedef {import('./messages').FromEvaluator} FromEvaluator */

/** @extends {WorkerLink<import('./messages').ToEvaluator, FromEvaluator>} */
export class EvaluationLink extends WorkerLink {
  /**
   * @param {import('./worker_link.mjs').WorkerPage} page
   * @param {object} heard
   * @param {(report: import('../protocol/reports').Report) => void} heard.report
   * @param {(problem: Problem) => void} heard.failure the worker is gone; the next post starts another
   * @param {() => void} heard.started what a new worker must be told first
   */
  constructor(page, heard) {
    super('evaluation_worker.mjs', page, {
      message: (message) => {
        if (message.type === 'answer') this.#answer(message);
        else if (message.type === 'report') heard.report(message.report);
        else if (message.fatal) this.fail(new Problem(message.problem.code, message.problem.args));
        else console.warn(new Problem(message.problem.code, message.problem.args).message);
      },
      failure: (problem) => {
        for (const { reject } of this.#asked.values()) reject(problem);
        this.#asked.clear();
        heard.failure(problem);
      },
      started: heard.started,
    });
  }

  /** @type {Map<number, { resolve(answer: unknown): void, reject: (problem: Error) => void }>} by the question's number */
  #asked = new Map();
  #last = 0;

  /**
   * @template {Question} Q
   * @param {Q} question
   * @returns {Promise<import('./messages').AnswerTo<Q>>} rejects with a Problem
   */
  ask(question) {
    return new Promise((resolve, reject) => {
      this.#last += 1;
      this.#asked.set(this.#last, { resolve, reject });
      this.post({ type: 'ask', id: this.#last, question });
    });
  }

  /** @param {Extract<FromEvaluator, { type: 'answer' }>} message */
  #answer({ id, answer, problem }) {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (problem) asked?.reject(new Problem(problem.code, problem.args));
    else asked?.resolve(answer);
  }
}
