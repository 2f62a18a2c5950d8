/** Step by step: moves the walk, and says of the node it stands at what flows through it. */
import { block, element, idOf, say, setAttribute, setText } from '../../widgets/element.mjs';
import { language, t } from '../../text/strings.mjs';

/** Milliseconds between the steps of Play at its usual speed. */
const playPause = 1100;
const speeds = [['0.5', '½×'], ['1', '1×'], ['2', '2×'], ['4', '4×']];

/** @typedef {import('../../protocol/actions').Walk['move']} Move */
/** @typedef {import('../../protocol/snapshot').Snapshot} Snapshot */
/** @typedef {import('../../protocol/snapshot').Explanation} Explanation */
/** @typedef {NonNullable<Snapshot['walk']>} Walk */

export class WalkPanel {
  /** @type {Snapshot['walk']} */
  walk = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  timer;
  shown = '';

  /** @param {import('../../page.mjs').Page} page */
  constructor({ dispatch }) {
    this.dispatch = dispatch;
    const title = element('h2', { name: 'walk-title', text: 'walk.title' });
    /** @param {string} name @param {() => void} onclick @param {object} [more] */
    const button = (name, onclick, more) => element('button', { class: 'button', name: `walk-${name}`, text: `walk.${name}`, onclick, ...more });
    const mover = (/** @type {Move} */ move, more = {}) => button(move, () => {
      this.stop();
      this.move(move);
    }, more);
    this.start = mover('start');
    this.back = mover('back');
    this.step = mover('step', { class: 'button primary' });
    this.playing = button('play', () => (this.timer ? this.stop() : this.play()), { 'aria-pressed': false });
    this.off = mover('off', { text: 'walk.show_all', hidden: true });
    this.speed = element('select', { class: 'field speed', name: 'walk-speed', label: 'walk.speed', onchange: () => { if (this.timer) this.run(); } },
      ...speeds.map(([value, text]) => element('option', { value }, text)));
    this.speed.value = '1';
    this.state = element('p', { class: 'hint', name: 'walk-state', role: 'status', 'aria-live': 'polite' });
    this.explanation = element('div', { class: 'explanation', name: 'explanation', 'aria-live': 'polite', hidden: true });
    this.element = block(title, {},
      element('div', { class: 'steps', role: 'group', 'aria-labelledby': idOf(title) },
        this.start, this.back, this.step, this.playing, this.off, this.speed),
      this.state, this.explanation);
  }

  /** @param {Move} move */
  move(move) {
    this.dispatch({ type: 'walk', move });
  }

  play() {
    this.move(!this.walk || this.walk.phase === 'done' ? 'start' : 'step');
    this.run();
    this.showPlaying();
  }

  run() {
    clearInterval(this.timer);
    this.timer = setInterval(() => this.move('step'), playPause / Number(this.speed.value));
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.showPlaying();
  }

  showPlaying() {
    say(this.playing, 'text', this.timer ? 'walk.pause' : 'walk.play');
    setAttribute(this.playing, 'aria-pressed', String(Boolean(this.timer)));
  }

  /** @param {Snapshot} state */
  update({ walk, explanation, nodeCount }) {
    this.walk = walk;
    if (this.timer && (!walk || walk.phase === 'done')) this.stop();
    this.showPlaying();
    this.off.hidden = !walk;
    const empty = nodeCount === 0;
    this.start.disabled = empty || walk?.position === 0;
    this.back.disabled = empty || walk?.position === 0;
    this.step.disabled = empty || walk?.phase === 'done';
    this.playing.disabled = empty;
    setText(this.state, walk ? describe(walk) : t('walk.hint'));
    this.explain(explanation, walk);
  }

  /** @param {Explanation | null} about @param {Walk | null} walk */
  explain(about, walk) {
    const box = this.explanation;
    const backward = !walk || walk.backward;
    const key = about ? JSON.stringify([language(), about, backward]) : '';
    if (key === this.shown) return;
    this.shown = key;
    box.hidden = !about;
    if (!about) return box.replaceChildren();
    /** @type {HTMLElement[]} */
    const parts = [element('p', { class: 'explanation-title' }, about.title)];
    if (about.formula) parts.push(element('p', { class: 'explanation-formula' }, about.formula));
    if (about.forward) parts.push(element('p', { class: 'explanation-sum value' }, about.forward));
    if (backward) parts.push(...flow(about));
    box.replaceChildren(...parts);
  }
}

/** @param {Walk} walk */
function describe({ position, length, phase, backward }) {
  if (position === 0) return t('walk.at_start');
  const values = { at: position, length };
  if (phase === 'done') return t(backward ? 'walk.done' : 'walk.done_forward', values);
  return t(backward ? 'walk.backward' : 'walk.forward', values);
}

/** What the node sends back, and what its own gradient is made of. @param {Explanation} about */
function flow(about) {
  /** @type {HTMLElement[]} */
  const elements = [];
  if (about.parts.length > 0) {
    elements.push(element('p', { class: 'explanation-label' }, t('walk.sum', { count: about.parts.length })),
      element('p', { class: 'explanation-sum gradient' }, about.sum));
  }
  if (about.terms.length > 0) {
    elements.push(element('p', { class: 'explanation-label' }, t('walk.product')));
    const list = element('dl', { class: 'terms' });
    for (const term of about.terms) {
      const name = element('dt', {}, t('walk.to', { input: term.input }));
      name.append(element('span', { class: 'explanation-formula' }, term.derivative));
      list.append(name, element('dd', { class: 'gradient' }, term.sentence || `${term.upstream} → ${term.downstream}`));
    }
    elements.push(list, element('p', { class: 'hint' }, about.backward));
  }
  return elements;
}
