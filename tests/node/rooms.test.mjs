/** When rooms are fetched, built and told of the state, without a browser. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Rooms } from '../../web/shell/rooms.mjs';

/** As much of an element as Rooms touches. */
class Stub extends EventTarget {
  dataset = {};
  attributes = new Map();
  children = [];
  hidden = false;
  setAttribute(name, value) { this.attributes.set(name, value); }
  removeAttribute(name) { this.attributes.delete(name); }
  append(...more) { this.children.push(...more); }
  prepend(...more) { this.children.unshift(...more); }
  contains() { return false; }
  remove() {}
}

before(() => {
  Object.assign(globalThis, {
    document: { documentElement: { dataset: {}, lang: 'en' }, activeElement: null, createElement: () => new Stub() },
    HTMLButtonElement: class {},
  });
});

/** Two rooms, of which `slow` comes when `arrive` says so. What happened is written into `said`. */
function twoRooms({ failures = 0 } = {}) {
  const said = [];
  const room = (name) => ({
    mount: () => said.push(`mount ${name}`), update: ({ at }) => said.push(`update ${name} ${at}`), leave: () => said.push(`leave ${name}`),
  });
  let arrive = () => {};
  let left = failures;
  const load = (name) => {
    said.push(`fetch ${name}`);
    if (name === 'near') return Promise.resolve(room(name));
    if (left-- > 0) return Promise.reject(new Error('no network'));
    return new Promise((done) => { arrive = () => done(room(name)); });
  };
  const roots = new Map(['near', 'slow'].map((name) => [name, new Stub()]));
  const rooms = new Rooms(/** @type {any} */ ({}), { roots, load, focusTab: () => {} });
  return { rooms, roots, said, arrive: () => arrive() };
}

const passed = () => new Promise((done) => { setImmediate(done); });

test('a room is fetched and built when it is first entered, and given the state at every change while it is shown', async () => {
  const { rooms, said, arrive } = twoRooms();
  rooms.update({ room: 'near', at: 1 });
  await passed();
  rooms.update({ room: 'near', at: 2 });
  rooms.update({ room: 'slow', at: 3 });
  arrive();
  await passed();
  rooms.update({ room: 'near', at: 4 });
  assert.deepEqual(said, ['fetch near', 'mount near', 'update near 1', 'update near 2', 'leave near', 'fetch slow', 'mount slow', 'update slow 3',
    'leave slow', 'update near 4']);
});

test('a room that arrives late is given the latest state, and nothing when another is shown by then', async () => {
  const { rooms, roots, said, arrive } = twoRooms();
  rooms.update({ room: 'slow', at: 1 });
  assert.equal(roots.get('slow').attributes.get('aria-busy'), 'true');
  rooms.update({ room: 'slow', at: 2 });
  arrive();
  await passed();
  assert.deepEqual(said, ['fetch slow', 'mount slow', 'update slow 2']);
  assert.equal(roots.get('slow').attributes.has('aria-busy'), false);

  const other = twoRooms();
  other.rooms.update({ room: 'slow', at: 1 });
  other.rooms.update({ room: 'near', at: 2 });
  other.arrive();
  await passed();
  assert.deepEqual(other.said, ['fetch slow', 'fetch near', 'mount near', 'update near 2', 'mount slow']);
  assert.deepEqual([...other.roots.values()].map((root) => root.hidden), [false, true]);
});

test('a room that does not come says so in its place, and is fetched again when it is entered again', async () => {
  const { rooms, roots, said, arrive } = twoRooms({ failures: 1 });
  rooms.update({ room: 'slow', at: 1 });
  await passed();
  const [notice] = roots.get('slow').children;
  assert.equal(notice.dataset.name, 'room-notice');
  rooms.update({ room: 'slow', at: 2 }); // a change is no new try
  rooms.update({ room: 'near', at: 3 });
  rooms.update({ room: 'slow', at: 4 });
  arrive();
  await passed();
  assert.deepEqual(said.filter((what) => what.endsWith('slow') || what.includes('slow ')), ['fetch slow', 'fetch slow', 'mount slow', 'update slow 4']);
});
