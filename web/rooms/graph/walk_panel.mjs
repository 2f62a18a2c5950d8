/** Step by step: moves the walk, and says of the node it stands at what flows through it. */
import { byId, element, setText } from '../../widgets/element.mjs';
import { language, t } from '../../text/strings.mjs';

/** Milliseconds between the steps of Play at its usual speed. */
const playPause = 1100;

export class WalkPanel {
  /** @param {(action: object) => boolean} dispatch */
  constructor(dispatch) {
    this.dispatch = dispatch;
    for (const move of ['start', 'back', 'step', 'off']) {
      byId(`walk-${move}`).addEventListener('click', () => {
        this.stop();
        this.move(move);
      });
    }
    byId('walk-play').addEventListener('click', () => (this.timer ? this.stop() : this.play()));
    byId('walk-speed').addEventListener('change', () => { if (this.timer) this.run(); });
  }

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
    this.timer = setInterval(() => this.move('step'), playPause / Number(byId('walk-speed').value));
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.showPlaying();
  }

  showPlaying() {
    setText(byId('walk-play'), t(this.timer ? 'walk.pause' : 'walk.play'));
    byId('walk-play').setAttribute('aria-pressed', String(Boolean(this.timer)));
  }

  /** @param {any} state the playground's snapshot */
  update({ walk, explanation, nodeCount }) {
    this.walk = walk;
    if (this.timer && (!walk || walk.phase === 'done')) this.stop();
    this.showPlaying();
    byId('walk-off').hidden = !walk;
    const empty = nodeCount === 0;
    byId('walk-start').disabled = empty || walk?.position === 0;
    byId('walk-back').disabled = empty || walk?.position === 0;
    byId('walk-step').disabled = empty || walk?.phase === 'done';
    byId('walk-play').disabled = empty;
    setText(byId('walk-state'), walk ? describe(walk) : t('walk.hint'));
    this.explain(explanation, walk);
  }

  explain(about, walk) {
    const box = byId('explanation');
    const backward = !walk || walk.backward;
    const key = about ? JSON.stringify([language(), about, backward]) : '';
    if (key === this.shown) return;
    this.shown = key;
    box.hidden = !about;
    if (!about) return box.replaceChildren();
    const parts = [element('p', { class: 'explanation-title' }, about.title)];
    if (about.formula) parts.push(element('p', { class: 'explanation-formula' }, about.formula));
    if (about.forward) parts.push(element('p', { class: 'explanation-sum value' }, about.forward));
    if (backward) parts.push(...flow(about));
    box.replaceChildren(...parts);
  }
}

function describe({ position, length, phase, backward }) {
  if (position === 0) return t('walk.at_start');
  const values = { at: position, length };
  if (phase === 'done') return t(backward ? 'walk.done' : 'walk.done_forward', values);
  return t(backward ? 'walk.backward' : 'walk.forward', values);
}

/** What the node sends back, and what its own gradient is made of. */
function flow(about) {
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
