/**
 * The run's newest state, stored for the next visit, and the runs that were put aside, with a state of each: so that what is gone can
 * be taken up again, whether a worker, the page or the run itself ended.
 */
import { Problem } from './problem.mjs';
import { SavedRun } from './saved_run.mjs';

/** @typedef {import('./messages').Checkpoint} Checkpoint */
/**
 * @typedef {object} RunAside
 * @property {number} steps
 * @property {Uint8Array} bytes its checkpoint
 * @property {string} [text] of an earlier visit: the playground's run
 * @property {string} [tab] whose it was
 * @property {boolean} [moved] to the place of the run before
 * @property {Uint8Array | null} [network] a .npz file that it started from
 * @property {import('./data_sources.mjs').OwnFiles | null} [own] the user's images that it is trained on
 */

/** Storing takes at most this share of the page's time. */
const share = 0.05;
/** The playground offers no more. */
const most = 4;
/** The numbers of the stored run, and of the one before it. */
const stored = { latest: 0, before: -1 };

export class KeptRuns {
  /** @type {Checkpoint | null} the run's newest state that it can go on from */
  state = null;
  /** @type {{ text: string, steps: number, bytes: Uint8Array } | null} what was stored last of the run */
  #written = null;
  /** @type {Map<number, RunAside>} by the number that the run had; of an earlier visit below 1 */
  #aside = new Map();
  #againAt = -Infinity;
  #again = false;
  #refused = false; // by the storage

  /** @param {import('./training_host.mjs').HostPage} page */
  constructor(page) {
    this.page = page;
    this.saved = new SavedRun(page.tab);
  }

  /** A new state of the run: stored now and then, and when it is the last for now. @param {Checkpoint} state @param {boolean} rests */
  follow({ run, steps, bytes }, rests) {
    this.state = { run, steps, bytes };
    if (rests || performance.now() > this.#againAt) this.save();
  }

  /** Stores the newest state, unless it is stored. */
  async save() {
    const { state } = this;
    if (!state) return;
    const begun = performance.now();
    const record = { text: this.page.run(), steps: state.steps, bytes: state.bytes };
    if (this.#written?.steps === state.steps && this.#written.text === record.text) return;
    const writing = this.saved.write(record);
    this.#againAt = begun + (performance.now() - begun) / share;
    const kept = await writing;
    if (kept === null) { // another one is being written; then comes this one
      this.#again = true;
      return;
    }
    if (kept && this.state?.run === state.run) this.#written = record;
    this.tell(kept);
    if (this.#again && kept) this.save();
    this.#again = false;
  }

  /** Says once that nothing is stored, and takes it back when it is again. @param {boolean} kept */
  tell(kept) {
    if (kept === !this.#refused) return;
    this.#refused = !kept;
    this.page.report({ type: 'storage', ...(!kept && { problem: { code: 'run.not_kept', args: {} } }) });
  }

  /** The run ends here; its state is kept, and what was stored of it. @param {number} run @param {Pick<RunAside, 'network' | 'own'>} facts */
  putAside(run, facts) {
    const { state } = this;
    const earlier = this.#aside.get(stored.latest); // the next run is stored in its place
    if (this.#written) this.saved.writeBefore(this.#written);
    else if (earlier?.text) {
      this.saved.writeBefore({ text: earlier.text, steps: earlier.steps, bytes: earlier.bytes });
      if (earlier.tab === this.page.tab) earlier.moved = true;
    }
    this.#written = null;
    this.state = null;
    if (!state) return;
    this.#put(run, { steps: state.steps, bytes: state.bytes, ...facts });
    this.page.report({ type: 'aside', id: run, steps: state.steps });
  }

  /** The last state of a run that was put aside while it was at work. @param {Checkpoint} state */
  complete({ run, steps, bytes }) {
    const aside = this.#aside.get(run);
    if (!aside || steps <= aside.steps) return;
    Object.assign(aside, { steps, bytes });
    this.page.report({ type: 'aside', id: run, steps });
  }

  /** @param {number} id @param {RunAside} run */
  #put(id, run) {
    this.#aside.set(id, run);
    for (const old of this.#aside.keys()) {
      if (this.#aside.size <= most) break;
      this.#aside.delete(old);
    }
  }

  /** A run that is put aside no longer. @param {number} id @returns {RunAside} */
  take(id) {
    const run = this.#aside.get(id);
    this.#aside.delete(id);
    if (!run) throw new Problem('ask.checkpoint_gone', { step: 0 });
    return run;
  }

  /** @param {number} id */
  discard(id) {
    const { tab, moved } = this.take(id);
    if (tab === undefined) return;
    if (moved || id === stored.before) this.saved.clearBefore(tab);
    else this.saved.clear(tab);
  }

  /**
   * Offers the runs of an earlier visit.
   * @param {(slot: import('./saved_run.mjs').Slot) => Promise<boolean>} isRight whether one can be gone on with
   * @param {(own: import('./data_sources.mjs').OwnFiles) => Promise<void>} useData brings back the user's own images
   */
  async remember(isRight, useData) {
    const { latest, before, damaged } = await this.saved.read(isRight);
    const own = await this.saved.data(latest?.tab ?? this.page.tab);
    if (own) await useData(own).catch(() => {});
    if (damaged) this.page.report({ type: 'storage', problem: { code: 'run.saved_damaged', args: {} } });
    for (const [id, found] of /** @type {const} */ ([[stored.latest, latest], [stored.before, before]])) {
      if (!found) continue;
      const { steps, bytes, text } = found.slot;
      this.#put(id, { steps, bytes, text, tab: found.tab, own });
      this.page.report({ type: 'saved', id, steps, run: JSON.parse(text) });
    }
  }
}
