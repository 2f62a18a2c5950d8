/** What tabs keep for the next visit, without a browser: two tabs, old and damaged records, and a fault in each call of the storage in turn. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Workspace } from '../../web/platform/workspace.mjs';

class Refused extends Error {
  constructor(name) {
    super(name);
    this.name = name;
  }
}

/** A browser's storage: `fail` is asked before every call. */
function storage(fail = () => {}, most = Infinity) {
  const items = new Map();
  const size = () => [...items].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  const calls = {
    getItem: (key) => { fail('getItem'); return items.get(key) ?? null; },
    setItem(key, text) {
      fail('setItem');
      if (size() - (items.get(key)?.length ?? 0) + text.length > most) throw new Refused('QuotaExceededError');
      items.set(key, text);
    },
    removeItem: (key) => { fail('removeItem'); items.delete(key); },
  };
  return new Proxy(calls, {
    get: (target, key) => target[key],
    ownKeys: () => { fail('keys'); return [...items.keys()]; },
    getOwnPropertyDescriptor: (_, key) => ({ value: items.get(key), enumerable: true, configurable: true }),
  });
}

/** What all tabs have in common. */
let held;
let pages;
let haveLocks;

/** A tab: what belongs to it alone. */
class Tab {
  constructor(session = storage()) {
    this.session = session;
  }

  /** Loads the page. `graph` is what the playground shows; a record with the graph 'poison' makes it stop. */
  async load() {
    const page = { graph: 'apple', crashed: false, refused: [], events: new EventTarget(), frames: [] };
    this.page = page;
    pages.push(page);
    this.enter();
    page.workspace = await Workspace.open([() => (page.crashed ? '' : JSON.stringify({ own: { formula: page.graph } }))]);
    page.workspace.onRefused = (why) => page.refused.push(why);
    page.dispatch = (action) => {
      if (page.crashed) return false;
      if (action.type !== 'restore') return true;
      if (action.own?.formula === 'poison') {
        page.crashed = true;
        page.workspace.crash();
        return false;
      }
      if (typeof action.own?.formula !== 'string') return false;
      page.graph = action.own.formula;
      return true;
    };
    page.workspace.restore(page.dispatch);
    return page;
  }

  /** The globals are this tab's. */
  enter() {
    const { page, session } = this;
    Object.assign(globalThis, {
      sessionStorage: session,
      document: { hidden: page.hidden ?? false, addEventListener: (...given) => page.events.addEventListener(...given) },
      addEventListener: (...given) => page.events.addEventListener(...given),
      requestAnimationFrame: (frame) => page.frames.push(frame),
    });
    const locks = {
      request: async (name, _, use) => {
        if (held.get(name)) return use(null);
        held.set(name, page);
        return use({ name });
      },
      query: async () => ({ held: [...held.keys()].map((name) => ({ name })) }),
    };
    Object.defineProperty(globalThis, 'navigator', { value: haveLocks ? { locks } : {}, configurable: true });
  }

  draw() {
    this.enter();
    for (let i = 0; i < 4; ++i) this.page.frames.splice(0).forEach((frame) => frame());
  }

  /** Changes the graph, which is kept. */
  edit(graph) {
    this.enter();
    this.page.graph = graph;
    this.page.workspace.changed({ room: 'graph' });
    this.page.workspace.flush();
  }

  /** Leaves the page; without a word when it crashed or hung. */
  leave({ badly = false } = {}) {
    this.enter();
    if (!badly) this.page.events.dispatchEvent(new Event('pagehide'));
    for (const [name, page] of held) if (page === this.page) held.delete(name);
  }

  async reload(how) {
    this.leave(how);
    return this.load();
  }

  duplicate() {
    const copy = storage();
    const tab = this.session.getItem('tab');
    if (tab) copy.setItem('tab', tab);
    return new Tab(copy);
  }
}

const keys = (start) => Object.keys(localStorage).filter((key) => key.startsWith(start));

beforeEach(() => {
  held = new Map();
  pages = [];
  haveLocks = true;
  globalThis.localStorage = storage();
});

test('each tab keeps its own graph; a new one begins with the newest', async () => {
  const [a, b] = [new Tab(), new Tab()];
  await a.load();
  a.edit('a');
  assert.equal((await b.load()).graph, 'a');
  b.edit('b');
  a.edit('a2');
  assert.equal((await b.reload()).graph, 'b');
  assert.equal((await a.reload()).graph, 'a2');
});

for (const locks of [true, false]) {
  test(`of a duplicated tab and its original nothing is lost, ${locks ? 'with' : 'without'} locks`, async () => {
    haveLocks = locks;
    const a = new Tab();
    await a.load();
    a.edit('a');
    const b = a.duplicate();
    assert.equal((await b.load()).graph, 'a');
    b.edit('b');
    a.edit('a2');
    b.edit('b2');
    assert.equal((await b.reload()).graph, 'b2');
    assert.equal((await a.reload()).graph, 'a2');
  });
}

test('a duplicate that was not touched keeps what it shows', async () => {
  const a = new Tab();
  await a.load();
  a.edit('a');
  const b = a.duplicate();
  await b.load();
  b.edit('a');
  a.edit('a2');
  assert.equal((await b.reload()).graph, 'a');
});

test('old records go, few stay, and those of open tabs, of newer versions and the tab\'s own always', async () => {
  const newer = '{"version":2,"graph":{}}';
  localStorage.setItem('workspace:newer', newer);
  const open = new Tab();
  await open.load();
  open.edit('open');
  for (let i = 0; i < 12; ++i) {
    const tab = new Tab();
    await tab.load();
    tab.edit(`graph ${i}`);
    tab.leave();
  }
  const last = new Tab();
  await last.load();
  last.edit('last');
  await new Promise(setImmediate);
  assert.equal(localStorage.getItem('workspace:newer'), newer);
  assert.ok(keys('workspace:').length <= 8, `${keys('workspace:').length} records`);
  assert.equal((await open.reload()).graph, 'open');
});

test('records are bounded by their size, too, and so is what was set aside', async () => {
  for (let i = 0; i < 5; ++i) {
    const tab = new Tab();
    await tab.load();
    tab.edit(`${i}`.repeat(900e3));
    tab.leave();
    localStorage.setItem(`aside:${i}`, 'an old one');
  }
  const last = new Tab();
  await last.load();
  last.edit('last');
  await new Promise(setImmediate);
  assert.ok(keys('workspace:').length <= 4, keys('workspace:').join());
  assert.deepEqual(keys('aside:'), ['aside:2', 'aside:3', 'aside:4']);
});

for (const [what, text] of Object.entries({
  'cut off': '{"version":1,"time":5,"graph":{"own":"a',
  'not JSON': 'garbage',
  empty: '',
  'JSON of another kind': '[1, 2]',
  'without a graph': '{"version":1,"time":5}',
  'with a graph that the page refuses': '{"version":1,"time":5,"graph":{"own":{"no":"graph"}}}',
  'null for a graph': '{"version":1,"time":5,"graph":{"own":null}}',
})) {
  test(`a record that is ${what} is set aside and told, and the page goes on`, async () => {
    const a = new Tab();
    await a.load();
    a.edit('a');
    localStorage.setItem(a.page.workspace.key, text);
    a.leave({ badly: true });
    const page = await a.load();
    if (text) assert.equal(page.workspace.left.why, 'unreadable');
    if (text) assert.equal(localStorage.getItem(page.workspace.left.key), text);
    a.edit('b');
    assert.equal((await a.reload()).graph, 'b');
    assert.equal(a.page.workspace.left, null, 'said once');
  });
}

test('a damaged record does not hide an older one from a new tab', async () => {
  const a = new Tab();
  await a.load();
  a.edit('a');
  localStorage.setItem('workspace:newest', `{"version":1,"time":${Date.now() + 1000},"graph":`);
  assert.equal((await new Tab().load()).graph, 'a');
});

test('a record of a newer version stays as it is', async () => {
  const a = new Tab();
  await a.load();
  a.edit('a');
  const { key } = a.page.workspace;
  const newer = '{"version":9,"time":99,"what":"nobody knows"}';
  localStorage.setItem(key, newer);
  a.leave({ badly: true });
  const page = await a.load();
  assert.equal(page.workspace.left.why, 'newer');
  a.edit('b');
  assert.equal(localStorage.getItem(key), newer);
  assert.equal((await a.reload()).graph, 'b');
});

for (const end of ['a crash', 'a hang']) {
  test(`${end} while the graph is opened is told at the next visit, in this tab or another; it is opened only if that is wanted`, async () => {
    const a = new Tab();
    await a.load();
    a.edit(end === 'a crash' ? 'poison' : 'heavy');
    const { key } = a.page.workspace;
    await a.reload();
    a.leave({ badly: end === 'a hang' });
    for (const tab of [a, new Tab()]) {
      const page = await tab.load();
      assert.equal(page.workspace.left?.why, 'bad_end');
      assert.equal(page.graph, 'apple');
      tab.edit(`another ${key}`);
      assert.match(localStorage.getItem(key), /poison|heavy/, 'the record is as it was');
      tab.leave();
      localStorage.removeItem(page.workspace.key);
    }
    const wanted = await new Tab().load();
    wanted.workspace.openLeft(wanted.dispatch);
    assert.equal(wanted.crashed, end === 'a crash');
    if (end === 'a hang') assert.equal(wanted.graph, 'heavy');
    pages.at(-1).events.dispatchEvent(new Event('pagehide'));
  });
}

test('a question that was not answered is asked again, also in a tab that has a graph of its own', async () => {
  const [a, b] = [new Tab(), new Tab()];
  await b.load();
  b.edit('b');
  await a.load();
  a.edit('heavy');
  await a.reload();
  a.leave({ badly: true });
  await a.load();
  a.edit('apple');
  for (const [tab, graph] of [[a, 'apple'], [b, 'b']]) {
    const page = await tab.reload();
    assert.equal(page.graph, graph);
    assert.equal(page.workspace.left.why, 'bad_end');
  }
  b.page.workspace.leaveAside();
  assert.equal((await a.reload()).workspace.left, null);
});

test('what is left aside is kept and not asked about again', async () => {
  const a = new Tab();
  await a.load();
  a.edit('heavy');
  await a.reload();
  a.leave({ badly: true });
  const { workspace } = await a.load();
  workspace.leaveAside();
  assert.match(localStorage.getItem(workspace.left.key), /heavy/);
  assert.match(workspace.left.key, /^aside:/);
  assert.equal((await a.reload()).workspace.left, null);
  assert.equal(a.page.graph, 'apple');
});

for (const [how, leave] of Object.entries({
  'leaves before the first frame': (tab) => tab.leave(),
  'reloads at once, again and again': async (tab) => { for (let i = 0; i < 3; ++i) await tab.reload(); tab.leave(); },
  'is drawn and killed later': (tab) => { tab.draw(); tab.leave({ badly: true }); },
  'is hidden and killed by the browser': (tab) => {
    tab.page.hidden = true;
    tab.enter();
    tab.page.events.dispatchEvent(new Event('visibilitychange'));
    tab.leave({ badly: true });
  },
  'is opened in the background and killed there': async (tab) => {
    tab.leave();
    const { enter } = tab;
    tab.enter = function hiddenFromTheStart() { tab.page.hidden = true; enter.call(tab); };
    await tab.load();
    delete tab.enter;
    tab.leave({ badly: true });
  },
})) {
  test(`a visit that ${how} did not end badly`, async () => {
    const a = new Tab();
    await a.load();
    a.edit('a');
    await a.reload();
    await leave(a);
    const page = await a.load();
    assert.equal(page.workspace.left, null);
    assert.equal(page.graph, 'a');
  });
}

test('a tab that is just being opened does not look like a bad end to another', async () => {
  const a = new Tab();
  await a.load();
  a.edit('a');
  await a.reload();
  assert.equal((await new Tab().load()).workspace.left, null);
  assert.equal((await a.duplicate().load()).workspace.left, null);
});

test('after a crash nothing is written over what was kept', async () => {
  const a = new Tab();
  await a.load();
  a.edit('a');
  a.page.crashed = true;
  a.edit('nothing');
  assert.equal((await a.reload()).graph, 'a');
});

test('a full storage: records of closed tabs make room; if that is not enough it is told, once, and what is there stays', async () => {
  globalThis.localStorage = storage(undefined, 3000);
  const [old, a] = [new Tab(), new Tab()];
  await old.load();
  old.edit('o'.repeat(1500));
  old.leave();
  await a.load();
  a.edit('a'.repeat(1800));
  assert.deepEqual(a.page.refused, []);
  a.edit('b'.repeat(9000));
  a.edit('c'.repeat(9000));
  assert.deepEqual(a.page.refused, ['full']);
  assert.equal((await a.reload()).graph, 'a'.repeat(1800));
});

/** A visit, a reload and a new tab. What is lost is only what the storage refused to take, and never without a word. */
async function twoVisits() {
  const a = new Tab(globalThis.session);
  await a.load();
  a.edit('a');
  a.edit('a2');
  await a.reload();
  a.draw();
  a.edit('a3');
  a.leave();
  const { refused, workspace } = a.page;
  return { a, refused, left: workspace.left };
}

for (const store of ['localStorage', 'sessionStorage']) {
  for (const name of ['SecurityError', 'QuotaExceededError']) {
    test(`a ${name} at each call of ${store} in turn loses nothing without a word`, async () => {
      let calls = 0;
      let failing = 0;
      const fail = () => { if (++calls === failing) throw new Refused(name); };
      const fresh = () => {
        calls = 0;
        held = new Map();
        globalThis.localStorage = storage(store === 'localStorage' ? fail : undefined);
        globalThis.session = storage(store === 'sessionStorage' ? fail : undefined);
      };
      fresh();
      await twoVisits();
      const all = calls;
      assert.ok(all >= 3, `${all} calls`);
      for (failing = 1; failing <= all; ++failing) {
        fresh();
        const { a, refused } = await twoVisits();
        const page = await a.load();
        const kept = Object.values(localStorage).join() + Object.keys(localStorage).map((key) => localStorage.getItem(key)).join();
        assert.ok(page.graph === 'a3' || kept.includes('a3') || refused.length > 0 || page.refused.length > 0, `call ${failing} of ${all}: ${page.graph}, ${kept}`);
      }
    });
  }
}

test('a storage that refuses everything: the page works, and says once that nothing is kept', async () => {
  const refuse = () => { throw new Refused('SecurityError'); };
  globalThis.localStorage = storage(refuse);
  const a = new Tab(storage(refuse));
  const page = await a.load();
  a.edit('a');
  a.edit('b');
  assert.equal(page.graph, 'b');
  assert.deepEqual(page.refused, ['forbidden']);
});

test('a browser whose locks never answer does not stop the page', async () => {
  const a = new Tab();
  a.load();
  const { enter } = a;
  a.enter = function silentLocks() {
    enter.call(a);
    const never = () => new Promise(() => {});
    Object.defineProperty(globalThis, 'navigator', { value: { locks: { request: never, query: never } }, configurable: true });
  };
  assert.equal((await a.load()).graph, 'apple');
});
