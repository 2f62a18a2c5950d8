/**
 * The page's half of the platform layer: hears pointers, keys, wheel, clipboard and focus on the canvas, hands them to
 * the app module, and asks it for frames. src/app/platform_web.cpp is the other half.
 */
import { isPrintable, judgeKey, keyName, modifiersOf } from './keys.mjs';
import { TextEntry } from './text_entry.mjs';

const bit = { changed: 1, inputWaits: 2, wantsText: 4, wantsKeyboard: 8, drawn: 16, numberChanged: 32 };
/** Dear ImGui's, then those of src/ui/controls.hpp. */
const cursors = ['none', 'default', 'text', 'move', 'ns-resize', 'ew-resize', 'nesw-resize', 'nwse-resize', 'pointer',
  'wait', 'progress', 'not-allowed', 'grab', 'grabbing', 'crosshair'];

/** Frames go on for so long after the last event: tooltips and fades need time. */
const awakeAfterEvent = 1200;
/** While only a training run changes the picture, frames are so far apart: the run needs the processor more. */
const watchingPause = 250;
const pixelsPerNotch = 100;
const pixelsPerLine = 16;

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
    Object.assign(this, { app, area, canvas, input, keys, onFrame });
    this.bits = 0;
    this.awakeUntil = 0;
    this.lastEvent = 0;
    /** A run is on: set by the page. */
    this.watching = false;
    /** The canvas shows a graph: set by the page. */
    this.graph = true;
    /** The names of the keys that are down, by the place on the keyboard. */
    this.down = new Map();
    this.lastTime = 0;
    this.lastFrame = 0;
    this.buttons = 0;
    this.leaving = false;
    /** Fingers on the canvas, by pointer id. */
    this.fingers = new Map();
    this.textEntry = new TextEntry(input, canvas, app, () => this.settle());
    this.size = [0, 0, 0];
    this.listenToPointers();
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

  /** Every animation frame looks for a new size, pixel ratio or revision; only then, or after an event, is one made. */
  tick(time) {
    requestAnimationFrame((next) => this.tick(next));
    const { canvas, app } = this;
    const size = [canvas.clientWidth, canvas.clientHeight, window.devicePixelRatio];
    const revision = app.revision();
    const now = performance.now();
    if (size.some((length, i) => length !== this.size[i])) this.wake();
    if (revision !== this.revision) this.awakeUntil = now + awakeAfterEvent;
    this.revision = revision;
    this.size = size;
    const seconds = (time - this.lastTime) / 1000;
    let changed = false;
    const editing = (this.bits & (bit.inputWaits | bit.wantsText)) !== 0;
    const early = this.watching && now - this.lastEvent > watchingPause && now - this.lastFrame < watchingPause;
    if (size[0] > 0 && !early && (editing || now < this.awakeUntil)) {
      this.lastFrame = now;
      this.lastTime = time;
      this.take(app.frame(size[0], size[1], size[2], seconds) ?? 0);
      changed = (this.bits & bit.changed) !== 0;
      if (changed) this.awakeUntil = Math.max(this.awakeUntil, now + 300);
    }
    this.onFrame(changed);
  }

  /** Draws at once: until the browser's next frame the canvas's pixels can be read. */
  drawNow() {
    this.app.repaint();
    this.app.frame(...this.size, 0);
  }

  /** Follows what the module says of itself after a frame. */
  take(bits) {
    this.bits = bits;
    this.canvas.style.cursor = cursors[bits >> 8] ?? 'default';
    this.textEntry.sync((bits & bit.wantsText) !== 0);
  }

  /** Works off input at once, inside the browser's event, so that a tap may focus the input and show a keyboard. */
  settle() {
    this.wake();
    const bits = this.app.pump();
    if (bits !== undefined) this.take(bits);
  }

  position(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  listenToPointers() {
    const { canvas } = this;
    const on = (name, listener) => canvas.addEventListener(name, listener, { passive: false });
    on('pointerdown', (event) => this.pointerDown(event));
    on('pointermove', (event) => this.pointerMove(event));
    on('pointerup', (event) => this.pointerUp(event));
    on('pointercancel', (event) => this.pointerCancel(event));
    on('pointerleave', (event) => {
      if (event.pointerType === 'touch' || event.buttons !== 0) return;
      this.app.pointerGone(false);
      this.wake();
    });
    // Focus is moved by hand: the default would take it from the text input at every press.
    on('mousedown', (event) => event.preventDefault());
    on('contextmenu', (event) => event.preventDefault());
    on('wheel', (event) => this.turnWheel(event));
  }

  pointerDown(event) {
    const { app, canvas } = this;
    const touch = event.pointerType === 'touch';
    canvas.setPointerCapture(event.pointerId);
    if (document.activeElement !== this.input) canvas.focus({ preventScroll: true, focusVisible: false });
    this.leaving = false;
    if (touch) {
      this.fingers.set(event.pointerId, this.position(event));
      if (this.fingers.size === 2) this.release();
      if (this.fingers.size > 1) return;
    }
    app.pointerMove(...this.position(event), touch);
    if (touch) app.pointerButton(0, true, true);
    else this.followButtons(event.buttons);
    this.settle();
  }

  pointerMove(event) {
    const touch = event.pointerType === 'touch';
    if (touch && this.fingers.size > 1) this.moveFinger(event);
    else if (!touch || this.fingers.has(event.pointerId)) {
      this.app.pointerMove(...this.position(event), touch);
      if (!touch) this.followButtons(event.buttons);
    }
    this.wake();
  }

  pointerUp(event) {
    if (event.pointerType === 'touch') {
      const last = this.fingers.delete(event.pointerId) && this.fingers.size === 0;
      if (last && !this.pinching) {
        this.app.pointerMove(...this.position(event), true);
        this.app.pointerButton(0, false, true);
        this.app.pointerGone(true);
      }
      if (last) this.pinching = false;
    } else {
      this.app.pointerMove(...this.position(event), false);
      this.followButtons(event.buttons);
    }
    this.settle();
  }

  pointerCancel(event) {
    this.fingers.delete(event.pointerId);
    if (this.fingers.size === 0) this.pinching = false;
    this.release();
  }

  /** Tells the module which of the mouse's buttons changed: left, right, middle are bits 0, 1, 2 in both worlds. */
  followButtons(buttons) {
    for (let i = 0; i < 5; ++i) {
      if (((buttons ^ this.buttons) >> i) & 1) this.app.pointerButton(i, ((buttons >> i) & 1) === 1, false);
    }
    this.buttons = buttons;
  }

  /** Lets go of every button and key without a click, as when another program comes to the front. */
  release() {
    this.pinching = this.fingers.size > 1;
    this.buttons = 0;
    this.app.focus(false);
    this.app.pump();
    this.app.focus(true);
    this.settle();
  }

  /** Two fingers: the plane follows their middle and their distance. */
  moveFinger(event) {
    if (!this.fingers.has(event.pointerId)) return;
    const before = this.grip();
    this.fingers.set(event.pointerId, this.position(event));
    const after = this.grip();
    if (this.fingers.size !== 2) return;
    this.app.pan(after.x - before.x, after.y - before.y);
    if (before.distance > 1 && after.distance > 1) this.app.pinch(after.distance / before.distance, after.x, after.y);
  }

  grip() {
    const [a, b] = this.fingers.values();
    return { x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2, distance: Math.hypot(a[0] - b[0], a[1] - b[1]) };
  }

  turnWheel(event) {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 / pixelsPerNotch
      : event.deltaMode === WheelEvent.DOM_DELTA_LINE ? pixelsPerLine / pixelsPerNotch * 2 : 1;
    const [x, y] = this.position(event);
    this.app.pointerMove(x, y, false);
    // A trackpad's pinch comes as a wheel with Ctrl.
    if (event.ctrlKey) this.app.pinch(Math.exp(-event.deltaY * unit), x, y);
    else this.app.wheel(-event.deltaX * unit, -event.deltaY * unit);
    this.wake();
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
    for (const element of [this.canvas, this.input]) {
      element.addEventListener('keydown', (event) => this.keyDown(event));
      element.addEventListener('keyup', (event) => {
        this.releaseKey(event);
        this.wake();
      });
    }
  }

  keyDown(event) {
    const verdict = judgeKey(event, this.state, this.keys);
    this.leaving = event.key === 'Escape' || (this.leaving && event.key === 'Shift');
    if (verdict.forward) this.pressKey(event);
    // On the input, characters come as text input; on the canvas nothing else brings them.
    const writes = verdict.forward && isPrintable(event);
    if (writes && event.target === this.canvas) this.app.text(event.key);
    if (verdict.prevent && !(writes && event.target === this.input)) event.preventDefault();
    if (verdict.forward) this.settle();
  }

  pressKey(event) {
    const name = keyName(event);
    this.forwardKey(name, true, event);
    // While Cmd is held macOS tells of no key that goes up.
    if (event.metaKey) this.forwardKey(name, false, event);
    else this.down.set(event.code || name, name);
  }

  /** What went down goes up, though it would write something else by now: Shift may have been let go before it. */
  releaseKey(event) {
    const place = event.code || keyName(event);
    this.forwardKey(this.down.get(place) ?? '', false, event);
    this.down.delete(place);
  }

  forwardKey(name, down, event) {
    const { ctrl, shift, alt, meta } = modifiersOf(event);
    this.app.key(name, down, ctrl, shift, alt, meta);
  }

  /** Whether the keyboard is on the canvas or on the input above it. */
  get focused() {
    return document.activeElement === this.canvas || document.activeElement === this.input;
  }

  listenToClipboard() {
    for (const name of ['copy', 'cut']) {
      document.addEventListener(name, (event) => {
        if (!this.focused) return;
        const text = this.app.copyOrCut(name === 'cut');
        if (text) event.clipboardData.setData('text/plain', text);
        event.preventDefault();
        this.settle();
      });
    }
    document.addEventListener('paste', (event) => {
      if (!this.focused) return;
      event.preventDefault();
      this.app.paste(event.clipboardData.getData('text/plain'));
      this.settle();
    });
  }

  listenToFocus() {
    const within = (element) => element === this.canvas || element === this.input;
    for (const element of [this.canvas, this.input]) {
      element.addEventListener('focus', (event) => {
        if (!within(event.relatedTarget)) this.app.focus(true);
        this.wake();
      });
      element.addEventListener('blur', (event) => {
        if (within(event.relatedTarget)) return;
        this.leaving = false;
        this.buttons = 0;
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
