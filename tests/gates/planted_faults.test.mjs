/** Each gate goes red: a fault is planted in a copy of the sources, and the gate must name it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { absentFiles } from '../../cmake/named_files.mjs';

const repo = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
let copy;

before(() => {
  copy = mkdtempSync(join(tmpdir(), 'planted-'));
  for (const part of ['src', 'web', 'tests', 'bench', 'cmake', 'assets', 'dist/app', 'package.json', 'LICENSE', 'tsconfig.json', 'eslint.config.mjs', '.clang-format', '.clang-tidy']) {
    cpSync(join(repo, part), join(copy, part), { recursive: true });
  }
  for (const part of ['.deps', 'node_modules']) symlinkSync(join(repo, part), join(copy, part));
});
after(() => rmSync(copy, { recursive: true }));

function run(command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, encoding: 'utf8' });
  return { failed: status !== 0, said: stdout + stderr };
}

/** Adds text to the end of a file, or to the place of what it replaces. */
function plant(path, text, place) {
  const file = join(copy, path);
  if (place === undefined) return appendFileSync(file, text);
  const before = readFileSync(file, 'utf8');
  assert.ok(before.includes(place), `${path} has no ${place}`);
  writeFileSync(file, before.replace(place, text));
}

/** The gate is red while the fault is there, and says what `expected` matches; `mend` takes the fault out. */
function red(name, command, expected, sow) {
  test(name, () => {
    const mend = sow();
    try {
      const { failed, said } = run(...command);
      assert.ok(failed, `the gate stayed green: ${said}`);
      assert.match(said, expected);
    } finally {
      mend();
    }
  });
}

/** A fault in one file of the copy, which comes back from the repository. */
const fault = (path, text, place) => () => {
  plant(path, text, place);
  return () => cpSync(join(repo, path), join(copy, path));
};
/** A new file of the copy. */
const file = (path, text) => () => {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), text);
  return () => rmSync(join(copy, path));
};

const check = (name) => ['cmake/check.sh', name];

red('layers: a module may not look up', check('layers'), /src\/graph must not use ui\/screen\.hpp/,
  fault('src/graph/graph.cpp', '#include "ui/screen.hpp"\n'));
red('layers: nor may a folder inside a module', check('layers'), /src\/playground\/words must not use playground\/lab\/lab\.hpp/,
  fault('src/playground/words/josa.cpp', '#include "playground/lab/lab.hpp"\n'));
red('layers: Dear ImGui is for the canvas', check('layers'), /src\/scene must not use imgui\.h/,
  fault('src/scene/scene.cpp', '#include <imgui.h>\n'));
red('layers: a folder without a row', check('layers'), /src\/graph\/more: has no row/, () => {
  file('src/graph/more/more.cpp', '')();
  return () => rmSync(join(copy, 'src/graph/more'), { recursive: true });
});
red('layers: a row without a folder', check('layers'), /web\/attic: has a row in tests\/layering\.py, but is not there/,
  fault('tests/layering.py', 'WEB = {\n    "attic": "",\n', 'WEB = {\n'));
red('layers: rooms do not know each other', check('layers'), /web\/rooms\/graph must not use \.\.\/lessons\/lesson_view\.mjs/,
  fault('web/rooms/graph/begin.mjs', "import '../lessons/lesson_view.mjs';\n"));
red('layers: a worker knows no room', check('layers'), /web\/workers must not use \.\.\/rooms\/graph\/begin\.mjs/,
  fault('web/workers/train_worker.mjs', "import('../rooms/graph/begin.mjs');\n"));

red('format: an indentation of three', check('format'), /order\.hpp.*not clang-formatted|order\.hpp.*clang-format-violations/,
  fault('src/base/order.hpp', 'inline int  planted( ) {   return 1; }\n'));

red('scripts: innerHTML, eval, ==, a variable that nothing uses', ['node_modules/.bin/eslint', 'web/planted.mjs'],
  /no-restricted-properties[^]*no-eval[^]*eqeqeq[^]*no-unused-vars|no-unused-vars[^]*no-restricted-properties[^]*no-eval[^]*eqeqeq/,
  file('web/planted.mjs', "const unused = 1;\ndocument.body.innerHTML = '';\neval('1');\nif (document.title == 1) document.title = '';\n"));
red('scripts: a file of more than 300 lines', ['node_modules/.bin/eslint', 'web/planted.mjs'], /max-lines/,
  file('web/planted.mjs', 'document.title;\n'.repeat(301).replace(/document/g, 'void document')));
red('scripts: any in a file of types', ['node_modules/.bin/eslint', 'web/protocol'], /ops\.d\.ts[^]*types\/no-any/,
  fault('web/protocol/ops.d.ts', '/** Of any kind. */\nexport interface Planted { whatever: any }\n'));
red('scripts: any in a type', ['node_modules/.bin/eslint', 'web/planted.mjs'], /1:\d+ [^]*no-any/,
  file('web/planted.mjs', '/** @param {any} x */\nexport const planted = (x) => x;\n'));

red('types: a number is not a string', check('types'), /web\/planted\.mjs.*Type 'number' is not assignable to type 'string'/,
  file('web/planted.mjs', '/** @type {string} */\nexport const planted = 1;\n'));
red('types: strict', check('types'), /web\/planted\.mjs.*'any' type|web\/planted\.mjs.*possibly 'null'/,
  file('web/planted.mjs', "export const planted = (x) => document.querySelector('a').href + x;\n"));

test('tidy: a string that is copied to be read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'planted-tidy-'));
  try {
    for (const part of ['.clang-tidy', 'cmake/clang_tidy.py']) cpSync(join(repo, part), join(folder, part));
    for (const part of ['src/base', 'build/native-debug']) mkdirSync(join(folder, part), { recursive: true });
    /** What is to be compiled: the files of src/base by these names. */
    const compiling = (...names) => writeFileSync(join(folder, 'build/native-debug/compile_commands.json'), JSON.stringify(names.map((name) => (
      { directory: folder, file: join(folder, 'src/base', name), command: `clang++ -I${folder}/src -c ${name}` }))));
    const tidy = () => spawnSync('python3', ['-B', 'cmake/clang_tidy.py', folder], { cwd: folder, encoding: 'utf8' });
    writeFileSync(join(folder, 'src/base/fine.cpp'), '#include <string>\nstatic bool is_short(const std::string& text) { return text.empty(); }\nbool fine() { return is_short("a"); }\n');
    compiling('fine.cpp');
    assert.equal(tidy().status, 0);
    assert.equal(tidy().status, 0, 'the second time from memory');
    writeFileSync(join(folder, 'src/base/other.cpp'), '#include <string>\nstatic bool is_long(std::string text) { return text.size() == 0; }\nbool other() { return is_long("a"); }\n');
    compiling('fine.cpp', 'other.cpp');
    const { status, stdout } = tidy();
    assert.equal(status, 1);
    assert.match(stdout, /performance-unnecessary-value-param/);
    assert.match(stdout, /readability-container-size-empty/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('named files: a page, a style or a list that names what is not there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'planted-names-'));
  try {
    writeFileSync(join(folder, 'index.html'), '<a href="#top"></a><script src="here.js"></script><img src="gone.png"><a href="https://example.org/a.html"></a>');
    writeFileSync(join(folder, 'here.js'), '');
    writeFileSync(join(folder, 'page.css'), '@font-face { src: url("fonts/gone.ttf"); } a { background: url(data:image/png;base64,AA); }');
    writeFileSync(join(folder, 'list.json'), '{"here.js": 1, "gone/file.gz": {"text": "a sentence, e.g. this.txt or that"}}');
    assert.deepEqual(absentFiles(folder).sort(), [
      'index.html names gone.png, which is not there',
      'list.json names gone/file.gz, which is not there',
      'page.css names fonts/gone.ttf, which is not there',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

red('build: a script that the page starts with is not there', [process.execPath, 'cmake/build_page.mjs', 'dist', '--quick'], /boot\.mjs/, () => {
  rmSync(join(copy, 'web/boot.mjs'));
  return () => cpSync(join(repo, 'web/boot.mjs'), join(copy, 'web/boot.mjs'));
});

test('all tests: a folder of tests that is not there, or empty', () => {
  const steps = readFileSync(join(repo, 'cmake/all_tests.sh'), 'utf8');
  const [nodeTests] = /^node_tests\(\) \{[^]*?^\}/m.exec(steps);
  mkdirSync(join(copy, 'tests/none'));
  for (const folder of ['tests/absent', 'tests/none']) {
    const { failed, said } = run('bash', '-c', `set -euo pipefail\n${nodeTests}\nnode_tests ${folder}`);
    assert.ok(failed);
    assert.match(said, new RegExp(`no test files in ${folder}`));
  }
  assert.doesNotMatch(steps.slice(steps.indexOf('print_summaries() {')), /\[ -[def] |\[ ! -[def] /, 'no step depends on what exists');
});
