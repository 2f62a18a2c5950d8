// Before anything is painted: the language of the page, as an attribute on <html>, and its texts on their way.
// web/text/language_switch.mjs goes on from there.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('language');
  } catch { /* storage may be forbidden */ }
  const wanted = [chosen, ...(navigator.languages ?? [navigator.language])].find((language) => /^(ko|en)\b/i.test(language ?? ''));
  if (!/^ko\b/i.test(wanted ?? '')) return;
  document.documentElement.lang = 'ko';
  const texts = Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', href: 'strings/ko.json', crossOrigin: '' });
  document.head.append(texts);
})();
