/** The gradient-check lab: ties the table, the chart and the hunt to h, and shows what both ways cost. */
import { LabChart } from '../../widgets/line_chart.mjs';
import { LabHunt } from './hunt.mjs';
import { LabTable } from './check_table.mjs';
import { block, element, idOf, setText } from '../../widgets/element.mjs';
import { shortNumber, shortSeconds } from './check_numbers.mjs';
import { language, t } from '../../text/strings.mjs';

export class LabPanel {
  /** @param {import('../../page.mjs').Page} page */
  constructor({ dispatch }) {
    this.dispatch = dispatch;
    this.hunt = new LabHunt({ dispatch });
    this.table = new LabTable();
    this.chart = new LabChart((h) => this.setStep(h));
    this.check = this.makeCheck();
    this.curve = this.makeCurve();
    this.race = this.makeRace();
    this.elements = [this.hunt.element, this.checkBlock, this.curve, this.race];
  }

  /** The table at one h, and whether there is one. */
  makeCheck() {
    this.stateText = element('p', { name: 'lab-state-text', role: 'status' });
    this.start = element('button', {
      class: 'button primary', name: 'lab-run', text: 'lab.check.run', onclick: () => this.dispatch({ type: 'check', run: true }),
    });
    this.state = element('div', { class: 'lab-state', name: 'lab-state', hidden: true }, this.stateText, this.start);
    this.step = element('input', {
      type: 'range', name: 'lab-step', min: 0, max: 44, step: 1,
      oninput: () => this.setStep(this.steps.at(-1 - this.step.valueAsNumber)),
    });
    this.stepValue = element('output', { name: 'lab-step-value', for: idOf(this.step) });
    const check = element('div', { class: 'lab-check', name: 'lab-check' },
      element('div', { class: 'lab-step' },
        element('label', { class: 'label', htmlFor: idOf(this.step), text: 'lab.check.step' }), this.step, this.stepValue),
      this.table.element, element('p', { class: 'hint', text: 'lab.check.hint' }));
    this.checkBlock = block(element('h2', { text: 'lab.check.title' }), {},
      element('p', { class: 'hint', text: 'lab.check.intro' }),
      element('p', { class: 'lab-formula' }, '(f(x + h) − f(x − h)) / 2h'), this.state, check);
    return check;
  }

  /** The error against h, of one parameter or of all. */
  makeCurve() {
    this.of = element('select', { class: 'field', name: 'lab-of', onchange: () => this.dispatch({ type: 'check', leaf: this.of.value }) });
    this.curveText = element('p', { name: 'lab-curve-text' });
    return block(element('h2', { text: 'lab.curve.title' }), { name: 'lab-curve' },
      element('div', { class: 'lab-of' }, element('label', { htmlFor: idOf(this.of), text: 'lab.curve.of' }), this.of),
      element('p', { class: 'lab-legend', 'aria-hidden': true },
        element('span', { class: 'double', text: 'lab.curve.double' }), element('span', { class: 'float', text: 'lab.curve.float' })),
      this.chart.element, this.chart.readout, this.curveText, element('p', { class: 'hint', text: 'lab.curve.set' }));
  }

  /** What both ways cost. */
  makeRace() {
    const runner = (name, className) => {
      const time = element('span', { name: `lab-race-${name}-time` });
      const bar = element('span', { class: className });
      const passes = element('span', { class: 'hint', name: `lab-race-${name}-passes` });
      const row = element('div', {}, element('dt', {}, element('span', { text: `lab.race.${name}` }), time), element('dd', {}, bar, passes));
      return { row, time, bar, passes };
    };
    this.runners = { numerical: runner('numerical', 'lab-bar'), backprop: runner('backprop', 'lab-bar backprop') };
    this.raceText = element('p', { class: 'hint', name: 'lab-race-text' });
    return block(element('h2', { text: 'lab.race.title' }), { name: 'lab-race' },
      element('dl', { class: 'lab-race' }, this.runners.numerical.row, this.runners.backprop.row), this.raceText);
  }

  setStep(h) {
    this.dispatch({ type: 'check', h });
  }

  /** @param {any} state the playground's snapshot */
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
    this.showCurve(lab);
    this.showRace(lab.race);
  }

  showState({ state }) {
    const asks = state === 'waiting' || state === 'outdated';
    this.state.hidden = state === 'current';
    this.start.hidden = !asks;
    setText(this.stateText, state === 'current' ? '' : t(`lab.check.${state}`));
  }

  showStep({ h, steps }) {
    let nearest = 0;
    for (const [i, step] of steps.entries()) {
      if (Math.abs(Math.log(step / h)) < Math.abs(Math.log(steps[nearest] / h))) nearest = i;
    }
    this.step.max = String(steps.length - 1);
    this.step.value = String(steps.length - 1 - nearest);
    const text = shortNumber(h, 2);
    this.step.setAttribute('aria-valuetext', text);
    setText(this.stepValue, text);
  }

  showChoice({ leaves, chosen }) {
    const names = leaves.map((leaf) => leaf.name);
    const key = [language(), ...names].join('\n');
    if (key !== this.choices) {
      this.choices = key;
      const option = (value, text) => Object.assign(element('option', {}, text), { value });
      this.of.replaceChildren(option('', t('lab.curve.all')), ...names.map((name) => option(name, name)));
    }
    this.of.value = chosen ?? '';
  }

  showCurve({ curve, steps, leaves, chosen }) {
    const line = curve.double;
    const shown = chosen ? leaves.filter((leaf) => leaf.name === chosen) : leaves;
    const best = { h: shortNumber(steps[line.best], 2), error: shortNumber(line.errors[line.best], 2) };
    let key = 'flat';
    if (shown.some((leaf) => leaf.agreement === 'differs')) key = 'bug';
    else if (line.truncation && line.rounding) key = 'both';
    else if (line.rounding) key = 'only_rounding';
    else if (line.truncation) key = 'only_truncation';
    setText(this.curveText, t(`lab.curve.${key}`, best));
  }

  showRace(race) {
    const longest = Math.max(race.numericalSeconds, race.backpropSeconds, 1e-12);
    const show = ({ bar, time, passes: said }, seconds, passes) => {
      bar.style.width = `${Math.max(0.5, 100 * seconds / longest)}%`;
      setText(time, shortSeconds(seconds));
      time.title = `${seconds} s`;
      setText(said, passes);
    };
    const count = (number) => number.toLocaleString('en');
    const evaluations = t('lab.race.evaluations', { count: count(race.evaluations) });
    show(this.runners.numerical, race.numericalSeconds, evaluations);
    show(this.runners.backprop, race.backpropSeconds, t('lab.race.passes'));
    const sentences = [];
    if (race.times >= 1.5) {
      const times = race.times < 10 ? race.times.toFixed(1) : count(Math.round(race.times));
      sentences.push(t('lab.race.faster', { times, count: count(race.numbers) }));
    } else {
      sentences.push(t('lab.race.one'));
    }
    if (race.extrapolated) sentences.push(t('lab.race.extrapolated'));
    sentences.push(t('lab.race.mnist'));
    setText(this.raceText, sentences.join(' '));
  }
}
