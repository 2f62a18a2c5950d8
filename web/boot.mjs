/** The page's start: asks what the browser can do, loads the app module and ties canvas, playground and rooms together. */
import { simd } from 'wasm-feature-detect';
import { playgroundOf } from './api.mjs';
import { Page } from './page.mjs';
import { loadAppModule } from './platform/app_module.mjs';
import { openContext } from './platform/gl_context.mjs';
import { onMac } from './platform/keys.mjs';
import { LineDrawer } from './platform/line_drawer.mjs';
import { LoadProblem, fetchChecked, fetchFile, within } from './platform/page_files.mjs';
import { Workspace } from './platform/workspace.mjs';
import { keepDraftsIn } from './platform/drafts.mjs';
import { startCanvas } from './shell/canvas.mjs';
import { takeDrops } from './shell/drops.mjs';
import { close, hideMessage, messageShown, noMoreLate, showCrash, showMessage, tryAgain } from './shell/message.mjs';
import { Shell, fetchRoom } from './shell/shell.mjs';
import { chooseLanguage } from './text/choose_language.mjs';
import { fetchKoreanFont, koreanFontWithin } from './text/korean.mjs';
import { LanguageSwitch } from './text/language_switch.mjs';
import { language, t } from './text/strings.mjs';
import { byId } from './widgets/element.mjs';
import { formatWith } from './widgets/numbers.mjs';
import { followTheme } from './widgets/theme.mjs';

/** @template T @param {Promise<T>} promise whose failure is told elsewhere */
const quiet = (promise) => { promise.catch(() => {}); return promise; };

document.documentElement.dataset.start = 'begun'; // web/start.mjs watches
chooseLanguage();

/** Started before anything else: the largest file, the fonts, the first room. */
const wasm = quiet(fetchFile('app/playground.wasm'));
const fonts = ['fonts/ui.ttf', 'fonts/ui-semibold.ttf'].map((name) => quiet(fetchChecked(name)));
quiet(fetchRoom('graph'));
if (language() === 'ko') fetchKoreanFont();
openContext(byId('canvas', HTMLCanvasElement));

const languages = new LanguageSwitch(byId('language', HTMLButtonElement), byId('language-name'), (problem) => {
  if (messageShown()) return;
  showMessage(() => t('start.no_korean'), () => problem.message, close);
  byId('language').addEventListener('click', hideMessage, { once: true });
});
const speaking = languages.start();
/** @type {(parts: { page: Page, rooms: import('./shell/rooms.mjs').Rooms }) => void} */
let started = () => {};
takeDrops(new Promise((resolve) => { started = resolve; }));

/** @type {Workspace | null} */
let workspace = null;

/** The app module with its fonts, and whether it can draw. @param {LineDrawer} lines */
async function openApp(lines) {
  const app = await loadAppModule(wasm, lines, (reason) => {
    workspace?.crash();
    showCrash(reason);
  });
  formatWith(app);
  const canDraw = app.open('#canvas', onMac) ?? false;
  const patience = Math.max(1000, 3000 - performance.now());
  const [regular, semibold] = await Promise.allSettled(fonts.map((font) => within(font, patience, '')));
  if (regular.status === 'fulfilled') app.loadFonts(regular.value, semibold.status === 'fulfilled' ? semibold.value : regular.value);
  await speaking;
  if (language() === 'ko') await koreanFontWithin(2500);
  return { app, canDraw };
}

/** @type {Page | null} */
let current = null;

async function boot() {
  let setDark = (/** @type {boolean} */ _) => {};
  let dark = false;
  followTheme(byId('theme', HTMLButtonElement), (value) => { dark = value; setDark(value); });
  if (typeof WebAssembly !== 'object' || !await simd()) {
    showMessage(() => t('start.too_old'), () => t('start.too_old_text'));
    throw new LoadProblem('start.too_old');
  }
  const lines = new LineDrawer(getComputedStyle(document.body).fontFamily);
  const { app, canDraw } = await openApp(lines);
  workspace = await Workspace.open([() => app.saved(true) ?? '', () => app.saved(false) ?? '']);
  keepDraftsIn(workspace);
  workspace.keepDraft('number', { read: () => app.numberDraft() || null, write: (draft) => app.typeAgain(draft) });
  const page = new Page(app, canDraw, workspace);
  page.onState((state) => languages.follow(state.language));
  const shell = new Shell(page);
  await languages.join(app, page.dispatch);
  const restored = shell.restore();
  setDark = (value) => {
    app.setDark(value);
    page.platform?.wake();
  };
  setDark(dark);
  startCanvas(page, shell, lines);
  page.host.remember();
  current = page;
  started({ page, rooms: shell.rooms });
  document.documentElement.dataset.start = 'done';
  noMoreLate();
  await restored;
}

/** For scripts: the same actions and state that the page itself uses. */
const ready = boot();
Object.assign(globalThis, { playground: playgroundOf(() => current, quiet(ready)) });
try {
  await ready;
} catch (error) {
  await speaking;
  if (!messageShown()) {
    const text = error instanceof LoadProblem ? () => error.message : () => t('start.not_started', { reason: String(error instanceof Error ? error.message : error) });
    showMessage(() => t('start.not_loaded'), text, tryAgain);
  }
}
