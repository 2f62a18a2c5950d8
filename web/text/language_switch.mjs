/** The language of page and canvas: the button or the playground asks for another, spoken once its texts are there. */
import { fetchKoreanFont, fetchKoreanTexts, koreanFontWithin } from './korean.mjs';
import { language, onLanguage, setLanguage, speak } from './strings.mjs';

const fontPause = 700;
const other = () => (language() === 'ko' ? 'en' : 'ko');
/** @param {Promise<unknown>} promise */
const quietly = (promise) => { promise.catch(() => {}); };

export class LanguageSwitch {
  /**
   * @param {HTMLButtonElement} button leads to the other language
   * @param {HTMLElement} name the part of it that is written in the other language
   * @param {(problem: Error) => void} complain told why a language cannot be spoken
   */
  constructor(button, name, complain) {
    this.complain = complain;
    /** @type {'en' | 'ko'} */
    this.wanted = language();
    /** @type {{ setKorean(texts: string): unknown } | null} */
    this.app = null;
    /** @type {((action: import('../protocol/actions').Language) => void) | null} */
    this.dispatch = null;
    const write = () => { name.lang = other(); };
    write();
    onLanguage(write);
    button.addEventListener('pointerenter', () => {
      if (other() === 'en') return;
      quietly(fetchKoreanTexts());
      quietly(fetchKoreanFont());
    });
    button.addEventListener('click', () => {
      if (this.dispatch) this.dispatch({ type: 'language', language: other() });
      else this.follow(other());
    });
  }

  /** The language of the first paint, which web/text/choose_language.mjs has chosen. */
  async start() {
    if (language() === 'en') return;
    try {
      await fetchKoreanTexts();
    } catch (problem) {
      this.wanted = 'en'; // for this visit only
      document.documentElement.lang = 'en';
      this.complain(/** @type {Error} */ (problem));
    }
    speak();
  }

  /**
   * From now on the playground says which language it is.
   * @param {{ setKorean(texts: string): unknown }} app
   * @param {(action: import('../protocol/actions').Language) => void} dispatch
   */
  async join(app, dispatch) {
    this.app = app;
    this.dispatch = dispatch;
    if (language() === 'ko') app.setKorean(await fetchKoreanTexts());
    dispatch({ type: 'language', language: this.wanted });
  }

  /** Another language is wanted; while its texts are on their way, or if they do not come, the old one is spoken. @param {'en' | 'ko'} wanted */
  async follow(wanted) {
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    if (wanted === 'en') {
      setLanguage('en');
      return;
    }
    try {
      const [texts] = await Promise.all([fetchKoreanTexts(), koreanFontWithin(fontPause)]);
      if (this.wanted !== wanted) return;
      this.app?.setKorean(texts);
    } catch (problem) {
      if (this.wanted !== wanted) return;
      this.wanted = language();
      this.complain(/** @type {Error} */ (problem));
    }
    setLanguage(this.wanted);
    this.dispatch?.({ type: 'language', language: this.wanted }); // the playground says all it said again
  }
}
