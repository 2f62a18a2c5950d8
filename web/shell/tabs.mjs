/** The tabs of the rooms, in the order of web/rooms/manifest.json. */

/** On a narrow phone the tabs scroll sideways. @param {HTMLElement} tab */
function reveal(tab) {
  const list = /** @type {HTMLElement} */ (tab.parentElement);
  const [left, right] = [tab.offsetLeft - list.offsetLeft, tab.offsetLeft - list.offsetLeft + tab.offsetWidth];
  if (left < list.scrollLeft) list.scrollLeft = left;
  else if (right > list.scrollLeft + list.clientWidth) list.scrollLeft = list.scrollWidth;
}

/** @typedef {import('../protocol/snapshot').Snapshot['room']} Room */

export class Tabs {
  /**
   * @param {Map<Room, HTMLElement>} tabs by room
   * @param {(room: Room) => void} show
   */
  constructor(tabs, show) {
    this.tabs = tabs;
    const list = [...tabs];
    for (const [i, [room, tab]] of list.entries()) {
      tab.addEventListener('click', () => show(room));
      tab.addEventListener('keydown', (event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        const [next, nextTab] = list[(i + (event.key === 'ArrowRight' ? 1 : list.length - 1)) % list.length];
        nextTab.focus();
        show(next);
      });
    }
  }

  /** @param {Room} shown */
  select(shown) {
    for (const [room, tab] of this.tabs) {
      tab.setAttribute('aria-selected', String(room === shown));
      tab.tabIndex = room === shown ? 0 : -1;
      if (room === shown) reveal(tab);
    }
  }

  /** @param {Room} room */
  focus(room) {
    this.tabs.get(room)?.focus();
  }
}
