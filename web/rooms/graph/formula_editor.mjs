/** The formula as text: every edit goes to the playground, a mistake is marked in place, the last good graph stays. */
import { block, element, idOf, setAttribute, setSentence, setText } from '../../widgets/element.mjs';
import { newGesture } from '../../widgets/entry.mjs';
import { onLanguage, t } from '../../text/strings.mjs';

const typingPause = 150;
/** Whoever types on after so many milliseconds begins another step of undo. */
const burstPause = 5000;

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
    this.behind = element('p', { class: 'hint', name: 'behind', text: 'formula.behind', hidden: true });
    this.draftText = element('span');
    /** Offers what was half-written when another graph came. */
    this.offer = element('p', { class: 'hint', name: 'formula-draft', hidden: true }, this.draftText, ' ',
      element('button', { class: 'button small', name: 'draft-back', text: 'formula.draft_back', onclick: () => this.bringBack() }), ' ',
      element('button', { class: 'button small', name: 'draft-drop', text: 'formula.draft_drop', onclick: () => this.setDraft(null) }));
    this.element = block(title, {}, element('div', { class: 'editor' }, this.marks, this.text), this.notice, this.behind, this.offer);
    /** @type {string | undefined} the document's formula that the text last followed */
    this.shown = undefined;
    /** @type {Notice | null} */
    this.mistake = null;
    /** What was half-written when another graph came to the canvas, and the formula that it departs from. @type {{ of: string, text: string } | null} */
    this.draft = null;
    this.gesture = newGesture();
    this.lastTyped = 0;
    this.workspace = workspace;
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
    const typed = () => {
      clearTimeout(this.timer);
      if (performance.now() - this.lastTyped > burstPause) this.gesture = newGesture();
      this.lastTyped = performance.now();
      this.timer = setTimeout(() => this.send(), typingPause);
    };
    // What an input method composes is no formula yet.
    text.addEventListener('input', (event) => {
      if (/** @type {InputEvent} */ (event).isComposing) clearTimeout(this.timer);
      else typed();
    });
    text.addEventListener('compositionend', typed);
    text.addEventListener('blur', () => {
      this.flush();
      this.gesture = newGesture();
    });
    // Once the playground speaks the new language, it says again what is wrong.
    onLanguage(() => queueMicrotask(() => {
      if (this.mistake) this.send();
      this.setDraft(this.draft);
    }));
    workspace.keepDraft('formula', {
      read: () => {
        const draft = text.value === (this.shown ?? '') ? this.draft : { of: this.shown, text: text.value };
        return draft && JSON.stringify(draft);
      },
      write: (draft) => {
        this.setDraft(draftOf(draft));
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
    const done = this.dispatch({ type: 'set_formula', text: this.text.value, gesture: this.gesture });
    this.sending = false;
    if (done) this.shown = this.text.value;
    const problem = this.snapshot(0).notice;
    this.mistake = done ? null : problem;
    this.showNotice(problem);
  }

  /** Goes on with what was half-written, if its graph is on the canvas. */
  takeUpDraft() {
    if (!this.draft || this.draft.of !== this.shown) return;
    this.bringBack();
  }

  /** Puts what was half-written into the field; what stands there half-written now is offered instead. */
  bringBack() {
    const { draft, text } = this;
    if (!draft) return;
    this.setDraft(text.value === this.shown ? null : { of: this.shown ?? '', text: text.value });
    text.value = draft.text;
    queueMicrotask(() => this.send());
  }

  /** @param {{ of: string, text: string } | null} draft */
  setDraft(draft) {
    this.draft = draft;
    this.offer.hidden = !draft;
    if (draft) setText(this.draftText, t('formula.draft', { text: draft.text.replace(/\s+/g, ' ').slice(-60) }));
    this.workspace.changed();
  }

  /** @param {import('../../protocol/snapshot').Snapshot} state */
  update(state) {
    if (this.sending) return;
    if (state.formula !== this.shown) {
      // Changed by something else: another example, undo, a script.
      const half = this.text.value !== state.formula && (this.mistake || this.timer !== undefined);
      clearTimeout(this.timer);
      this.timer = undefined;
      if (half && this.shown !== undefined) this.setDraft({ of: this.shown, text: this.text.value });
      this.shown = state.formula;
      if (this.text.value !== state.formula) this.text.value = state.formula;
      this.mistake = null;
      this.takeUpDraft();
    }
    this.showNotice(state.notice);
  }

  /** @param {Notice | null} notice */
  showNotice(notice) {
    const shown = this.mistake ?? notice;
    setSentence(this.notice, shown ? withPlace(shown) : '');
    setAttribute(this.notice, 'data-kind', shown?.kind ?? null);
    setAttribute(this.text, 'aria-invalid', this.mistake ? 'true' : null);
    this.behind.hidden = this.mistake === null;
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
