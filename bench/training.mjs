// The benchmark of training: the notes' experiment, 10,000 steps of 100 images with 784-50-10 and 17 evaluations of all
// 70,000, in our engine (in headless Chromium, in Node, native) and in its peers, one thread each.
//   node bench/training.mjs [--rounds 3] [--skip torch,convnet] [--sizes] [--write] [--built]
// The engine's programs are built by the presets native-release and wasm. The browser's peers are installed into build/peers
// as bench/peers/package.json pins them. Everyone takes a turn in every round; a number is the median over the rounds.
// NumPy and PyTorch take part where Debian's python3-numpy, libopenblas0-pthread and python3-torch are installed.
// --sizes adds other networks and batches and the kernels alone; --write puts the tables and the chart into docs/;
// --built takes the programs as they are.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { build as bundle } from 'esbuild';
import { chromium } from 'playwright-core';
import { measurePage } from './page.mjs';
import { writeReport } from './training_report.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => path.join(root, ...parts);
const mnist = at('.deps/data/mnist');
const steps = 10000;
const every = 600;
const evaluations = Math.ceil(steps / every);

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    skip: { type: 'string', default: '' },
    sizes: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

const note = (text) => process.stderr.write(`${text}\n`);

function buildPrograms() {
  const run = (...args) => execFileSync('cmake', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const preset of ['native-release', 'wasm']) {
    run('--preset', preset);
    run('--build', '--preset', preset, '--target', ...(preset === 'wasm' ? ['all'] : []), 'bench_training', 'bench_kernels');
  }
}

/** Installs and bundles the browser's peers; the names of those that are there. */
async function preparePeers() {
  const folder = at('build/peers');
  mkdirSync(folder, { recursive: true });
  copyFileSync(at('bench/peers/package.json'), path.join(folder, 'package.json'));
  spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: 'ignore' });
  const there = [];
  for (const name of ['ours', 'tfjs', 'jax', 'convnet']) {
    try {
      await bundle({
        entryPoints: [at(`bench/peers/${name}_training.mjs`)], outfile: path.join(folder, `${name}.mjs`), bundle: true,
        format: 'esm', nodePaths: [path.join(folder, 'node_modules')], external: ['/dist/*'], logLevel: 'silent', target: 'es2022',
        define: { global: 'globalThis' },
      });
      there.push(name);
    } catch (error) {
      note(`${name} is left out: ${error.message.split('\n')[0]}`);
    }
  }
  const wasm = path.join(folder, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');
  if (existsSync(wasm)) {
    for (const kind of ['', '-simd', '-threaded-simd'])
      copyFileSync(path.join(wasm, `tfjs-backend-wasm${kind}.wasm`), path.join(folder, `tfjs-backend-wasm${kind}.wasm`));
  }
  return there;
}

/** Serves dist/, the peers and MNIST's files, unpacked. */
function serve() {
  const types = { '.mjs': 'text/javascript', '.wasm': 'application/wasm' };
  const file = (url) => {
    if (url === '/') return '<!doctype html><title>bench</title>';
    if (url.startsWith('/data/')) return gunzipSync(readFileSync(path.join(mnist, `${path.basename(url)}.gz`)));
    const folder = url.startsWith('/dist/') ? root : at('build');
    const name = path.join(folder, path.normalize(url));
    return existsSync(name) ? readFileSync(name) : null;
  };
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost').pathname;
    const body = file(url);
    response.writeHead(body === null ? 404 : 200, { 'Content-Type': types[path.extname(url)] ?? 'text/html' });
    response.end(body ?? '');
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

const launchOptions = { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] };

/** One run of a peer in a fresh Chromium. */
async function inChromium(server, name, count) {
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await page.evaluate(async ([peer, plan]) => {
      const load = async (file) => new Uint8Array(await (await fetch(`/data/${file}`)).arrayBuffer());
      const data = {
        trainImages: await load('train-images-idx3-ubyte'), trainLabels: await load('train-labels-idx1-ubyte'),
        testImages: await load('t10k-images-idx3-ubyte'), testLabels: await load('t10k-labels-idx1-ubyte'),
      };
      return (await import(`/peers/${peer}.mjs`)).run({ ...plan, data });
    }, [name, { steps: count, every }]);
  } finally {
    await browser.close();
  }
}

const oneThread = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

function program(...command) {
  const output = execFileSync(command[0], command.slice(1).map(String), { encoding: 'utf8', env: oneThread });
  return JSON.parse(output.trim().split('\n').at(-1));
}

/** Who takes part: name → { label, run, of?: steps really done }; a peer of fewer steps says so. */
function contestants(server, peers) {
  const pythons = ['python3', '/usr/bin/python3'];
  const withModule = (module) => pythons.find((p) => spawnSync(p, ['-c', `import ${module}`]).status === 0);
  const [numpy, torch] = [withModule('numpy'), withModule('torch')];
  const script = (name) => at('bench/peers', name);
  const extrapolated = (name, label, count) => ({
    label, of: count,
    run: async () => {
      const r = await inChromium(server, name, count);
      return { train: (r.train * steps) / count, evaluate: r.evaluate * evaluations, test: r.test };
    },
  });
  const numpyRun = (precision, ...how) => program(numpy, script('numpy_training.py'), mnist, precision, steps, every, ...how);
  const all = {
    ours: { label: 'this engine, Chromium', run: () => inChromium(server, 'ours', steps) },
    node: {
      label: 'this engine, Node',
      run: () => program(process.execPath, at('build/wasm/bench/bench_training.cjs'), mnist, steps, every),
    },
    native: { label: 'this engine, native', run: () => program(at('build/native-release/bench/bench_training'), mnist, steps, every) },
    numpy32: { label: 'NumPy float32 as the notes write it, native', run: () => numpyRun('float32') },
    numpyLean: { label: 'NumPy float32 without needless work, native', run: () => numpyRun('float32', 'lean') },
    numpy64: { label: 'NumPy float64 as the notes write it, native', run: () => numpyRun('float64') },
    torch: { label: 'PyTorch, native', run: () => program(torch, script('torch_training.py'), mnist, steps, every) },
    tfjs: extrapolated('tfjs', 'TensorFlow.js wasm, Chromium', 500),
    jax: extrapolated('jax', '@jax-js/jax wasm, Chromium', 100),
    convnet: extrapolated('convnet', 'ConvNetJS, Chromium', 30),
  };
  if (!numpy) for (const name of ['numpy32', 'numpyLean', 'numpy64']) delete all[name];
  if (!torch) delete all.torch;
  for (const name of ['ours', 'tfjs', 'jax', 'convnet']) if (!peers.includes(name)) delete all[name];
  for (const name of options.skip.split(',').filter(Boolean)) delete all[name];
  return all;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function experiment(all) {
  const rounds = Object.fromEntries(Object.keys(all).map((name) => [name, []]));
  for (let round = 1; round <= Number(options.rounds); ++round) {
    for (const [name, { run }] of Object.entries(all)) {
      try {
        const result = await run();
        rounds[name].push(result);
        note(`round ${round}, ${name}: ${result.train.toFixed(2)} + ${result.evaluate.toFixed(2)} s, ${result.test}`);
      } catch (error) {
        note(`round ${round}, ${name} failed: ${String(error.message).split('\n').slice(0, 3).join(' ')}`);
      }
    }
  }
  return Object.entries(rounds).filter(([, runs]) => runs.length > 0).map(([name, runs]) => {
    const of = (key) => median(runs.map((r) => r[key]));
    return {
      name, label: all[name].label, steps: all[name].of, train: of('train'), evaluate: of('evaluate'),
      total: median(runs.map((r) => r.train + r.evaluate)), test: of('test'),
    };
  });
}

/** Microseconds a step for other networks and batches, and the kernels alone, in Node and native. */
function sizes() {
  const command = {
    wasm: (bench, ...args) => program(process.execPath, at(`build/wasm/bench/${bench}.cjs`), ...args),
    native: (bench, ...args) => program(at(`build/native-release/bench/${bench}`), ...args),
  };
  const networks = [];
  for (const hidden of ['50', '200', '1000', '50,50', '50,50,50', '50,50,50,50']) {
    for (const batch of hidden.includes(',') ? [100] : [10, 100, 1000]) {
      // About two seconds each: V8 has long swapped in its optimised code then.
      const units = hidden.split(',').reduce((sum, h) => sum + Number(h), 0);
      const count = Math.min(5000, Math.max(40, Math.round(3e7 / (batch * units))));
      const row = { hidden, batch };
      for (const [name, run] of Object.entries(command))
        row[name] = median([1, 2, 3].map(() => run('bench_training', mnist, count, 0, hidden, batch).train / count)) * 1e6;
      networks.push(row);
      note(`${hidden} × ${batch}: ${row.wasm.toFixed(0)} µs as WebAssembly, ${row.native.toFixed(0)} native`);
    }
  }
  const kernels = Object.fromEntries(Object.entries(command).map(([name, run]) => [name, run('bench_kernels')]));
  return { networks, kernels };
}

if (!options.built) buildPrograms();
const peers = await preparePeers();
const server = await serve();
try {
  const result = {
    machine: `${os.cpus().length} × ${os.cpus()[0].model}, Node ${process.version}`, rounds: Number(options.rounds),
    load: os.loadavg()[0], experiment: await experiment(contestants(server, peers)),
    page: await measurePage(chromium, launchOptions, root, Number(options.rounds), median), ...(options.sizes ? sizes() : {}),
  };
  if (options.json) writeFileSync(options.json, JSON.stringify(result, null, 1));
  writeReport(result, options.write ? root : null);
} finally {
  server.close();
}
