/** Chromium by Playwright, whose page is what the others imitate. */
import { launch as launchChromium } from '../browser/page.mjs';

/** @returns {Promise<import('./plain_page.mjs').Browser>} */
export async function launch() {
  const chromium = await launchChromium();
  return {
    version: `Chromium ${chromium.version()}`,
    async open(url) {
      const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      page.setDefaultTimeout(20000);
      await page.goto(url);
      return { page, close: () => context.close() };
    },
    close: () => chromium.close(),
  };
}
