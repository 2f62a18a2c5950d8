// The training benchmark's tables and chart; into docs/ when a folder is given.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const table = (head, lines) =>
  [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const brief = (x) => (x >= 100 ? Math.round(x).toLocaleString('en') : x.toPrecision(x < 10 ? 2 : 3));

function experimentTable({ experiment }) {
  const ours = experiment.find(({ name }) => name === 'ours') ?? experiment[0];
  return table(['', 'train, s', '17 evaluations, s', 'together, s', `÷ ${ours.label}`, 'test accuracy'], experiment.map((row) => [
    row.label + (row.steps ? ` (from ${row.steps} steps)` : ''), brief(row.train), brief(row.evaluate), brief(row.total),
    brief(row.total / ours.total), row.steps ? '' : `${(100 * row.test).toFixed(1)} %`]));
}

const pageTable = ({ page }) => table(
  ['the page itself, Chromium, drawn in software', 'seen', 'wanted'],
  [['download, KB packed (data and Korean font apart)', brief(page.bytes / 1000), '≤ 600'], ['first frame of the canvas, ms', brief(page.firstFrame), '≤ 700'],
    ['from Train to the first step, ms, data included', brief(page.firstStep), ''], ['frames a second while training', brief(page.frames), '≥ 55'],
    ['from Train to the 17th evaluation, s, all views included', brief(page.experiment / 1000), '']]);

const networksTable = ({ networks }) => table(
  ['hidden', 'batch', 'WebAssembly, µs a step', 'native, µs a step', 'images a second, WebAssembly'],
  networks.map((row) => [row.hidden, row.batch, brief(row.wasm), brief(row.native), brief((row.batch / row.wasm) * 1e6)]));

function kernelsTable({ kernels: { wasm, native } }) {
  const shapes = Object.keys(wasm).filter((key) => Array.isArray(wasm[key]));
  const cells = (own, shape) => own[shape].map((rate) => `${brief(rate)} (${Math.round((100 * rate) / own.peak)} %)`).join(' · ');
  return table(['GFLOP/s (share of the peak)', `WebAssembly, peak ${brief(wasm.peak)}`, `native, ${native.kernel}, 128-bit peak ${brief(native.peak)}`],
    shapes.map((shape) => [shape, cells(wasm, shape), cells(native, shape)]));
}

/** Seconds of the whole experiment as dots on a logarithmic axis, ours in the accent colour. */
function chart({ experiment, machine }) {
  const rows = [...experiment].sort((a, b) => a.total - b.total);
  const [left, right, top, step] = [250, 690, 44, 30];
  const height = top + rows.length * step + 44;
  const low = Math.floor(Math.log10(rows[0].total));
  const high = Math.ceil(Math.log10(rows.at(-1).total));
  const x = (s) => left + ((Math.log10(s) - low) / (high - low)) * (right - left);
  const ticks = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  const end = top + rows.length * step;
  const marks = rows.map((row, i) => {
    const y = top + (i + 0.5) * step;
    const colour = ['ours', 'node', 'native'].includes(row.name) ? '#2563eb' : '#64748b';
    return `<text x="${left - 12}" y="${y + 5}" text-anchor="end">${row.label}</text>` +
      `<line x1="${left}" y1="${y}" x2="${x(row.total).toFixed(1)}" y2="${y}" stroke="${colour}" stroke-width="2"/>` +
      `<circle cx="${x(row.total).toFixed(1)}" cy="${y}" r="5" fill="${colour}"/>` +
      `<text x="${(x(row.total) + 12).toFixed(1)}" y="${y + 5}">${brief(row.total)} s</text>`;
  });
  const grid = ticks.map((tick) => `<line x1="${x(tick)}" y1="${top}" x2="${x(tick)}" y2="${end}" stroke="#cbd5e1"/>` +
    `<text x="${x(tick)}" y="${end + 20}" text-anchor="middle">${tick} s</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 ${height}" font-family="system-ui, sans-serif" font-size="14" fill="#334155">
<title>Seconds for 10,000 training steps and 17 evaluations of a 784-50-10 network on MNIST, one thread</title>
<rect width="760" height="${height}" fill="#ffffff"/>
<text x="16" y="26" font-size="16">10,000 steps and 17 evaluations, MNIST 784-50-10, one thread (logarithmic)</text>
${[...grid, ...marks].join('\n')}
<text x="16" y="${height - 6}" font-size="12">${machine}</text>
</svg>
`;
}

/** Prints the report; with a root also writes docs/figures/training.svg and the part of docs/performance.md between its marks. */
export function writeReport(result, root) {
  const text = [
    `${result.machine}; ${result.rounds} interleaved rounds, medians; load ${result.load.toFixed(1)} when they began.`,
    experimentTable(result),
    pageTable(result),
    ...(result.networks ? ['Other networks and batches, sgd:', networksTable(result)] : []),
    ...(result.kernels ? ['The kernels alone, batch × inputs × outputs: x·W · dy·Wᵀ · xᵀ·dy; sparse, 19 % not 0: x·W · update.', kernelsTable(result)] : []),
  ].join('\n\n');
  console.log(text);
  if (!root) return;
  const file = path.join(root, 'docs/performance.md');
  const [begin, end] = ['<!-- training: written by bench/training.mjs -->', '<!-- /training -->'];
  const page = readFileSync(file, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no place for the tables: ${begin} … ${end}`);
  writeFileSync(file, `${page.slice(0, from)}${begin}\n\n${text}\n\n![The experiment's seconds](figures/training.svg)\n\n${page.slice(to)}`);
  mkdirSync(path.join(root, 'docs/figures'), { recursive: true });
  writeFileSync(path.join(root, 'docs/figures/training.svg'), chart(result));
}
