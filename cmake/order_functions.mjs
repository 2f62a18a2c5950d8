// node order_functions.mjs MODULE.wasm: names the module's functions so that, sorted by name, what is alike stands
// together: gzip finds repetitions in the last 32 KB only. wasm-opt does the sorting (cmake/wasm_module.cmake).
import { readFileSync, writeFileSync } from 'node:fs';

const piece = 6;         // bytes; what two functions have in common is counted in pieces of this length
const mostSharers = 30;  // a piece that more functions have tells little about them
const reach = 30_000;    // bytes of functions that the next one is compared with
const smallest = 100;    // bytes added to every size: short functions wait for their like

const importSection = 2, codeSection = 10;

class Reader {
  constructor(bytes) { this.bytes = bytes; this.at = 0; }
  byte() { return this.bytes[this.at++]; }
  number() {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }
  /** What a size stands before. */
  block() {
    const size = this.number();
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }
}

function sections(module) {
  const found = new Map();
  for (const reader = new Reader(module.subarray(8)); reader.at < reader.bytes.length;) {
    const id = reader.byte();
    found.set(id, reader.block());
  }
  return found;
}

/** Functions have the first indices; the imported ones come before the module's own. */
function importedFunctions(section) {
  const reader = new Reader(section);
  const limits = () => { for (let left = reader.number() & 1 ? 2 : 1; left > 0; --left) reader.number(); };
  let functions = 0;
  for (let left = reader.number(); left > 0; --left) {
    reader.block();
    reader.block();
    switch (reader.byte()) {
      case 0: reader.number(); ++functions; break;
      case 1: reader.byte(); limits(); break;
      case 2: limits(); break;
      case 3: reader.byte(); reader.byte(); break;
      default: reader.byte(); reader.number();
    }
  }
  return functions;
}

function functionBodies(section) {
  const reader = new Reader(section);
  return Array.from({ length: reader.number() }, () => reader.block());
}

/** For each function its pieces, each as the list of those that have it, when there are others. */
function sharedPieces(bodies) {
  const having = new Map();
  const pieces = bodies.map((body, index) => {
    const own = new Set();
    for (let i = 0; i + piece <= body.length; ++i) {
      let hash = 0;
      for (let k = i; k < i + piece; ++k) hash = Math.imul(hash, 31) + body[k] + 1 | 0;
      own.add(hash);
    }
    for (const hash of own) {
      if (!having.has(hash)) having.set(hash, []);
      having.get(hash).push(index);
    }
    return own;
  });
  return pieces.map((own) => [...own].map((hash) => having.get(hash))
    .filter((sharers) => sharers.length > 1 && sharers.length <= mostSharers));
}

/** The largest first, then always the one that has most in common, for its size, with those just before it. */
function orderByLikeness(bodies) {
  const pieces = sharedPieces(bodies);
  const inReach = new Map();
  const common = new Float64Array(bodies.length);
  const count = (index, change) => {
    for (const sharers of pieces[index]) {
      const before = inReach.get(sharers) ?? 0;
      inReach.set(sharers, before + change);
      if (before === 0 || before + change === 0) for (const one of sharers) common[one] += change;
    }
  };
  const left = new Set(bodies.keys());
  const order = [];
  const best = (worth) => [...left].reduce((a, b) => (worth(b) > worth(a) ? b : a));
  let next = best((index) => bodies[index].length);
  for (let first = 0, bytes = 0; ;) {
    left.delete(next);
    order.push(next);
    count(next, 1);
    bytes += bodies[next].length;
    for (; bytes > reach && first < order.length - 1; ++first) {
      count(order[first], -1);
      bytes -= bodies[order[first]].length;
    }
    if (left.size === 0) return order;
    next = best((index) => common[index] / (bodies[index].length + smallest));
  }
}

const leb = (value) => (value < 128 ? [value] : [value & 127 | 128, ...leb(value >>> 7)]);
const text = (string) => [...leb(string.length), ...Buffer.from(string)];
const withSize = (bytes) => [...leb(bytes.length), ...bytes];

function nameSection(order, imported) {
  const names = order.map((index, rank) => [imported + index, String(rank).padStart(6, '0')]).sort(([a], [b]) => a - b);
  const list = [...leb(names.length), ...names.flatMap(([index, name]) => [...leb(index), ...text(name)])];
  return [0, ...withSize([...text('name'), 1, ...withSize(list)])];
}

const [file] = process.argv.slice(2);
const module = readFileSync(file);
const found = sections(module);
const order = orderByLikeness(functionBodies(found.get(codeSection)));
writeFileSync(file, Buffer.concat([module, Buffer.from(nameSection(order, importedFunctions(found.get(importSection))))]));
