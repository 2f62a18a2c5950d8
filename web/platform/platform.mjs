/**
 * The page's half of the platform layer: hears pointers, keys, wheel, clipboard and focus on the canvas, hands them to
 * the app module, and asks it for frames. src/app/platform_web.cpp is the other half.
 */
import { isPrintable, judgeKey, keyName, modifiersOf } from './keys.mjs';
import { Pointers } from './pointers.mjs';
import { TextEntry } from './text_entry.mjs';

const bit = { changed: 1, inputWaits: 2, wantsText: 4, wantsKeyboard: 8, drawn: 16, numberChanged: 32 };
/** Dear ImGui's, then those of src/ui/controls.hpp. */
const cursors = ['none', 'default', 'text', 'move', 'ns-resize', 'ew-resize', 'nesw-resize', 'nwse-resize', 'pointer',
  'wait', 'progress', 'not-allowed', 'grab', 'grabbing', 'crosshair'];

/** Frames go on for so long after the last event: tooltips and fades need time. */
const awakeAfterEvent = 1200;
/** While only a training run changes the picture, frames are so far apart: the run needs the processor more. */
const watchingPause = 250;

export class Platform {
  /**
   * @param {object} parts
   * @param {import('./app_module.mjs').AppModule} parts.app
   * @param {HTMLElement} parts.area what canvas and input stand in
   * @param {HTMLCanvasElement} parts.canvas
   * @param {HTMLInputElement} parts.input
   * @param {import('./keys.mjs').Keys} parts.keys
   * @param {(changed: boolean) => void} parts.onFrame after every animation frame; changed: the canvas shows something new
   */
  constructor({ app, area, canvas, input, keys, onFrame }) {
    this.app = app;
    this.canvas = canvas;
    this.input = input;
    this.keys = keys;
    this.onFrame = onFrame;
    this.bits = 0;
    this.awakeUntil = 0;
    this.lastEvent = 0;
    /** A run is on: set by the page. */
    this.watching = false;
    /** The canvas shows a graph: set by the page. */
    this.graph = true;
    /** The names of the keys that are down, by the place on the keyboard. @type {Map<string, string>} */
    this.down = new Map();
    this.lastFrame = 0;
    this.revision = -1;
    /** Escape was the last key: Tab leaves the canvas. */
    this.leaving = false;
    /** The canvas has just got the keyboard: Tab goes into it, wherever in it the keyboard was before. */
    this.entered = true;
    this.textEntry = new TextEntry(input, canvas, app, () => this.settle());
    /** Width, height and pixel ratio of the last frame. @type {[number, number, number]} */
    this.size = [0, 0, 0];
    this.pointers = new Pointers(this);
    this.listenToKeys();
    this.listenToClipboard();
    this.listenToFocus();
    this.listenToContext();
    new ResizeObserver(() => this.wake()).observe(area);
  }

  start() {
    requestAnimationFrame((time) => this.tick(time));
  }

  /** Asks for frames: the user did something. */
  wake() {
    this.lastEvent = performance.now();
    this.awakeUntil = this.lastEvent + awakeAfterEvent;
  }

  /** Every animation frame looks for a new size, pixel ratio or revision; only then, or after an event, is one made. @param {number} time */
  tick(time) {
    requestAnimationFrame((next) => this.tick(next));
    const { canvas, app } = this;
    /** @type {[number, number, number]} */
    const size = [canvas.clientWidth, canvas.clientHeight, window.devicePixelRatio];
    const revision = app.revision() ?? this.revision;
    const now = performance.now();
    if (size.some((length, i) => length !== this.size[i])) this.wake();
    if (revision !== this.revision) this.awakeUntil = now + awakeAfterEvent;
    this.revision = revision;
    this.size = size;
    let changed = false;
    const editing = (this.bits & (bit.inputWaits | bit.wantsText)) !== 0;
    const moving = (this.bits & bit.changed) !== 0; // however late this frame is
    const early = this.watching && now - this.lastEvent > watchingPause && now - this.lastFrame < watchingPause;
    if (size[0] > 0 && !early && (editing || moving || now < this.awakeUntil)) {
      this.lastFrame = now;
      this.take(app.frame(size[0], size[1], size[2], time) ?? 0);
      changed = (this.bits & bit.changed) !== 0;
      if (changed) this.awakeUntil = Math.max(this.awakeUntil, now + 300);
    }
    this.onFrame(changed);
  }

  /** Draws at once: until the browser's next frame the canvas's pixels can be read. */
  drawNow() {
    this.app.repaint();
    this.app.frame(...this.size, performance.now());
  }

  /** Follows what the module says of itself after a frame. @param {number} bits */
  take(bits) {
    this.bits = bits;
    this.canvas.style.cursor = cursors[bits >> 8] ?? 'default';
    this.textEntry.sync((bits & bit.wantsText) !== 0);
  }

  /** Works off input at once, inside the browser's event, so that a tap may focus the input and show a keyboard. @param {number} [time] the event's */
  settle(time = performance.now()) {
    this.wake();
    const bits = this.app.pump(time);
    if (bits !== undefined) this.take(bits);
  }

  get state() {
    return {
      wantsKeyboard: (this.bits & bit.wantsKeyboard) !== 0,
      wantsText: (this.bits & bit.wantsText) !== 0,
      leaving: this.leaving,
      graph: this.graph,
    };
  }

  /** A number of the graph was changed, by whatever means. */
  get numberChanged() {
    return (this.bits & bit.numberChanged) !== 0;
  }

  listenToKeys() {
    for (const element of /** @type {HTMLElement[]} */ ([this.canvas, this.input])) {
      element.addEventListener('keydown', (event) => this.keyDown(event));
      element.addEventListener('keyup', (event) => {
        this.releaseKey(event);
        this.wake();
      });
    }
  }

  /** @param {KeyboardEvent} event */
  keyDown(event) {
    const state = this.state;
    if (event.key === 'Tab') {
      state.leaving ||= !this.entered && !state.wantsText && this.isLast(event.shiftKey);
      this.entered = false;
    }
    const verdict = judgeKey(event, state, this.keys);
    this.leaving = event.key === 'Escape' || (this.leaving && event.key === 'Shift');
    if (verdict.forward) this.pressKey(event);
    // On the input, characters come as text input; on the canvas nothing else brings them.
    const writes = verdict.forward && isPrintable(event);
    if (writes && event.target === this.canvas) this.app.text(event.key);
    if (verdict.prevent && !(writes && event.target === this.input)) event.preventDefault();
    if (verdict.forward) this.settle();
  }

  /** Whether the keyboard is on the canvas's last control, or its first. @param {boolean} backward */
  isLast(backward) {
    /** @type {CanvasWidget[]} */
    const widgets = JSON.parse(this.app.widgets() ?? '[]');
    const controls = widgets.filter(({ role, disabled }) => role !== 'tooltip' && !disabled);
    return controls.at(backward ? 0 : -1)?.focused ?? true;
  }

  /** @param {KeyboardEvent} event */
  pressKey(event) {
    const name = keyName(event);
    this.forwardKey(name, true, event);
    // While Cmd is held macOS tells of no key that goes up.
    if (event.metaKey) this.forwardKey(name, false, event);
    else this.down.set(event.code || name, name);
  }

  /** What went down goes up, though it would write something else by now: Shift may have been let go before it. @param {KeyboardEvent} event */
  releaseKey(event) {
    const place = event.code || keyName(event);
    this.forwardKey(this.down.get(place) ?? '', false, event);
    this.down.delete(place);
  }

  /** @param {string} name @param {boolean} down @param {KeyboardEvent} event */
  forwardKey(name, down, event) {
    const { ctrl, shift, alt, meta } = modifiersOf(event);
    this.app.key(name, down, ctrl, shift, alt, meta);
  }

  /** Whether the keyboard is on the canvas or on the input above it. */
  get focused() {
    return document.activeElement === this.canvas || document.activeElement === this.input;
  }

  listenToClipboard() {
    for (const name of /** @type {const} */ (['copy', 'cut'])) {
      document.addEventListener(name, (event) => {
        if (!this.focused) return;
        const text = this.app.copyOrCut(name === 'cut');
        if (text) event.clipboardData?.setData('text/plain', text);
        event.preventDefault();
        this.settle();
      });
    }
    document.addEventListener('paste', (event) => {
      if (!this.focused) return;
      event.preventDefault();
      this.app.paste(event.clipboardData?.getData('text/plain') ?? '');
      this.settle();
    });
  }

  listenToFocus() {
    const within = (/** @type {EventTarget | null} */ element) => element === this.canvas || element === this.input;
    for (const element of /** @type {HTMLElement[]} */ ([this.canvas, this.input])) {
      element.addEventListener('focus', (event) => {
        if (!within(event.relatedTarget)) {
          this.app.focus(true);
          this.entered = true;
        }
        this.wake();
      });
      element.addEventListener('blur', (event) => {
        if (within(event.relatedTarget)) return;
        this.leaving = false;
        this.pointers.buttons = 0;
        this.down.clear();
        this.app.focus(false);
        this.settle();
      });
    }
    document.addEventListener('visibilitychange', () => this.wake());
  }

  /** A lost context comes back only when its loss is not left to the browser. */
  listenToContext() {
    this.canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      this.app.contextLost();
    });
    this.canvas.addEventListener('webglcontextrestored', () => {
      this.app.contextRestored();
      this.wake();
    });
  }
}
