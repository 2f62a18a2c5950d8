/** Activations and gradients of every layer: their histograms now and over the run. */
import { element, setText } from '../../../widgets/element.mjs';
import { t } from '../../../text/strings.mjs';
import { Chart, chartsPicture } from '../../../widgets/history_chart.mjs';
import { onColours } from '../../../widgets/paint.mjs';
import { saveCsv, savePicture } from '../../../widgets/save_file.mjs';
import { brief, grouped, percent } from '../../../widgets/numbers.mjs';
import { View } from './view.mjs';

/** @typedef {import('../../../engine/backprop').LayerStatistics} LayerStatistics */
/** @typedef {import('../../../engine/backprop').Histogram} Histogram */
/** @typedef {ReturnType<LayersView['makeLayer']>} Layer */
/** @typedef {'activations' | 'gradients'} Kind */

const height = 152;
/** What is said of units through which nothing passes. */
const stuck = { relu: 'dead', sigmoid: 'saturated', tanh: 'saturated' };
/** @type {[number, string][]} */
const powers = [[-10, '1e-10'], [-5, '1e-5'], [0, '1']];
const width = (/** @type {Histogram} */ { low, high, counts }) => (high - low) / counts.length;
/** @type {Record<Kind, 'value' | 'gradient'>} */
const colourOf = { activations: 'value', gradients: 'gradient' };
const log = (/** @type {number} */ x) => Math.min(2, Math.max(-12, Math.log10(x)));

export class LayersView extends View {
  /** @type {Layer[]} */
  layers = [];
  /** @type {import('./view.mjs').AnswerOf<'statistics'>['history']} */
  history = [];
  /** @type {import('../../../workers/messages').GradientFlow | undefined} */
  flow;
  /** @type {import('./view.mjs').Asker<'statistics'>} */
  statistics = this.asker(({ history, flow }) => {
    this.history = history;
    this.flow = flow;
    this.render();
  });
  verdict = element('p', { class: 'studio-verdict', role: 'status' });
  list = element('div', { class: 'layers' });

  /** @param {HTMLElement} root @param {import('./view.mjs').Studio} studio */
  constructor(root, studio) {
    super(root, studio);
    /** @param {string} text @param {() => void} write */
    const save = (text, write) => element('button', { class: 'button', text, onclick: () => this.history[0] && write() });
    this.body.append(
      element('div', { class: 'studio-tools' }, this.verdict,
        save('studio.save_png', () => savePicture(chartsPicture(this.pictureRows()), 'layers.png')),
        save('studio.save_csv', () => saveCsv(this.rows(), 'layers.csv'))),
      element('p', { class: 'hint', text: 'studio.layers.hint' }), this.list);
    onColours(() => this.layers.forEach((layer) => layer.charts.forEach((chart) => chart.paint())));
  }

  /** @override */
  refresh() {
    this.statistics.want(this.moment, { what: 'statistics' }, 1000);
  }

  /** The entry that is looked at. */
  get now() {
    const { lookedAt } = this.training;
    return this.history.find((entry) => entry.steps === lookedAt) ?? this.history.at(-1);
  }

  /** @override */
  render() {
    if (!this.now) return;
    const { layers } = this.now;
    while (this.layers.length > layers.length) this.layers.pop()?.element.remove();
    while (this.layers.length < layers.length) this.layers.push(this.makeLayer(this.layers.length));
    layers.forEach((layer, i) => this.showLayer(this.layers[i], layer, i === layers.length - 1));
    this.tellFlow(layers);
  }

  /** @param {number} i */
  makeLayer(i) {
    const name = element('b');
    const facts = element('span', { class: 'hint' });
    const charts = [
      new Chart('studio.layers.activations', height, (x) => this.tellBin(i, 'activations', x)),
      new Chart('studio.layers.activations_run', height, (x, y) => this.tellCell(i, 'activations', x, y)),
      new Chart('studio.layers.gradients', height, (x) => this.tellBin(i, 'gradients', x)),
      new Chart('studio.layers.gradients_run', height, (x, y) => this.tellCell(i, 'gradients', x, y)),
    ];
    const made = element('section', { class: 'layer' }, element('h2', {}, name, facts),
      element('div', { class: 'layer-charts' }, ...charts.map((chart) => chart.element)));
    this.list.append(made);
    return { element: made, name, facts, charts };
  }

  /** @param {Layer} shown @param {LayerStatistics} layer @param {boolean} last */
  showLayer(shown, layer, last) {
    setText(shown.name, layer.name);
    const facts = [t('studio.layers.units', { units: grouped(layer.units) })];
    if (!last) {
      const { dead, units } = layer;
      const kind = stuck[this.training.settings.activation];
      facts.push(t(`studio.layers.${kind}`, { dead: grouped(dead), units: grouped(units) }));
    }
    facts.push(t('studio.layers.mean', { mean: brief(layer.meanAbsGradient, 3) }));
    setText(shown.facts, facts.join(' · '));
    shown.element.classList.toggle('stuck', !last && layer.stuck);
    const [activations, activationsRun, gradients, gradientsRun] = shown.charts;
    this.showHistogram(activations, layer, 'activations');
    this.showRun(activationsRun, layer.name, 'activations');
    this.showHistogram(gradients, layer, 'gradients');
    this.showRun(gradientsRun, layer.name, 'gradients');
  }

  /** @param {Chart} chart @param {LayerStatistics} layer @param {Kind} kind */
  showHistogram(chart, layer, kind) {
    const histogram = layer[kind];
    const all = histogram.total || 1;
    const most = histogram.counts[histogram.fullest] / all || 1;
    const { low, high } = histogram;
    /** @type {[number, string][]} */
    const ticks = kind === 'gradients' ? powers : [low, (low + high) / 2, high].map((x) => [x, brief(x, 3)]);
    const mean = kind === 'gradients' && layer.meanAbsGradient > 0 ? log(layer.meanAbsGradient) : null;
    chart.show({ x: [low, high], y: [0, most] }, (pen) => {
      histogram.counts.forEach((count, i) => {
        const from = low + i * width(histogram);
        if (count) pen.rectangle(from, from + width(histogram), 0, count / all, pen.colours[colourOf[kind]]);
      });
      if (mean !== null) pen.line([[mean, 0], [mean, most]], pen.colours.text, [3, 3]);
      pen.axisX(ticks, t(`studio.layers.axis_${kind}`));
      pen.axisY([[0, '0'], [most, percent(most, 0)]]);
    }, kind === 'gradients' ? t('studio.layers.zeros', { share: percent(layer.zeroShare) })
      : t('studio.layers.mode', this.binText(histogram, histogram.fullest)));
  }

  /** One column an evaluation, as wide as the steps up to the next one. @param {string} name of the layer @param {Kind} kind */
  columns(name, kind) {
    const entries = this.history.flatMap(({ steps, layers }) =>
      layers.filter((one) => one.name === name).map((layer) => ({ steps, layer })));
    const all = entries.map((entry) => entry.steps);
    const last = all.length - 1;
    const lastWidth = last > 0 ? (all[last] - all[0]) / last : 1;
    return entries.map(({ steps, layer }, i) =>
      ({ steps, to: all[i + 1] ?? steps + lastWidth, layer, histogram: layer[kind] }));
  }

  /** @param {Chart} chart @param {string} name of the layer @param {Kind} kind */
  showRun(chart, name, kind) {
    const columns = this.columns(name, kind);
    const last = columns[columns.length - 1];
    /** @type {[number, number]} */
    const y = [Math.min(...columns.map((one) => one.histogram.low)), Math.max(...columns.map((one) => one.histogram.high))];
    /** @type {[number, number]} */
    const x = [columns[0].steps, last.to];
    chart.show({ x, y }, (pen) => {
      for (const { steps, to, histogram } of columns) {
        const all = histogram.total || 1;
        const most = histogram.counts[histogram.fullest] / all || 1;
        histogram.counts.forEach((count, i) => {
          const from = histogram.low + i * width(histogram);
          // The root lets small shares be seen beside the one bin of all zeros.
          const strength = Math.sqrt(count / all / most);
          if (count) pen.rectangle(steps, to, from, from + width(histogram), pen.colours[colourOf[kind]], strength);
        });
      }
      if (kind === 'gradients') {
        const means = columns.map(({ layer }) => log(layer.meanAbsGradient));
        pen.line(columns.flatMap(({ steps, to }, i) => [[steps, means[i]], [to, means[i]]]), pen.colours.text);
      }
      pen.axisX([...new Set([x[0], last.steps])].map((at) => [at, grouped(at)]), t('studio.layers.step_axis'));
      pen.axisY(kind === 'gradients' ? powers : [[y[0], brief(y[0], 3)], [y[1], brief(y[1], 3)]]);
    }, t('studio.layers.rows', { rows: columns.length }));
  }

  /** @param {Histogram} histogram @param {number} i */
  binText(histogram, i) {
    const from = histogram.low + i * width(histogram);
    const share = percent(histogram.counts[i] / (histogram.total || 1));
    return { share, from: brief(from, 3), to: brief(from + width(histogram), 3) };
  }

  /** The same with ends that are powers of ten. @param {Histogram} histogram @param {number} i */
  gradientText(histogram, i) {
    const from = histogram.low + i * width(histogram);
    return { ...this.binText(histogram, i), from: brief(10 ** from, 2), to: brief(10 ** (from + width(histogram)), 2) };
  }

  /** @param {Kind} kind @param {Histogram} histogram @param {number} value */
  binAt(kind, histogram, value) {
    const i = Math.floor((value - histogram.low) / width(histogram));
    if (i < 0 || i >= histogram.counts.length) return '';
    return t(`studio.layers.bin_${kind}`, kind === 'gradients' ? this.gradientText(histogram, i) : this.binText(histogram, i));
  }

  /** @param {number} i the layer's place @param {Kind} kind @param {number} x */
  tellBin(i, kind, x) {
    const histogram = this.now?.layers[i][kind];
    return histogram ? this.binAt(kind, histogram, Math.min(x, histogram.high - width(histogram) / 2)) : '';
  }

  /** @param {number} i the layer's place @param {Kind} kind @param {number} x @param {number} y */
  tellCell(i, kind, x, y) {
    const columns = this.columns(this.now?.layers[i].name ?? '', kind);
    const column = columns.find(({ to }) => x <= to) ?? columns.at(-1);
    const text = column && this.binAt(kind, column.histogram, y);
    return text ? `${t('studio.layers.at', { step: grouped(column.steps) })} ${text}` : '';
  }

  /** The first thing to see: whether gradients reach the first layer. @param {LayerStatistics[]} layers */
  tellFlow(layers) {
    if (!this.flow) return;
    const { verdict, ...numbers } = this.flow;
    setText(this.verdict, t(`studio.layers.${verdict}`, { first: layers[0].name, last: layers[layers.length - 1].name, ...numbers }));
    this.verdict.dataset.kind = verdict;
  }

  pictureRows() {
    return this.layers.map(({ name, facts, charts }) => ({ text: `${name.textContent}  ${facts.textContent}`, charts }));
  }

  rows() {
    /** @type {(string | number)[][]} */
    const rows = [['step', 'layer', 'units', 'dead', 'mean |gradient|', 'zero gradients', 'of', 'from', 'to', 'count']];
    for (const { steps, layers } of this.history) {
      for (const layer of layers) {
        for (const kind of /** @type {const} */ (['activations', 'gradients'])) {
          const histogram = layer[kind];
          histogram.counts.forEach((count, i) => {
            const from = histogram.low + i * width(histogram);
            rows.push([steps, layer.name, layer.units, layer.dead, layer.meanAbsGradient, layer.zeroGradients,
              kind === 'gradients' ? 'log10 |gradient|' : 'activation', from, from + width(histogram), count]);
          });
        }
      }
    }
    return rows;
  }
}
