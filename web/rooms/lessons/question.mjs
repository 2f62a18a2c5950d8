/** A question of a lesson: predict, check, and only then see it on the canvas. */
import { element, setText } from '../../widgets/element.mjs';
import { endDraft, keepDraft } from '../../platform/drafts.mjs';
import { t } from '../../text/strings.mjs';
import { LiveNumbers, rich } from './lesson_html.mjs';

/**
 * @typedef {object} QuestionTexts of the lesson file: HTML, and what the canvas shows
 * @property {string} id
 * @property {string[]} [options] keys of the choices; without them a number is asked for
 * @property {string} ask
 * @property {Record<string, string>} choices
 * @property {Record<string, string>} hints by the key that the playground's grade names
 * @property {string} reveal
 * @property {import('./lesson_actions.mjs').Scene} scene
 * @property {import('./lesson_actions.mjs').LessonAction[]} [shown] actions that show the answer
 */

/** @param {string} key @param {() => void} press @param {string} [className] */
const button = (key, press, className = 'button') => element('button', { class: className, onclick: press }, t(key));

/** @param {string} text @param {boolean} [right] */
const label = (text, right = false) => element('p', { class: `question-label${right ? ' is-right' : ''}` }, text);

export class Question {
  /**
   * @param {object} parts
   * @param {QuestionTexts} parts.question
   * @param {string} parts.key for an answer that is not checked yet
   * @param {object[]} parts.numbers of the lesson's plan
   * @param {import('./lesson_actions.mjs').LessonActions} parts.actions
   * @param {(text: string) => import('../../protocol/snapshot').LessonState['graded']} parts.grade the playground's
   * @param {() => string[]} parts.numbersNow their texts at this moment
   * @param {() => import('./lesson_progress.mjs').Answered | undefined} parts.answered
   * @param {(answer: import('./lesson_progress.mjs').Answered | undefined) => void} parts.onAnswer
   */
  constructor(parts) {
    this.parts = parts;
    this.question = parts.question;
    this.element = element('section', { class: 'question' });
    this.element.dataset.id = this.question.id;
    this.feedback = element('p', { class: 'question-feedback', role: 'status' });
    /** @type {HTMLInputElement | null} where a number is typed */
    this.field = null;
    if (parts.answered()) this.#showAnswer(null);
    else this.#showQuestion();
  }

  /** @param {...Node} children */
  #put(...children) {
    this.feedback.replaceChildren();
    this.element.replaceChildren(...children);
    for (const number of this.element.querySelectorAll('[data-live]')) number.removeAttribute('data-live');
  }

  #ask() {
    return rich('p', 'question-text', this.question.ask);
  }

  #showQuestion() {
    this.#put(label(t('lessons.question')), this.#ask(),
      element('p', { class: 'question-actions' }, button('lessons.predict', () => this.begin(), 'button primary')));
  }

  /** Puts the situation of the question on the canvas and asks for the prediction. */
  begin() {
    this.parts.actions.ask(this.question.id, this.question.scene);
    this.showForm().focus({ preventScroll: true });
  }

  /** Asks for the prediction. @returns {HTMLElement} where it is given */
  showForm() {
    const form = element('form', { class: 'question-form' });
    const first = this.question.options ? this.#addChoices(form, this.question.options) : this.#addField(form);
    form.append(element('div', { class: 'question-actions' },
      element('button', { class: 'button primary', type: 'submit' }, t('lessons.check')),
      button('lessons.show_answer', () => this.#finish('shown'), 'button quiet')));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#check(String(new FormData(form).get('answer') ?? ''));
    });
    this.#put(label(t('lessons.question')), this.#ask(), form, this.feedback);
    return first;
  }

  /** @param {HTMLFormElement} form */
  #addField(form) {
    // A phone's number keys often lack the minus.
    const field = element('input', { class: 'field question-field', type: 'text', inputMode: 'text', autocomplete: 'off', spellcheck: false,
      label: 'lessons.your_number', placeholder: 'lessons.your_number' });
    field.setAttribute('name', 'answer');
    keepDraft(field, this.parts.key);
    form.append(field);
    this.field = field;
    return field;
  }

  /** @param {HTMLFormElement} form @param {string[]} options */
  #addChoices(form, options) {
    const radios = options.map((value) => {
      const radio = element('input', { type: 'radio', value });
      radio.setAttribute('name', 'answer');
      keepDraft(radio, this.parts.key);
      return radio;
    });
    form.append(element('div', { class: 'question-choices', role: 'radiogroup', label: 'lessons.your_choice' }, ...radios.map((radio) =>
      element('label', { class: 'question-choice' }, radio, rich('span', '', this.question.choices[radio.value])))));
    return radios[0];
  }

  /** @param {string} given */
  #check(given) {
    const graded = this.parts.grade(given);
    if (!graded) return;
    if (graded.grade === 'right') return this.#finish('right');
    if (graded.grade === 'hint') {
      const { hints } = this.question;
      this.feedback.replaceChildren(...rich('p', '', hints[graded.hint] ?? hints.other).childNodes);
    } else {
      setText(this.feedback, t(`lessons.grade.${graded.grade}`));
    }
    this.field?.select();
  }

  /** @param {import('./lesson_progress.mjs').Answered} answer */
  #finish(answer) {
    for (const field of this.element.querySelectorAll('input')) endDraft(field);
    this.parts.onAnswer(answer);
    this.parts.actions.do(this.question.shown ?? [{ type: 'walk', move: 'off' }]);
    this.#showAnswer(this.parts.numbersNow());
    this.element.focus({ preventScroll: true });
  }

  /** @param {string[] | null} numbers of the graph at the moment of the answer; without them the text's own stay */
  #showAnswer(numbers) {
    const right = this.parts.answered() === 'right';
    const text = rich('p', 'question-reveal', this.question.reveal);
    if (numbers) new LiveNumbers(text, this.parts.numbers).update(numbers.map((number) => (number === '?' ? '' : number)));
    const again = button('lessons.again', () => {
      this.parts.onAnswer(undefined);
      this.begin();
    }, 'button quiet');
    this.#put(label(t(right ? 'lessons.right' : 'lessons.answer'), right), this.#ask(), text, element('p', { class: 'question-actions' }, again));
    this.element.tabIndex = -1;
  }
}
