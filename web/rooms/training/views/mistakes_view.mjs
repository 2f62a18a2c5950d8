/** What the network gets wrong: accuracy of each class, the confusion matrix, the worst mistakes, and one image of them. */
import { choice, element, setText } from '../../../widgets/element.mjs';
import { t } from '../../../text/strings.mjs';
import { ConfusionTable } from './confusion_table.mjs';
import { ImageList } from '../../../widgets/image_list.mjs';
import { brief, grouped } from '../../../widgets/numbers.mjs';
import { inkImage, putImages } from '../../../widgets/paint.mjs';
import { SampleCard } from './sample_card.mjs';
import { saveCsv } from '../../../widgets/save_file.mjs';
import { View } from './view.mjs';

/** Images of one cell. */
const shownOfCell = 96;
/** Milliseconds between two looks at a set while training: all of its images are read. */
const pauses = { test: 1500, train: 5000 };

/** @typedef {import('./confusion_table.mjs').Cell} Cell */
/** @typedef {import('../../../workers/messages').ReadSample} ReadSample */
/** @typedef {import('../../../workers/messages').QuestionOf<'images'> & { samples: ReadSample[] }} ImagesOfSamples */
/** @template {import('./view.mjs').Question['what']} What @typedef {import('./view.mjs').Asker<What>} Asker */
/** @template {import('./view.mjs').Question['what']} What @typedef {import('./view.mjs').AnswerOf<What>} AnswerOf */

export class MistakesView extends View {
  /** @type {import('../../../workers/messages').SetName} */
  set = 'test';
  /** Whose samples are listed; null: the worst mistakes. @type {Cell | null} */
  cell = null;
  /** @type {ReadSample[]} */
  samples = [];
  /** Their images, when they have come. @type {ImageData[]} */
  tiles = [];
  /** Of a cell; null: not known yet. @type {string | null} */
  total = null;
  chosen = -1;
  /** @type {AnswerOf<'mistakes'> | undefined} */
  answer;
  /** @type {Asker<'mistakes'>} */
  matrix = this.asker((answer) => this.take(answer));
  /** @type {Asker<'cell'>} */
  members = this.asker(({ samples, total }, { set, label, predicted }) => {
    if (set === this.set && this.cell?.[0] === label && this.cell[1] === predicted) this.showMembers(samples, total);
  });
  /** @type {import('../../../workers/question_queue.mjs').QuestionQueue<ImagesOfSamples>} */
  images = this.asker((answer, { samples }) => {
    if (samples === this.samples) this.takeImages(answer);
  });
  /** @type {Asker<'predict'>} */
  prediction = this.asker((answer) => {
    this.card.show(answer, answer.probabilities.length);
    this.detail.hidden = false;
  });
  state = element('p', { class: 'hint', role: 'status' });
  table = new ConfusionTable((label, predicted) => this.chooseCell([label, predicted]), this.className);
  galleryTitle = element('h2');
  back = element('button', { class: 'button small', text: 'studio.mistakes.worst', onclick: () => this.chooseCell(null) });
  gallery = new ImageList('studio.mistakes.images', (i) => this.chooseSample(i));
  galleryEmpty = element('p', { class: 'hint' });
  card = new SampleCard({ className: this.className, changed: () => this.predict() });
  detailTitle = element('h2');
  detailText = element('p');
  open = element('button', { class: 'button', text: 'studio.open_graph', onclick: () => this.openGraph(this.open,
    { of: 'sample', set: this.set, index: this.samples[this.chosen].index }) });
  detail = element('div', { class: 'mistake', hidden: true });

  /** @param {HTMLElement} root @param {import('./view.mjs').Studio} studio */
  constructor(root, studio) {
    super(root, studio);
    const { group } = choice('studio.mistakes.set', { test: 'studio.mistakes.test', train: 'studio.mistakes.train' }, (set) => {
      this.set = set;
      this.cell = null;
      this.chosen = -1;
      this.refresh();
    });
    const take = element('button', { class: 'button', text: 'studio.mistakes.draw', onclick: () => {
      this.studio.sample = { set: this.set, index: this.samples[this.chosen].index };
      this.studio.show('draw');
    } });
    this.detail.append(
      element('div', { class: 'studio-tools' }, this.detailTitle, this.detailText),
      element('div', { class: 'card-row' },
        element('div', { class: 'picture-pair' }, this.card.seen.element, this.card.raise.element), this.card.bars),
      this.card.raiseText, element('div', { class: 'studio-tools' }, this.card.asked, this.open, take));
    this.body.append(
      element('div', { class: 'studio-tools' }, group, this.state,
        element('button', { class: 'button', text: 'studio.save_csv', onclick: () => this.save() })),
      element('div', { class: 'mistakes' },
        element('div', { class: 'mistakes-matrix' }, this.table.element,
          element('p', { class: 'hint', text: 'studio.mistakes.hint' })),
        element('div', { class: 'mistakes-images' },
          element('div', { class: 'studio-tools' }, this.galleryTitle, this.back),
          this.galleryEmpty, this.gallery.element, this.detail)));
  }

  /** @override */
  refresh() {
    const key = `${this.moment} ${this.set}`;
    const busy = this.training.phase === 'running';
    this.matrix.want(key, { what: 'mistakes', set: this.set }, busy ? pauses[this.set] : 0);
  }

  /** @param {AnswerOf<'mistakes'>} answer */
  take(answer) {
    if (answer.set !== this.set) return;
    this.answer = answer;
    this.render();
    this.askMembers();
  }

  /** @param {Cell | null} cell null: back to the worst mistakes */
  chooseCell(cell) {
    this.cell = cell;
    this.table.mark(cell);
    this.showMembers([], null);
    this.askMembers();
  }

  askMembers() {
    if (!this.answer) return;
    if (!this.cell) {
      this.showMembers(this.answer.worst);
      return;
    }
    const [label, predicted] = this.cell;
    this.members.askNow({ what: 'cell', set: this.set, label, predicted, count: shownOfCell });
  }

  /** @param {ReadSample[]} samples @param {string | null} [total] of a cell; null: not known yet */
  showMembers(samples, total = '') {
    const before = this.samples[this.chosen]?.index;
    this.samples = samples;
    this.total = total;
    this.chosen = before === undefined ? -1 : samples.findIndex((one) => one.index === before);
    if (samples.length === 0) this.gallery.show(0, () => '', -1);
    else this.images.askNow({ what: 'images', set: this.set, indices: samples.map((one) => one.index), samples });
    if (this.chosen < 0) this.detail.hidden = true;
    else this.predict();
    this.renderGallery();
  }

  /** @param {AnswerOf<'images'>} answer */
  takeImages({ rows, columns, pixels }) {
    const size = rows * columns;
    this.tiles = this.samples.map((_, i) => inkImage(pixels.subarray(i * size, (i + 1) * size), rows, columns));
    this.renderTiles();
  }

  renderTiles() {
    if (this.tiles.length !== this.samples.length) return;
    this.gallery.show(this.samples.length, (i, { canvas, caption, element: tile }) => {
      const { index, label, predicted, loss } = this.samples[i];
      canvas.className = 'ink';
      putImages(canvas, [this.tiles[i]]);
      const [is, read] = [this.className(label), this.className(predicted)];
      const values = { index: grouped(index), label: is, predicted: read, loss: brief(loss, 3) };
      setText(caption, t(this.cell ? 'studio.mistakes.tile_loss' : 'studio.mistakes.tile', values));
      tile.title = t('studio.mistakes.sample', values);
      return tile.title;
    }, this.chosen);
  }

  /** @param {number} i */
  chooseSample(i) {
    this.chosen = i;
    this.predict();
    this.renderDetail();
  }

  predict() {
    const sample = this.samples[this.chosen];
    if (!sample) return;
    /** @type {import('../../../workers/messages').QuestionOf<'predict'>} */
    const question = { what: 'predict', set: this.set, index: sample.index, class: this.card.class };
    this.prediction.want(JSON.stringify([this.moment, question]), question, 0);
  }

  /** @override */
  render() {
    if (!this.answer) return;
    const { size, right, share, steps } = this.answer;
    setText(this.state, t('studio.mistakes.state', { share, right, size, step: grouped(steps) }));
    this.table.show(this.answer);
    this.renderGallery();
    this.renderTiles();
    this.renderDetail();
    if (this.card.answer) this.card.show(this.card.answer, this.answer.classes);
  }

  renderGallery() {
    const shown = this.samples.length;
    this.back.hidden = !this.cell;
    if (this.cell) {
      const [label, predicted] = this.cell.map(this.className);
      setText(this.galleryTitle, t('studio.mistakes.cell', { label, predicted }));
    } else {
      setText(this.galleryTitle, t('studio.mistakes.worst'));
    }
    let text = '';
    if (this.total === null) text = '';
    else if (shown === 0) text = t(this.cell ? 'studio.mistakes.cell_empty' : 'studio.mistakes.none');
    else if (this.cell) text = t('studio.mistakes.cell_count', { shown, total: this.total });
    setText(this.galleryEmpty, text);
    this.galleryEmpty.hidden = !text;
  }

  renderDetail() {
    const sample = this.samples[this.chosen];
    if (!sample) return;
    const { index, label, predicted, loss } = sample;
    setText(this.detailTitle, t(`studio.mistakes.${this.set}_image`, { index: grouped(index) }));
    setText(this.detailText, t('studio.mistakes.read',
      { label: this.className(label), predicted: this.className(predicted), loss: brief(loss, 4) }));
  }

  save() {
    if (!this.answer) return;
    const { classes, confusion, set, steps } = this.answer;
    const names = Array.from({ length: classes }, (_, k) => this.className(k));
    const rows = names.map((name, k) => [name, ...confusion.slice(k * classes, (k + 1) * classes)]);
    saveCsv([['label \\ predicted', ...names], ...rows],
      `confusion-${set}-step-${steps}.csv`);
  }
}
