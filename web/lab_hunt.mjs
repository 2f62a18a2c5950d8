/** The bug hunt: what the check says of every node, the suspects, and why a guess is right or wrong. */
import { byId, make, setAttribute, setText } from './dom.mjs';
import { shortNumber } from './lab_numbers.mjs';
import { language, t } from './strings.mjs';

const nameOf = (key) => t(`lab.fault.${key}.name`);
const labelOf = (node) => node.name || node.op;

export class LabHunt {
  /** @param {(action: object) => boolean} dispatch */
  constructor(dispatch) {
    this.dispatch = dispatch;
    const start = () => {
      const [seed] = crypto.getRandomValues(new Uint32Array(1));
      dispatch({ type: 'hunt', order: 'start', seed });
      byId('hunt-task').focus();
    };
    byId('hunt-start').addEventListener('click', start);
    byId('hunt-next').addEventListener('click', start);
    byId('hunt-stop').addEventListener('click', () => {
      dispatch({ type: 'hunt', order: 'stop' });
      byId('hunt-start').focus();
    });
  }

  update({ hunt, nodes, score }) {
    const key = JSON.stringify([language(), hunt, nodes, score]);
    if (key === this.shown) return;
    this.shown = key;
    byId('hunt-idle').hidden = Boolean(hunt);
    byId('hunt-on').hidden = !hunt;
    byId('hunt-score').hidden = score.hunts === 0;
    setText(byId('hunt-score'), t('lab.hunt.score', { ...score, once: score.atOnce }));
    if (!hunt) return;
    setText(byId('hunt-graph'), t(`lab.graph.${hunt.graph}`));
    this.showNodes(nodes.filter((node) => node.op || node.fault !== 'none'));
    this.showSuspects(hunt);
    this.showFound(hunt);
  }

  showNodes(nodes) {
    const wrong = nodes.filter((node) => node.fault !== 'none');
    setText(byId('hunt-verdict'), wrong.length === 1 ? t('lab.hunt.one_wrong', { name: labelOf(wrong[0]) })
      : t('lab.hunt.more_wrong', { count: wrong.length }));
    byId('hunt-nodes').replaceChildren(...nodes.map((node) => {
      const item = make('li', 'hunt-node');
      item.dataset.fault = node.fault;
      const button = make('button', 'hunt-node-name', labelOf(node));
      button.type = 'button';
      button.addEventListener('click', () => this.dispatch({ type: 'select', node: node.node }));
      const mark = make('span', 'hunt-mark', node.fault === 'none' ? '✓' : '✗');
      mark.setAttribute('aria-hidden', 'true');
      const values = { input: node.input, is: shortNumber(node.is, 3), should: shortNumber(node.shouldBe, 3) };
      const op = node.name && node.op ? `${node.op}: ` : '';
      const said = t(`lab.hunt.layer_${node.fault === 'none' ? 'right' : node.fault}`, values);
      item.append(mark, button, make('span', 'hunt-node-text', op + said));
      return item;
    }));
  }

  showSuspects(hunt) {
    const list = byId('hunt-suspects');
    const key = JSON.stringify([language(), hunt.suspects]);
    if (key !== this.suspects) {
      this.suspects = key;
      list.replaceChildren(...hunt.suspects.map((suspect) => {
        const button = make('button', 'button hunt-suspect', nameOf(suspect.key));
        button.type = 'button';
        button.dataset.key = suspect.key;
        button.addEventListener('click', () => {
          if (button.getAttribute('aria-disabled') !== 'true') this.guess(suspect.key);
        });
        const item = make('li');
        item.append(button);
        return item;
      }));
    }
    for (const button of list.querySelectorAll('button')) {
      const guessed = hunt.guesses.includes(button.dataset.key);
      setAttribute(button, 'aria-disabled', guessed || hunt.found ? 'true' : null);
      const verdict = hunt.found?.key === button.dataset.key ? 'right' : 'wrong';
      setAttribute(button, 'data-guess', guessed ? verdict : null);
    }
    const last = hunt.guesses.at(-1);
    const wrong = last && !hunt.found;
    setText(byId('hunt-answer'), wrong ? t('lab.hunt.not', { symptom: t(`lab.fault.${last}.symptom`) }) : '');
  }

  guess(key) {
    this.dispatch({ type: 'hunt', order: 'guess', guess: key });
    if (!byId('hunt-found').hidden) byId('hunt-found').focus();
  }

  showFound({ found }) {
    byId('hunt-found').hidden = !found;
    byId('hunt-next').hidden = !found;
    if (!found) return;
    setText(byId('hunt-found-title'), t('lab.hunt.found', { name: nameOf(found.key) }));
    setText(byId('hunt-why'), t(`lab.fault.${found.key}.why`));
    setText(byId('hunt-wrong'), found.wrong);
    setText(byId('hunt-right'), found.right);
  }
}
