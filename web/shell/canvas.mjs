/** The canvas: its frames, and what of the reader's system it follows. Without WebGL2 the graph lives on in formula and table. */
import { Platform } from '../platform/platform.mjs';
import { t } from '../text/strings.mjs';
import { byId } from '../widgets/element.mjs';
import { showMessage } from './message.mjs';

/**
 * @param {import('../page.mjs').Page} page
 * @param {import('./shell.mjs').Shell} shell
 * @param {import('../platform/line_drawer.mjs').LineDrawer} lines
 */
export function startCanvas(page, shell, lines) {
  followReader(page, lines);
  let first = page.canDraw;
  page.platform = new Platform({
    app: page.app, area: byId('canvas-area'), canvas: byId('canvas', HTMLCanvasElement), input: byId('canvas-text', HTMLInputElement), keys: shell.keys,
    onFrame(changed) {
      if (first && changed) {
        first = false;
        performance.mark('canvas-first-frame');
      }
      page.frame(changed);
      shell.frame(changed);
    },
  });
  page.platform.start();
  if (page.canDraw) return;
  byId('canvas').hidden = true;
  byId('mirror').hidden = true;
  showMessage(() => t('canvas.none'), () => t('canvas.none_text'));
}

/**
 * The wish for stillness, and fonts that arrive late.
 * @param {import('../page.mjs').Page} page
 * @param {import('../platform/line_drawer.mjs').LineDrawer} lines
 */
function followReader(page, lines) {
  const { app } = page;
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  app.setStill(still.matches);
  still.addEventListener('change', () => app.setStill(still.matches));
  document.fonts.addEventListener('loadingdone', () => {
    lines.forget();
    app.forgetLines();
    page.platform?.wake();
  });
}
