// The benchmark: scalar graphs of 1k, 10k and 100k operations in our engine (native and as WebAssembly in Node) and,
// where the machine has them, in PyTorch, ADOL-C and plain Python.
//   node bench/run.mjs [--rounds 5] [--sizes 1000,10000,100000] [--graphs network,mixed] [--skip torch,python]
//                      [--native FOLDER] [--wasm FOLDER] [--json FILE]
// The programs are built by the presets native-release and wasm, unless folders that hold them are given.
// Every engine takes its turn in every round, each turn a process of its own; a number is the median over the rounds.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const list = (text) => text.split(',').filter(Boolean);

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '1000,10000,100000' },
    graphs: { type: 'string', default: 'network,mixed' },
    skip: { type: 'string', default: '' },
    native: { type: 'string' },
    wasm: { type: 'string' },
    json: { type: 'string' },
  },
});

/** Configures a preset and builds its benchmark program, unless a folder with the programs was given; its folder. */
function build(preset, given) {
  if (given) return path.resolve(given);
  const run = (...args) => execFileSync('cmake', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  run('--preset', preset);
  run('--build', '--preset', preset, '--target', 'bench_graph');
  return path.join(root, 'build', preset, 'bench');
}

/** Whether a peer's program is there; built where CMake found its library. */
function hasPeer(folder, target) {
  if (!options.native)
    spawnSync('cmake', ['--build', '--preset', 'native-release', '--target', target], { cwd: root, stdio: 'ignore' });
  return existsSync(path.join(folder, target));
}

/** The engines that can run here: name → [program, ...arguments] for a graph. */
function findEngines(files) {
  const native = build('native-release', options.native);
  const wasm = build('wasm', options.wasm);
  // Debian installs PyTorch for its own Python, which need not be the first in PATH.
  const succeeds = (...command) => spawnSync(command[0], command.slice(1)).status === 0;
  const pythons = ['python3', '/usr/bin/python3'];
  const withTorch = pythons.find((program) => succeeds(program, '-c', 'import torch'));
  const plain = withTorch ?? pythons.find((program) => succeeds(program, '--version'));
  const python = (program, script) => (graph, size) => [program, path.join(root, 'bench/peers', script), files.of(graph, size)];
  const engines = {
    native: (graph, size) => [path.join(native, 'bench_graph'), graph, size],
    wasm: (graph, size) => [process.execPath, path.join(wasm, 'bench_graph.cjs'), graph, size],
  };
  if (hasPeer(native, 'adolc_graph')) engines.adolc = (graph, size) => [path.join(native, 'adolc_graph'), graph, size];
  if (withTorch) engines.torch = python(withTorch, 'torch_graph.py');
  if (plain) engines.python = python(plain, 'python_graph.py');
  for (const name of list(options.skip)) delete engines[name];
  files.writer = path.join(native, 'bench_graph');
  return engines;
}

/** Graphs as files, for the peers in Python; written when first asked for. */
class GraphFiles {
  folder = mkdtempSync(path.join(os.tmpdir(), 'bench-graph-'));
  writer = '';

  of(graph, size) {
    const file = path.join(this.folder, `${graph}-${size}.txt`);
    if (!existsSync(file)) execFileSync(this.writer, [graph, size, file]);
    return file;
  }

  remove() {
    rmSync(this.folder, { recursive: true });
  }
}

function runOnce(command) {
  const [program, ...args] = command.map(String);
  const output = execFileSync(program, args, { encoding: 'utf8', env: { ...process.env, OMP_NUM_THREADS: '1' } });
  return JSON.parse(output.trim().split('\n').at(-1));
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Field by field the median of the rounds; what is no number is taken from the first. */
function medians(rounds) {
  const isNumber = (key) => typeof rounds[0][key] === 'number';
  return Object.fromEntries(
    Object.keys(rounds[0]).map((key) => [key, isNumber(key) ? median(rounds.map((r) => r[key])) : rounds[0][key]]));
}

/** The engines must have computed the same numbers, else their times say nothing. */
function checkAgreement(results) {
  const [first, ...others] = Object.entries(results);
  for (const [name, result] of others) {
    for (const [key, scale] of [['value', 'value'], ['grad_sum', 'grad_abs'], ['grad_abs', 'grad_abs']]) {
      const difference = Math.abs(result[key] - first[1][key]) / Math.abs(first[1][scale]);
      if (!(difference < 1e-9)) throw new Error(`${name} and ${first[0]} differ in ${key}: relative ${difference}`);
    }
  }
}

function measure(engines) {
  const rows = [];
  for (const graph of list(options.graphs)) {
    for (const size of list(options.sizes)) {
      const rounds = Object.fromEntries(Object.keys(engines).map((name) => [name, []]));
      for (let round = 0; round < Number(options.rounds); ++round) {
        for (const [name, command] of Object.entries(engines)) rounds[name].push(runOnce(command(graph, size)));
      }
      const results = Object.fromEntries(Object.entries(rounds).map(([name, all]) => [name, medians(all)]));
      checkAgreement(results);
      rows.push({ graph, size: Number(size), results });
      process.stderr.write(`${graph} ${size} done\n`);
    }
  }
  return rows;
}

const number = (x) => (x === undefined ? '' : x >= 100 ? Math.round(x).toLocaleString('en') : x.toPrecision(x < 10 ? 2 : 3));
const table = (head, lines) =>
  [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Nanoseconds for each operation, and how often wasm's time the engine takes. */
function timesTable(rows) {
  const lines = rows.flatMap(({ graph, results }) => Object.entries(results).map(([name, r]) => [
    graph, r.operations.toLocaleString('en'), name, number(r.build === undefined ? undefined : r.build + (r.plan ?? 0)),
    number(r.forward), number(r.backward), number(r.both), number(r.both / results.wasm.both)]));
  return table(['graph', 'operations', 'engine', 'build', 'forward', 'backward', 'forward + backward', '÷ wasm'], lines);
}

/** What only our engine reports: the two parts of building, memory, and one leaf's update. */
function ownTable(rows) {
  const lines = rows.flatMap(({ graph, results }) => ['native', 'wasm'].map((name) => {
    const r = results[name];
    return [graph, r.operations.toLocaleString('en'), name, number(r.build), number(r.plan), number(r.graph_bytes),
      number(r.execution_bytes), number(r.update_us)];
  }));
  return table(['graph', 'operations', 'engine', 'Graph, ns', 'Execution, ns', 'Graph, bytes', 'Execution, bytes',
    'one leaf, µs'], lines);
}

/** Time for each operation of the largest graph over that of the smallest. */
function linearity(rows) {
  return list(options.graphs).flatMap((graph) => ['native', 'wasm'].map((name) => {
    const own = rows.filter((row) => row.graph === graph).map((row) => row.results[name].both);
    return `${graph}, ${name}: ${(own.at(-1) / own[0]).toFixed(2)}`;
  })).join(' · ');
}

const files = new GraphFiles();
try {
  const engines = findEngines(files);
  const rows = measure(engines);
  const cpu = os.cpus();
  console.log(`${cpu.length} cores, ${cpu[0].model}, Node ${process.version}; ` +
    `${options.rounds} interleaved rounds, medians; ns an operation\n`);
  console.log(timesTable(rows));
  console.log(`\n${ownTable(rows)}\n\nLargest ÷ smallest graph, forward + backward: ${linearity(rows)}`);
  if (options.json) writeFileSync(options.json, JSON.stringify(rows, null, 1));
} finally {
  files.remove();
}
