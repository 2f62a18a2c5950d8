/** WebKitGTK's MiniBrowser by plain WebDriver. One window for all pages: each visit has an address of its own. */
import { createServer } from 'node:net';
import { end, needed, start } from './children.mjs';
import { openDisplay } from './display.mjs';
import { PlainPage } from './plain_page.mjs';

const driverPath = process.env.WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver';
const browserPath = process.env.MINI_BROWSER ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
/** Above it the window has a bar. */
const barHeight = 38;

/** Keys that write nothing, as WebDriver's code points. @type {Record<string, string>} */
const codePoints = {
  Backspace: '\ue003', Tab: '\ue004', Enter: '\ue007', Shift: '\ue008', Control: '\ue009', Alt: '\ue00a', Escape: '\ue00c', PageUp: '\ue00e',
  PageDown: '\ue00f', End: '\ue010', Home: '\ue011', ArrowLeft: '\ue012', ArrowUp: '\ue013', ArrowRight: '\ue014', ArrowDown: '\ue015', Delete: '\ue017',
};

/** @returns {Promise<number>} */
const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    server.close(() => done(port));
  });
});

/** The driver, once it answers. @param {string} display */
async function startDriver(display) {
  const port = await freePort();
  const child = start(needed(driverPath, 'webkit2gtk-driver'), ['--host=127.0.0.1', `--port=${port}`], 'ignore',
    { DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' });
  /** @param {string} method @param {string} path @param {object} [body] */
  const send = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`WebKitWebDriver: ${path.replace(/.*\//, '')}: ${value.error}: ${value.message}`);
    return value;
  };
  for (let tries = 0; ; ++tries) {
    try {
      await send('GET', '/status');
      return { child, send };
    } catch (error) {
      if (tries === 100 || child.exitCode !== null) throw error;
      await new Promise((done) => { setTimeout(done, 100); });
    }
  }
}

/** @returns {Promise<import('./plain_page.mjs').Browser>} */
export async function launch() {
  needed(browserPath, 'webkit2gtk-driver');
  const display = await openDisplay();
  const { child, send } = await startDriver(display.name);
  const { sessionId, capabilities } = await send('POST', '/session', { capabilities: { alwaysMatch: {
    'webkitgtk:browserOptions': { binary: browserPath, args: ['--automation'] } } } });
  const session = `/session/${sessionId}`;
  await send('POST', `${session}/timeouts`, { script: 180000, pageLoad: 30000 });

  /** @param {string} type @param {string} id @param {object} action */
  const act = (type, id, action) => send('POST', `${session}/actions`, { actions: [{ type, id, actions: [action] }] });
  /** @type {import('./plain_page.mjs').Driver} */
  const driver = {
    goto: (url) => send('POST', `${session}/url`, { url }),
    reload: () => send('POST', `${session}/refresh`, {}),
    call: (expression) => send('POST', `${session}/execute/async`, { script: `${expression}.then(arguments[0])`, args: [] }),
    point: ({ type, ...place }) => act(type === 'scroll' ? 'wheel' : 'pointer', type === 'scroll' ? 'wheel' : 'mouse',
      { type, ...place, ...(type === 'pointerMove' ? { duration: 0 } : { button: 0 }) }),
    key: (type, key) => act('key', 'keyboard', { type, value: codePoints[key] ?? key }),
    screenshot: async () => Buffer.from(await send('GET', `${session}/screenshot`), 'base64'),
    setViewportSize: ({ width, height }) => send('POST', `${session}/window/rect`, { x: 0, y: 0, width, height: height + barHeight }),
  };
  return {
    version: `WebKitGTK ${capabilities.browserVersion}`,
    async open(url) {
      await driver.setViewportSize({ width: 1280, height: 800 });
      await driver.goto(url);
      return { page: new PlainPage(driver), close: () => driver.goto('about:blank') };
    },
    async close() {
      await send('DELETE', session).catch(() => {});
      await end(child);
      await display.close();
    },
  };
}
