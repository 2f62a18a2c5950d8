/** The hint that numbers on the canvas can be dragged. */
import { attempt } from '../platform/storage.mjs';

const stored = 'hint';

/** Whether the address asks for a page without the hint: #embed, #hide=hint. @param {string} fragment */
function isUnwanted(fragment) {
  const view = new URLSearchParams(fragment.slice(1));
  return view.has('embed') || (view.get('hide') ?? '').split(',').includes('hint');
}

/** The hint on the canvas: shown until a number was changed once, at this visit or an earlier one. */
export class Hint {
  /** @param {(wanted: boolean) => void} show */
  constructor(show) {
    this.show = show;
    this.wanted = !isUnwanted(location.hash);
    this.wanted &&= attempt(() => localStorage.getItem(stored)) === null;
  }

  /** @param {boolean} quiet something else is explained here @param {boolean} used a number was changed */
  update(quiet, used) {
    if (this.wanted && used) {
      this.wanted = false;
      attempt(() => localStorage.setItem(stored, 'seen'));
    }
    this.show(this.wanted && !quiet);
  }
}
