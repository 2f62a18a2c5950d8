/**
 * Measures the canvas as each room gives it, in CSS px, at the window sizes at which graphs must be readable (a finger gets
 * the same as a mouse): tests/support/canvas_sizes.json, which the native tests read. After a change of the page's style:
 *   node tests/browser/canvas_sizes.mjs > sizes.json && mv sizes.json tests/support/canvas_sizes.json
 */
import { canvasReady, dispatch, dist, launch, settled } from './page.mjs';
import { serveFolder } from '../../cmake/serve_folder.mjs';

const windows = [[1280, 800], [1024, 768], [768, 1024], [390, 844], [844, 390], [320, 568], [2560, 1440]];
const rooms = ['graph', 'lessons', 'check'];

/** The canvas's [width, height] by room, and the window's own. */
async function measure(browser, address, [width, height]) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.goto(address);
  await canvasReady(page);
  const sizes = { window: [width, height] };
  for (const room of rooms) {
    await dispatch(page, { type: 'show', room });
    await settled(page);
    sizes[room] = await page.evaluate(() => {
      const { clientWidth, clientHeight } = document.getElementById('canvas');
      return [clientWidth, clientHeight];
    });
  }
  await page.close();
  return sizes;
}

const { address, child } = await serveFolder(dist, 8760);
const browser = await launch();
const lines = [];
for (const size of windows) lines.push(`  ${JSON.stringify(await measure(browser, address, size))}`);
console.log(`[\n${lines.join(',\n')}\n]`);
await browser.close();
child.kill();
