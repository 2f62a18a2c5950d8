/** The gradient-check lab: ties the table, the chart and the hunt to h, and shows what both ways cost. */
import { LabChart } from '../../widgets/line_chart.mjs';
import { LabHunt } from './hunt.mjs';
import { LabTable } from './check_table.mjs';
import { byId, element, setText } from '../../widgets/element.mjs';
import { brief, duration, grouped } from '../../widgets/numbers.mjs';
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
    setText(byId('lab-curve-text'), lab.curve.text);
    this.showRace(lab.race);
  }

  showState({ state }) {
    const asks = state === 'waiting' || state === 'outdated';
    byId('lab-state').hidden = state === 'current';
    byId('lab-run').hidden = !asks;
    setText(byId('lab-state-text'), state === 'current' ? '' : t(`lab.check.${state}`));
  }

  showStep({ h, steps, step }) {
    this.step.max = String(steps.length - 1);
    this.step.value = String(steps.length - 1 - step);
    const text = brief(h, 2);
    this.step.setAttribute('aria-valuetext', text);
    setText(byId('lab-step-value'), text);
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

  showRace(race) {
    const longest = Math.max(race.numericalSeconds, race.backpropSeconds, 1e-12);
    const show = (id, seconds, passes) => {
      byId(`${id}-bar`).style.width = `${Math.max(0.5, 100 * seconds / longest)}%`;
      setText(byId(`${id}-time`), duration(seconds));
      byId(`${id}-time`).title = `${seconds} s`;
      setText(byId(`${id}-passes`), passes);
    };
    show('lab-race-numerical', race.numericalSeconds, t('lab.race.evaluations', { count: grouped(race.evaluations) }));
    show('lab-race-backprop', race.backpropSeconds, t('lab.race.passes'));
    setText(byId('lab-race-text'), race.text);
  }
}
