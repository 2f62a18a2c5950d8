/** An X display without a screen: Firefox draws WebGL2 only on a display, and WebKit's MiniBrowser has no other way to start. */
import { end, needed, start } from './children.mjs';

/** A display on the first free number. @returns {Promise<{ name: string, close: () => Promise<void> }>} */
export async function openDisplay() {
  const path = needed(process.env.XVFB ?? '/usr/bin/Xvfb', 'xvfb');
  const child = start(path, ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], ['ignore', 'ignore', 'pipe', 'pipe']);
  const said = { number: '', errors: '' };
  const [, , errors, number] = /** @type {import('node:stream').Readable[]} */ (/** @type {unknown} */ (child.stdio));
  errors.on('data', (text) => { said.errors += text; });
  for await (const text of number) {
    said.number += text;
    if (said.number.includes('\n')) return { name: `:${said.number.trim()}`, close: () => end(child) };
  }
  await end(child);
  throw new Error(`Xvfb did not start: ${said.errors}`);
}
