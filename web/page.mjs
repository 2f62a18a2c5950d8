/** The page: hands actions to the playground, and its state to the shell and to the room that is shown. */
import { byId } from './widgets/element.mjs';
import { sayProblemsBy } from './workers/problem.mjs';
import { TrainingHost } from './workers/training_host.mjs';

/** The panels list this many nodes of a large graph. */
const mostListed = 300;

/** While training the panels follow this many milliseconds apart, with a frame of the canvas: both show the same step. */
const panelPause = 200;

/** Longer actions are refused, so no more letters are handed over than it takes to see that (src/playground/json/read_fields.cpp). */
const mostLetters = 2 ** 24 + 1;

/** @typedef {import('./protocol/snapshot').Snapshot} Snapshot */

/** As JSON, NaN and Infinity as texts; what has none is null, and the playground says what is wrong with that. @param {unknown} value */
function jsonOf(value) {
  try {
    return JSON.stringify(value, (_, part) => (typeof part === 'number' && !Number.isFinite(part) ? String(part) : part)) ?? 'null';
  } catch {
    return 'null';
  }
}

/** What rooms are given. Its functions can be taken from it: const { dispatch } = page. */
export class Page {
  /** @type {((state: Snapshot) => void)[]} */
  #followers = [];
  #revision = -1;
  #panelTime = -Infinity;
  #training = false;

  /** @type {import('./platform/platform.mjs').Platform | null} null until the canvas is there */
  platform = null;

  /**
   * @param {import('./platform/app_module.mjs').AppModule} app
   * @param {boolean} canDraw whether there is a canvas
   * @param {import('./platform/workspace.mjs').Workspace} workspace keeps for the next visit what the tab works on
   */
  constructor(app, canDraw, workspace) {
    this.app = app;
    this.canDraw = canDraw;
    this.workspace = workspace;
    sayProblemsBy((problem) => app.problemText(JSON.stringify(problem)) ?? problem.code);
    /** Runs the training and answers questions about the network. */
    this.host = new TrainingHost({
      address: document.baseURI,
      module: app.compiled,
      tab: workspace.key,
      run: this.run,
      report: (report) => this.trainingReport(report),
      takeOrders: () => this.takeOrders(),
    }, this.snapshot(0).training.next);
  }

  /** Does an action; false when it was refused, with the reason in the snapshot's notice. @param {import('./protocol/actions').Action | string} action */
  dispatch = (action) => {
    const done = this.app.dispatch((typeof action === 'string' ? action : jsonOf(action)).slice(0, mostLetters)) ?? false;
    this.follow();
    return done;
  };

  /** The playground's state. @param {number} [mostNodes] of the graph @returns {Snapshot} */
  snapshot = (mostNodes = 1e9) => JSON.parse(this.app.snapshot(mostNodes) ?? '{}');

  /**
   * Asks the evaluation worker about the network; rejects with a sentence.
   * @template {import('./workers/messages').Question} Q @param {Q} question @returns {Promise<import('./workers/messages').AnswerTo<Q>>}
   */
  ask = (question) => this.host.ask(question);

  /** The training run with all its losses, as JSON. @returns {string} */
  run = () => this.app.trainingRun() ?? '{}';

  /** The canvas right after a frame: only then its pixels can be read. Null when there is none. */
  drawn = () => {
    if (!this.canDraw || !this.platform) return null;
    this.platform.drawNow();
    return this.platform.canvas;
  };

  /** What the canvas draws now, in CSS pixels of the page. */
  scene = () => {
    const box = byId('canvas').getBoundingClientRect();
    return JSON.parse(this.app.scene(box.left, box.top) ?? 'null');
  };

  /** The canvas's controls. @returns {CanvasWidget[]} */
  widgets = () => JSON.parse(this.app.widgets() ?? '[]');

  /** Lays an element over the canvas. @param {HTMLElement} element */
  overlay(element) {
    byId('message').before(element);
  }

  /** Lays a room's element below the canvas, beside the panel. @param {HTMLElement} element */
  belowCanvas(element) {
    byId('panel').before(element);
  }

  /** Goes to the graph that the canvas was lent to: the keyboard is put on its title. */
  goToLent = () => {
    this.dispatch({ type: 'show', room: 'graph' });
    scrollTo({ top: 0 });
    byId('origin-title').focus({ preventScroll: true });
  };

  /** Calls back with every state, whichever room is shown. @param {(state: Snapshot) => void} follower */
  onState(follower) {
    this.#followers.push(follower);
  }

  /** @param {import('./protocol/reports').Report} report of the training host */
  trainingReport(report) {
    const problem = this.app.trainingReport(JSON.stringify(report));
    if (problem) console.error(`training report refused: ${problem}`);
  }

  takeOrders() {
    for (const order of JSON.parse(this.app.takeTrainingOrders() ?? '[]')) this.host.take(order);
  }

  /** Brings the HTML side up to the playground when that has changed. */
  follow() {
    const revision = this.app.revision();
    if (revision === undefined || revision === this.#revision) return;
    this.takeOrders();
    this.#revision = this.app.revision() ?? revision;
    const state = this.snapshot(mostListed);
    this.#panelTime = performance.now();
    this.#training = ['loading', 'running'].includes(state.training.phase);
    if (this.platform) Object.assign(this.platform, { watching: this.#training, graph: state.room !== 'mnist' });
    for (const follower of this.#followers) follower(state);
  }

  /** After every animation frame. @param {boolean} changed the canvas shows something new */
  frame(changed) {
    this.takeOrders();
    if (!this.#training || performance.now() - this.#panelTime > (changed ? panelPause : 2 * panelPause)) this.follow();
  }

  /** A click in the middle of a control of the canvas. @param {{ x: number, y: number, w: number, h: number }} widget */
  press(widget) {
    const [x, y] = [widget.x + widget.w / 2, widget.y + widget.h / 2];
    this.app.pointerMove(x, y, false);
    this.app.pointerButton(0, true, false);
    this.app.pointerButton(0, false, false);
    this.app.pump(performance.now());
    this.app.pointerGone(false);
    this.platform?.wake();
  }
}
