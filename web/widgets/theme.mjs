/** Light, dark or as the system says: for the page by an attribute on <html>, for the canvas by a callback. */
import { onLanguage, t } from '../text/strings.mjs';

const choices = ['auto', 'light', 'dark'];

/** Storage may be forbidden (private mode, a frame): then the choice lasts as long as the page. @param {string} [value] */
function stored(value) {
  try {
    if (value === undefined) return localStorage.getItem('theme');
    localStorage.setItem('theme', value);
  } catch { /* nothing to do */ }
  return null;
}

/**
 * @param {HTMLButtonElement} button
 * @param {(dark: boolean) => void} onChange called now and at every change
 */
export function followTheme(button, onChange) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  let choice = stored() ?? '';
  if (!choices.includes(choice)) choice = 'auto';
  const apply = () => {
    const dark = choice === 'dark' || (choice === 'auto' && system.matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    button.dataset.choice = choice;
    name();
    onChange(dark);
  };
  const name = () => {
    button.title = t(`theme.${choice}_title`);
    const words = button.querySelector('.theme-name');
    if (words) words.textContent = t(`theme.${choice}`);
  };
  button.addEventListener('click', () => {
    choice = choices[(choices.indexOf(choice) + 1) % choices.length];
    stored(choice);
    apply();
  });
  system.addEventListener('change', apply);
  onLanguage(name);
  apply();
}
