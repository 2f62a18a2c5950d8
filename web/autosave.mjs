/** Keeps the document in the browser's storage, so that a reload brings it back. Storage may be forbidden or full. */
const key = 'document';
const pause = 400;

export class Autosave {
  /** @param {() => string} save gives the document as text */
  constructor(save) {
    this.save = save;
    addEventListener('pagehide', () => this.flush());
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.flush(); });
  }

  /** What was kept at the last visit, or null: also for what is no document. */
  static stored() {
    try {
      return JSON.parse(localStorage.getItem(key));
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
    try {
      localStorage.setItem(key, this.save());
    } catch { /* full or forbidden: the page goes on without */ }
  }
}
