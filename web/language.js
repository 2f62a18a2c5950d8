// Before anything is painted: the language of the page, as an attribute on <html>. web/strings.mjs goes on from there.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('language');
  } catch { /* storage may be forbidden */ }
  const wanted = [chosen, ...(navigator.languages ?? [navigator.language])].find((language) => /^(ko|en)\b/i.test(language ?? ''));
  if (/^ko\b/i.test(wanted ?? '')) document.documentElement.lang = 'ko';
})();
