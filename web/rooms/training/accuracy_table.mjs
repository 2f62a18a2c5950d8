/** Accuracies by evaluation, beside those of the study notes' own run. A row's button makes the views show its checkpoint. */
import { element, idOf, setAttribute, setText } from '../../widgets/element.mjs';
import { language, t } from '../../text/strings.mjs';
import { grouped, percent } from '../../widgets/numbers.mjs';

/** What the notes' run printed at iterations 0, 600 … 9600: training and test images. */
const notes = [
  [0.0829, 0.0845], [0.90618, 0.9098], [0.92303, 0.9258], [0.93477, 0.9337], [0.94415, 0.9433], [0.94965, 0.9468],
  [0.95593, 0.9528], [0.95973, 0.9562], [0.96455, 0.9599], [0.96653, 0.9604], [0.9702, 0.9627], [0.97188, 0.9623],
  [0.9738, 0.9647], [0.97542, 0.9669], [0.97777, 0.9675], [0.97803, 0.9679], [0.97965, 0.9681],
];

/** @typedef {import('../../protocol/snapshot').TrainingState} TrainingState */
/** @typedef {Partial<TrainingState['accuracies'][number]> & { iteration: number }} Row what was not measured is left out */
/** @typedef {Pick<TrainingState, 'checkpoints' | 'lookedAt'> & { beside: boolean }} Around beside: the notes' run is shown */

/** Whether the settings are the notes': other runs are not beside theirs. @param {TrainingState['settings']} settings */
function isNotes({ data, hidden, activation, weightInit, optimizer, learningRate, batchSize }) {
  return data === 'mnist' && hidden.length === 1 && hidden[0] === 50 && activation === 'relu' && weightInit === 0.01 &&
    optimizer === 'sgd' && learningRate === 0.1 && batchSize === 100;
}

/** @param {string} text @param {string} className @param {object} [more] */
const heading = (text, className, more) => element('th', { scope: 'col', class: className, text, ...more });

export class AccuracyTable {
  notesTitle = heading('mnist.notes', 'number notes', { title: 'mnist.notes_title' });
  body = element('tbody');
  /** @type {ReturnType<AccuracyTable['makeLine']>[]} */
  lines = [];
  /** What they were made of. */
  key = '';

  /** @param {Pick<import('../../page.mjs').Page, 'dispatch'>} page */
  constructor({ dispatch }) {
    this.dispatch = dispatch;
    const title = element('h2', { text: 'mnist.accuracy' });
    const head = element('tr', {}, heading('mnist.iteration', ''), heading('mnist.training_images', 'number value'),
      heading('mnist.test_images', 'number'), this.notesTitle);
    this.element = element('section', { class: 'block' }, title,
      element('div', { class: 'scroller', tabIndex: 0, role: 'region', 'aria-labelledby': idOf(title) },
        element('table', { class: 'table', name: 'accuracies' }, element('thead', {}, head), this.body)),
      element('p', { class: 'hint', text: 'mnist.accuracy_hint' }));
  }

  /** @param {TrainingState} training */
  update({ accuracies, checkpoints, lookedAt, settings, next, hasRun }) {
    const beside = isNotes(hasRun ? settings : next);
    this.notesTitle.hidden = !beside;
    const key = JSON.stringify([language(), accuracies.length, accuracies.at(-1), checkpoints, lookedAt, beside]);
    if (key === this.key) return;
    this.key = key;
    /** @type {Row[]} */
    const rows = beside ? notes.map((_, i) => ({ iteration: i * 600 })) : [];
    for (const row of accuracies) {
      const at = rows.findIndex((one) => one.iteration >= row.iteration);
      if (at >= 0 && rows[at].iteration === row.iteration) rows[at] = row;
      else rows.splice(at < 0 ? rows.length : at, 0, row);
    }
    while (this.lines.length > rows.length) this.lines.pop()?.line.remove();
    while (this.lines.length < rows.length) this.lines.push(this.makeLine());
    rows.forEach((row, i) => fill(this.lines[i], row, { checkpoints, lookedAt, beside }));
  }

  makeLine() {
    const look = element('button', { class: 'look', onclick: () => this.dispatch({ type: 'train', order: 'look', steps: Number(look.value) }) });
    const [trained, tested, noted] = ['number value', 'number', 'number notes'].map((name) => element('td', { class: name }));
    const line = element('tr', {}, element('td', {}, look), trained, tested, noted);
    this.body.append(line);
    return { line, look, trained, tested, noted };
  }
}

/** @param {ReturnType<AccuracyTable['makeLine']>} line @param {Row} row @param {Around} around */
function fill({ look, trained, tested, noted }, { steps, iteration, train, test }, { checkpoints, lookedAt, beside }) {
  look.value = String(steps ?? '');
  look.disabled = steps === undefined || !checkpoints.includes(steps);
  setText(look, grouped(iteration));
  setAttribute(look, 'title', look.disabled ? null : t('mnist.look.title'));
  setAttribute(look, 'aria-pressed', look.disabled ? null : String(steps === lookedAt));
  setText(trained, train === undefined ? '' : percent(train, 2));
  setText(tested, test === undefined ? '' : percent(test, 2));
  noted.hidden = !beside;
  const note = iteration % 600 === 0 ? notes[iteration / 600] : undefined;
  setText(noted, note ? note.map((share) => percent(share, 2)).join(' · ') : '');
}
