/**
 * The built page from a server that has faults: { 'app/playground.wasm': 'truncated' }. The table can be changed while it serves; a file
 * that is not in it is served as it is. '*' is every file but index.html.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pageListener } from '../../cmake/page_server.mjs';

const types = { mjs: 'text/javascript', js: 'text/javascript', css: 'text/css', wasm: 'application/wasm', json: 'application/json', ttf: 'font/ttf', woff2: 'font/woff2', gz: 'application/gzip' };
const common = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** The same size and kind, other contents: what a cache of yesterday may hold. */
function ofAnotherBuild(bytes, name) {
  const text = bytes.toString('latin1');
  if (name === 'app/playground.mjs') return Buffer.from(text.replace(/program="\w+"/, 'program="another"'), 'latin1');
  if (/\.m?js$/.test(name)) return Buffer.from(text.replace(/(chunk|room)-\w{8}/g, '$1-AAAAAAAA'), 'latin1');
  if (name.endsWith('.json')) return Buffer.from('{"page":{},"sections":"of another build"}');
  if (name.endsWith('.css')) return Buffer.from('.another { color: red; }');
  const other = Buffer.from(bytes);
  if (name.endsWith('.wasm')) return Buffer.concat([other, Buffer.from([0, 2, 1, 0x78])]); // a custom section more: it still compiles
  other[other.length >> 1] ^= 0xff;
  return other;
}

/** How each fault answers. */
export const kinds = {
  missing: (response) => response.writeHead(404, { ...common, 'Content-Type': 'text/html' }).end('<h1>Not found</h1>'),
  error: (response) => response.writeHead(500, common).end('an error'),
  cut: (response, bytes, type) => {
    response.writeHead(200, { ...common, 'Content-Type': type, 'Content-Length': bytes.length });
    response.write(bytes.subarray(0, bytes.length >> 1), () => setTimeout(() => response.destroy(), 20)); // the head and half of it have gone out
  },
  truncated: (response, bytes, type) => response.writeHead(200, { ...common, 'Content-Type': type }).end(bytes.subarray(0, bytes.length >> 1)),
  empty: (response, _, type) => response.writeHead(200, { ...common, 'Content-Type': type }).end(),
  garbage: (response, bytes, type) => response.writeHead(200, { ...common, 'Content-Type': type }).end(Buffer.alloc(bytes.length, '<!doctype html><p>Please sign in ')),
  type: (response, bytes) => response.writeHead(200, { ...common, 'Content-Type': 'text/html' }).end(bytes),
  old: (response, bytes, type, name) => response.writeHead(200, { ...common, 'Content-Type': type }).end(ofAnotherBuild(bytes, name)),
  hangs: () => {},
  stalls: (response, bytes, type) => {
    response.writeHead(200, { ...common, 'Content-Type': type, 'Content-Length': bytes.length });
    response.write(bytes.subarray(0, bytes.length >> 1));
  },
};

/**
 * @param {string} dist
 * @param {{ [file: string]: keyof kinds }} faults
 * @param {(name: string, request: import('node:http').IncomingMessage) => void} [asked]
 * @returns {Promise<{ address: string, close: () => void }>}
 */
export async function serveFaults(dist, faults, asked = () => {}) {
  const server = createServer(pageListener(dist, (request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname.slice(1));
    asked(name, request);
    const kind = faults[name] ?? (name && name !== 'index.html' ? faults['*'] : undefined);
    if (!kind) return false;
    kinds[kind](response, readFileSync(join(dist, name)), types[name.split('.').at(-1)] ?? 'text/plain', name);
    return true;
  }));
  await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
