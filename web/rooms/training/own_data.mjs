/** Images of the user's own: IDX files by a file picker or by dropping them on the panel. */
import { byId, setSentence } from '../../widgets/element.mjs';
import { grouped } from '../../widgets/numbers.mjs';
import { t } from '../../text/strings.mjs';

export class OwnData {
  /**
   * @param {(files: Iterable<File>) => Promise<void>} use
   * @param {(action: object) => boolean} dispatch
   */
  constructor(use, dispatch) {
    this.use = use;
    this.dispatch = dispatch;
    const input = byId('own-files');
    byId('own-choose').addEventListener('click', () => input.click());
    input.addEventListener('change', () => {
      this.take([...input.files]);
      input.value = '';
    });
    const zone = byId('own-data');
    zone.addEventListener('dragover', (event) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      zone.dataset.drop = '';
    });
    zone.addEventListener('dragleave', () => { delete zone.dataset.drop; });
    zone.addEventListener('drop', (event) => {
      delete zone.dataset.drop;
      event.preventDefault();
      this.take([...event.dataTransfer.files]);
    });
  }

  async take(files) {
    if (files.length === 0) return;
    this.say('', t('mnist.own.reading'));
    try {
      await this.use(files);
      this.problem = false;
      this.dispatch({ type: 'set_training', data: 'own' });
    } catch (error) {
      this.problem = true;
      this.say('problem', error.message);
    }
  }

  say(kind, text) {
    byId('own-state').dataset.kind = kind;
    setSentence(byId('own-state'), text);
  }

  update({ own }) {
    if (this.problem || !own) return;
    this.say('', t('mnist.own.open', { ...own, train: grouped(own.train), test: grouped(own.test) }));
  }
}
