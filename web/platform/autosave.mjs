/**
 * Keeps the user's graph in the browser's storage, and the one that the canvas is lent to, so that a reload brings both back. Storage may
 * be forbidden or full.
 */
const key = 'document';
const pause = 400;

export class Autosave {
  /** @param {(() => string)[]} saves give what is to be kept as JSON, all of it or, where there is no room for that, less */
  constructor(saves) {
    this.saves = saves;
    addEventListener('pagehide', () => this.flush());
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.flush(); });
  }

  /**
   * What was kept at the last visit: { own, lent? }, documents; null when it is nothing readable. Earlier visits kept the document alone.
   */
  static stored() {
    try {
      const stored = JSON.parse(localStorage.getItem(key) ?? 'null');
      return stored?.own || !stored ? stored : { own: stored };
    } catch {
      return null;
    }
  }

  /** After every change: stores it when there has been none for a moment. */
  changed() {
    if (this.timer === undefined) this.timer = setTimeout(() => this.flush(), pause);
  }

  flush() {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const save of this.saves) {
      try {
        localStorage.setItem(key, save());
        return;
      } catch { /* full or forbidden: less may fit, or the page goes on without */ }
    }
  }
}
