/** What stands around the rooms: tabs, what lies over the canvas, the bar of a lent graph, and what follows the state whatever is shown. */
import { keepFocus } from '../platform/keep_focus.mjs';
import { Keys } from '../platform/keys.mjs';
import { Mirror } from '../platform/mirror.mjs';
import { listenToPageKeys } from '../platform/page_keys.mjs';
import manifest from '../rooms/manifest.json' with { type: 'json' };
import { fetchKoreanFont } from '../text/korean.mjs';
import { byId } from '../widgets/element.mjs';
import { Help } from './help.mjs';
import { Hint } from './hint.mjs';
import { startAgain } from '../platform/refetch.mjs';
import { lateFiles, loadRoom } from './load_room.mjs';
import { tellKeptWork } from './kept_work.mjs';
import { OriginBar } from './origin_bar.mjs';
import { Palette } from './palette.mjs';
import { Rooms } from './rooms.mjs';
import { Tabs } from './tabs.mjs';

/** @typedef {import('../protocol/snapshot').Snapshot} Snapshot */

const rooms = /** @type {{ name: Snapshot['room'], folder: string }[]} */ (manifest);
const folders = new Map(rooms.map(({ name, folder }) => [name, folder]));

/** Elements of index.html by room: its tab or its root. @param {'tab' | 'room'} part */
const byRoom = (part) => new Map(rooms.map(({ name }) => [name, byId(`${part}-${name}`)]));

/** A room on its way before anybody asks for it. @param {Snapshot['room']} name @param {boolean} [again] */
export const fetchRoom = (name, again) => loadRoom(folders.get(name) ?? '', again);

/** The canvas's own fonts have no Hangul. @param {import('../page.mjs').Page} page */
function addKoreanFont(page) {
  let asked = false;
  page.onState(({ language, formula }) => {
    if (asked || (language !== 'ko' && !/[\u3131-\u318e\uac00-\ud7a3]/.test(formula))) return;
    asked = true;
    fetchKoreanFont().then((font) => {
      page.app.addFont(font);
      page.platform?.wake();
    }).catch(() => { asked = false; });
  });
}

export class Shell {
  /** @param {import('../page.mjs').Page} page */
  constructor(page) {
    const { app, dispatch } = page;
    this.page = page;
    this.keys = new Keys(JSON.parse(app.keyBindings() ?? '[]'));
    const tabs = new Tabs(byRoom('tab'), (room) => dispatch({ type: 'show', room }));
    this.rooms = new Rooms(page, { roots: byRoom('room'), load: fetchRoom, late: (room) => lateFiles(folders.get(room) ?? ''), startAgain,
      focusTab: (room) => tabs.focus(room) });
    const help = new Help(this.keys);
    listenToPageKeys(this.keys, {
      showsGraph: () => this.rooms.shown !== 'mnist',
      run: { help: () => help.open(), undo: () => dispatch({ type: 'undo' }), redo: () => dispatch({ type: 'redo' }) },
    });
    const palette = new Palette((language) => JSON.parse(app.ops(language) ?? '[]'), dispatch);
    const origin = new OriginBar(dispatch, (room, view) => this.rooms.focus(room, view));
    this.hint = new Hint((wanted) => app.setHint(wanted));
    this.mirror = new Mirror(byId('mirror'), app, (widget) => page.press(widget), dispatch);
    page.onState((state) => {
      if (state.room !== this.rooms.shown) {
        tabs.select(state.room);
        byId('panel').scrollTop = 0;
        scrollTo({ top: 0 });
      }
      this.rooms.update(state);
      origin.update(state);
      palette.update(state);
      this.mirror.leaves = new Set(state.nodes.filter(({ leaf }) => leaf).map(({ name }) => name));
      page.workspace.changed(state);
      // Where the canvas is lent to a graph, it is said there what to do with it.
      this.quiet = state.lent;
      this.followHint();
    });
    addKoreanFont(page);
    keepFocus();
  }

  /** What the tab worked on at the last visit; resolves when the room that is shown is there. */
  async restore() {
    const { workspace, dispatch, snapshot } = this.page;
    workspace.restore(dispatch);
    tellKeptWork(workspace, dispatch);
    await this.rooms.open(snapshot(0).room);
  }

  followHint() {
    this.hint.update(this.quiet, this.page.platform?.numberChanged ?? false);
  }

  /** After every animation frame. @param {boolean} changed the canvas shows something new */
  frame(changed) {
    this.mirror.frame(changed, performance.now());
    if (changed && this.hint.wanted) this.followHint();
  }
}
