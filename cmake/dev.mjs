// npm run dev [-- PORT]: the development loop. Builds the page, serves it, and whenever a file is saved builds what
// depends on it and reloads the page: scripts, styles and texts by build_page.mjs --quick, C++ by the preset wasm.
import { spawn } from 'node:child_process';
import { readFileSync, watch } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { servePage } from './page_server.mjs';

const repo = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = resolve(process.env.DIST ?? join(repo, 'dist'));
const port = Number(process.argv[2] ?? 8080);
const settle = 60; // milliseconds: an editor writes a file in several steps

const folders = ['web', 'assets', 'src'];
const quick = [process.execPath, join(repo, 'cmake/build_page.mjs'), dist, '--quick'];
const whole = ['cmake', '--build', '--preset', 'wasm', '--target', 'page'];

/** What builds a file: English texts of the canvas are compiled into the module. */
const isCompiled = (path) => path.startsWith('src/') || path === 'assets/theme.json' || /^assets\/strings\/en\/(?!page\.json)/.test(path);

const run = ([command, ...args]) => new Promise((done) => {
  const child = spawn(command, args, { cwd: repo, stdio: ['ignore', 'ignore', 'inherit'] });
  child.on('error', (error) => { console.error(error.message); done(false); });
  child.on('exit', (code) => done(code === 0));
});

// --- the page is told to reload by server-sent events
const listeners = new Set();
const script = "new EventSource('dev-events').onmessage = () => location.reload();";

function answer(request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname === '/dev-events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.flushHeaders();
    listeners.add(response);
    request.on('close', () => listeners.delete(response));
  } else if (pathname === '/dev-reload.js') {
    response.writeHead(200, { 'Content-Type': 'text/javascript' });
    response.end(script);
  } else if (pathname === '/' || pathname === '/index.html') {
    const html = readFileSync(join(dist, 'index.html'), 'utf8');
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
    response.end(html.replace('</head>', '<script src="dev-reload.js"></script></head>'));
  }
}

// --- one build at a time; what changes meanwhile is built after it
let waiting = new Set();
let building = false;

async function build() {
  if (building || waiting.size === 0) return;
  building = true;
  const changed = [...waiting];
  waiting = new Set();
  const begun = performance.now();
  const fine = await run(changed.some(isCompiled) ? whole : quick);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(fine ? `built in ${seconds} s` : `not built: see above (${seconds} s)`);
  if (fine) for (const listener of listeners) listener.write('data: reload\n\n');
  building = false;
  build();
}

let timer;
function follow(folder) {
  watch(join(repo, folder), { recursive: true }, (_, name) => {
    if (!name || /(^|\/)\.|~$|\.swp$/.test(name)) return;
    waiting.add(`${folder}/${name}`);
    clearTimeout(timer);
    timer = setTimeout(build, settle);
  });
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
if (!process.argv.includes('--built')) {
  if (!await run(['cmake', '--preset', 'wasm']) || !await run(whole)) process.exit(1);
}
const address = await servePage(dist, port, answer);
folders.forEach(follow);
console.log(`\n  Backprop Playground: ${address}\n  It reloads when a file in ${folders.join('/, ')}/ is saved. Ctrl+C stops it.\n`);
