// Starts serve.mjs for programs that open the page.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const server = fileURLToPath(new URL('serve.mjs', import.meta.url));

/** Serves a folder on the first free port from `port` on. Whoever asked kills the child. */
export async function serveFolder(folder, port) {
  const child = spawn(process.execPath, [server, folder, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
    if (found) return { address: found[0], child };
  }
  throw new Error(`the server did not start: ${said}`);
}
