// node serve.mjs DIST [PORT]: serves the built page on this machine only, for looking at it and for the browser tests.
import { createServer } from 'node:http';
import sirv from 'sirv';

const [dist, wanted = '8080'] = process.argv.slice(2);

// The policy the page is built for. A real host may send it too; index.html carries what a <meta> can.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
  "img-src 'self' data: blob:; style-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; " +
  "form-action 'none'";

const files = sirv(dist, {
  dev: true, // reads from disk at every request, so that a rebuild shows at once
  setHeaders(response, path) {
    if (path.endsWith('.gz')) {
      // A data file of its own, not a packed form of another: most static hosts send it so, sirv by itself does not.
      response.setHeader('Content-Encoding', 'identity');
      response.setHeader('Content-Type', 'application/gzip');
    }
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
  },
});

const server = createServer((request, response) => {
  files(request, response, () => {
    response.statusCode = 404;
    response.end('not found');
  });
});

let port = Number(wanted);
server.on('error', (error) => {
  if (error.code !== 'EADDRINUSE' || port >= Number(wanted) + 100) {
    console.error(`cannot serve the page: ${error.message}`);
    process.exit(1);
  }
  port += 1;
  server.listen(port, '127.0.0.1');
});
server.on('listening', () => {
  console.log(`\n  Backprop Playground: http://127.0.0.1:${server.address().port}/\n  Ctrl+C stops it.\n`);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
server.listen(port, '127.0.0.1');
