/**
 * Runs by itself, before and beside everything else: chooses the language, and watches over the start. It depends on nothing that it
 * watches; if it is missing, index.html's own message appears by its style. docs/start.md
 */
import { answeredFiles, nameOf, namedFiles, startAgain } from './platform/refetch.mjs';
import { chooseLanguage } from './text/choose_language.mjs';

const sayAfter = 5000;
const styleWithin = 3000;
const root = document.documentElement;
const byId = (/** @type {string} */ id) => document.getElementById(id);

/** Names of files that failed, and what the browser says of their code. @type {Map<string, string>} */
const failed = new Map();

/** @param {Iterable<string>} names */
async function say(names) {
  const message = byId('message');
  const files = byId('message-files');
  const button = byId('message-button');
  const isLate = () => byId('message-title')?.dataset.text; // else boot.mjs says something of its own
  if (!message || !files || !button) {
    document.addEventListener('DOMContentLoaded', () => say(names));
    return;
  }
  if (!isLate()) return;
  files.textContent = [...names].map((name) => [name, failed.get(name)].filter(Boolean).join(': ')).join(', ');
  files.hidden = button.hidden = false;
  button.onclick = () => startAgain();
  message.hidden = false;
  message.classList.add('said');
  if (root.lang === 'ko' && !root.dataset.texts) {
    const texts = await fetch('strings/ko.json').then((response) => response.json()).catch(() => null);
    for (const element of message.querySelectorAll('[data-text]')) {
      const text = texts?.page?.start?.[element.getAttribute('data-text')?.slice('start.'.length) ?? ''];
      if (text && isLate()) element.textContent = text;
    }
  }
  root.dataset.texts ??= '';
}

/** The page works without its style, but not as it should: this stays when the page has started. */
function unstyled() {
  failed.set('page.css', '');
  byId('message')?.classList.remove('late');
  say(failed.keys());
}

function watchStyle() {
  const style = document.querySelector('link[rel=stylesheet]');
  if (style instanceof HTMLLinkElement && !style.sheet) {
    style.onload = () => { if (failed.size === 1) byId('message')?.setAttribute('hidden', ''); };
    document.head.append(style); // nothing is painted while the parser waits for it; put in by a script it is not waited for
    unstyled();
  } else if (!getComputedStyle(root).getPropertyValue('--whole')) {
    unstyled();
  }
}

function watch() {
  if (root.dataset.start === 'done') return;
  const answered = new Set(answeredFiles());
  const late = namedFiles().filter((address) => !answered.has(address)).map(nameOf).filter((name) => name && !/^(fonts|strings)\//.test(name));
  for (const name of late) failed.set(name, failed.get(name) ?? '');
  if (!failed.size && !root.dataset.start) failed.set('boot.mjs', '');
  say(failed.keys());
}

chooseLanguage();
if (root.lang === 'ko') {
  document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', href: 'strings/ko.json', crossOrigin: '' }));
}
addEventListener('error', ({ target, filename, message }) => {
  if (target instanceof HTMLLinkElement && target.rel === 'stylesheet' && nameOf(target.href) === 'page.css') unstyled();
  if (root.dataset.start) return; // boot.mjs says it
  const name = nameOf(target instanceof HTMLScriptElement ? target.src : target instanceof HTMLLinkElement ? target.href : filename ?? '');
  if (!name) return;
  failed.set(name, message ?? '');
  if (target instanceof HTMLScriptElement || message) say(failed.keys());
}, true);
setTimeout(watch, sayAfter);
setTimeout(watchStyle, styleWithin);
