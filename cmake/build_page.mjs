// node build_page.mjs DIST [--quick]: puts the static site together around the wasm modules that the build left in DIST.
// --quick leaves data and fonts as they are and prints no sizes: for the development loop.
// What is named here or by the page, and is not there, stops the build.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { sumOf } from '../web/platform/sum.mjs';
import { textPlaces } from '../web/text/text_places.mjs';
import { buildLessons } from './build_lessons.mjs';
import { absentFiles } from './named_files.mjs';
import { notices } from './notices.mjs';
import { tokens } from './theme.mjs';

const repo = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = resolve(process.argv[2]);
const quick = process.argv.includes('--quick');
const web = join(repo, 'web');
const deps = join(repo, '.deps');
const { version } = JSON.parse(readFileSync(join(repo, 'package.json'), 'utf8'));

// What the page or a worker loads by name, with what it imports bundled in.
const rooms = JSON.parse(readFileSync(join(web, 'rooms/manifest.json'), 'utf8'));
const theme = JSON.parse(readFileSync(join(repo, 'assets/theme.json'), 'utf8'));
const entryPoints = ['boot.mjs', 'workers/train_worker.mjs', 'workers/evaluation_worker.mjs',
  'page.css', ...rooms.map(({ folder }) => `rooms/${folder}/room.css`)];
// Runs before everything else, by itself.
const scripts = ['start.mjs'];
// Files that the page refuses when they are of another build. Scripts have names by their contents, texts are read by their sections.
const checkedFiles = ['app/playground.wasm', 'fonts/ui.ttf', 'fonts/ui-semibold.ttf', 'fonts/korean.ttf'];
// Their texts, given by key (web/text/strings.mjs), are written into them in English.
const pages = ['index.html'];
const dataSets = ['mnist', 'fashion-mnist'];
const fontFiles = ['ui.ttf', 'ui-semibold.ttf', 'LICENSE-Inter.txt',
  'korean.ttf', 'korean.woff2', 'korean-bold.woff2', 'hangul-name.woff2', 'LICENSE-Nanum.txt'];

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Copies a file or folder. */
function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
}

/** A sum of all that page and workers are made of: a worker of another build is refused (web/workers/build.mjs). */
function buildId() {
  const sum = createHash('sha256');
  const sources = [...filesBelow(web).filter((path) => path.endsWith('.mjs')).sort(),
    ...['app/playground.mjs', 'app/playground.wasm'].map((name) => join(dist, name))];
  for (const path of sources) sum.update(readFileSync(path));
  return sum.digest('hex').slice(0, 8);
}

/** Bundles scripts and styles. @returns what esbuild says of them */
async function bundleScripts() {
  const { metafile } = await build({
    entryPoints: entryPoints.map((name) => join(web, name)),
    outdir: dist,
    outbase: web,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    // Rooms are files of their own, fetched when they are entered. Their names change with their contents: a cache never mixes two builds.
    splitting: true,
    chunkNames: '[name]-[hash]',
    metafile: true,
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    define: { 'globalThis.BUILD': JSON.stringify(buildId()) },
    legalComments: 'none',
    // The wasm modules stay files of their own: each finds its .wasm beside itself.
    external: ['*/app/playground.mjs', '*.ttf', '*.woff2'],
    plugins: [{ name: 'texts', setup: (bundle) => bundle.onLoad({ filter: /strings\/en\/page\.json$/ }, textsOfScripts) },
      { name: 'theme', setup: (bundle) => bundle.onLoad({ filter: /assets\/theme\.json$/ }, () => ({ contents: tokens(theme), loader: 'css' })) }],
    logLevel: 'warning',
  });
  return metafile;
}

/** A page's HTML, the tabs and roots of the rooms and the theme's colours put in. @param {Record<string, string[]>} [roomScripts] by folder */
function pageSource(name, roomScripts = {}) {
  const html = readFileSync(join(web, name), 'utf8');
  const tab = (room, first) => `<button class="tab" id="tab-${room}" role="tab" type="button" aria-controls="room-${room}" `
    + `aria-selected="${first}"${first ? '' : ' tabindex="-1"'} data-text="header.${room}"></button>`;
  const root = (room, first) => `<div id="room-${room.name}" role="tabpanel" aria-labelledby="tab-${room.name}" data-folder="${room.folder}" `
    + `data-scripts="${roomScripts[room.folder]?.join(' ') ?? ''}"${first ? '' : ' hidden'}></div>`;
  return html
    .replace(/\{(\w+)\}/g, (hole, colour) => theme.colours[colour]?.light.replace('#', '%23') ?? hole)
    .replace(/<!-- a tab for each room .*?-->/, rooms.map((room, i) => tab(room.name, i === 0)).join('\n    '))
    .replace(/<!-- an empty root for each room .*?-->/, rooms.map((room, i) => root(room, i === 0)).join('\n    '));
}

/** English for the scripts: what index.html has, web/text/strings.mjs reads there. */
function textsOfScripts({ path }) {
  const named = pageSource('index.html').matchAll(new RegExp(`\\s(?:${Object.keys(textPlaces).join('|')})="([^"]+)"`, 'g'));
  const inPage = new Set([...named].map(([, key]) => key));
  const left = (texts, prefix) => Object.fromEntries(Object.entries(texts)
    .filter(([key]) => !inPage.has(prefix + key))
    .map(([key, text]) => [key, typeof text === 'string' ? text : left(text, `${prefix}${key}.`)]));
  return { contents: JSON.stringify(left(JSON.parse(readFileSync(path, 'utf8')), '')), loader: 'json' };
}

/** A page with the English texts put in for its keys, and its modules, which load at once instead of one after the other. */
function writePage(name, modules, roomScripts) {
  const english = JSON.parse(readFileSync(join(repo, 'assets/strings/en/page.json'), 'utf8'));
  const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const text = (key) => {
    const found = key.split('.').reduce((at, part) => at?.[part], english);
    if (typeof found !== 'string') throw new Error(`web/${name}: there is no text '${key}' in assets/strings/en/page.json`);
    return escape(found);
  };
  const links = modules.map((path) => `<link rel="modulepreload" href="${path}">`);
  const sums = Object.fromEntries(checkedFiles.map((file) => [file, sumOf(new Uint8Array(readFileSync(join(dist, file))).buffer)]));
  let html = pageSource(name, roomScripts).replace('<!-- modules of the first visit -->', links.join('\n'))
    .replace('<!-- checksums of files of this build -->', `<meta name="files" content="${escape(JSON.stringify(sums))}">`);
  for (const [data, attribute] of Object.entries(textPlaces)) {
    html = attribute
      ? html.replace(new RegExp(`\\s${data}="([^"]+)"`, 'g'), (named, key) => `${named} ${attribute}="${text(key)}"`)
      : html.replace(new RegExp(`(<[^<>]*\\s${data}="([^"]+)"[^<>]*>)(?=</)`, 'g'), (_, tag, key) => tag + text(key));
  }
  writeFileSync(join(dist, name), html.replace(/<span data-version>/, `$&${version}`));
}

/** A file for each language but English, which is in the scripts and the module. */
function writeStrings() {
  const folder = join(repo, 'assets/strings');
  for (const language of readdirSync(folder).filter((name) => name !== 'en')) {
    const texts = {};
    for (const name of readdirSync(join(folder, language))) {
      texts[basename(name, '.json')] = JSON.parse(readFileSync(join(folder, language, name), 'utf8'));
    }
    mkdirSync(join(dist, 'strings'), { recursive: true });
    writeFileSync(join(dist, 'strings', `${language}.json`), JSON.stringify(texts));
  }
}

/** The gzip data files and a manifest by which the page checks them: sizes and sha256, packed and raw. */
function shipData() {
  const manifest = {};
  for (const set of dataSets) {
    const folder = join(deps, 'data', set);
    const files = readdirSync(folder).filter((file) => file.endsWith('.gz'));
    if (files.length !== 4) throw new Error(`${folder} has ${files.length} of 4 files: run ./emsdk-setup.sh`);
    for (const name of files.sort()) {
      const packed = readFileSync(join(folder, name));
      const raw = gunzipSync(packed);
      copy(join(folder, name), join(dist, 'data', set, name));
      manifest[`${set}/${name}`] = {
        bytes: packed.length,
        sha256: sha256(packed),
        rawBytes: raw.length,
        rawSha256: sha256(raw),
      };
    }
  }
  mkdirSync(join(dist, 'data'), { recursive: true });
  writeFileSync(join(dist, 'data', 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]);
}

/** The files of dist/ that a first visit loads: the page, the program, the first room. @param metafile what esbuild says */
function firstLoad(metafile) {
  const files = new Set(['index.html', 'page.css', 'start.js', 'app/playground.mjs', 'app/playground.wasm',
    'fonts/ui.ttf', 'fonts/ui-semibold.ttf', 'fonts/hangul-name.woff2', `rooms/${rooms[0].folder}/room.css`]);
  const outputs = Object.entries(metafile.outputs).map(([path, output]) => [relative(dist, resolve(path)), output]);
  const add = (name) => {
    if (files.has(name)) return;
    files.add(name);
    const { imports } = outputs.find(([path]) => path === name)[1];
    for (const { path, kind } of imports) if (kind === 'import-statement') add(relative(dist, resolve(path)));
  };
  for (const [path, { entryPoint }] of outputs) {
    if (['boot.mjs', `rooms/${rooms[0].folder}/room.mjs`].some((name) => entryPoint && resolve(entryPoint) === join(web, name))) add(path);
  }
  return files;
}

/** The scripts of each room, its own first, without what the first visit shares. @param metafile what esbuild says */
function scriptsOfRooms(metafile) {
  const first = firstLoad(metafile);
  return Object.fromEntries(rooms.map(({ folder }) => {
    const [path, { imports }] = Object.entries(metafile.outputs).find(([, { entryPoint }]) =>
      entryPoint && resolve(entryPoint) === join(web, `rooms/${folder}/room.mjs`));
    const [own, ...shared] = [path, ...imports.filter(({ kind }) => kind === 'import-statement').map((one) => one.path)]
      .map((file) => relative(dist, resolve(file)));
    return [folder, [own, ...shared.filter((name) => !first.has(name))]];
  }));
}

/** The glue says which program it was linked with: the page and its workers never mix two builds. */
function markGlue() {
  const glue = join(dist, 'app/playground.mjs');
  const sum = sumOf(new Uint8Array(readFileSync(join(dist, 'app/playground.wasm'))).buffer);
  writeFileSync(glue, `${readFileSync(glue, 'utf8').replace(/\nexport const program=.*/, '').trimEnd()}\nexport const program="${sum}";\n`);
}

function printSizes(metafile) {
  const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`.padStart(12);
  const line = (name, size, packed, note = '') => console.log(`${name.padEnd(38)}${size}${kilobytes(packed)}  ${note}`.trimEnd());
  const first = firstLoad(metafile);
  const sums = { first: 0, all: 0 };
  console.log(`${'file'.padEnd(38)}${'size'.padStart(12)}${'gzip'.padStart(12)}`);
  for (const file of filesBelow(dist).sort()) {
    const name = relative(dist, file);
    if (/^(data|engine|lessons|strings)\/|^fonts\/(korean|LICENSE)|^notices/.test(name)) continue;
    const packed = gzipSync(readFileSync(file), { level: 9 }).length;
    sums.all += packed;
    if (first.has(name)) sums.first += packed;
    line(name, kilobytes(statSync(file).size), packed, first.has(name) ? '' : 'later');
  }
  line('first load', ''.padStart(12), sums.first);
  line('all', ''.padStart(12), sums.all);
}

// Everything but the folders that the compiler writes is made anew.
const kept = ['engine', 'app', ...(quick ? ['data', 'fonts'] : [])];
mkdirSync(dist, { recursive: true });
for (const name of readdirSync(dist)) {
  if (!kept.includes(name)) rmSync(join(dist, name), { recursive: true });
}
const metafile = await bundleScripts();
writeFileSync(join(dist, 'notices.txt'), notices(repo, Object.keys(metafile.inputs)));
await build({
  entryPoints: scripts.map((name) => join(web, name)), outdir: dist, bundle: true, format: 'iife', target: 'es2022', minify: true, legalComments: 'none', logLevel: 'warning',
});
markGlue();
const firstModules = [...firstLoad(metafile)].filter((name) => /^[\w-]+\.mjs$/.test(name) && name !== 'boot.mjs');
for (const name of fontFiles) if (!quick) copy(join(deps, 'fonts', name), join(dist, 'fonts', basename(name)));
for (const name of pages) writePage(name, firstModules, scriptsOfRooms(metafile));
copy(join(web, 'engine/backprop.d.ts'), join(dist, 'engine', 'backprop.d.ts'));
// Texts and lessons become a file a language.
writeStrings();
await buildLessons(repo, dist);
if (!quick) {
  shipData();
  printSizes(metafile);
  const absent = absentFiles(dist);
  if (absent.length > 0) throw new Error(absent.join('\n'));
}
