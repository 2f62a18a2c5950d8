/** Firefox by WebDriver BiDi. */
import puppeteer from 'puppeteer-core';
import { needed } from './children.mjs';
import { openDisplay } from './display.mjs';
import { PlainPage } from './plain_page.mjs';

/** @returns {Promise<import('./plain_page.mjs').Browser>} */
export async function launch() {
  const executablePath = needed(process.env.FIREFOX ?? '/usr/bin/firefox-esr', 'firefox-esr');
  const display = await openDisplay();
  const firefox = await puppeteer.launch({ browser: 'firefox', protocol: 'webDriverBiDi', executablePath, headless: true,
    protocolTimeout: 180000, defaultViewport: { width: 1280, height: 800 }, env: { ...process.env, DISPLAY: display.name } });
  return {
    version: (await firefox.version()).replace(/^f(.*)\//, 'F$1 '),
    async open(url) {
      const page = await firefox.newPage();
      /** @type {import('./plain_page.mjs').Driver} */
      const driver = {
        goto: (address) => page.goto(address),
        reload: () => page.reload(),
        call: (expression) => /** @type {Promise<string>} */ (page.evaluate(expression)),
        point: (action) => {
          switch (action.type) {
            case 'pointerMove': return page.mouse.move(action.x, action.y);
            case 'pointerDown': return page.mouse.down();
            case 'pointerUp': return page.mouse.up();
            default: return page.mouse.wheel(action);
          }
        },
        key: (kind, key) => page.keyboard[kind === 'keyDown' ? 'down' : 'up'](/** @type {import('puppeteer-core').KeyInput} */ (key)),
        screenshot: async () => Buffer.from(await page.screenshot()),
        setViewportSize: (size) => page.setViewport(size),
      };
      await driver.goto(url);
      return { page: new PlainPage(driver), close: () => page.close() };
    },
    async close() {
      await firefox.close();
      await display.close();
    },
  };
}
