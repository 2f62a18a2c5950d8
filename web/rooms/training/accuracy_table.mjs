/** Accuracies by evaluation, beside those of the study notes' own run. A row's button makes the views show its checkpoint. */
import { byId, element, setAttribute, setText } from '../../widgets/element.mjs';
import { language, t } from '../../text/strings.mjs';
import { grouped, percent } from '../../widgets/numbers.mjs';

/** What the notes' run printed at iterations 0, 600 … 9600: training and test images. */
const notes = [
  [0.0829, 0.0845], [0.90618, 0.9098], [0.92303, 0.9258], [0.93477, 0.9337], [0.94415, 0.9433], [0.94965, 0.9468],
  [0.95593, 0.9528], [0.95973, 0.9562], [0.96455, 0.9599], [0.96653, 0.9604], [0.9702, 0.9627], [0.97188, 0.9623],
  [0.9738, 0.9647], [0.97542, 0.9669], [0.97777, 0.9675], [0.97803, 0.9679], [0.97965, 0.9681],
];

/** Whether the settings are the notes': other runs are not beside theirs. */
function isNotes({ data, hidden, activation, weightInit, optimizer, learningRate, batchSize }) {
  return data === 'mnist' && hidden.length === 1 && hidden[0] === 50 && activation === 'relu' && weightInit === 0.01 &&
    optimizer === 'sgd' && learningRate === 0.1 && batchSize === 100;
}

export class AccuracyTable {
  constructor(body, dispatch) {
    this.body = body;
    this.dispatch = dispatch;
  }

  update({ accuracies, checkpoints, lookedAt, settings, next, hasRun }) {
    const beside = isNotes(hasRun ? settings : next);
    byId('accuracies-notes').hidden = !beside;
    const key = JSON.stringify([language(), accuracies.length, accuracies.at(-1), checkpoints, lookedAt, beside]);
    if (key === this.key) return;
    this.key = key;
    const rows = beside ? notes.map((_, i) => ({ iteration: i * 600 })) : [];
    for (const row of accuracies) {
      const at = rows.findIndex((one) => one.iteration >= row.iteration);
      if (at >= 0 && rows[at].iteration === row.iteration) rows[at] = row;
      else rows.splice(at < 0 ? rows.length : at, 0, row);
    }
    while (this.body.rows.length > rows.length) this.body.deleteRow(-1);
    while (this.body.rows.length < rows.length) this.body.append(this.line());
    rows.forEach((row, i) => this.fill(this.body.rows[i], row, { checkpoints, lookedAt, beside }));
  }

  line() {
    const line = element('tr');
    const look = element('button', { class: 'look' });
    look.addEventListener('click', () => this.dispatch({ type: 'train', order: 'look', steps: Number(look.value) }));
    const first = element('td');
    first.append(look);
    line.append(first, element('td', { class: 'number value' }), element('td', { class: 'number' }), element('td', { class: 'number notes' }));
    return line;
  }

  fill(line, { steps, iteration, train, test }, { checkpoints, lookedAt, beside }) {
    const [first, trained, tested, noted] = line.cells;
    const look = first.firstChild;
    look.value = String(steps ?? '');
    look.disabled = !checkpoints.includes(steps);
    setText(look, grouped(iteration));
    setAttribute(look, 'title', look.disabled ? null : t('mnist.look.title'));
    setAttribute(look, 'aria-pressed', look.disabled ? null : String(steps === lookedAt));
    setText(trained, train === undefined ? '' : percent(train, 2));
    setText(tested, test === undefined ? '' : percent(test, 2));
    noted.hidden = !beside;
    const note = iteration % 600 === 0 ? notes[iteration / 600] : undefined;
    setText(noted, note ? note.map((share) => percent(share, 2)).join(' · ') : '');
  }
}
