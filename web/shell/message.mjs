/** A message in the canvas's place: why there is no canvas, or what stopped. */
import { byId, setText } from '../widgets/element.mjs';
import { onLanguage, t } from '../text/strings.mjs';

export const messageShown = () => !byId('message').hidden;

export function hideMessage() {
  byId('message').hidden = true;
}

/**
 * Its texts are functions, as the language may change.
 * @param {() => string} title
 * @param {() => string} text
 * @param {{ text: () => string, press: () => void }} [button]
 */
export function showMessage(title, text, button) {
  const element = byId('message-button', HTMLButtonElement);
  const write = () => {
    setText(byId('message-title'), title());
    setText(byId('message-text'), text());
    if (button) setText(element, button.text());
  };
  element.hidden = !button;
  element.onclick = button?.press ?? null;
  write();
  onLanguage(write);
  byId('message').hidden = false;
}

export const reload = { text: () => t('start.reload'), press: () => location.reload() };

/** @param {string} reason */
export function showCrash(reason) {
  showMessage(() => t('start.stopped'), () => t('start.stopped_text', { reason }), reload);
}
