/** The studio: views of the network below the run's charts, one at a time. */
import { byId } from '../../widgets/element.mjs';
import { onLanguage } from '../../text/strings.mjs';
import { CheckView } from './views/check_view.mjs';
import { DrawingView } from './views/drawing_view.mjs';
import { FilesView } from './views/files_view.mjs';
import { LayersView } from './views/layers_view.mjs';
import { MistakesView } from './views/mistakes_view.mjs';
import { WeightsView } from './views/weights_view.mjs';

const views = {
  weights: WeightsView, layers: LayersView, mistakes: MistakesView, draw: DrawingView, gradients: CheckView, files: FilesView,
};
const names = Object.keys(views);

export class StudioTabs {
  /**
   * @param {object} studio
   * @param {(question: object) => Promise<any>} studio.ask the exam worker; rejects with a sentence
   * @param {(action: object) => boolean} studio.dispatch
   * @param {(bytes: Uint8Array) => Promise<void>} studio.adoptNetwork takes a .npz file
   * @param {(files: FileList) => Promise<void>} studio.useFiles takes IDX files
   */
  constructor(studio) {
    this.section = byId('studio');
    /** sample: an image that another view sends to be drawn on. adopted: the name of the file the weights came from. */
    this.studio = Object.assign(studio, { sample: null, adopted: '', show: (name) => this.show(name), present: () => this.present });
    this.views = {};
    this.present = names[0];
    this.training = null;
    this.shown = false;
    this.followTabs();
    this.followFiles();
    onLanguage(() => { for (const view of Object.values(this.views)) view.render(); });
    this.open(this.present);
  }

  /**
   * @param {any} training the snapshot's part
   * @param {boolean} shown whether the studio is on the screen
   * @param {string} [view] the snapshot's
   */
  update(training, shown, view = this.present) {
    if (this.training?.hasRun && !training.hasRun) this.studio.adopted = '';
    this.training = training;
    if (!shown && !this.shown) return;
    this.shown = shown;
    if (view !== this.present) this.open(view);
    this.views[this.present] ??= new views[this.present](byId(`studio-${this.present}`), this.studio);
    this.views[this.present].update(training, shown);
  }

  show(name) {
    this.studio.dispatch({ type: 'show', room: 'mnist', view: name });
  }

  open(name) {
    if (name !== this.present) this.views[this.present]?.update(this.training, false);
    this.present = name;
    for (const one of names) {
      const selected = one === name;
      byId(`studio-${one}`).hidden = !selected;
      byId(`studio-tab-${one}`).setAttribute('aria-selected', String(selected));
      byId(`studio-tab-${one}`).tabIndex = selected ? 0 : -1;
      if (selected && this.shown) byId(`studio-tab-${one}`).scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  followTabs() {
    const tabs = names.map((name) => byId(`studio-tab-${name}`));
    tabs.forEach((tab, i) => {
      tab.addEventListener('click', () => this.show(names[i]));
      tab.addEventListener('keydown', (event) => {
        const next = { ArrowLeft: i + names.length - 1, ArrowRight: i + 1, Home: 0, End: names.length - 1 }[event.key];
        if (next === undefined) return;
        event.preventDefault();
        tabs[next % names.length].focus();
        this.show(names[next % names.length]);
      });
    });
  }

  /** Files can be dropped anywhere on the studio. */
  followFiles() {
    const { section } = this;
    const over = (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      section.classList.add('dropping');
    };
    section.addEventListener('dragenter', over);
    section.addEventListener('dragover', over);
    section.addEventListener('dragleave', (event) => {
      if (!section.contains(event.relatedTarget)) section.classList.remove('dropping');
    });
    section.addEventListener('drop', (event) => {
      section.classList.remove('dropping');
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      this.show('files');
      this.views.files.open(event.dataTransfer.files);
    });
  }
}
