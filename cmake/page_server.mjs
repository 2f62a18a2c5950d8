// Serves a built page on this machine only.
import { createServer } from 'node:http';
import sirv from 'sirv';

// The policy the page is built for. A real host may send it too; index.html carries what a <meta> can.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
  "img-src 'self' data: blob:; style-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; " +
  "form-action 'none'";

/**
 * Answers with the files of a built page.
 * @param {string} dist
 * @param {(...given: Parameters<import('node:http').RequestListener>) => unknown} [first] answers what it knows, or says true when
 *   it never will; it leaves the rest without a header
 * @returns {import('node:http').RequestListener}
 */
export function pageListener(dist, first = () => {}) {
  const files = sirv(dist, {
    dev: true, // reads from disk at every request, so that a rebuild shows at once
    setHeaders(response, path) {
      if (path.endsWith('.gz')) {
        // A data file of its own, not a packed form of another: most static hosts send it so, sirv by itself does not.
        response.setHeader('Content-Encoding', 'identity');
        response.setHeader('Content-Type', 'application/gzip');
      }
      response.setHeader('Access-Control-Allow-Origin', '*'); // for frames that are a sandbox: docs/start.md
      response.setHeader('Cache-Control', 'no-store');
      response.setHeader('Content-Security-Policy', policy);
      response.setHeader('X-Content-Type-Options', 'nosniff');
    },
  });
  return (request, response) => {
    if (first(request, response) === true || response.headersSent) return;
    files(request, response, () => {
      response.statusCode = 404;
      response.end('not found');
    });
  };
}

/**
 * @param {string} dist
 * @param {number} port the first to try; a hundred are
 * @param {Parameters<typeof pageListener>[1]} [first]
 * @returns {Promise<string>} the page's address
 */
export function servePage(dist, port, first) {
  const server = createServer(pageListener(dist, first));
  return new Promise((served, failed) => {
    let wanted = port;
    server.on('error', (error) => {
      if (error.code !== 'EADDRINUSE' || wanted >= port + 100) return failed(error);
      wanted += 1;
      server.listen(wanted, '127.0.0.1');
    });
    server.on('listening', () => served(`http://127.0.0.1:${server.address().port}/`));
    server.listen(wanted, '127.0.0.1');
  });
}
