/** The settings of a run. What is typed becomes an action when the field is left or Enter is pressed; the playground judges it. */
import { byId, setAttribute, setSentence, setText } from '../../widgets/element.mjs';

// What is no number goes to the playground as it is, which says what the setting must be.
const number = (text) => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text);

/** "50, 30" as [50, 30]; nothing as no hidden layer. */
function sizes(text) {
  const parts = text.split(/[\s,;×-]+/).filter((part) => part !== '');
  return parts.map(number);
}

/** Each field: how its text becomes a setting, and back. */
const fields = {
  'set-data': { key: 'data', read: (text) => text, write: ({ data }) => data },
  'set-hidden': { key: 'hidden', read: sizes, write: ({ hidden }) => hidden.join(', ') },
  'set-activation': { key: 'activation', read: (text) => text, write: ({ activation }) => activation },
  'set-init': { key: 'weightInit', read: (text) => (text === 'fixed' ? 0.01 : text),
    write: ({ weightInit }) => (typeof weightInit === 'number' ? 'fixed' : weightInit) },
  'set-deviation': { key: 'weightInit', read: number, write: ({ weightInit }) => (typeof weightInit === 'number' ? String(weightInit) : '') },
  'set-optimizer': { key: 'optimizer', read: (text) => text, write: ({ optimizer }) => optimizer },
  'set-rate': { key: 'learningRate', read: number, write: ({ learningRate }) => String(learningRate) },
  'set-rate-slider': { key: 'learningRate', read: (text) => Number((10 ** (Number(text) / 10)).toPrecision(2)),
    write: ({ learningRate }) => String(Math.round(10 * Math.log10(Math.max(learningRate, 1e-5)))) },
  'set-batch': { key: 'batchSize', read: number, write: ({ batchSize }) => String(batchSize) },
  'set-seed': { key: 'seed', read: number, write: ({ seed }) => String(seed) },
  'set-iterations': { key: 'iterations', read: number, write: ({ iterations }) => String(iterations) },
};

export class SettingsForm {
  /**
   * @param {(action: object) => boolean} dispatch
   * @param {() => string} notice the reason of the last refusal
   */
  constructor(dispatch, notice) {
    this.dispatch = dispatch;
    this.notice = notice;
    byId('settings').addEventListener('submit', (event) => event.preventDefault());
    for (const [id, field] of Object.entries(fields)) {
      const element = byId(id);
      element.addEventListener(element.type === 'range' ? 'input' : 'change', () => this.change(element, field));
      element.addEventListener('keydown', (event) => {
        if (event.key !== 'Escape' || element.tagName !== 'INPUT') return;
        element.value = field.write(this.next);
        this.complain(null, '');
      });
    }
    byId('new-seed').addEventListener('click', () => dispatch({ type: 'train', order: 'new_seed' }));
    byId('settings-new-run').addEventListener('click', () => {
      dispatch({ type: 'train', order: 'reset' });
      dispatch({ type: 'train', order: 'start' });
    });
  }

  change(element, { key, read }) {
    const done = this.dispatch({ type: 'set_training', [key]: read(element.value) });
    this.complain(done ? null : element, done ? '' : this.notice());
  }

  /** The field keeps what was typed, so that it can be put right. */
  complain(element, text) {
    this.wrong = element;
    for (const id of Object.keys(fields)) setAttribute(byId(id), 'aria-invalid', byId(id) === element ? 'true' : null);
    setSentence(byId('settings-problem'), text);
  }

  update({ next, nextDiffers, own }) {
    this.next = next;
    const mine = byId('set-own');
    mine.hidden = !own;
    if (own) setText(mine, own.name);
    for (const [id, { write }] of Object.entries(fields)) {
      const element = byId(id);
      if (element === this.wrong || (element === document.activeElement && element.type === 'text')) continue;
      const value = write(next);
      if (element.value !== value) element.value = value;
    }
    byId('set-deviation').hidden = typeof next.weightInit !== 'number';
    byId('settings-next').hidden = !nextDiffers;
  }
}
