/** HTML of the lesson files, made by cmake/build_lessons.mjs of our own texts. No other text may come here. */

/** @param {string} html @returns {DocumentFragment} */
export function htmlOf(html) {
  const template = document.createElement('template');
  template.innerHTML = html; // eslint-disable-line no-restricted-properties -- see above
  return template.content;
}
