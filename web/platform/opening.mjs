/**
 * A mark beside a record while it is being opened, until its graph is drawn. If a visit ends meanwhile, by a crash or in a hang, the mark
 * stays, and the next visit asks before it opens the record. Leaving, a hidden tab and the browser's back are no bad ends.
 */
import { keysFrom, read, remove, write } from './records.mjs';

const framesOfOpening = 3;
/** A page that was not drawn for so long hung, unless nobody looked. */
const patience = 5000;

/** @param {string} key of the record */
const markOf = (key) => `opening:${key}`;

/**
 * The records that a visit opened when it ended.
 * @param {string} tab this one's, which is opening none yet @param {Set<string> | null} open the tabs that are open, if that is known
 */
export const badEnds = (tab, open) => keysFrom(markOf('')).map((mark) => mark.slice(markOf('').length)).filter((key) => {
  const [by, time] = read(markOf(key))?.split(' ') ?? [];
  if (read(key) === null) return forgetEnd(key);
  return by === tab || (open ? !open.has(by ?? '') : Date.now() - Number(time) > 60000);
});

/** @param {string} key */
export const forgetEnd = (key) => remove(markOf(key));

/** Marks a record. @param {string} key @param {string} tab that opens it */
export function beginOpening(key, tab) {
  let since = 0;
  let frames = 0;
  const stop = new AbortController();
  const mark = () => {
    since = performance.now();
    write(markOf(key), `${tab} ${Date.now()}`);
  };
  const inTime = () => performance.now() - since < patience;
  const look = () => (document.hidden ? forgetEnd(key) : mark());
  const end = () => {
    if (stop.signal.aborted) return;
    stop.abort();
    forgetEnd(key);
  };
  const frame = () => {
    if (++frames === framesOfOpening) end();
    else requestAnimationFrame(frame);
  };
  mark();
  return {
    /** The graph is there, and is drawn next. */
    opened() {
      if (stop.signal.aborted) return;
      const { signal } = stop;
      document.addEventListener('visibilitychange', look, { signal });
      addEventListener('pageshow', ({ persisted }) => { if (persisted) look(); }, { signal });
      addEventListener('pagehide', () => { if (inTime()) forgetEnd(key); }, { signal });
      look();
      requestAnimationFrame(frame);
      setTimeout(() => { if (inTime()) end(); }, patience - 1000); // nothing is drawn in a frame that is scrolled away
    },
    /** The program stopped: the mark stays. */
    crashed: () => stop.abort(),
  };
}
