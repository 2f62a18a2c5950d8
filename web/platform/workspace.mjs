/**
 * What a tab works on, kept in the browser's storage, so that a reload or the next visit continues with it. Each tab has a record of its
 * own; a new tab begins with a copy of the newest. Storage may be forbidden or full.
 *
 * @typedef {(action: import('../protocol/actions').Action) => boolean} Dispatch
 * @typedef {import('../protocol/snapshot').Snapshot} Snapshot
 * @typedef {object} WorkspaceRecord
 * @property {number} version of this form of record
 * @property {number} time when it was written, in milliseconds since 1970
 * @property {import('./older_records.mjs').SavedGraphs} graph
 * @property {Record<string, unknown>} [drafts] what was half-written, by the name of its field
 * @property {Snapshot['room']} [room] that the tab showed
 * @property {Snapshot['view']} [view] of that room
 * @typedef {object} DraftField
 * @property {() => string | null} read what is written and not applied yet, or null
 * @property {(text: string) => void} write puts back what was there at the last visit
 */
import { forgetOlderRecords, olderGraphs } from './older_records.mjs';
import { badEnds, beginOpening, forgetEnd } from './opening.mjs';
import { headOf, openTabs, otherKeys, prefix, read, remove, setAside, tidy, version, write } from './records.mjs';
import { attempt, deadline } from './storage.mjs';

const pause = 400;

const newKey = () => prefix + [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join('');

/**
 * Whether another tab has this record: a duplicated tab gets a copy of its session storage. The lock is held as long as the page lives.
 * @param {string} key
 */
const isTaken = (key) => deadline(new Promise((answer) => {
  attempt(() => navigator.locks.request(key, { ifAvailable: true }, (lock) => {
    answer(lock === null);
    return lock && new Promise(() => {});
  }).catch(() => answer(false))) ?? answer(false);
}), false);

/** @param {string} text @returns {WorkspaceRecord | null} null where it is none of today's form */
function parsed(text) {
  const record = attempt(() => JSON.parse(text));
  return record?.version === version && typeof record.graph?.own === 'object' ? record : null;
}

export class Workspace {
  #place = {};
  /** @type {Map<string, DraftField>} */
  #fields = new Map();
  /** @type {Record<string, unknown>} of the last visit, until their fields take them */
  #drafts = {};
  /** Where this tab wrote at its last visit; nothing if another one has its record. */
  #before = '';
  #restored = false;
  #crashed = false;
  #refused = false;
  /** When this tab wrote or read its record; another time in it is another tab's. */
  #time = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {ReturnType<typeof beginOpening> | null} */
  #opening = null;

  /** A record that was not opened as it is: why, where it is kept now, and its text. @type {{ why: 'unreadable' | 'newer' | 'bad_end', key: string, text: string } | null} */
  left = null;
  /** Told once that nothing can be kept. @type {(why: 'full' | 'forbidden') => void} */
  onRefused = () => {};

  /**
   * @param {string} key of the tab's record
   * @param {string | null} own key of the record of this tab's last visit
   * @param {Set<string> | null} open the tabs that are open
   * @param {(() => string)[]} graphs give what the playground saves, as JSON: all of it or, where there is no room for that, less
   */
  constructor(key, own, open, graphs) {
    this.key = key;
    this.own = own;
    this.#before = key === own ? key : '';
    this.open = open;
    this.graphs = graphs;
    for (const last of ['pagehide', 'beforeunload']) addEventListener(last, () => this.#part());
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.#part(); });
  }

  /** Writes what is not written yet: the page may be gone in a moment. */
  #part() {
    const draft = [...this.#fields.values()].some((field) => field.read() !== null);
    if (draft || (this.#time && read(this.key) === null)) this.changed(); // another tab needed the room
    this.flush();
  }

  /** The workspace of this tab. @param {(() => string)[]} graphs */
  static async open(graphs) {
    const tab = attempt(() => sessionStorage.getItem('tab'));
    const own = tab && prefix + tab;
    const key = own && !await isTaken(own) ? own : newKey();
    const workspace = new Workspace(key, own, await openTabs(), graphs);
    if (key !== own) workspace.#use(key);
    return workspace;
  }

  /** Writes to another record from now on. @param {string} key */
  #use(key) {
    this.key = key;
    this.#time = 0;
    isTaken(key);
    attempt(() => sessionStorage.setItem('tab', key.slice(prefix.length)));
  }

  /** Opens what was kept at the last visit. @param {Dispatch} dispatch */
  restore(dispatch) {
    const own = read(this.own) === null ? null : this.own;
    const bad = badEnds(this.#before, this.open);
    const found = (own ? [own] : otherKeys('')).some((key) => (bad.includes(key) ? this.#leave('bad_end', key) : this.#open(key, key === own, dispatch)));
    if (!found) this.#migrate(dispatch);
    if (!this.left && bad.length) this.#leave('bad_end', bad[0]);
    this.#restored = true;
    for (const name of this.#fields.keys()) this.#putBack(name);
  }

  /** @param {string} key @param {boolean} sameTab @param {Dispatch} dispatch @returns {boolean} whether no other record is to be tried */
  #open(key, sameTab, dispatch) {
    const text = read(key) ?? '';
    if (headOf(text).version > version) return this.#leave('newer', key, text);
    const record = parsed(text);
    const opened = record ? this.#openRecord(key, record, sameTab, dispatch) : 'nothing';
    if (opened === 'all' || this.#crashed) return true; // after a crash the next visit asks
    this.#leave('unreadable', setAside(key, text), text);
    return opened === 'own';
  }

  /** Leaves a record where it is. @param {'unreadable' | 'newer' | 'bad_end'} why @param {string} key @param {string} [text] */
  #leave(why, key, text = read(key) ?? '') {
    this.left ??= { why, key, text };
    if (key === this.key) this.#use(newKey());
    return why === 'bad_end'; // then no other is opened in its place
  }

  /** @param {string} key @param {WorkspaceRecord} record @param {boolean} sameTab @param {Dispatch} dispatch */
  #openRecord(key, record, sameTab, dispatch) {
    this.#opening = beginOpening(key, this.key);
    const opened = openGraphs(record.graph, dispatch);
    if (key === this.key) this.#time = record.time;
    if (sameTab) {
      this.#drafts = record.drafts ?? {};
      if (record.room) dispatch({ type: 'show', room: record.room, ...(record.view && { view: record.view }) });
    }
    this.#opening.opened();
    return opened;
  }

  /** Opens the record that was left. @param {Dispatch} dispatch */
  openLeft(dispatch) {
    const record = this.left && parsed(this.left.text);
    if (this.left && record) this.#openRecord(this.left.key, record, true, dispatch);
    for (const name of this.#fields.keys()) this.#putBack(name);
  }

  /** Keeps the record that was left where it is not opened again. */
  leaveAside() {
    if (!this.left) return;
    forgetEnd(this.left.key);
    this.left.key = setAside(this.left.key, this.left.text);
  }

  /** The program stopped: there is nothing to be kept from now on. */
  crash() {
    this.#crashed = true;
    this.#opening?.crashed();
  }

  /** Records of earlier versions of the page are read once. @param {Dispatch} dispatch */
  #migrate(dispatch) {
    const { text, graph, left } = olderGraphs();
    if (!text) return;
    if (!graph || openGraphs(graph, dispatch) !== 'all') this.#leave('unreadable', setAside('document', text), text);
    if (left) setAside('', left);
    this.changed();
  }

  /** Keeps what is half-written in a field. @param {string} name @param {DraftField} field */
  keepDraft(name, field) {
    this.#fields.set(name, field);
    if (this.#restored) this.#putBack(name);
  }

  /** @param {string} name */
  #putBack(name) {
    const text = this.#drafts[name];
    delete this.#drafts[name];
    if (typeof text === 'string') this.#fields.get(name)?.write(text);
  }

  /**
   * After every change: stores it when there has been none for a moment.
   * @param {Snapshot} [state] the playground's
   */
  changed(state) {
    if (state) this.#place = { room: state.room, view: state.view };
    this.#timer ??= setTimeout(() => this.flush(), pause);
  }

  flush() {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const written = [...this.#fields].map(([name, field]) => [name, field.read()]).filter(([, text]) => text !== null);
    const rest = JSON.stringify({ drafts: { ...this.#drafts, ...Object.fromEntries(written) }, ...this.#place }).slice(1);
    // A copy of this tab that the browser made without a word.
    const there = read(this.key);
    if (there !== null && headOf(there).time !== this.#time) this.#use(newKey());
    const time = Math.max(Date.now(), this.#time + 1);
    const records = this.graphs.map((graph) => graph()).filter(Boolean).map((graph) => `{"version":${version},"time":${time},"graph":${graph},${rest}`);
    if (!records.length) return; // the program has stopped: what is kept stays
    const why = this.#write(records);
    if (!why) {
      this.#time = time;
      tidy(this.key);
      forgetOlderRecords();
    } else if (!this.#refused) {
      this.#refused = true;
      this.onRefused(why);
    }
  }

  /**
   * The first text for which there is room. Where there is none for any, the oldest records go whose tabs are closed.
   * @param {string[]} texts
   */
  #write(texts) {
    let why = texts.reduce((/** @type {ReturnType<typeof write> | undefined} */ failed, text) => (failed === null ? null : write(this.key, text)), undefined) ?? null;
    const others = why === 'full' ? otherKeys(this.key).reverse() : [];
    for (const key of others) {
      if (this.open?.has(key) || headOf(read(key)).version > version) continue;
      remove(key);
      why = write(this.key, texts[texts.length - 1]);
      if (!why) break;
    }
    return why;
  }
}

/**
 * All of the graphs, or else the user's own.
 * @param {import('./older_records.mjs').SavedGraphs} graph
 * @param {Dispatch} dispatch
 * @returns {'all' | 'own' | 'nothing'} what could be opened
 */
function openGraphs({ own, lent }, dispatch) {
  if (dispatch({ type: 'restore', own, ...(lent && { lent }) })) return 'all';
  return dispatch({ type: 'restore', own }) ? 'own' : 'nothing';
}
