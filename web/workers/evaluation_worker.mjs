/**
 * Keeps the checkpoints of a run, evaluates them, and answers questions about one. Hears hello { module }, data { files }, run { run, settings,
 * network? } (a new run: its checkpoints are yet to come), checkpoint { run, iteration, bytes }, latest { run, iteration, bytes }, look { iteration },
 * drop { after }, and ask { id, question }. Tells hello, report { run, report } in the form of Playground::training_report, and
 * answer { id, answer | problem }. Questions go before evaluations.
 */
import { problemData } from './problem.mjs';
import { answers } from './evaluation_answers.mjs';
import { Examined } from './evaluated_run.mjs';
import { loadEngine } from './engine.mjs';

const subject = new Examined();
let wasm = null; // the compiled module
/** Messages, and evaluations that are due. */
const waiting = [];
const due = [];
let working = false;

const hear = {
  data: ({ files }) => subject.setData(files),
  run({ run, settings, network }) {
    due.length = 0;
    subject.begin(run, settings, network);
  },
  checkpoint({ run, iteration, bytes }) {
    if (run !== subject.run) return;
    subject.keep(iteration, bytes);
    due.push({ run, iteration });
    tellCheckpoints();
  },
  latest({ run, iteration, bytes }) {
    if (run !== subject.run) return;
    subject.latest = { iteration, bytes };
    tellCheckpoints();
  },
  look: ({ iteration }) => { subject.lookedAt = iteration; },
  drop({ after }) {
    subject.drop(after);
    tellCheckpoints();
  },
  ask({ id, question }) {
    const answer = answers[question.what](subject, question);
    postMessage({ type: 'answer', id, answer }, buffers(answer));
  },
};

function tellCheckpoints() {
  postMessage({ type: 'report', run: subject.run, report: { checkpoints: subject.iterations() } });
}

/** What can be handed over without a copy. */
function buffers(answer) {
  return Object.values(answer ?? {}).filter(ArrayBuffer.isView).map((view) => view.buffer);
}

addEventListener('message', ({ data }) => {
  if (data.type === 'hello') {
    wasm = data.module;
    postMessage({ type: 'hello' });
    return;
  }
  waiting.push(data);
  work();
});

async function work() {
  if (working) return;
  working = true;
  while (waiting.length > 0 || due.length > 0) {
    const message = waiting.shift();
    try {
      subject.engine ??= await loadEngine(wasm);
      if (message) await hear[message.type](message);
      else evaluate(due.shift());
    } catch (error) {
      if (message?.type === 'ask') postMessage({ type: 'answer', id: message.id, problem: problemData(error) });
      else postMessage({ type: 'failed', run: message?.run, problem: problemData(error) });
    }
    await new Promise((resolve) => { setTimeout(resolve, 0); });
  }
  working = false;
}

function evaluate({ run, iteration }) {
  if (run !== subject.run || !subject.has(iteration)) return;
  const { train, test } = subject.at(iteration).trainer.evaluate();
  postMessage({ type: 'report', run, report: { accuracies: [{ iteration, train, test }] } });
  subject.record(iteration);
}
