/** The page's start: asks what the browser can do, loads the app module and ties canvas, panels and training together. */
import { simd } from 'wasm-feature-detect';
import { LoadProblem, fetchFile, loadAppModule } from './platform/app_module.mjs';
import { Autosave } from './platform/autosave.mjs';
import { Begin, Hint } from './rooms/graph/begin.mjs';
import { byId, make, setText } from './widgets/dom.mjs';
import { FormulaEditor } from './rooms/graph/formula_editor.mjs';
import { openContext } from './platform/gl_context.mjs';
import { Help } from './rooms/graph/help.mjs';
import { Keys, onMac } from './platform/keys.mjs';
import { fetchKoreanFont, koreanFontWithin } from './text/korean.mjs';
import { LanguageSwitch } from './text/language_switch.mjs';
import { LabPanel } from './rooms/check/check_panel.mjs';
import { LessonPanel } from './rooms/lessons/lesson_panel.mjs';
import { LineDrawer } from './platform/line_drawer.mjs';
import { Mirror } from './platform/mirror.mjs';
import { openGraph } from './rooms/training/open_graph.mjs';
import { OwnData } from './rooms/training/own_data.mjs';
import { RunPanel } from './rooms/training/run_panel.mjs';
import { SettingsForm } from './rooms/training/settings_form.mjs';
import { StudioTabs } from './rooms/training/studio_tabs.mjs';
import { TrainingHost } from './workers/training_host.mjs';
import { NodePanel } from './rooms/graph/node_panel.mjs';
import { NodeTable } from './rooms/graph/node_table.mjs';
import { OriginBar } from './rooms/graph/origin_bar.mjs';
import { listenToPageKeys } from './platform/page_keys.mjs';
import { Palette } from './rooms/graph/palette.mjs';
import { Platform } from './platform/platform.mjs';
import { language, onLanguage, t } from './text/strings.mjs';
import { TensorPanel } from './rooms/graph/tensor_panel.mjs';
import { followTheme } from './widgets/theme.mjs';
import { WalkPanel } from './rooms/graph/walk_panel.mjs';

/** The panels list this many nodes of a large graph. */
const mostListed = 300;

/** While training the panels follow this many milliseconds apart, with a frame of the canvas: both show the same step. */
const panelPause = 200;

/** Started before anything else: the largest file. Failures are told where the module is loaded. */
const page = new URL('./', document.baseURI);
const quiet = (promise) => { promise.catch(() => {}); return promise; };
const wasm = quiet(fetchFile(new URL('app/playground.wasm', page)));
const fonts = ['fonts/ui.ttf', 'fonts/ui-semibold.ttf'].map((name) => quiet(
  fetchFile(new URL(name, page)).then((response) => response.arrayBuffer())));
if (language() === 'ko') fetchKoreanFont();
openContext(byId('canvas'));

/** A message in the canvas's place; its texts are functions, as the language may change. */
function showMessage(title, text, button) {
  const element = byId('message-button');
  const write = () => {
    setText(byId('message-title'), title());
    setText(byId('message-text'), text());
    if (button) setText(element, button.text());
  };
  element.hidden = !button;
  element.onclick = button?.press;
  write();
  onLanguage(write);
  byId('message').hidden = false;
}

const reload = { text: () => t('start.reload'), press: () => location.reload() };

function showCrash(reason) {
  showMessage(() => t('start.stopped'), () => t('start.stopped_text', { reason }), reload);
}

const languages = new LanguageSwitch(byId('language'), byId('language-name'), (problem) => {
  if (!byId('message').hidden) return;
  const close = { text: () => t('palette.close'), press: () => { byId('message').hidden = true; } };
  showMessage(() => t('start.no_korean'), () => problem.message, close);
  byId('language').addEventListener('click', close.press, { once: true });
});
const speaking = languages.start();

async function hasSimd() {
  return typeof WebAssembly === 'object' && simd();
}

const rooms = ['graph', 'lessons', 'check', 'mnist'];

/** On a narrow phone the tabs scroll sideways. */
function revealTab(tab) {
  const list = tab.parentElement;
  const [left, right] = [tab.offsetLeft - list.offsetLeft, tab.offsetLeft - list.offsetLeft + tab.offsetWidth];
  if (left < list.scrollLeft) list.scrollLeft = left;
  else if (right > list.scrollLeft + list.clientWidth) list.scrollLeft = list.scrollWidth;
}

class Page {
  constructor(app) {
    this.app = app;
    this.revision = -1;
    this.panelTime = -Infinity;
    const dispatch = (action) => this.dispatch(action);
    this.editor = new FormulaEditor({ text: byId('formula'), marks: byId('formula-marks'), notice: byId('notice'), dispatch });
    this.nodes = new NodeTable(byId('nodes').tBodies[0], dispatch);
    this.walk = new WalkPanel(dispatch);
    this.tensors = new TensorPanel(dispatch);
    this.chosen = new NodePanel(dispatch);
    this.palette = new Palette(JSON.parse(app.ops() ?? '[]'), dispatch);
    this.origin = new OriginBar(dispatch);
    this.begin = new Begin(dispatch);
    this.hint = new Hint((wanted) => app.setHint(wanted));
    this.keys = new Keys(JSON.parse(app.keyBindings() ?? '[]'));
    this.help = new Help(this.keys);
    listenToPageKeys(this.keys, {
      showsGraph: () => this.room !== 'mnist',
      run: { help: () => this.help.open(), undo: () => dispatch({ type: 'undo' }), redo: () => dispatch({ type: 'redo' }) },
    });
    this.autosave = new Autosave([() => app.saved(), () => `{"own":${app.document()}}`]);
    byId('new-graph').addEventListener('click', () => dispatch({ type: 'new' }));
    this.lab = new LabPanel(dispatch);
    this.lessons = new LessonPanel({
      room: byId('room-lessons'),
      back: byId('lesson-back'),
      dispatch,
      snapshot: () => this.snapshot(),
      file: () => app.document(),
    });
    this.host = new TrainingHost({
      address: page,
      module: app.compiled,
      report: (report) => this.trainingReport(report),
      takeOrders: () => this.takeOrders(),
      run: () => app.trainingRun() ?? '{}',
      dispatch,
      translated: (sentence) => app.translated(sentence) ?? sentence,
    }, this.snapshot(0).training.next);
    const ask = (question) => this.host.ask(question);
    this.run = new RunPanel(dispatch, {
      run: () => app.trainingRun() ?? '{}',
      drawn: () => this.drawn(),
      openGraph: (what) => openGraph({ ask, dispatch }, what),
    });
    this.settings = new SettingsForm(dispatch, () => this.snapshot(0).notice?.text ?? '');
    this.own = new OwnData((files) => this.host.useFiles(files), dispatch);
    this.studio = new StudioTabs({
      ask,
      dispatch,
      adoptNetwork: (bytes) => this.host.adoptNetwork(bytes),
      useFiles: (files) => this.host.useFiles(files),
    });
    this.mirror = new Mirror(byId('mirror'), app, (widget) => this.press(widget), dispatch);
    this.followTabs();
    byId('preset').addEventListener('change', (event) => dispatch({ type: 'load_preset', name: event.target.value }));
  }

  /** Does an action; false when it was refused, with the reason in the snapshot's notice. */
  dispatch(action) {
    const done = this.app.dispatch(typeof action === 'string' ? action : JSON.stringify(action)) ?? false;
    this.follow();
    return done;
  }

  /** The user's graph of the last visit, and the one that the canvas was lent to. */
  restore() {
    const { own, lent } = Autosave.stored() ?? {};
    if (own) this.dispatch({ type: 'load_document', document: own });
    if (lent) this.dispatch({ type: 'lend', document: lent });
  }

  snapshot(mostNodes = 1e9) {
    return JSON.parse(this.app.snapshot(mostNodes) ?? '{}');
  }

  /** What the canvas draws now, in CSS pixels of the page. */
  scene() {
    const box = byId('canvas').getBoundingClientRect();
    return JSON.parse(this.app.scene(box.left, box.top) ?? 'null');
  }

  widgets() {
    return JSON.parse(this.app.widgets() ?? '[]');
  }

  trainingReport(report) {
    const problem = this.app.trainingReport(JSON.stringify(report));
    if (problem) console.error(`training report refused: ${problem}`);
  }

  /** The canvas right after a frame: only then its pixels can be read. */
  drawn() {
    if (byId('canvas').hidden) return null;
    this.platform.drawNow();
    return byId('canvas');
  }

  takeOrders() {
    for (const order of JSON.parse(this.app.takeTrainingOrders() ?? '[]')) this.host.take(order);
  }

  /** Brings the HTML side up to the playground when that has changed. */
  follow() {
    const revision = this.app.revision();
    if (revision === undefined || revision === this.revision) return;
    this.takeOrders();
    this.revision = this.app.revision();
    const state = this.snapshot(mostListed);
    languages.follow(state.language);
    this.panelTime = performance.now();
    this.training = ['loading', 'running'].includes(state.training.phase);
    if (this.platform) Object.assign(this.platform, { watching: this.training, graph: state.room !== 'mnist' });
    this.showRoom(state.room);
    this.origin.update(state);
    this.needKorean(state).catch(() => { this.korean = false; });
    this.showPresets(state);
    this.mirror.leaves = new Set(state.nodes.filter((node) => node.op === 'input').map((node) => node.name));
    this.editor.update(state);
    this.nodes.update(state);
    this.walk.update(state);
    this.tensors.update(state);
    this.chosen.update(state);
    this.palette.update(state);
    this.begin.update(state);
    this.autosave.changed();
    this.lab.update(state);
    this.run.update(state.training);
    this.settings.update(state.training);
    this.own.update(state.training);
    this.studio.update(state.training, state.room === 'mnist', state.view);
    this.lessons.update(state);
    // While a lesson or a network has lent its graph, it is said there what to do with it.
    this.quiet = Boolean(state.lent) || !byId('lesson-back').hidden;
    this.followHint();
  }

  followHint() {
    this.hint.update(this.quiet, this.platform?.numberChanged ?? false);
  }

  /** After every animation frame. */
  frame(changed) {
    const now = performance.now();
    this.takeOrders();
    if (!this.training || now - this.panelTime > (changed ? panelPause : 2 * panelPause)) this.follow();
    this.mirror.frame(changed, now);
    if (changed && this.hint.wanted) this.followHint();
  }

  async needKorean({ language: wanted, formula }) {
    if (this.korean || (wanted !== 'ko' && !/[\u3131-\u318e\uac00-\ud7a3]/.test(formula))) return;
    this.korean = true;
    this.app.addFont(await fetchKoreanFont());
    this.platform?.wake();
  }

  showRoom(room) {
    if (room === this.room) return;
    this.room = room;
    document.documentElement.dataset.room = room;
    for (const name of rooms) {
      const selected = name === room;
      byId(`room-${name}`).hidden = !selected;
      byId(`tab-${name}`).setAttribute('aria-selected', String(selected));
      byId(`tab-${name}`).tabIndex = selected ? 0 : -1;
      if (selected) revealTab(byId(`tab-${name}`));
    }
    byId('panel').scrollTop = 0;
  }

  showPresets({ presets, preset }) {
    const select = byId('preset');
    if (select.lang !== language()) {
      select.lang = language();
      const own = make('option', '', t('graph.own_formula'));
      own.value = '';
      own.hidden = true;
      select.replaceChildren(own, ...presets.map(({ key, title }) => Object.assign(make('option', '', title), { value: key })));
    }
    if (select.value !== preset) select.value = preset;
  }

  followTabs() {
    const tabs = rooms.map((name) => byId(`tab-${name}`));
    const show = (tab) => this.dispatch({ type: 'show', room: tab.id.slice('tab-'.length) });
    for (const [i, tab] of tabs.entries()) {
      tab.addEventListener('click', () => show(tab));
      tab.addEventListener('keydown', (event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        const next = tabs[(i + (event.key === 'ArrowRight' ? 1 : tabs.length - 1)) % tabs.length];
        next.focus();
        show(next);
      });
    }
  }

  /** A click in the middle of a control of the canvas. */
  press(widget) {
    const [x, y] = [widget.x + widget.w / 2, widget.y + widget.h / 2];
    this.app.pointerMove(x, y, false);
    this.app.pointerButton(0, true, false);
    this.app.pointerButton(0, false, false);
    this.app.pump();
    this.app.pointerGone(false);
    this.platform.wake();
  }
}

function startPlatform(pageState, canDraw) {
  let first = true;
  const platform = new Platform({
    app: pageState.app,
    area: byId('canvas-area'),
    canvas: byId('canvas'),
    input: byId('canvas-text'),
    keys: pageState.keys,
    onFrame(changed) {
      if (first && changed && canDraw) {
        first = false;
        performance.mark('canvas-first-frame');
      }
      pageState.frame(changed);
    },
  });
  pageState.platform = platform;
  platform.start();
}

/** Without WebGL2 the graph lives on in formula and table. */
function goWithoutCanvas(pageState) {
  byId('canvas').hidden = true;
  byId('mirror').hidden = true;
  pageState.run.showControls();
  showMessage(() => t('canvas.none'), () => t('canvas.none_text'));
}

async function boot() {
  let setDark = () => {};
  let dark = false;
  followTheme(byId('theme'), (value) => { dark = value; setDark(value); });
  if (!await hasSimd()) {
    showMessage(() => t('start.too_old'), () => t('start.too_old_text'));
    throw new LoadProblem('start.too_old');
  }
  const lines = new LineDrawer(getComputedStyle(document.body).fontFamily);
  const app = await loadAppModule(wasm, lines, showCrash);
  const canDraw = app.open('#canvas', onMac) ?? false;
  const [regular, semibold] = await Promise.allSettled(fonts);
  if (regular.status === 'fulfilled') app.loadFonts(regular.value, semibold.value ?? regular.value);
  await speaking;
  if (language() === 'ko') await koreanFontWithin(2500);
  const pageState = new Page(app);
  await languages.join(app, (action) => pageState.dispatch(action));
  pageState.restore();
  setDark = (value) => {
    app.setDark(value);
    pageState.platform?.wake();
  };
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  app.setStill(still.matches);
  still.addEventListener('change', () => app.setStill(still.matches));
  setDark(dark);
  document.fonts.addEventListener('loadingdone', () => {
    lines.forget();
    app.forgetLines();
    pageState.platform?.wake();
  });
  startPlatform(pageState, canDraw);
  if (!canDraw) goWithoutCanvas(pageState);
  pageState.host.remember();
  return pageState;
}

/** @type {Page | null} */
let current = null;
const ready = boot();
/** For scripts: the same actions and state that the page itself uses. */
globalThis.playground = {
  /** Resolves when the page is ready; rejects with the reason that the page shows. */
  ready: quiet(ready.then(() => {})),
  /** Does an action such as { type: 'set_leaf', name: 'apple', value: 120 }; whether it was done. */
  dispatch: (action) => current?.dispatch(action) ?? false,
  snapshot: () => current?.snapshot(),
  widgets: () => current?.widgets() ?? [],
  /** What the canvas draws of the graph: texts, cards and edges with their places in CSS pixels of the page. */
  scene: () => current?.scene(),
  /** The training run with all its losses, as JSON. */
  run: () => current?.app.trainingRun() ?? '{}',
  /** Asks the exam worker about the network as it is now, such as { what: 'weights' }. */
  ask: (question) => current?.host.ask(question),
};
try {
  current = await ready;
} catch (error) {
  await speaking;
  if (byId('message').hidden) {
    const text = error instanceof LoadProblem ? () => error.message : () => t('start.not_started', { reason: error.message });
    showMessage(() => t('start.not_loaded'), text, { ...reload, text: () => t('start.try_again') });
  }
}
