// The files that the pages, styles and JSON files of a folder name, but that are not there.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';

/** How a file of each kind names others. @type {Record<string, RegExp>} */
const naming = {
  '.html': /\s(?:href|src)="([^"]+)"/g,
  '.css': /(?:url\(\s*|@import\s+)["']?([^"')\s]+)/g,
  '.json': /"([\w./-]+\.(?:gz|json|md|mjs|js|css|html|svg|png|webp|wasm|ttf|woff2|txt))"/g,
  '.webmanifest': /"(?:src|start_url)":\s*"([^"]+)"/g,
};
const elsewhere = /^(?:[a-z]+:|#|\/\/)/;

/**
 * @param {string} folder
 * @returns {string[]} a sentence each: 'index.html names fonts/ui.ttf, which is not there'
 */
export function absentFiles(folder) {
  const faults = [];
  for (const file of readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))) {
    const pattern = naming[extname(file)];
    if (!pattern) continue;
    for (const [, name] of readFileSync(file, 'utf8').matchAll(pattern)) {
      if (elsewhere.test(name) || existsSync(join(dirname(file), name.replace(/[?#].*/, '')))) continue;
      faults.push(`${relative(folder, file)} names ${name}, which is not there`);
    }
  }
  return faults;
}
