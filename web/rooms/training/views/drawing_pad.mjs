/** A pad to draw on by mouse, finger or pen, with eraser and undo, over an image or nothing. */
import { element } from '../../../widgets/element.mjs';
import { contextOf, paintedByProcessor } from '../../../widgets/paint.mjs';

/** Pixels of the pad's own, whatever its size on the screen. */
const side = 280;
/** Of what the network is given; it is centred and shrunk there. */
const given = 112;
/** A stroke of MNIST is about two pixels of twenty. */
const thickness = { pen: 22, eraser: 40 };

/** @typedef {keyof typeof thickness} Tool */
/** @typedef {{ tool: Tool, points: [x: number, y: number][] }} Stroke */

export class DrawingPad {
  /** @type {Tool} */
  tool = 'pen';
  /** @type {Stroke[]} */
  strokes = [];
  /** What lies under the strokes: an image. @type {HTMLCanvasElement | null} */
  base = null;
  /** What draws: a pointer's id. @type {number | undefined} */
  pointer;
  canvas = element('canvas', { class: 'pad ink', width: side, height: side, role: 'img', label: 'studio.draw.pad' });
  context = contextOf(this.canvas);
  small = paintedByProcessor(element('canvas', { width: given, height: given }));

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
    this.listen();
  }

  get empty() {
    return !this.base && this.strokes.every((stroke) => stroke.tool === 'eraser');
  }

  get canUndo() {
    return this.strokes.length > 0;
  }

  listen() {
    const { canvas } = this;
    canvas.addEventListener('pointerdown', (event) => {
      if (this.pointer !== undefined || event.button > 0) return;
      event.preventDefault();
      this.pointer = event.pointerId;
      canvas.setPointerCapture(event.pointerId);
      const stroke = { tool: this.tool, points: [this.place(event)] };
      this.strokes.push(stroke);
      this.drawEnd(stroke);
      this.changed();
    });
    canvas.addEventListener('pointermove', (event) => {
      const stroke = this.strokes.at(-1);
      if (event.pointerId !== this.pointer || !stroke) return;
      const events = event.getCoalescedEvents?.() ?? [];
      for (const one of events.length > 0 ? events : [event]) {
        stroke.points.push(this.place(one));
        this.drawEnd(stroke);
      }
      this.changed();
    });
    for (const name of /** @type {const} */ (['pointerup', 'pointercancel', 'lostpointercapture'])) {
      canvas.addEventListener(name, (event) => { if (event.pointerId === this.pointer) this.pointer = undefined; });
    }
  }

  /** @param {PointerEvent} event @returns {[x: number, y: number]} */
  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width * side, (event.clientY - box.top) / box.height * side];
  }

  /** The stroke's last piece. @param {Stroke} stroke */
  drawEnd({ tool, points }) {
    const { context } = this;
    const end = points.length - 1;
    const [x, y] = points[end];
    const [fromX, fromY] = points[Math.max(0, end - 1)];
    context.globalCompositeOperation = tool === 'eraser' ? 'destination-out' : 'source-over';
    Object.assign(context, { lineWidth: thickness[tool], lineCap: 'round', lineJoin: 'round', strokeStyle: 'black' });
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(x, y);
    context.stroke();
    context.globalCompositeOperation = 'source-over';
  }

  paint() {
    this.context.clearRect(0, 0, side, side);
    if (this.base) this.context.drawImage(this.base, 0, 0, side, side);
    for (const { tool, points } of this.strokes) {
      points.forEach((_, i) => this.drawEnd({ tool, points: points.slice(Math.max(0, i - 1), i + 1) }));
    }
  }

  undo() {
    this.strokes.pop();
    this.paint();
    this.changed();
  }

  clear() {
    this.strokes = [];
    this.base = null;
    this.paint();
    this.changed();
  }

  /** An image to look at and to draw on; that is no change of the user's. @param {ImageData} image */
  put(image) {
    this.base = element('canvas', { width: image.width, height: image.height });
    contextOf(this.base).putImageData(image, 0, 0);
    this.strokes = [];
    this.paint();
  }

  /** What is drawn, 0 … 1. @returns {{ shape: number[], data: Float32Array }} */
  image() {
    this.small.clearRect(0, 0, given, given);
    this.small.drawImage(this.canvas, 0, 0, given, given);
    const { data } = this.small.getImageData(0, 0, given, given);
    return { shape: [given, given], data: Float32Array.from({ length: given * given }, (_, i) => data[4 * i + 3] / 255) };
  }
}
