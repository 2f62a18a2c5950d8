/**
 * What went wrong, as data: an id of src/base/problems.inl and its arguments by name. Workers post it, and the page's module makes
 * the sentence (assets/strings/<language>/problems.json), in the language of the moment.
 */

/** @typedef {string | number | null | ProblemData} ProblemArgument a problem inside another one is a part of its sentence */
/** @typedef {{ code: string, args: { [name: string]: ProblemArgument } }} ProblemData */

/** @type {(problem: ProblemData) => string} */
let sentenceOf = ({ code }) => code;

/** Who makes the sentences from now on. @param {(problem: ProblemData) => string} sentence */
export function sayProblemsBy(sentence) {
  sentenceOf = sentence;
}

export class Problem extends Error {
  /** @param {string} code such as 'fetch.status' @param {ProblemData['args']} [args] */
  constructor(code, args = {}) {
    super();
    this.code = code;
    this.args = args;
  }

  /** The sentence, code in it between backticks. @override @returns {string} */
  get message() {
    return sentenceOf(this.data);
  }

  /** What can be posted. @returns {ProblemData} */
  get data() {
    return { code: this.code, args: this.args };
  }
}

/** Any error as data: the engine's and our own have an id, others are unexpected. @param {unknown} error @returns {ProblemData} */
export function problemData(error) {
  const { code, args, message } = /** @type {Partial<Problem>} */ (error ?? {});
  if (typeof code === 'string' && args) return { code, args };
  return { code: 'worker.failed', args: { reason: message ?? String(error) } };
}

/** Whether a worker is of no more use after such a failure: it lacks the engine, or the engine stopped in the middle. @param {ProblemData} problem */
export const ruins = ({ code }) => /^(worker|fetch|memory|module\.unexpected)/.test(code);
