/** A question of a lesson: predict, check, and only then see it on the canvas. */
import { element, setText } from '../../widgets/element.mjs';
import { evaluate, read, readNumber, show } from './lesson_graph.mjs';
import { htmlOf } from './lesson_html.mjs';
import { t } from '../../text/strings.mjs';

/** A prediction is right within half a percent, and close within five. */
const tolerance = 0.005;
const closeBy = 0.05;

const within = (guess, truth, share) => Math.abs(guess - truth) <= Math.max(share * Math.abs(truth), 1e-12);

function rich(tag, className, html) {
  return element(tag, { class: className }, htmlOf(html));
}

function button(text, press, className = 'button') {
  return element('button', { class: className, onclick: press }, text);
}

export class Question {
  /**
   * @param {object} parts
   * @param {any} parts.question of the lesson file
   * @param {any} parts.document the lesson's graph
   * @param {import('./lesson_graph.mjs').LessonGraph} parts.graph
   * @param {() => string | undefined} parts.answered
   * @param {(answer: string | undefined) => void} parts.onAnswer
   */
  constructor(parts) {
    Object.assign(this, parts);
    this.element = element('section', { class: 'question' });
    this.element.dataset.id = this.question.id;
    this.feedback = element('p', { class: 'question-feedback' });
    this.feedback.setAttribute('role', 'status');
    if (this.answered()) this.showAnswer();
    else this.showQuestion();
  }

  label(text) {
    return element('p', { class: 'question-label' }, text);
  }

  put(...children) {
    setText(this.feedback, '');
    this.element.replaceChildren(...children);
    for (const number of this.element.querySelectorAll('[data-live]')) delete number.dataset.live;
  }

  ask() {
    return rich('p', 'question-text', this.question.ask);
  }

  showQuestion() {
    const actions = element('p', { class: 'question-actions' });
    actions.append(button(t('lessons.predict'), () => this.begin(), 'button primary'));
    this.put(this.label(t('lessons.question')), this.ask(), actions);
  }

  /** Puts the situation of the question on the canvas and asks for the prediction. */
  begin() {
    const { scene } = this.question;
    this.graph.load(this.document, scene);
    this.graph.do(scene.actions ?? []);
    if (scene.walk) this.graph.walkTo(scene.walk);
    const form = element('form', { class: 'question-form' });
    const first = this.question.options ? this.addChoices(form) : this.addField(form);
    const actions = element('div', { class: 'question-actions' });
    const check = element('button', { class: 'button primary' }, t('lessons.check'));
    check.type = 'submit';
    actions.append(check, button(t('lessons.show_answer'), () => this.finish('shown'), 'button quiet'));
    form.append(actions);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.check(form);
    });
    this.put(this.label(t('lessons.question')), this.ask(), form, this.feedback);
    first.focus({ preventScroll: true });
  }

  addField(form) {
    const field = element('input', { class: 'field question-field' });
    Object.assign(field, { type: 'text', name: 'answer', autocomplete: 'off', spellcheck: false });
    field.setAttribute('inputmode', 'text'); // a phone's number keys often lack the minus
    field.setAttribute('aria-label', t('lessons.your_number'));
    field.placeholder = t('lessons.your_number');
    form.append(field);
    return field;
  }

  addChoices(form) {
    const group = element('div', { class: 'question-choices' });
    group.setAttribute('role', 'radiogroup');
    group.setAttribute('aria-label', t('lessons.your_choice'));
    for (const key of this.question.options) {
      const line = element('label', { class: 'question-choice' });
      const radio = Object.assign(element('input'), { type: 'radio', name: 'answer', value: key });
      line.append(radio, rich('span', '', this.question.choices[key]));
      group.append(line);
    }
    form.append(group);
    return group.querySelector('input');
  }

  check(form) {
    const given = new FormData(form).get('answer');
    const wrong = this.question.options ? this.judgeChoice(given) : this.judgeNumber(given);
    if (wrong === null) this.finish('right');
    else {
      this.feedback.replaceChildren(htmlOf(wrong));
      form.querySelector('.question-field')?.select();
    }
  }

  /** null when right, else what to say. */
  judgeChoice(key) {
    const { answer, hints } = this.question;
    if (!key) return t('lessons.choose');
    return key === answer ? null : hints[key] ?? hints.other;
  }

  judgeNumber(text) {
    const guess = readNumber(String(text));
    if (guess === null) return t('lessons.not_a_number');
    const { nodes } = this.graph;
    const { answer, mistakes = {}, hints } = this.question;
    const truth = evaluate(nodes, answer);
    if (truth === null) return t('lessons.other_graph');
    if (within(guess, truth, tolerance)) return null;
    for (const [key, expression] of Object.entries(mistakes)) {
      const mistaken = evaluate(nodes, expression);
      if (mistaken !== null && within(guess, mistaken, tolerance)) return hints[key];
    }
    if (within(guess, truth, closeBy)) return t('lessons.close');
    if (within(guess, -truth, tolerance)) return t('lessons.sign');
    return hints.other;
  }

  finish(answer) {
    this.onAnswer(answer);
    this.graph.do(this.question.shown ?? [{ type: 'walk', move: 'off' }]);
    this.showAnswer(this.graph.nodes);
    this.element.focus({ preventScroll: true });
  }

  /** @param {any[]} [nodes] the graph at the moment of the answer; without it the text's own numbers stay */
  showAnswer(nodes) {
    const right = this.answered() === 'right';
    const text = rich('p', 'question-reveal', this.question.reveal);
    if (nodes) {
      for (const number of text.querySelectorAll('[data-live]')) {
        const what = JSON.parse(number.dataset.live);
        setText(number, show(read(nodes, what), what.exact) || number.textContent);
      }
    }
    const label = this.label(t(right ? 'lessons.right' : 'lessons.answer'));
    label.classList.toggle('is-right', right);
    const actions = element('p', { class: 'question-actions' });
    actions.append(button(t('lessons.again'), () => {
      this.onAnswer(undefined);
      this.begin();
    }, 'button quiet'));
    this.put(label, this.ask(), text, actions);
    this.element.tabIndex = -1;
  }
}
