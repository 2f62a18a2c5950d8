/** Before anything is said: the language of the page, as an attribute on <html>. web/text/language_switch.mjs goes on from there. */
export function chooseLanguage() {
  const root = document.documentElement;
  if (root.dataset.language) return;
  let chosen = null;
  try {
    chosen = localStorage.getItem('language');
  } catch { /* storage may be forbidden */ }
  const wanted = [chosen, ...(navigator.languages ?? [navigator.language])].find((language) => /^(ko|en)\b/i.test(language ?? ''));
  if (/^ko\b/i.test(wanted ?? '')) root.lang = 'ko';
  root.dataset.language = root.lang;
}
