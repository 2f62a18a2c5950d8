/**
 * What a tab works on, kept in the browser's storage, so that a reload or the next visit continues with it. Each tab has a record of its
 * own; a new tab begins with the newest. Storage may be forbidden or full.
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
import { attempt } from './storage.mjs';

const version = 1;
const prefix = 'workspace:';
const pause = 400;
/** Records of other tabs that are kept. */
const mostOthers = 5;

const newId = () => [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join('');

/**
 * Whether another tab has this id: a duplicated tab gets a copy of its session storage. The lock is held as long as the page lives.
 * @param {string} id
 * @returns {Promise<boolean>}
 */
async function isTaken(id) {
  if (!navigator.locks) return false;
  return new Promise((answer) => {
    navigator.locks.request(prefix + id, { ifAvailable: true }, (lock) => {
      answer(lock === null);
      return lock && new Promise(() => {});
    }).catch(() => answer(false));
  });
}

/** @param {string} text @returns {WorkspaceRecord} throws where it is none of today's form */
function parsed(text) {
  const record = JSON.parse(text);
  if (record.version !== version || typeof record.graph?.own !== 'object') throw new Error('not a record');
  return record;
}

/** When a record was written; 0 where it does not say. @param {string} key */
const timeOf = (key) => Number(/^\{"version":\d+,"time":(\d+),/.exec(localStorage.getItem(key) ?? '')?.[1] ?? 0);

/** The keys of all records but that one, the newest first. @param {string} own @returns {string[]} */
function otherKeys(own) {
  const times = Object.keys(localStorage).filter((key) => key.startsWith(prefix) && key !== own)
    .map((key) => ({ key, time: timeOf(key) }));
  return times.sort((a, b) => b.time - a.time).map(({ key }) => key);
}

/** Where nothing stands yet. */
function asideKey() {
  let time = Date.now();
  while (attempt(() => localStorage.getItem(`aside:${time}`))) ++time;
  return `aside:${time}`;
}

export class Workspace {
  #place = {};
  /** @type {Map<string, DraftField>} */
  #fields = new Map();
  /** @type {Record<string, unknown>} of the last visit, until their fields take them */
  #drafts = {};
  #restored = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** Where a record that could not be read is kept now; null when all was well. @type {string | null} */
  keptAside = null;

  /**
   * @param {string} id the tab's
   * @param {string | null} from key of the record to continue with
   * @param {boolean} sameTab whether the record is this tab's own
   * @param {(() => string)[]} graphs give what the playground saves, as JSON: all of it or, where there is no room for that, less
   */
  constructor(id, from, sameTab, graphs) {
    this.key = prefix + id;
    this.from = from;
    this.sameTab = sameTab;
    this.graphs = graphs;
    for (const last of ['pagehide', 'beforeunload']) addEventListener(last, () => this.#leave());
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.#leave(); });
  }

  /** The workspace of this tab. @param {(() => string)[]} graphs */
  static async open(graphs) {
    const before = attempt(() => sessionStorage.getItem('tab'));
    const id = before && !await isTaken(before) ? before : newId();
    if (id !== before) await isTaken(id);
    const own = before && attempt(() => localStorage.getItem(prefix + before)) !== null;
    const from = own ? prefix + before : attempt(() => otherKeys('')[0] ?? null);
    attempt(() => sessionStorage.setItem('tab', id));
    return new Workspace(id, from, Boolean(own), graphs);
  }

  /** Opens what was kept at the last visit. @param {Dispatch} dispatch */
  restore(dispatch) {
    const { from } = this;
    const text = from && attempt(() => localStorage.getItem(from));
    if (from && text) this.#open(from, text, dispatch);
    else this.#migrate(dispatch);
    this.#restored = true;
    for (const name of this.#fields.keys()) this.#putBack(name);
  }

  /** @param {string} key @param {string} text @param {Dispatch} dispatch */
  #open(key, text, dispatch) {
    const record = attempt(() => parsed(text));
    if (!record || !openGraphs(record.graph, dispatch)) this.#setAside(key, text);
    if (!record || !this.sameTab) return;
    this.#drafts = record.drafts ?? {};
    if (record.room) dispatch({ type: 'show', room: record.room, ...(record.view && { view: record.view }) });
  }

  /** Records of earlier versions of the page are read once. @param {Dispatch} dispatch */
  #migrate(dispatch) {
    const { text, graph, left } = olderGraphs();
    if (!text) return;
    if (!graph || !openGraphs(graph, dispatch)) this.#setAside('document', text);
    if (left) attempt(() => localStorage.setItem(asideKey(), left));
    this.changed();
  }

  /** Keeps what cannot be read under another key. @param {string} key @param {string} text */
  #setAside(key, text) {
    this.keptAside = asideKey();
    const { keptAside } = this;
    attempt(() => {
      localStorage.removeItem(key); // there may be no room for both
      localStorage.setItem(keptAside, text);
    });
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

  /** Perhaps for good: also what was typed since the last change is kept. */
  #leave() {
    if ([...this.#fields.values()].some((field) => field.read() !== null)) this.changed();
    this.flush();
  }

  flush() {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const written = [...this.#fields].map(([name, field]) => [name, field.read()]).filter(([, text]) => text !== null);
    const rest = JSON.stringify({ drafts: { ...this.#drafts, ...Object.fromEntries(written) }, ...this.#place }).slice(1);
    const record = (/** @type {() => string} */ graph) => `{"version":${version},"time":${Date.now()},"graph":${graph()},${rest}`;
    if (this.graphs.some((graph) => this.#write(record(graph)))) this.#tidy();
    else this.#makeRoom(record(this.graphs[this.graphs.length - 1]));
  }

  /** @param {string} text @returns {boolean} whether there was room */
  #write(text) {
    return attempt(() => {
      localStorage.setItem(this.key, text);
      return true;
    }) ?? false;
  }

  /** The storage is full of other tabs' records: the oldest go. A tab that is still open writes its own again. @param {string} text */
  #makeRoom(text) {
    const others = attempt(() => otherKeys(this.key)) ?? [];
    for (const key of others.reverse()) {
      attempt(() => localStorage.removeItem(key));
      if (this.#write(text)) return;
    }
  }

  #tidy() {
    attempt(() => {
      for (const key of otherKeys(this.key).slice(mostOthers)) localStorage.removeItem(key);
    });
    forgetOlderRecords();
  }
}

/**
 * All of the graphs, or else the user's own.
 * @param {import('./older_records.mjs').SavedGraphs} graph
 * @param {Dispatch} dispatch
 * @returns {boolean} whether all could be opened
 */
function openGraphs(graph, dispatch) {
  if (dispatch({ ...graph, type: 'restore' })) return true;
  dispatch({ type: 'restore', own: graph.own });
  return false;
}
