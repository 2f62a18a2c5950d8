/** The formula as text: every edit goes to the playground, a mistake is marked in place, the last good graph stays. */
import { block, element, idOf, setAttribute, setSentence } from '../../widgets/element.mjs';
import { onLanguage, t } from '../../text/strings.mjs';

const typingPause = 150;

/** A formula's bounds (docs/formula.md). The browser takes seconds to lay out more, so that does not come into the field. */
const most = { letters: 1_000_000, lines: 60_000 };

/** @typedef {import('../../protocol/snapshot').Notice} Notice */

export class FormulaEditor {
  /** Place and text of what is underlined. */
  marked = '';

  /** @param {import('../../page.mjs').Page} page */
  constructor({ dispatch, snapshot, workspace }) {
    this.dispatch = dispatch;
    this.snapshot = snapshot;
    const title = element('h2', { text: 'formula.title' });
    this.notice = element('p', { class: 'notice', name: 'notice', role: 'status', 'aria-live': 'polite' });
    this.text = element('textarea', {
      class: 'field editor-text', name: 'formula', rows: 3, spellcheck: false, autocomplete: 'off', autocapitalize: 'off', autocorrect: 'off',
      'aria-labelledby': idOf(title), 'aria-describedby': idOf(this.notice),
    });
    /** Lies behind the text and underlines the mistake. */
    this.marks = element('div', { class: 'editor-marks', 'aria-hidden': true });
    this.element = block(title, {}, element('div', { class: 'editor' }, this.marks, this.text), this.notice);
    /** @type {string | undefined} the document's formula that the text last followed */
    this.shown = undefined;
    /** @type {Notice | null} */
    this.mistake = null;
    /** What was half-written when another graph came to the canvas, and the formula that it departs from. @type {{ of: string, text: string } | null} */
    this.draft = null;
    this.lent = false;
    const { marks, text } = this;
    text.addEventListener('beforeinput', (event) => {
      const given = event.data ?? event.dataTransfer?.getData('text/plain') ?? '';
      if (!isTooLarge(given)) return;
      event.preventDefault();
      this.dispatch({ type: 'set_formula', text: given });
      const { notice } = this.snapshot(0); // its place is in the text that did not come
      this.mistake = notice && { kind: notice.kind, code: notice.code, text: notice.text };
      this.showNotice(this.mistake);
    });
    text.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), typingPause);
    });
    text.addEventListener('blur', () => this.flush());
    // Once the playground speaks the new language, it says again what is wrong.
    onLanguage(() => queueMicrotask(() => { if (this.mistake) this.send(); }));
    workspace.keepDraft('formula', {
      read: () => {
        const draft = this.draft ?? (text.value === this.shown ? null : { of: this.shown, text: text.value });
        return draft && JSON.stringify(draft);
      },
      write: (draft) => {
        this.draft = draftOf(draft);
        this.takeUpDraft();
      },
    });
    text.addEventListener('scroll', () => {
      marks.scrollLeft = text.scrollLeft;
      marks.scrollTop = text.scrollTop;
    });
  }

  flush() {
    if (this.timer !== undefined) this.send();
  }

  send() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.sending = true;
    const done = this.dispatch({ type: 'set_formula', text: this.text.value });
    this.sending = false;
    if (done) this.shown = this.text.value;
    const problem = this.snapshot(0).notice;
    this.mistake = done ? null : problem;
    this.showNotice(problem);
  }

  /** Goes on with what was half-written, if its graph is on the canvas. */
  takeUpDraft() {
    if (!this.draft || this.draft.of !== this.shown) return;
    this.text.value = this.draft.text;
    this.draft = null;
    queueMicrotask(() => this.send());
  }

  /** @param {import('../../protocol/snapshot').Snapshot} state */
  update(state) {
    if (this.sending) return;
    if (state.formula !== this.shown) {
      // Changed by something else: another example, undo, a script.
      if (state.lent !== this.lent && this.mistake && this.shown !== undefined) this.draft ??= { of: this.shown, text: this.text.value };
      this.shown = state.formula;
      if (this.timer === undefined && this.text.value !== state.formula) this.text.value = state.formula;
      this.mistake = null;
      this.takeUpDraft();
    }
    this.lent = state.lent;
    this.showNotice(state.notice);
  }

  /** @param {Notice | null} notice */
  showNotice(notice) {
    const shown = this.mistake ?? notice;
    setSentence(this.notice, shown ? withPlace(shown) : '');
    setAttribute(this.notice, 'data-kind', shown?.kind ?? null);
    setAttribute(this.text, 'aria-invalid', this.mistake ? 'true' : null);
    this.mark(this.mistake);
  }

  /** Underlines the code points of a mistake that has a place. @param {Notice | null} mistake */
  mark(mistake) {
    const { line: row = 0, column = 1, length = 1 } = mistake ?? {};
    const key = row ? `${row}:${column}:${length}:${this.text.value}` : '';
    if (key === this.marked) return;
    this.marked = key;
    if (!row) return this.marks.replaceChildren();
    const lines = this.text.value.split('\n');
    const line = [...(lines[row - 1] ?? '')];
    const before = [...lines.slice(0, row - 1), line.slice(0, column - 1).join('')].join('\n');
    const end = column - 1 + Math.max(1, length);
    const mark = element('mark', {}, line.slice(column - 1, end).join('') || ' ');
    // What follows is there too, so that lines break where the text's do.
    const after = [line.slice(end).join(''), ...lines.slice(row)].join('\n');
    this.marks.replaceChildren(before, mark, after);
  }
}

/** Whether the playground refuses that text because of its size. @param {string} text */
function isTooLarge(text) {
  if (text.length > most.letters) return true;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ++lines;
  return lines > most.lines;
}

/** @param {Notice} notice */
function withPlace({ text, line, column }) {
  return line && column ? t('formula.place', { line, column, sentence: text }) : text;
}

/** @param {string} text @returns {{ of: string, text: string } | null} */
function draftOf(text) {
  try {
    const draft = JSON.parse(text);
    return typeof draft?.of === 'string' && typeof draft.text === 'string' ? draft : null;
  } catch {
    return null;
  }
}
