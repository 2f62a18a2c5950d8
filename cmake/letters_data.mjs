// node letters_data.mjs letters_data.cpp: what src/base/native/letters.cpp asks of Unicode, for programs that have no JavaScript engine to
// ask. It is made of this Node's own tables, the ones that the module uses under it.
import { readFileSync, writeFileSync } from 'node:fs';

/** The classes of src/base/letters.hpp, the first that fits: one source for both. */
const web = readFileSync(new URL('../src/base/web/letters.cpp', import.meta.url), 'utf8');
const list = web.slice(web.indexOf('Module.letters ||'), web.indexOf('].map'));
const classes = [...list.matchAll(/"(.*)"/g)].map(([, one]) => new RegExp(one.replaceAll('%', '\\'), 'u'));

const all = [];
for (let c = 0x80; c < 0x110000; ++c) if (c < 0xd800 || c > 0xdfff) all.push(c);
const text = String.fromCodePoint;
const points = (s) => [...s].map((letter) => letter.codePointAt(0));

const runs = [];
for (const c of all) {
  const kind = Math.max(0, classes.findIndex((re) => re.test(text(c))));
  if (runs.at(-1)?.[1] !== kind) runs.push([c, kind]);
}

const hangul = (c) => c >= 0xac00 && c <= 0xd7a3;
const parts = all.filter((c) => !hangul(c) && text(c).normalize('NFKD') !== text(c)).map((c) => [c, points(text(c).normalize('NFKD'))]);

const pairs = [];
for (const c of all) {
  const apart = points(text(c).normalize('NFD'));
  if (hangul(c) || apart.length < 2 || text(c).normalize('NFC') !== text(c)) continue;
  pairs.push([...points(text(...apart.slice(0, -1)).normalize('NFC')), apart.at(-1), c]);
}

// Canonical combining classes, numbered in their order: those of two marks are in order if NFD leaves them so.
const turns = (a, b) => text(a, b).normalize('NFD') === text(b, a) && a !== b;
const marks = all.filter((c) => /\p{M}/u.test(text(c)) && text(c).normalize('NFD') === text(c) && (turns(0x301, c) || turns(c, 0x334)));
marks.sort((a, b) => (turns(a, b) ? 1 : turns(b, a) ? -1 : a - b));
let rank = 1;
const ranks = marks.map((c, i) => [c, i > 0 && turns(c, marks[i - 1]) ? ++rank : rank]);
ranks.sort((a, b) => a[0] - b[0]);

const table = (name, type, rows) => `extern const std::span<const ${type}> ${name};\nstatic constexpr ${type} ${name}_list[] = {\n${rows.map((row) => `{${row}},`).join('\n')}\n};\nconst std::span<const ${type}> ${name}(${name}_list);\n`;
const flat = parts.flatMap(([, p]) => p);
let at = 0;
writeFileSync(process.argv[2], `// Made by cmake/letters_data.mjs, Unicode ${process.versions.unicode}.
#include "base/native/letters_data.hpp"
namespace bp::letters {
${table('kRuns', 'Run', runs)}
${table('kParts', 'Parts', parts.map(([c, p]) => [c, (at += p.length) - p.length, p.length]))}
static constexpr char32_t kPartLetters_list[] = {${flat}};
const std::span<const char32_t> kPartLetters(kPartLetters_list);
${table('kPairs', 'Pair', pairs)}
${table('kRanks', 'Run', ranks)}
}  // namespace bp::letters
`);
