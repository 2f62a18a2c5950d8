/** Mouse, pen, fingers and wheel on the canvas: handed to the app module, two fingers as a pinch. */
import { element, setText } from '../widgets/element.mjs';
import { t } from '../text/strings.mjs';
import { onMac } from './keys.mjs';

const pixelsPerNotch = 100;
const pixelsPerLine = 16;

export class Pointers {
  /** @param {import('./platform.mjs').Platform} platform */
  constructor(platform) {
    this.platform = platform;
    this.app = platform.app;
    this.canvas = platform.canvas;
    /** The mouse's buttons that are down, as events give them. */
    this.buttons = 0;
    /** Two fingers were on the canvas, and not all of them have left it. */
    this.pinching = false;
    /** In a frame of another page: that page must scroll until the reader turns to the canvas. */
    this.framed = window.parent !== window;
    this.word = element('p', { class: 'wheel-hint', role: 'status', hidden: true });
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.wordTimer = undefined;
    /** Fingers on the canvas, by pointer id. @type {Map<number, [x: number, y: number]>} */
    this.fingers = new Map();
    this.listen();
    if (this.framed) this.yieldToFrame();
  }

  /** One finger scrolls up and down, and the wheel too, until the canvas has the keyboard. */
  yieldToFrame() {
    const { canvas, word } = this;
    canvas.after(word);
    const yields = (/** @type {boolean} */ on) => { canvas.style.touchAction = on ? 'pan-y' : ''; };
    yields(true);
    canvas.addEventListener('focus', () => {
      word.hidden = true;
      yields(false);
    });
    canvas.addEventListener('blur', () => yields(true));
  }

  /** Of the canvas, in CSS pixels. @param {MouseEvent} event @returns {[x: number, y: number]} */
  position(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  listen() {
    /**
     * @template {keyof HTMLElementEventMap} Name
     * @param {Name} name
     * @param {(event: HTMLElementEventMap[Name]) => void} listener
     */
    const on = (name, listener) => this.canvas.addEventListener(name, listener, { passive: false });
    on('pointerdown', (event) => this.pointerDown(event));
    on('pointermove', (event) => this.pointerMove(event));
    on('pointerup', (event) => this.pointerUp(event));
    on('pointercancel', (event) => this.pointerCancel(event));
    on('pointerleave', (event) => {
      if (event.pointerType === 'touch' || event.buttons !== 0) return;
      this.app.pointerGone(false);
      this.platform.wake();
    });
    // Focus is moved by hand: the default would take it from the text input at every press.
    on('mousedown', (event) => event.preventDefault());
    on('contextmenu', (event) => event.preventDefault());
    on('wheel', (event) => this.turnWheel(event));
  }

  /** @param {PointerEvent} event */
  pointerDown(event) {
    const { canvas } = this;
    const touch = event.pointerType === 'touch';
    canvas.setPointerCapture(event.pointerId);
    // A swipe that scrolls the page around the frame begins like a tap.
    if (!(touch && this.framed)) this.focus();
    this.platform.leaving = false;
    if (touch) {
      this.fingers.set(event.pointerId, this.position(event));
      if (this.fingers.size === 2) this.release(true);
      if (this.fingers.size > 1) return;
    }
    this.app.pointerMove(...this.position(event), touch);
    if (touch) this.app.pointerButton(0, true, true);
    else this.followButtons(event.buttons);
    this.platform.settle(event.timeStamp);
  }

  focus() {
    if (document.activeElement !== this.platform.input) this.canvas.focus({ preventScroll: true, focusVisible: false });
  }

  /** @param {PointerEvent} event */
  pointerMove(event) {
    const touch = event.pointerType === 'touch';
    if (touch && this.fingers.size > 1) this.moveFinger(event);
    else if (!touch || this.fingers.has(event.pointerId)) {
      this.app.pointerMove(...this.position(event), touch);
      if (!touch) this.followButtons(event.buttons);
    }
    this.platform.wake();
  }

  /** @param {PointerEvent} event */
  pointerUp(event) {
    if (event.pointerType === 'touch') {
      const last = this.fingers.delete(event.pointerId) && this.fingers.size === 0;
      if (last && !this.pinching) {
        this.focus();
        this.app.pointerMove(...this.position(event), true);
        this.app.pointerButton(0, false, true);
        this.app.pointerGone(true);
      }
      if (last) this.pinching = false;
    } else {
      this.app.pointerMove(...this.position(event), false);
      this.followButtons(event.buttons);
    }
    this.platform.settle(event.timeStamp);
  }

  /** @param {PointerEvent} event */
  pointerCancel(event) {
    this.fingers.delete(event.pointerId);
    if (this.fingers.size === 0) this.pinching = false;
    this.release(event.pointerType === 'touch');
  }

  /** Tells the module which of the mouse's buttons changed: left, right, middle are bits 0, 1, 2 in both worlds. @param {number} buttons */
  followButtons(buttons) {
    for (let i = 0; i < 5; ++i) {
      if (((buttons ^ this.buttons) >> i) & 1) this.app.pointerButton(i, ((buttons >> i) & 1) === 1, false);
    }
    this.buttons = buttons;
  }

  /** Lets go of every button and key without a click, as when another program comes to the front; a finger is gone. @param {boolean} touch */
  release(touch) {
    this.pinching = this.fingers.size > 1;
    this.buttons = 0;
    this.app.focus(false);
    this.app.pump(performance.now());
    this.app.focus(true);
    if (touch) this.app.pointerGone(true);
    this.platform.settle();
  }

  /** Two fingers: the plane follows their middle and their distance. @param {PointerEvent} event */
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

  /** The wheel scrolls the page around the frame: how it zooms is said for a moment. */
  sayHow() {
    setText(this.word, t('canvas.wheel', { key: onMac ? '⌘' : 'Ctrl' }));
    this.word.hidden = false;
    clearTimeout(this.wordTimer);
    this.wordTimer = setTimeout(() => { this.word.hidden = true; }, 1500);
  }

  /** @param {WheelEvent} event */
  turnWheel(event) {
    const zooms = event.ctrlKey || event.metaKey;
    if (this.framed && !zooms && !(document.hasFocus() && this.platform.focused)) return this.sayHow();
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 / pixelsPerNotch
      : event.deltaMode === WheelEvent.DOM_DELTA_LINE ? pixelsPerLine / pixelsPerNotch * 2 : 1;
    const [x, y] = this.position(event);
    this.app.pointerMove(x, y, false);
    // A trackpad's pinch comes as a wheel with Ctrl.
    if (zooms) this.app.pinch(Math.exp(-event.deltaY * unit), x, y);
    else this.app.wheel(-event.deltaX * unit, -event.deltaY * unit);
    this.platform.wake();
  }
}
