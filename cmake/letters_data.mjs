// node letters_data.mjs letters_data.cpp: what src/base/native/letters.cpp asks of Unicode, for programs that have no JavaScript engine to
// ask. It is made of this Node's own tables, the ones that the module uses under it.
import { writeFileSync } from 'node:fs';

/** The classes of src/base/letters.hpp, the first that fits. Beside UAX #31: pictures, and the digits of x₁. */
const classes = [
  [1, /(?![\ufe0e\ufe0f])[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Zl}\p{Zp}]/u],
  [2, /\p{Nd}/u],
  [3, /\p{XID_Start}|\p{Emoji_Presentation}|(?=[\u{1f000}-\u{1faff}])\p{Extended_Pictographic}/u],
  [4, /\p{XID_Continue}|[₀-₉]/u],
];

const all = [];
for (let c = 0x80; c < 0x110000; ++c) if (c < 0xd800 || c > 0xdfff) all.push(c);
const text = String.fromCodePoint;
const points = (s) => [...s].map((letter) => letter.codePointAt(0));

const runs = [];
for (const c of all) {
  const kind = classes.find(([, re]) => re.test(text(c)))?.[0] ?? 0;
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

const list = (name, type, rows) => `extern const std::span<const ${type}> ${name};\nstatic constexpr ${type} ${name}_list[] = {\n${rows.map((row) => `{${row}},`).join('\n')}\n};\nconst std::span<const ${type}> ${name}(${name}_list);\n`;
const flat = parts.flatMap(([, p]) => p);
let at = 0;
writeFileSync(process.argv[2], `// Made by cmake/letters_data.mjs, Unicode ${process.versions.unicode}.
#include "base/native/letters_data.hpp"
namespace bp::letters {
${list('kRuns', 'Run', runs)}
${list('kParts', 'Parts', parts.map(([c, p]) => [c, (at += p.length) - p.length, p.length]))}
static constexpr char32_t kPartLetters_list[] = {${flat}};
const std::span<const char32_t> kPartLetters(kPartLetters_list);
${list('kPairs', 'Pair', pairs)}
${list('kRanks', 'Run', ranks)}
}  // namespace bp::letters
`);
