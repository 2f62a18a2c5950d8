/** The gradient-check lab: ties the table, the chart and the hunt to h, and shows what both ways cost. */
import { LabChart } from '../../widgets/line_chart.mjs';
import { LabHunt } from './hunt.mjs';
import { LabTable } from './check_table.mjs';
import { block, element, idOf, setText } from '../../widgets/element.mjs';
import { brief, duration, grouped } from '../../widgets/numbers.mjs';
import { language, t } from '../../text/strings.mjs';

/** @typedef {import('../../protocol/snapshot').Lab} Lab */

export class LabPanel {
  stateText = element('p', { name: 'lab-state-text', role: 'status' });
  start = element('button', {
    class: 'button primary', name: 'lab-run', text: 'lab.check.run', onclick: () => this.dispatch({ type: 'check', run: true }),
  });
  state = element('div', { class: 'lab-state', name: 'lab-state', hidden: true }, this.stateText, this.start);
  step = element('input', {
    type: 'range', name: 'lab-step', min: 0, max: 44, step: 1, oninput: () => this.setStep(this.steps[this.steps.length - 1 - this.step.valueAsNumber]),
  });
  stepValue = element('output', { name: 'lab-step-value', for: idOf(this.step) });
  /** Whose error is drawn against h. */
  of = element('select', { class: 'field', name: 'lab-of', onchange: () => this.dispatch({ type: 'check', leaf: this.of.value }) });
  curveText = element('p', { name: 'lab-curve-text' });
  runners = { numerical: makeRunner('numerical', 'lab-bar'), backprop: makeRunner('backprop', 'lab-bar backprop') };
  raceText = element('p', { class: 'hint', name: 'lab-race-text' });
  table = new LabTable();
  chart = new LabChart((h) => this.setStep(h));
  /** @type {number[]} */
  steps = [];
  choices = '';

  /** @param {import('../../page.mjs').Page} page */
  constructor({ dispatch }) {
    this.dispatch = dispatch;
    this.hunt = new LabHunt({ dispatch });
    this.check = this.makeCheck();
    this.curve = this.makeCurve();
    this.race = this.makeRace();
    const check = block(element('h2', { text: 'lab.check.title' }), {},
      element('p', { class: 'hint', text: 'lab.check.intro' }),
      element('p', { class: 'lab-formula' }, '(f(x + h) − f(x − h)) / 2h'), this.state, this.check);
    this.elements = [this.hunt.element, check, this.curve, this.race];
  }

  /** The table at one h. */
  makeCheck() {
    return element('div', { class: 'lab-check', name: 'lab-check' },
      element('div', { class: 'lab-step' },
        element('label', { class: 'label', htmlFor: idOf(this.step), text: 'lab.check.step' }), this.step, this.stepValue),
      this.table.element, element('p', { class: 'hint', text: 'lab.check.hint' }));
  }

  /** The error against h, of one parameter or of all. */
  makeCurve() {
    return block(element('h2', { text: 'lab.curve.title' }), { name: 'lab-curve' },
      element('div', { class: 'lab-of' }, element('label', { htmlFor: idOf(this.of), text: 'lab.curve.of' }), this.of),
      element('p', { class: 'lab-legend', 'aria-hidden': true },
        element('span', { class: 'double', text: 'lab.curve.double' }), element('span', { class: 'float', text: 'lab.curve.float' })),
      this.chart.element, this.chart.readout, this.curveText, element('p', { class: 'hint', text: 'lab.curve.set' }));
  }

  /** What both ways cost. */
  makeRace() {
    return block(element('h2', { text: 'lab.race.title' }), { name: 'lab-race' },
      element('dl', { class: 'lab-race' }, this.runners.numerical.row, this.runners.backprop.row), this.raceText);
  }

  /** @param {number} h */
  setStep(h) {
    this.dispatch({ type: 'check', h });
  }

  /** @param {import('../../protocol/snapshot').Snapshot} state */
  update({ lab }) {
    if (!lab) return;
    this.steps = lab.steps;
    this.hunt.update(lab);
    this.showState(lab);
    this.showStep(lab);
    this.showChoice(lab);
    const known = lab.leaves.length > 0 && ['current', 'outdated'].includes(lab.state);
    for (const part of [this.check, this.curve, this.race]) part.hidden = !known;
    if (!known) return;
    this.table.update(lab.leaves);
    this.chart.update(lab);
    setText(this.curveText, lab.curve.text);
    this.showRace(lab.race);
  }

  /** @param {Lab} lab */
  showState({ state }) {
    const asks = state === 'waiting' || state === 'outdated';
    this.state.hidden = state === 'current';
    this.start.hidden = !asks;
    setText(this.stateText, state === 'current' ? '' : t(`lab.check.${state}`));
  }

  /** @param {Lab} lab */
  showStep({ h, steps, step }) {
    this.step.max = String(steps.length - 1);
    this.step.value = String(steps.length - 1 - step);
    const text = brief(h, 2);
    this.step.setAttribute('aria-valuetext', text);
    setText(this.stepValue, text);
  }

  /** @param {Lab} lab */
  showChoice({ leaves, chosen }) {
    const names = leaves.map((leaf) => leaf.name);
    const key = [language(), ...names].join('\n');
    if (key !== this.choices) {
      this.choices = key;
      this.of.replaceChildren(element('option', { value: '' }, t('lab.curve.all')), ...names.map((name) => element('option', { value: name }, name)));
    }
    this.of.value = chosen ?? '';
  }

  /** @param {Lab['race']} race */
  showRace({ numericalSeconds, backpropSeconds, evaluations, text }) {
    const [numerical, backprop] = [numericalSeconds ?? 0, backpropSeconds ?? 0];
    const longest = Math.max(numerical, backprop, 1e-12);
    /** @param {ReturnType<typeof makeRunner>} runner @param {number} seconds @param {string} passes */
    const show = ({ bar, time, passes: said }, seconds, passes) => {
      bar.style.width = `${Math.max(0.5, 100 * seconds / longest)}%`;
      setText(time, duration(seconds));
      time.title = `${seconds} s`;
      setText(said, passes);
    };
    show(this.runners.numerical, numerical, t('lab.race.evaluations', { count: grouped(evaluations) }));
    show(this.runners.backprop, backprop, t('lab.race.passes'));
    setText(this.raceText, text);
  }
}

/** @param {string} name @param {string} className of its bar */
function makeRunner(name, className) {
  const time = element('span', { name: `lab-race-${name}-time` });
  const bar = element('span', { class: className });
  const passes = element('span', { class: 'hint', name: `lab-race-${name}-passes` });
  const row = element('div', {}, element('dt', {}, element('span', { text: `lab.race.${name}` }), time), element('dd', {}, bar, passes));
  return { row, time, bar, passes };
}
