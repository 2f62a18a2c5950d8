/** The button that leads to the other language, written in that language. */
import { fetchKoreanFont, koreanFontWithin } from './korean_font.mjs';
import { language, onLanguage, setLanguage } from './strings.mjs';

const fontPause = 700;
const other = () => (language() === 'ko' ? 'en' : 'ko');

/**
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} name the part of it that is written in the other language
 * @param {(wanted: 'en' | 'ko') => void} tell passes the choice to the playground, when there is one
 */
export function followLanguageButton(button, name, tell) {
  const write = () => { name.lang = other(); };
  write();
  onLanguage(write);
  button.addEventListener('pointerenter', () => { if (other() === 'ko') fetchKoreanFont(); });
  button.addEventListener('click', async () => {
    const wanted = other();
    if (wanted === 'ko') await koreanFontWithin(fontPause);
    tell(wanted);
    setLanguage(wanted);
  });
}
