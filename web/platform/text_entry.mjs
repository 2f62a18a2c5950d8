import { t } from '../text/strings.mjs';

/**
 * A real <input> over the text field that is being edited on the canvas: phones show their keyboard for it, and Korean,
 * Japanese and Chinese compose in it. The canvas keeps the text; the input only hands over what is typed.
 */
export class TextEntry {
  /**
   * @param {HTMLInputElement} input
   * @param {HTMLCanvasElement} canvas
   * @param {import('./app_module.mjs').AppModule} app
   * @param {() => void} onInput after something was handed over
   */
  constructor(input, canvas, app, onInput) {
    this.input = input;
    this.canvas = canvas;
    this.app = app;
    this.onInput = onInput;
    this.composing = false;
    /** Where the input was put, as JSON. */
    this.placed = '';
    input.addEventListener('beforeinput', (event) => this.beforeInput(event));
    input.addEventListener('input', () => { if (!this.composing) this.clear(); });
    input.addEventListener('compositionstart', () => {
      this.composing = true;
      input.value = '';
      input.classList.add('composing');
    });
    input.addEventListener('compositionend', (event) => {
      this.composing = false;
      input.classList.remove('composing');
      this.clear();
      this.hand(event.data);
    });
  }

  /** Follows the canvas: shows and focuses the input while a field is edited there. @param {boolean} wantsText */
  sync(wantsText) {
    const { input, canvas } = this;
    if (!wantsText) {
      if (input.hidden) return;
      if (document.activeElement === input) canvas.focus({ preventScroll: true });
      input.hidden = true;
      return;
    }
    if (this.composing) return;
    this.place();
    if (document.activeElement !== input) {
      input.hidden = false;
      this.clear();
      input.focus({ preventScroll: true });
    }
  }

  place() {
    const field = JSON.parse(this.app.textField() ?? 'null');
    if (!field) return;
    const key = JSON.stringify(field);
    if (key === this.placed) return;
    this.placed = key;
    const { style } = this.input;
    style.left = `${field.x}px`;
    style.top = `${field.y}px`;
    style.width = `${Math.max(field.w, 48)}px`;
    style.height = `${Math.max(field.h, 20)}px`;
    this.input.setAttribute('aria-label', field.label || t('canvas.text_field'));
  }

  /** A character stands in it, so that phones' keyboards find something to erase. */
  clear() {
    this.input.value = '\u200b';
    this.input.setSelectionRange(1, 1);
  }

  /** @param {string | null} text */
  hand(text) {
    if (text) this.app.text(text);
    this.onInput();
  }

  /** Typing on a keyboard that sends no usable keydown arrives here too. @param {InputEvent} event */
  beforeInput(event) {
    if (event.isComposing || this.composing) return;
    if (event.inputType === 'insertText') this.hand(event.data);
    else if (event.inputType === 'deleteContentBackward') this.tap('Backspace');
    else if (event.inputType === 'deleteContentForward') this.tap('Delete');
    else if (event.inputType === 'insertLineBreak') this.tap('Enter');
    else if (!event.cancelable) return;
    event.preventDefault();
  }

  /** @param {string} code */
  tap(code) {
    this.app.tapKey(code);
    this.onInput();
  }
}
