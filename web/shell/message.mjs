/**
 * A message in the canvas's place: why there is no canvas, or what stopped. At first it is index.html's own, which appears if the page
 * does not start (web/start.mjs). A question that is not answered comes again after what was said meanwhile.
 */
import { startAgain } from '../platform/refetch.mjs';
import { byId, element, setSentence, setText } from '../widgets/element.mjs';
import { onLanguage, t } from '../text/strings.mjs';

/** @typedef {{ text: () => string, press: () => void }} MessageButton */
/** Its texts are functions, as the language may change. @typedef {[title: () => string, text: () => string, ...buttons: MessageButton[]]} Message */

/** @type {Message | null} */
let shown = null;
/** Questions that wait for their answer. @type {Message[]} */
const waiting = [];

const isOwn = () => !byId('message-title').dataset.text;

export const messageShown = () => isOwn() && !byId('message').hidden;

export function hideMessage() {
  const question = waiting.pop();
  shown = null;
  if (question) showMessage(...question);
  else byId('message').hidden = true;
}

/** The page has started: nothing is missing any more, unless it goes on without its style. */
export function noMoreLate() {
  if (byId('message').classList.contains('late')) hideMessage();
}

let write = () => {};
onLanguage(() => write());

/** @param {Message} message @returns {Message} for isShown */
export function showMessage(...message) {
  const [title, text, first, ...others] = message;
  if (shown && shown.length > 3 && !shown.includes(close)) waiting.push(shown);
  shown = message;
  const button = byId('message-button', HTMLButtonElement);
  for (const id of ['message-title', 'message-text', 'message-button']) delete byId(id).dataset.text;
  const more = others.map(({ press }) => element('button', { class: 'button', onclick: press }));
  byId('message-more').replaceChildren(...more);
  write = () => {
    setText(byId('message-title'), title());
    setSentence(byId('message-text'), text());
    if (first) setText(button, first.text());
    for (const [i, other] of others.entries()) setText(more[i], other.text());
  };
  button.hidden = !first;
  button.onclick = first?.press ?? null;
  byId('message-files').hidden = true;
  byId('message').onkeydown = ({ key }) => { if (key === 'Escape' && shown?.includes(close)) hideMessage(); };
  write();
  byId('message').classList.remove('late');
  byId('message').hidden = false;
  return message;
}

/** @param {Message | null} message */
export const isShown = (message) => message !== null && message === shown;

/** @type {MessageButton} */
export const close = { text: () => t('palette.close'), press: hideMessage };
/** @type {MessageButton} */
export const tryAgain = { text: () => t('start.try_again'), press: () => startAgain() };

/** @param {string} reason */
export function showCrash(reason) {
  showMessage(() => t('start.stopped'), () => t('start.stopped_text', { reason }), { text: () => t('start.reload'), press: () => location.reload() });
}
