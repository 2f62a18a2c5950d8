/** The hint that numbers on the canvas can be dragged. */
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
    try {
      this.wanted &&= localStorage.getItem(stored) === null;
    } catch { /* no storage: a visitor like at the first time */ }
  }

  /** @param {boolean} quiet something else is explained here @param {boolean} used a number was changed */
  update(quiet, used) {
    if (this.wanted && used) {
      this.wanted = false;
      try {
        localStorage.setItem(stored, 'seen');
      } catch { /* then for this visit */ }
    }
    this.show(this.wanted && !quiet);
  }
}
