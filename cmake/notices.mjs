// The licences of everything by others that dist/ contains, as one text: dist/notices.txt.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is compiled into the modules or shipped beside them, and where its licence may lie: the first file there is. */
const parts = [
  ['Dear ImGui', ['src/imgui/LICENSE.txt', 'fetched/imgui-src/LICENSE.txt']],
  ['zlib', ['src/zlib/LICENSE', 'fetched/zlib-src/LICENSE']],
  ['JSON for Modern C++', ['licences/json.txt', 'fetched/json-src/LICENSE.MIT']],
  ['musl, the C library of the modules', ['emscripten/system/lib/libc/musl/COPYRIGHT']],
  ['Emscripten, with LLVM\'s libc++ and compiler-rt', ['emscripten/LICENSE', 'emscripten-debian/usr/share/doc/emscripten/copyright']],
  ['Inter, a typeface', ['fonts/LICENSE-Inter.txt']],
  ['Nanum Gothic, a typeface', ['fonts/LICENSE-Nanum.txt']],
];
/** Data sets, by their folder in .deps/data. */
const dataSets = {
  mnist: 'MNIST, a database of handwritten digits by Yann LeCun, Corinna Cortes and Christopher J. C. Burges, made from data of the\n' +
    'National Institute of Standards and Technology.',
  'fashion-mnist': ['licences/fashion-mnist.txt'],
};

function firstOf(name, folder, files) {
  const found = files.map((file) => join(folder, file)).find(existsSync);
  if (!found) throw new Error(`there is no licence of ${name} in ${folder} (${files.join(', ')}): run ./emsdk-setup.sh`);
  return readFileSync(found, 'utf8');
}

/** The npm packages that a bundle took files from. @param {string[]} inputs paths, as esbuild's metafile names them */
function packagesOf(inputs) {
  const names = inputs.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/**
 * @param {string} repo
 * @param {string[]} inputs what the scripts were bundled from
 * @returns {string}
 */
export function notices(repo, inputs) {
  const deps = join(repo, '.deps');
  const texts = parts.map(([name, files]) => [name, firstOf(name, deps, files)]);
  for (const [name, licence] of Object.entries(dataSets)) {
    if (!existsSync(join(deps, 'data', name))) continue;
    texts.push([`Data set ${name}`, typeof licence === 'string' ? licence : firstOf(name, deps, licence)]);
  }
  for (const name of packagesOf(inputs)) {
    texts.push([`${name} (npm)`, firstOf(name, join(repo, 'node_modules', name), ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license'])]);
  }
  const own = readFileSync(join(repo, 'LICENSE'), 'utf8');
  return [['Backprop Playground', own], ...texts]
    .map(([name, text]) => `${'='.repeat(100)}\n${name}\n${'='.repeat(100)}\n\n${text.trim()}\n`).join('\n');
}
