/**
 * Elements, made and brought up to date. Texts by key follow the language (web/text/strings.mjs).
 */
import { t } from '../text/strings.mjs';

/** Options that name a text, and where it is written; null: the element's own text. */
const texts = { text: null, label: 'aria-label', title: 'title', placeholder: 'placeholder' };

/**
 * element('button', { class: 'button', name: 'clear', text: 'studio.draw.clear', onclick: clear }, …children)
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [options] class; name is data-name, by which styles and tests find it; text, label, title and
 *   placeholder are keys of texts; on… are listeners; the rest properties or attributes
 * @param {...(Node | string | null | undefined | false)} children a string is a text as it is; nothing is made of null, '' and false
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, { class: className, name, ...options } = {}, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = String(className);
  if (name) made.dataset.name = String(name);
  if (made instanceof HTMLButtonElement) made.type = 'button';
  for (const [option, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (option in texts) say(made, /** @type {keyof typeof texts} */ (option), String(value));
    else if (option.startsWith('on')) made.addEventListener(option.slice(2), /** @type {EventListener} */ (value));
    else if (typeof value === typeof Reflect.get(made, option)) Reflect.set(made, option, value);
    else made.setAttribute(option, String(value));
  }
  for (const child of children) if (child) made.append(child);
  return made;
}

/**
 * Gives an element a text by key.
 * @param {HTMLElement} made
 * @param {keyof typeof texts} where
 * @param {string} key
 */
export function say(made, where, key) {
  if (made.dataset[where] === key) return;
  made.dataset[where] = key;
  const attribute = texts[where];
  if (attribute) made.setAttribute(attribute, t(key));
  else made.textContent = t(key);
}

/** @param {Node} node @param {string} text touches the node only when that is new */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * A sentence with code between backticks (two where the code holds one): the code becomes <code>.
 * @param {Element} node
 * @param {string} sentence
 */
export function setSentence(node, sentence) {
  const parts = sentence.split(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/).flatMap((part, i) => {
    if (i % 3 === 1 || part === '') return [];
    return [i % 3 === 0 ? part : element('code', {}, part.replace(/^ (?=`)|(?<=`) $/g, ''))];
  });
  const text = parts.map((part) => (typeof part === 'string' ? part : part.textContent)).join('');
  if (node.textContent !== text) node.replaceChildren(...parts);
}

/** @param {Element} of @param {string} name @param {string | null} value null: without the attribute */
export function setAttribute(of, name, value) {
  if (value === null) of.removeAttribute(name);
  else if (of.getAttribute(name) !== value) of.setAttribute(name, value);
}

let ids = 0;

/** An element's id, given to it when it has none: for relations such as aria-labelledby. @param {Element} of */
export function idOf(of) {
  of.id ||= `id-${++ids}`;
  return of.id;
}

/**
 * An element of index.html: there alone are ids.
 * @template {HTMLElement} [Kind=HTMLElement]
 * @param {string} id
 * @param {new () => Kind} [kind]
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof (kind ?? HTMLElement))) throw new Error(`index.html has no ${id}`);
  return /** @type {Kind} */ (found);
}

/**
 * A section of a panel below its heading, which names it.
 * @param {HTMLHeadingElement} title
 * @param {Record<string, unknown>} [options]
 * @param {...(Node | string | null | undefined | false)} children
 */
export const block = (title, options = {}, ...children) =>
  element('section', { class: 'block', 'aria-labelledby': idOf(title), ...options }, title, ...children);

/**
 * Buttons of which one is pressed.
 * @template {string} Value
 * @param {string} label key
 * @param {Record<Value, string>} choices value → key
 * @param {(value: Value) => void} choose
 */
export function choice(label, choices, choose) {
  const buttons = Object.entries(choices).map(([value, key]) => element('button', { class: 'choice', text: /** @type {string} */ (key), value }));
  const group = element('div', { class: 'choices', role: 'group', label }, ...buttons);
  /** @param {string} value */
  const press = (value) => {
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.value === value));
  };
  group.addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLButtonElement) || !target.value) return;
    press(target.value);
    choose(/** @type {Value} */ (target.value));
  });
  press(buttons[0].value);
  return { group, press };
}

/** A label around a field. @param {string} key @param {HTMLElement} control */
export function field(key, control) {
  return element('label', { class: 'studio-field' }, element('span', { text: key }), control);
}
