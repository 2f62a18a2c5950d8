/** Elements made in scripts, their texts by key so that they follow the language (web/text/strings.mjs). */
import { make } from './dom.mjs';
import { t } from '../text/strings.mjs';

/** Options that name a text, and where it is written; null: the element's own text. */
const texts = { text: null, label: 'aria-label', title: 'title' };

/**
 * element('button', { class: 'button', text: 'studio.draw.clear', onclick: clear }, …children)
 * @param {string} tag
 * @param {Record<string, any>} [options] text, label and title are keys; on… are listeners; the rest properties or attributes
 * @param {...(Node | string)} children
 */
export function element(tag, { class: className = '', ...options } = {}, ...children) {
  const made = make(tag, className);
  if (tag === 'button') made.type = 'button';
  for (const [name, value] of Object.entries(options)) {
    if (name in texts) say(made, name, value);
    else if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Gives an element a text by key. @param {'text' | 'label' | 'title'} where */
export function say(made, where, key) {
  if (made.dataset[where] === key) return;
  made.dataset[where] = key;
  if (texts[where]) made.setAttribute(texts[where], t(key));
  else made.textContent = t(key);
}

/**
 * Buttons of which one is pressed.
 * @param {string} label key
 * @param {Record<string, string>} choices value → key
 * @param {(value: string) => void} choose
 */
export function choice(label, choices, choose) {
  const buttons = Object.entries(choices).map(([value, key]) => element('button', { class: 'choice', text: key, value }));
  const group = element('div', { class: 'choices', role: 'group', label }, ...buttons);
  const press = (value) => {
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.value === value));
  };
  group.addEventListener('click', ({ target }) => {
    if (!target.value) return;
    press(target.value);
    choose(target.value);
  });
  press(buttons[0].value);
  return { group, press };
}

/** A label around a field. @param {string} key */
export function field(key, control) {
  return element('label', { class: 'studio-field' }, element('span', { text: key }), control);
}
