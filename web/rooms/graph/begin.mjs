/** What a visitor meets before anything is on the canvas: ways to begin, and the hint that numbers can be dragged. */
import { byId } from '../../widgets/element.mjs';

const stored = 'hint';

/** On an empty sheet: ways to put something on it. */
export class Begin {
  /** @param {(action: object) => boolean} dispatch */
  constructor(dispatch) {
    byId('begin-formula').addEventListener('click', () => byId('formula').focus());
    byId('begin-add').addEventListener('click', () => dispatch({ type: 'palette', open: true }));
    byId('begin-example').addEventListener('click', () => {
      byId('preset').focus();
      try {
        byId('preset').showPicker();
      } catch { /* an older browser: the list has the focus */ }
    });
  }

  /** @param {any} state the playground's snapshot */
  update({ nodeCount, palette, room }) {
    byId('begin').hidden = nodeCount > 0 || palette || room !== 'graph';
  }
}

/** Whether the address asks for a page without the hint: #embed, #hide=hint. */
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
