/** A visit: the built page at an address of its own, so that nothing is shared with other visits, and what went wrong there. */
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { servePage } from '../../cmake/page_server.mjs';
import { dist, repo } from '../browser/page.mjs';

/**
 * What the page finds before its first script.
 * @typedef {object} Scene
 * @property {string[]} [languages] that the browser asks for
 * @property {Record<string, string>} [stored] in localStorage, unless it is there
 * @property {'forbidden' | 'full'} [storage]
 */

/** In the page, before its scripts. WebKit's driver tells nothing of errors: the page collects them. @param {Scene} scene */
function prepare({ languages, stored = {}, storage }) {
  const complaints = [];
  globalThis.complaints = complaints;
  addEventListener('error', (event) => complaints.push(`error: ${event.message ?? event.target.src ?? event.target.href}`), true);
  addEventListener('unhandledrejection', (event) => complaints.push(`unhandled: ${event.reason}`));
  addEventListener('securitypolicyviolation', (event) => complaints.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  for (const level of ['error', 'warn']) {
    const say = console[level];
    console[level] = (...what) => {
      complaints.push(`console: ${what.join(' ')}`);
      say.apply(console, what);
    };
  }
  for (const [key, text] of Object.entries(stored)) {
    if (localStorage.getItem(key) === null) localStorage.setItem(key, text);
  }
  if (languages) Object.defineProperty(navigator, 'languages', { get: () => languages });
  if (storage === 'forbidden') {
    const refuse = { get() { throw new DOMException('The operation is insecure.', 'SecurityError'); } };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(globalThis, name, refuse);
  }
  if (storage === 'full') {
    const full = () => { throw new DOMException('The quota has been exceeded.', 'QuotaExceededError'); };
    Storage.prototype.setItem = full;
    IDBObjectStore.prototype.put = full;
    IDBObjectStore.prototype.add = full;
  }
}

const types = { '.html': 'text/html', '.mjs': 'text/javascript', '.gz': 'application/gzip' };
const golden = /^\/golden\/([\w.-]+)$/;
const mnist = /^\/mnist\/([\w.-]+\.gz)$/;

/**
 * @param {Scene} [scene]
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function serveVisit({ stored, ...scene } = {}) {
  const settings = JSON.stringify({ stored: scene.storage ? undefined : { hint: 'seen', ...stored }, ...scene });
  /** @param {string} path @param {import('node:http').ServerResponse} response @param {string | Buffer} body */
  const send = (path, response, body) => response.writeHead(200, { 'Content-Type': types[extname(path)], 'Cache-Control': 'no-store' }).end(body);
  /** @type {import('node:http').Server | undefined} */
  let server;
  const url = await servePage(dist, 0, (request, response) => {
    server = request.socket.server;
    const path = request.url.replace(/[?#].*/, '');
    if (path === '/') {
      const html = readFileSync(join(dist, 'index.html'), 'utf8');
      send('index.html', response, html.replace('<meta charset="utf-8">', '$&<script src="prepare.mjs"></script>'));
    } else if (path === '/prepare.mjs') {
      send(path, response, `(${prepare})(${settings});`);
    } else if (golden.test(path)) {
      send(path, response, readFileSync(join(repo, 'tests', path)));
    } else if (mnist.test(path)) {
      send(path, response, readFileSync(join(repo, '.deps/data', path)));
    }
  });
  return { url, close: () => { server?.close(); server?.closeAllConnections(); } };
}
