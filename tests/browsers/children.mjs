/** Programs that the tests start. Each has a process group of its own, which ends with it, at the latest with this process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** @type {Set<ChildProcess>} */
const running = new Set();

/** @param {ChildProcess} child */
function kill(child) {
  running.delete(child);
  if (!child.pid) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch { /* it has ended */ }
}

/** Ends all that is left, as after a launch that failed half-way. */
export const endAll = () => running.forEach(kill);

process.on('exit', endAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/**
 * The path of a program. Without it the tests fail; they are never skipped.
 * @param {string} path
 * @param {string} debianPackage
 */
export function needed(path, debianPackage) {
  if (existsSync(path)) return path;
  throw new Error(`${path} is missing: install it (Debian: apt install ${debianPackage}; ./emsdk-setup.sh does) and try again`);
}

/**
 * @param {string} path
 * @param {string[]} args
 * @param {import('node:child_process').StdioOptions} stdio
 * @param {NodeJS.ProcessEnv} [environment] added to this process's own
 */
export function start(path, args, stdio, environment = {}) {
  const child = spawn(path, args, { stdio, detached: true, env: { ...process.env, ...environment } });
  running.add(child);
  return child;
}

/** Ends a program and all that it started. @param {ChildProcess} child */
export async function end(child) {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
  kill(child);
  await ended;
}
