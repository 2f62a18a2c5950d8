/**
 * Keeps the checkpoints of a run, evaluates them, and answers questions about one. What is said to it and by it: messages.d.ts.
 * Questions go before evaluations.
 */
import { build } from './build.mjs';
import { problemData, ruins } from './problem.mjs';
import { answers } from './evaluation_answers.mjs';
import { EvaluatedRun } from './evaluated_run.mjs';
import { loadEngine } from './engine.mjs';

/** @typedef {import('./messages').ToEvaluator} ToEvaluator */
/** @typedef {import('./messages').FromEvaluator} FromEvaluator */

/** @type {WebAssembly.Module} the engine, compiled */
let wasm;
/** @type {EvaluatedRun | null} */
let subject = null;
/** @type {ToEvaluator[]} */
const waiting = [];
let working = false;
let heard = 0;

/** @param {FromEvaluator | import('./messages').Idle} message @param {Transferable[]} [transfer] */
function tell(message, transfer = []) {
  postMessage(message, { transfer });
}

/** @param {EvaluatedRun} run */
function tellCheckpoints(run) {
  tell({ type: 'report', report: { type: 'checkpoints', run: run.number, steps: run.steps() } });
}

/** What can be handed over without a copy. @param {object} answer */
function buffers(answer) {
  return Object.values(answer).filter(ArrayBuffer.isView).map((view) => view.buffer);
}

/** @param {EvaluatedRun} run @param {ToEvaluator} message */
async function hear(run, message) {
  switch (message.type) {
    case 'data':
      await run.setData(message.files);
      break;
    case 'run':
      run.begin(message.run, message.settings, message.network);
      break;
    case 'checkpoint':
    case 'snapshot':
      if (message.run !== run.number) return;
      run.keep(message);
      tellCheckpoints(run);
      break;
    case 'look':
      run.lookedAt = message.steps ?? null;
      break;
    case 'rewind':
      run.rewind(message.run, message.steps);
      tellCheckpoints(run);
      break;
    case 'ask': {
      const ask = /** @type {(run: EvaluatedRun, question: import('./messages').Question) => unknown} */ (answers[message.question.what]);
      const answer = /** @type {import('./messages').Answer} */ (await ask(run, message.question));
      tell({ type: 'answer', id: message.id, answer }, buffers(answer));
    }
  }
}

/** @param {EvaluatedRun} run */
function evaluateNext(run) {
  const evaluated = run.evaluateNext();
  if (evaluated) tell({ type: 'report', report: { type: 'evaluated', run: run.number, ...evaluated } });
}

addEventListener('message', ({ data }) => {
  if (data.type === 'hello') {
    wasm = data.module;
    postMessage({ type: 'hello', build });
    return;
  }
  heard += 1;
  waiting.push(data);
  work();
});

async function work() {
  if (working) return;
  working = true;
  while (waiting.length > 0 || (subject && subject.due.length > 0)) {
    const message = waiting.shift();
    try {
      subject ??= new EvaluatedRun(await loadEngine(wasm));
      if (message) await hear(subject, message);
      else evaluateNext(subject);
    } catch (error) {
      const problem = problemData(error);
      if (message?.type === 'ask') tell({ type: 'answer', id: message.id, problem });
      if (message?.type !== 'ask' || ruins(problem)) tell({ type: 'failed', fatal: ruins(problem), problem });
    }
    await new Promise((resolve) => { setTimeout(resolve, 0); });
  }
  working = false;
  tell({ type: 'idle', heard });
}
