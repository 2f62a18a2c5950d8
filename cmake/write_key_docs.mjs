// node write_key_docs.mjs: writes docs/keys.md from the table of keys (src/ui/key_bindings.inl) and the page's English texts.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chordCaps } from '../web/shell/help.mjs';
import { chordParts } from '../web/platform/keys.mjs';

const repo = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The rows of the table, as the app module hands them to the page. */
export function keyTable() {
  const source = readFileSync(join(repo, 'src/ui/key_bindings.inl'), 'utf8').replace(/^\s*\/\/.*$/gm, '').replace(/"\s*\n\s*"/g, '');
  return [...source.matchAll(/BP_KEY\((\w+), (\w+), (?:true|false),\s*"([^"]*)"\)/g)].map(([, id, place, chords]) => ({ id, place, chords }));
}

const places = {
  page: 'Everywhere but in text fields', graph: 'The same, in sections that show a graph', canvas: 'While the canvas has the keyboard',
  clipboard: 'The same, reported by the browser', controls: 'On a control of the canvas', number: 'On a number of the canvas',
  field: 'While a number is typed',
};

/** docs/keys.md as it is to be. */
export function keyDocs() {
  const { key: texts } = JSON.parse(readFileSync(join(repo, 'assets/strings/en/page.json'), 'utf8')).help;
  const written = (chord) => chordCaps(chordParts(chord), false).join(' ');
  const rows = (wanted) => keyTable().filter(({ place }) => place === wanted)
    .map(({ id, chords }) => `| ${texts[id]} | ${chords.split(' ').map(written).join(', ')} |`);
  const tables = Object.entries(places).map(([place, title]) => `**${title}**\n\n| to | keys |\n|---|---|\n${rows(place).join('\n')}\n`);
  return `# Keys

Made by \`node cmake/write_key_docs.mjs\` from \`src/ui/key_bindings.inl\`; \`node --test tests/strings\` compares the two. On a Mac Ctrl
is ⌘. A key is identified by the character it types, not by its position: Ctrl Z is the key with the Z, on a German keyboard too. Where it writes a letter of another
script (Russian, Korean, Greek), its place says which Latin letter is meant. In text fields of the page Ctrl Z is the browser's own undo.
Keys that are not in this list are left to the browser.

${tables.join('\n')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(repo, 'docs/keys.md'), keyDocs());
