/** HTML of the lesson files (cmake/build_lessons.mjs makes it of their Markdown), and the numbers of the graph in it. No other text may come here. */
import { element, setText } from '../../widgets/element.mjs';

/**
 * An element that holds HTML of a lesson file. Other texts are put in by element() and setText().
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {string} html
 */
export function rich(tag, className, html) {
  const made = element(tag, { class: className });
  made.innerHTML = html; // eslint-disable-line no-restricted-properties -- our own texts, made at build time
  return made;
}

export class LiveNumbers {
  /**
   * @param {HTMLElement} text names them by data-live
   * @param {object[]} numbers of the lesson's plan
   */
  constructor(text, numbers) {
    const places = new Map(numbers.map((number, i) => [JSON.stringify(number), i]));
    this.numbers = [...text.querySelectorAll('[data-live]')].map((shown) => {
      const key = shown instanceof HTMLElement ? shown.dataset.live : '';
      return { shown, place: places.get(key ?? ''), written: shown.textContent ?? '' };
    });
  }

  /** Where the graph has no such number, the one of the text stays. @param {string[]} texts of the snapshot's lesson */
  update(texts) {
    for (const { shown, place, written } of this.numbers) setText(shown, texts[Number(place)] || written);
  }
}
