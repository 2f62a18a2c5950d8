/** The gradient-check lab: ties the table, the chart and the hunt to h, and shows what both ways cost. */
import { LabChart } from '../../widgets/line_chart.mjs';
import { LabHunt } from './hunt.mjs';
import { LabTable } from './check_table.mjs';
import { byId, make, setText } from '../../widgets/dom.mjs';
import { shortNumber, shortSeconds } from '../../widgets/numbers.mjs';
import { language, t } from '../../text/strings.mjs';

export class LabPanel {
  /** @param {(action: object) => boolean} dispatch */
  constructor(dispatch) {
    this.dispatch = dispatch;
    this.hunt = new LabHunt(dispatch);
    this.table = new LabTable(byId('lab-leaves'));
    this.chart = new LabChart(byId('lab-chart'), (h) => this.setStep(h));
    this.step = /** @type {HTMLInputElement} */ (byId('lab-step'));
    this.step.addEventListener('input', () => this.setStep(this.steps.at(-1 - this.step.valueAsNumber)));
    this.of = /** @type {HTMLSelectElement} */ (byId('lab-of'));
    this.of.addEventListener('change', () => dispatch({ type: 'check', leaf: this.of.value }));
    byId('lab-run').addEventListener('click', () => dispatch({ type: 'check', run: true }));
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
    for (const id of ['lab-check', 'lab-curve', 'lab-race']) byId(id).hidden = !known;
    if (!known) return;
    this.table.update(lab.leaves);
    this.chart.update(lab);
    this.showCurve(lab);
    this.showRace(lab.race);
  }

  showState({ state }) {
    const asks = state === 'waiting' || state === 'outdated';
    byId('lab-state').hidden = state === 'current';
    byId('lab-run').hidden = !asks;
    setText(byId('lab-state-text'), state === 'current' ? '' : t(`lab.check.${state}`));
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
    setText(byId('lab-step-value'), text);
  }

  showChoice({ leaves, chosen }) {
    const names = leaves.map((leaf) => leaf.name);
    const key = [language(), ...names].join('\n');
    if (key !== this.choices) {
      this.choices = key;
      const option = (value, text) => Object.assign(make('option', '', text), { value });
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
    setText(byId('lab-curve-text'), t(`lab.curve.${key}`, best));
  }

  showRace(race) {
    const longest = Math.max(race.numericalSeconds, race.backpropSeconds, 1e-12);
    const show = (id, seconds, passes) => {
      byId(`${id}-bar`).style.width = `${Math.max(0.5, 100 * seconds / longest)}%`;
      setText(byId(`${id}-time`), shortSeconds(seconds));
      byId(`${id}-time`).title = `${seconds} s`;
      setText(byId(`${id}-passes`), passes);
    };
    const count = (number) => number.toLocaleString('en');
    const evaluations = t('lab.race.evaluations', { count: count(race.evaluations) });
    show('lab-race-numerical', race.numericalSeconds, evaluations);
    show('lab-race-backprop', race.backpropSeconds, t('lab.race.passes'));
    const sentences = [];
    if (race.times >= 1.5) {
      const times = race.times < 10 ? race.times.toFixed(1) : count(Math.round(race.times));
      sentences.push(t('lab.race.faster', { times, count: count(race.numbers) }));
    } else {
      sentences.push(t('lab.race.one'));
    }
    if (race.extrapolated) sentences.push(t('lab.race.extrapolated'));
    sentences.push(t('lab.race.mnist'));
    setText(byId('lab-race-text'), sentences.join(' '));
  }
}
