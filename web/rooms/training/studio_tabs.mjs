/** The studio: views of the network below the run's charts, one at a time. */
import { element, idOf } from '../../widgets/element.mjs';
import { onLanguage } from '../../text/strings.mjs';
import { CheckView } from './views/check_view.mjs';
import { DrawingView } from './views/drawing_view.mjs';
import { FilesView } from './views/files_view.mjs';
import { LayersView } from './views/layers_view.mjs';
import { MistakesView } from './views/mistakes_view.mjs';
import { WeightsView } from './views/weights_view.mjs';

/** @typedef {import('../../protocol/snapshot').TrainingState} TrainingState */
/** @typedef {import('../../protocol/snapshot').Snapshot['view']} Name */
/** @typedef {import('./views/view.mjs').View} View */

const kinds = {
  weights: WeightsView, layers: LayersView, mistakes: MistakesView, draw: DrawingView, gradients: CheckView, files: FilesView,
};
const names = /** @type {Name[]} */ (Object.keys(kinds));

export class StudioTabs {
  /** Each view's tab and its panel. */
  places = new Map(names.map((name) => [name, this.makePlace(name)]));
  element = element('section', { class: 'studio', name: 'studio', label: 'studio.title' },
    element('div', { class: 'studio-tabs', role: 'tablist', label: 'studio.views' }, ...[...this.places.values()].map(({ tab }) => tab)),
    ...[...this.places.values()].map(({ panel }) => panel));
  /** Those that were opened. @type {Map<Name, View>} */
  views = new Map();
  present = names[0];
  /** @type {TrainingState | null} */
  training = null;
  /** Whether it is on the screen. */
  shown = false;

  /** @param {import('../../page.mjs').Page} page */
  constructor({ ask, dispatch, goToLent, host }) {
    this.studio = {
      ask, dispatch, goToLent,
      /** Takes a .npz file. @param {File} file */
      adoptNetwork: (file) => host.adoptNetwork(file),
      /** Takes IDX files. @param {Iterable<File>} files */
      useFiles: (files) => host.useFiles(files),
      /** An image that another view sends to be drawn on. */
      sample: null,
      /** Whether the weights came from a file. */
      adopted: () => host.network !== null,
      /** @param {Name} name */
      show: (name) => this.show(name),
      present: () => this.present,
    };
    onLanguage(() => { for (const view of this.views.values()) view.render(); });
    this.open(this.present);
  }

  /** @param {Name} name */
  makePlace(name) {
    const panel = element('div', { class: 'studio-view', name: `studio-${name}`, role: 'tabpanel' });
    const tab = element('button', {
      class: 'studio-tab', name: `studio-tab-${name}`, role: 'tab', 'aria-controls': idOf(panel), text: `studio.tab.${name}`,
      onclick: () => this.show(name),
    });
    panel.setAttribute('aria-labelledby', idOf(tab));
    tab.addEventListener('keydown', (event) => this.goByKey(name, event));
    return { tab, panel };
  }

  /** @param {Name} from @param {KeyboardEvent} event */
  goByKey(from, event) {
    const i = names.indexOf(from);
    const next = { ArrowLeft: i + names.length - 1, ArrowRight: i + 1, Home: 0, End: names.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const name = names[next % names.length];
    this.focus(name);
    this.show(name);
  }

  /** @param {TrainingState} training @param {Name} view */
  update(training, view) {
    this.training = training;
    this.shown = true;
    if (view !== this.present) this.open(view);
    this.view(view).update(training, true);
  }

  leave() {
    this.shown = false;
    if (this.training) this.views.get(this.present)?.update(this.training, false);
  }

  /** A view, made when it is first shown. @param {Name} name @returns {View} */
  view(name) {
    const made = this.views.get(name) ?? new kinds[name](this.place(name).panel, this.studio);
    this.views.set(name, made);
    return made;
  }

  /** @param {Name} name */
  place(name) {
    return /** @type {ReturnType<StudioTabs['makePlace']>} */ (this.places.get(name));
  }

  /** @param {Name} name */
  show(name) {
    this.studio.dispatch({ type: 'show', room: 'mnist', view: name });
  }

  /** Puts the keyboard on a view's tab. @param {Name} name */
  focus(name) {
    this.place(name).tab.focus();
  }

  /** @param {Name} name */
  open(name) {
    if (name !== this.present && this.training) this.views.get(this.present)?.update(this.training, false);
    this.present = name;
    for (const [one, { tab, panel }] of this.places) {
      const selected = one === name;
      panel.hidden = !selected;
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected ? 0 : -1;
      if (selected && this.shown) tab.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  /** Opens a file of a network. @param {File} file */
  take(file) {
    this.show('files');
    const view = this.view('files');
    if (view instanceof FilesView) view.open([file]);
  }
}
