/** Every problem that the page's own scripts find, provoked: its id, its arguments, and its sentences in both languages. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { DataFiles } from '../../web/workers/data_files.mjs';
import { DataSources } from '../../web/workers/data_sources.mjs';
import { sortFiles } from '../../web/workers/own_files.mjs';
import { KeptRuns } from '../../web/workers/kept_runs.mjs';
import { bytesOf, loadEngine, openData } from '../../web/workers/engine.mjs';
import { answers } from '../../web/workers/evaluation_answers.mjs';
import { EvaluatedRun } from '../../web/workers/evaluated_run.mjs';
import { TrainingHost } from '../../web/workers/training_host.mjs';
import { WorkerLink } from '../../web/workers/worker_link.mjs';
import { Problem, problemData } from '../../web/workers/problem.mjs';
import { manifest, misfit, sentence } from '../strings/problems.mjs';

const seen = new Set();

/** Words that Korean sentences write in Latin letters. */
const known = /^(IDX|JSON|SHA|MNIST|gzip|zip|npz|MB|GB)$/;

/** That it is a problem with the arguments it declares, and is said in both languages. */
function told(data, code) {
  assert.equal(data.code, code);
  assert.equal(misfit(data), '');
  assert.match(sentence(data, 'en'), /^[A-Z`].*\.$/s);
  const korean = sentence(data, 'ko');
  assert.match(korean, /[가-힣]/);
  const latin = korean.replace(/`[^`]*`/g, '').match(/[A-Za-z]{2,}/g) ?? [];
  assert.deepEqual(latin.filter((word) => !known.test(word)), [], korean);
  const note = (part) => {
    seen.add(part.code);
    Object.values(part.args).filter((value) => value?.code).forEach(note);
  };
  note(data);
}

async function refused(work, code) {
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof Problem, String(error));
    told(error.data, code);
    return;
  }
  assert.fail(`no ${code}`);
}

after(() => {
  const script = [...manifest].filter(([, { reach }]) => reach === 'script').map(([code]) => code);
  assert.deepEqual(script.filter((code) => !seen.has(code)), [], 'not provoked');
});

const response = (bytes, status = 200) => new Response(bytes, { status });
const entry = (bytes) => ({ bytes, rawBytes: bytes, sha256: 'x', rawSha256: 'x' });

test('files that cannot be fetched', async () => {
  const folder = new URL('http://127.0.0.1/data/');
  const load = (manifestFile, file) => {
    globalThis.fetch = async (url) => (url.pathname.endsWith('manifest.json') ? manifestFile() : file());
    return new DataFiles(folder).load(['a.gz'], () => {});
  };
  const listed = (bytes) => () => response(JSON.stringify({ 'a.gz': entry(bytes) }));
  await refused(() => load(() => response('', 404)), 'fetch.status');
  await refused(() => load(() => { throw new TypeError('failed'); }), 'fetch.interrupted');
  await refused(() => load(() => response('{')), 'fetch.not_json');
  await refused(() => load(() => response('{}')), 'fetch.not_listed');
  await refused(() => load(listed(9), () => response('four')), 'fetch.truncated');
  await refused(() => load(listed(2), () => response('four')), 'fetch.wrong_size');
  await refused(() => load(listed(4), () => response('four')), 'fetch.checksum');
  told({ code: 'fetch.stalled', args: { file: 'a.gz', seconds: 8 } }, 'fetch.stalled'); // tests/browser waits for it
});

/** An IDX file of the user's. */
function idx(name, dims, size = dims.reduce((a, b) => a * b)) {
  const bytes = new Uint8Array(4 + 4 * dims.length + size);
  bytes.set([0, 0, 8, dims.length]);
  dims.forEach((dim, i) => new DataView(bytes.buffer).setUint32(4 + 4 * i, dim));
  return new File([bytes], name);
}

/** An engine that tells no more of a file than its dimensions, whose posts nobody hears. */
globalThis.postMessage ??= () => {};
const engine = { idxDims: (head) => Array.from({ length: head[3] }, (_, i) => new DataView(head.buffer).getUint32(4 + 4 * i)) };
const sort = (...files) => sortFiles(engine, files);

test('files of the user that are not images and labels', async () => {
  await refused(() => sort({ name: 'large', size: 2 ** 29 }), 'data.file_too_large');
  await refused(() => sort(idx('images', [3, 2, 2])), 'data.choose_files');
  await refused(() => sort(...Array.from({ length: 1000 }, () => ({ slice: () => assert.fail('read') }))), 'data.choose_files');
  await refused(() => sort(idx('a', [3, 2, 2]), idx('b', [3]), idx('c', [3, 2, 2]), idx('d', [3])), 'data.four_files');
  await refused(() => sort(idx('a', [3, 2, 2]), idx('b', [4])), 'data.pairs');
  await refused(() => new DataSources('http://127.0.0.1/').load('own', () => {}), 'data.own_gone');
  const gone = Object.assign(new File(['x'], 'x'), { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('changed')) }) });
  await refused(() => bytesOf(gone), 'data.own_gone');
});

test('only the beginnings of files are read to sort them, and a file of another kind is named whatever it is called', async () => {
  let most = 0;
  const watched = (file) => Object.assign(file, { slice: (from, to) => {
    most = Math.max(most, to);
    return Blob.prototype.slice.call(file, from, to);
  } });
  const sorted = await sort(watched(idx('b', [9])), watched(idx('a', [9, 200, 200])));
  assert.deepEqual(sorted.files.map(({ name }) => name), ['a', 'b']);
  assert.ok(most <= 2 ** 16);
});

/** An engine whose data sets are these. */
const engineOf = (...sets) => ({ dataSets: () => sets.map((set) => ({ delete() {}, label: () => set.classes - 1, ...set })) });

test('images that do not go together', async () => {
  const open = (train, other) => openData(engineOf(train, other), []);
  await refused(() => open({ imageShape: [2, 3], classes: 2 }, { imageShape: [2, 4], classes: 2 }), 'data.sizes_differ');
  await refused(() => open({ imageShape: [80, 80], classes: 2 }, { imageShape: [80, 80], classes: 2 }), 'data.images_too_large');
  await refused(() => open({ imageShape: [2, 2], classes: 1 }, { imageShape: [2, 2], classes: 1 }), 'data.class_count');
  await refused(() => new EvaluatedRun().data(), 'data.none');
});

test('questions without an answer', async () => {
  const subject = { now: () => ({ network: {}, steps: 0 }), imageShape: () => [2, 3], steps: () => [], set: () => ({}),
    newNetwork: () => ({ delete() {} }), data: () => ({}), bytesOf: () => null, engine: { Trainer: class { delete() {} } }, settings: {}, sets: {} };
  subject.engine.Run = subject.engine.Trainer;
  await refused(() => answers.predict(subject, { image: [] }), 'ask.not_square');
  await refused(() => answers.document(subject, { of: 'step', step: 0 }), 'ask.step');
  await refused(() => answers.document(subject, { of: 'step', step: 1e6 }), 'ask.step_too_far');
  const host = { run: 1, kept: { state: null }, evaluator: { ask: async () => ({ bytes: null }) } };
  await refused(() => TrainingHost.prototype.checkpoint.call(host, 7), 'ask.checkpoint_gone');
});

test('workers that do not start, answer or live', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = { address: 'http://127.0.0.1/', module: null };
  const started = (Worker) => {
    globalThis.Worker = Worker;
    const failures = [];
    const link = new WorkerLink('train_worker.mjs', page, { message() {}, failure: (problem) => failures.push(problem.data) });
    link.post({});
    return failures;
  };
  told(started(class { constructor() { throw new Error('blocked'); } })[0], 'worker.not_started');
  globalThis.origin = 'null';
  told(started(class { constructor() { throw new Error('blocked'); } })[0], 'worker.in_sandbox');
  delete globalThis.origin;
  class Fake extends EventTarget {
    postMessage() {}
    terminate() {}
  }
  const wait = (seconds) => { for (let i = 0; i < seconds; ++i) t.mock.timers.tick(1000); };
  const silent = started(Fake);
  wait(4);
  assert.deepEqual(silent, []);
  wait(1);
  told(silent[0], 'worker.no_answer');
  let worker;
  class Kept extends Fake {
    constructor() {
      super();
      worker = this;
    }
  }
  for (const [message, code] of [['out of luck', 'worker.stopped'], ['', 'worker.not_loaded']]) {
    const failures = started(Kept);
    worker.dispatchEvent(Object.assign(new Event('error'), { message }));
    told(failures[0], code);
  }
  const say = (data) => worker.dispatchEvent(Object.assign(new Event('message'), { data }));
  const other = started(Kept);
  say({ type: 'hello', build: 'another' });
  told(other[0], 'worker.versions_differ');

  const hung = started(Kept); // after its hello
  say({ type: 'hello', build: '' });
  wait(5);
  told(hung[0], 'worker.silent');
  const busy = started(Kept); // with work that takes a minute
  say({ type: 'hello', build: '' });
  for (let i = 0; i < 15; ++i) {
    wait(4);
    say({ type: 'beat' });
  }
  say({ type: 'idle', heard: 1 });
  wait(60);
  assert.deepEqual(busy, [], 'neither while it is at work nor when it rests');
  await refused(() => loadEngine(null), 'worker.no_engine');
});

test('problems around others, and errors that are none of ours', () => {
  const unexpected = problemData(new RangeError('out of bounds'));
  told(unexpected, 'worker.failed');
  const stopped = { code: 'training.stopped', args: { why: unexpected } };
  told(stopped, 'training.stopped');
  const npz = { code: 'zip.not_a_zip', args: { found: { code: 'found.html', args: {} } } };
  told({ code: 'npz.not_opened', args: { file: 'bad.npz', why: npz } }, 'npz.not_opened');
  assert.equal(sentence({ code: 'npz.not_opened', args: { file: 'bad.npz', why: npz } }, 'en'),
    '`bad.npz` could not be opened. This is not an `.npz` file: it contains an HTML page, perhaps the error page of a server.');
});

test('storage that is refused, and a stored run that is damaged', async () => {
  const reports = [];
  const kept = new KeptRuns({ tab: 'a', run: () => '{}', report: (report) => reports.push(report) });
  for (let steps = 1; steps < 5; ++steps) {
    kept.state = { run: 1, steps, bytes: new Uint8Array(4) };
    await kept.save(); // there is no indexedDB here
  }
  assert.equal(reports.length, 1, 'told once');
  told(reports[0].problem, 'run.not_kept');
  const subject = { engine: { checkpointFacts: () => ({ layers: [784, 9, 10], activation: 'relu', optimizer: 'sgd', steps: 3 }) } };
  const run = { settings: { hidden: [9], activation: 'relu', optimizer: 'sgd' } };
  assert.deepEqual(answers.stored(subject, { run, steps: 3, bytes: new Uint8Array(4) }), {});
  await refused(() => answers.stored(subject, { run, steps: 4, bytes: new Uint8Array(4) }), 'run.saved_damaged');
  for (const [name, value] of [['hidden', [8]], ['activation', 'tanh'], ['optimizer', 'adam']]) {
    const other = { settings: { ...run.settings, [name]: value } };
    await refused(() => answers.stored(subject, { run: other, steps: 3, bytes: new Uint8Array(4) }), 'run.saved_damaged');
  }
});
