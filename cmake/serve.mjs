// node serve.mjs DIST [PORT]: serves the built page on this machine only, for looking at it and for the browser tests.
import { servePage } from './page_server.mjs';

const [dist, wanted = '8080'] = process.argv.slice(2);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
try {
  console.log(`\n  Backprop Playground: ${await servePage(dist, Number(wanted))}\n  Ctrl+C stops it.\n`);
} catch (error) {
  console.error(`cannot serve the page: ${error.message}`);
  process.exit(1);
}
