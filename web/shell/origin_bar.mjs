/** Above the panel, while the canvas shows a graph from elsewhere: what it is of, and the way back to where it was opened. */
import { byId, element, setText } from '../widgets/element.mjs';
import { ClassBars } from '../widgets/class_bars.mjs';
import { className } from '../widgets/class_names.mjs';
import { brief, grouped } from '../widgets/numbers.mjs';
import { inkImage, putImages } from '../widgets/paint.mjs';
import { language, t } from '../text/strings.mjs';

/** @typedef {import('../protocol/snapshot').Snapshot} Snapshot */
/** @typedef {import('../protocol/snapshot').OpenedGraph} OpenedGraph */

/** "a 1", "an 8": how English reads digits; names of things stand alone. @param {string} name */
function withArticle(name) {
  if (!/^\d+$/.test(name)) return name;
  return t(/^8|^1[18]$/.test(name) ? 'origin.an' : 'origin.a', { name });
}

/** "Test image 3,906: a 1, read as 3". @param {OpenedGraph} origin */
function sampleSentence({ kind, data = '', set, index, label, predicted }) {
  const name = (/** @type {number} */ k) => className(data, k);
  const drawn = kind === 'drawing' || index === undefined;
  const image = drawn ? t('origin.drawing') : t(`studio.mistakes.${set === 'train' ? 'train' : 'test'}_image`, { index: grouped(index) });
  if (predicted === undefined) return image;
  if (label === undefined) return t('origin.guessed', { image, predicted: name(predicted) });
  const values = { image, label: withArticle(name(label)), predicted: name(predicted) };
  return t(label === predicted ? 'origin.right' : 'origin.wrong', values);
}

/** What the graph is of, in one sentence. @param {OpenedGraph} origin */
function originSentence(origin) {
  const { kind, step = 0, layer = 0, unit = 0, picture, lesson = '', question, graph } = origin;
  if (kind === 'lesson') return t(question ? 'origin.question' : 'origin.lesson', { number: Number(/\d+/.exec(lesson)) });
  if (kind === 'hunt') return graph ? t('origin.hunt_in', { graph: t(`lab.graph.${graph}`) }) : t('origin.hunt');
  if (kind === 'step') return t('origin.step', { step: grouped(step), count: picture?.count ?? 1 });
  const sample = sampleSentence(origin);
  return kind === 'unit' ? t('origin.unit', { unit, layer, sample }) : sample;
}

/** @param {OpenedGraph} origin */
function facts({ kind, step, loss, planted }) {
  if (kind === 'lesson') return '';
  if (kind === 'hunt') return t(planted ? 'origin.planted' : 'origin.hunt_ended');
  let network = '';
  if (kind === 'step') network = t('origin.before_step');
  else if (step !== undefined) network = step > 0 ? t('origin.after_step', { step: grouped(step) }) : t('origin.untrained');
  const now = loss === null || loss === undefined ? '' : t(kind === 'step' ? 'origin.mean_loss' : 'origin.loss', { loss: brief(loss, 4) });
  return [network, now].filter(Boolean).join(' ');
}

/** The way back to where the graph was opened; a lesson and a hunt lead back to what they took the place of. @param {OpenedGraph} origin */
function wayBack({ room, view }) {
  if (!room) return t('origin.own');
  return t('origin.back', { place: t(view ? `studio.tab.${view}` : `header.${room}`) });
}

export class OriginBar {
  /** @type {Snapshot['room']} */
  #room = 'graph';
  /** The way back. @type {Pick<OpenedGraph, 'room' | 'view'>} */
  #back = {};
  #shown = '';
  #canvas = element('canvas', { class: 'ink' });

  /**
   * @param {(action: import('../protocol/actions').Action) => boolean} dispatch
   * @param {(room: Snapshot['room'], view?: Snapshot['view'] | null) => void} focus puts the keyboard there
   */
  constructor(dispatch, focus) {
    this.section = byId('origin');
    this.bars = new ClassBars();
    byId('origin-bars').append(this.bars.element);
    byId('origin-back').addEventListener('click', () => {
      const { room = this.#room, view } = this.#back;
      if (dispatch({ type: 'give_back' })) focus(room, view);
    });
  }

  /** @param {Snapshot} state */
  update({ origin, lent, room }) {
    // The lessons and the hunt say themselves what they show.
    const here = room === 'graph' || (room === 'check' && !origin?.planted);
    this.section.hidden = !origin || !here;
    if (!origin || !here) return;
    this.#room = room;
    this.#back = origin;
    const key = JSON.stringify([language(), origin, lent]);
    if (key === this.#shown) return;
    this.#shown = key;
    const { picture, probabilities, classes = [], label, data } = origin;
    byId('origin-back').hidden = !lent;
    if (lent) setText(byId('origin-back'), wayBack(origin));
    setText(byId('origin-title'), originSentence(origin));
    setText(byId('origin-facts'), facts(origin));
    this.showPicture(picture);
    byId('origin-bars').hidden = !probabilities;
    const named = (/** @type {number} */ k) => (data === 'fashion-mnist' ? className(data, k) : classes[k] ?? String(k));
    if (probabilities) this.bars.show(probabilities, { className: named, known: true, label });
  }

  /** @param {OpenedGraph['picture']} picture */
  showPicture(picture) {
    const frame = byId('origin-picture');
    frame.hidden = !picture;
    if (!picture) return;
    const { rows, columns, pixels, count } = picture;
    const size = rows * columns;
    const images = Array.from({ length: pixels.length / size }, (_, i) =>
      inkImage(Uint8Array.from(pixels.slice(i * size, (i + 1) * size)), rows, columns));
    frame.replaceChildren(this.#canvas);
    putImages(this.#canvas, images);
    frame.classList.toggle('many', images.length > 1);
    frame.setAttribute('aria-label', t(count > 1 ? 'origin.pictures' : 'origin.picture', { count, shown: images.length }));
  }
}
