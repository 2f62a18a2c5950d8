/**
 * The rooms of web/rooms/manifest.json. The script and the style of a room are fetched when it is first entered; then it is built, once,
 * and is given every state while it is shown.
 */
import { element } from '../widgets/element.mjs';

/** @typedef {import('../protocol/snapshot').Snapshot} Snapshot */
/** @typedef {Snapshot['room']} Name */

/**
 * What web/rooms/<folder>/room.mjs exports.
 * @typedef {object} Room
 * @property {(root: HTMLElement, page: import('../page.mjs').Page) => void} mount builds the room below its root: called once
 * @property {(state: Snapshot) => void} update called after mount, when the room is entered, and at every change while
 *   it is shown
 * @property {() => void} [leave] another room is shown
 * @property {(files: File[]) => void} [take] opens files
 * @property {(view: Snapshot['view']) => void} [focus] puts the keyboard on a view of the room
 */

/** A room that arrives within this many milliseconds appears without a word about loading. */
const patience = 400;
/** What is missing of one that takes longer is named. */
const mostPatience = 5000;

export class Rooms {
  /**
   * @param {import('../page.mjs').Page} page what the rooms are given
   * @param {object} parts
   * @param {Map<Name, HTMLElement>} parts.roots
   * @param {(name: Name, again: boolean) => Promise<Room>} parts.load fetches a room; again: not from the cache
   * @param {(name: Name) => string[]} parts.late the files of a room that have not arrived
   * @param {(late: string[]) => void} parts.startAgain loads the page anew, for files that neither come nor fail
   * @param {(name: Name) => void} parts.focusTab
   */
  constructor(page, { roots, load, late, startAgain, focusTab }) {
    this.page = page;
    this.roots = roots;
    this.load = load;
    this.late = late;
    this.startAgain = startAgain;
    this.focusTab = focusTab;
    /** @type {Map<Name, Room>} */
    this.mounted = new Map();
    /** @type {Map<Name, Promise<void>>} the rooms that are on their way */
    this.coming = new Map();
    /** @type {Map<Name, HTMLElement>} what is said in the place of rooms that are not there */
    this.notices = new Map();
    /** @type {Name | ''} */
    this.shown = '';
    /** @type {Snapshot | null} the last one */
    this.state = null;
  }

  /** Shows the state's room. @param {Snapshot} state */
  update(state) {
    this.state = state;
    const name = state.room;
    const entered = name !== this.shown;
    if (entered) {
      if (this.shown) this.mounted.get(this.shown)?.leave?.();
      this.shown = name;
      document.documentElement.dataset.room = name;
      for (const [one, root] of this.roots) root.hidden = one !== name;
    }
    if (this.mounted.has(name)) this.mounted.get(name)?.update(state);
    else if (entered) this.open(name);
  }

  /** Fetches and builds a room unless it is there or on its way; failure is said in its place. @param {Name} name @param {boolean} [again] */
  open(name, again = false) {
    if (this.mounted.has(name)) return Promise.resolve();
    const coming = this.coming.get(name) ?? this.fetch(name, again).finally(() => this.coming.delete(name));
    this.coming.set(name, coming);
    return coming;
  }

  /** Puts the keyboard on a view of a room; until that is there, and without a view, on its tab. @param {Name} name @param {Snapshot['view'] | null} [view] */
  async focus(name, view) {
    this.focusTab(name);
    if (!view) return;
    await this.open(name);
    if (this.shown === name) this.mounted.get(name)?.focus?.(view);
  }

  /** Shows a room and gives it files that somebody brought. @param {Name} name @param {File[]} files */
  async take(name, files) {
    this.page.dispatch({ type: 'show', room: name });
    await this.open(name);
    this.mounted.get(name)?.take?.(files);
  }

  /** @param {Name} name @param {boolean} again */
  async fetch(name, again) {
    const root = this.rootOf(name);
    root.setAttribute('aria-busy', 'true');
    const timers = [
      setTimeout(() => this.say(name, element('p', { class: 'hint', role: 'status', text: 'rooms.loading' })), patience),
      setTimeout(() => this.sayMissing(name, this.late(name)), mostPatience),
    ];
    try {
      this.build(name, await this.load(name, again));
    } catch (problem) {
      const file = /** @type {Partial<import('../platform/page_files.mjs').LoadProblem>} */ (problem).values?.name;
      this.sayMissing(name, [file ?? String(problem)]);
    } finally {
      timers.forEach(clearTimeout);
      root.removeAttribute('aria-busy');
    }
  }

  /** @param {Name} name @param {Room} room */
  build(name, room) {
    const notice = this.notices.get(name);
    const focused = notice?.contains(document.activeElement);
    notice?.remove();
    this.notices.delete(name);
    room.mount(this.rootOf(name), this.page);
    this.mounted.set(name, room);
    if (focused) this.focusTab(name);
    if (this.shown === name && this.state) room.update(this.state);
  }

  /** @param {Name} name @param {(string | number)[]} files */
  sayMissing(name, files) {
    const text = element('p', { role: 'alert' }, element('span', { class: 'notice', 'data-kind': 'problem', text: 'rooms.failed' }),
      ' ', element('code', {}, files.join(', ')));
    this.say(name, text, true);
  }

  /** @param {Name} name @param {HTMLElement} text @param {boolean} [failed] it can be tried again */
  say(name, text, failed = false) {
    const focused = this.notices.get(name)?.contains(document.activeElement);
    this.notices.get(name)?.remove();
    const retry = element('button', { class: 'button', name: 'room-retry', text: 'start.try_again', onclick: () => (failed && this.coming.has(name) ? this.startAgain(this.late(name)) : this.open(name, true)) });
    const notice = element('section', { class: 'block', name: 'room-notice' }, text, (failed || focused) && element('p', { class: 'actions' }, retry));
    this.notices.set(name, notice);
    this.rootOf(name).prepend(notice);
    if (focused) retry.focus();
  }

  /** @param {Name} name */
  rootOf(name) {
    const root = this.roots.get(name);
    if (!root) throw new Error(`web/rooms/manifest.json names no room '${name}'`);
    return root;
  }
}
