/**
 * What is dropped anywhere on the page, or pasted as files: a graph is opened, files for training go to their room, and what is unknown is
 * named. The browser never leaves the page for it.
 */
import { close, hideMessage, isShown, showMessage } from './message.mjs';
import { t } from '../text/strings.mjs';

/** What an action may have. */
const mostMegabytes = 16;

/** @typedef {{ page: import('../page.mjs').Page, rooms: import('./rooms.mjs').Rooms }} Parts */

/** Text that is dropped on a field goes into it. @param {DragEvent} event */
function isForField({ target, dataTransfer }) {
  const field = target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text');
  return field && !target.disabled && !target.readOnly && !dataTransfer?.types.includes('Files');
}

/** @param {File} file @returns {Promise<'graph' | 'data' | ''>} '': unknown, or it cannot be read, as a folder */
async function kindOf(file) {
  try {
    const head = new Uint8Array(await file.slice(0, 64).arrayBuffer());
    if (/\.json$/i.test(file.name) || /^\s*\{/.test(new TextDecoder().decode(head))) return 'graph';
    const [first = -1, second, third] = head;
    const known = (first === 0x1f && second === 0x8b) || (first === 0 && second === 0 && third === 8) || (first === 0x50 && second === 0x4b);
    return known || /\.(gz|npz|idx)$|ubyte/i.test(file.name) ? 'data' : '';
  } catch {
    return '';
  }
}

/** A name in a sentence, as code. @param {string} name */
const quoted = (name) => `\`${name.replaceAll('`', "'")}\``;

/** @type {import('./message.mjs').Message | null} */
let told = null;

/** @param {(() => string)[]} texts what could not be opened, and why: in place of what was told of the last drop */
function refuse(texts) {
  if (isShown(told)) hideMessage();
  told = texts.length > 0 ? showMessage(() => t('drops.title'), () => texts.map((text) => text()).join('\n'), close) : null;
}

/** @param {Parts} parts @param {string | null} text of a graph file; null: it is too large @param {string} name @returns {(() => string)[]} why it is not opened */
function openGraph({ page, rooms }, text, name) {
  if (text !== null && page.dispatch({ type: 'load_document', document: text })) {
    if (rooms.shown !== 'graph') page.dispatch({ type: 'show', room: 'graph' });
    return [];
  }
  const said = text === null ? page.app.problemText(JSON.stringify({ code: 'file.too_large', args: { most: mostMegabytes } }))
    : page.snapshot(0).notice?.text;
  return [() => `${quoted(name)}: ${said}`];
}

/** @param {Parts} parts @param {File[]} files @param {string[]} folders names */
async function takeFiles(parts, files, folders) {
  const kinds = await Promise.all(files.map(async (file) => (folders.includes(file.name) ? '' : kindOf(file))));
  const of = (/** @type {string} */ kind) => files.filter((_, i) => kinds[i] === kind);
  const [graph, ...graphs] = of('graph');
  const data = of('data');
  const left = [...of(''), ...graphs].map(({ name }) => quoted(name));
  const refused = graph ? openGraph(parts, graph.size > mostMegabytes << 20 ? null : await graph.text(), graph.name) : [];
  if (left.length > 0) refused.push(() => t('drops.unknown', { names: left.slice(0, 5).join(', ') + (left.length > 5 ? ', …' : '') }));
  refuse(refused);
  if (data.length > 0) await parts.rooms.take('mnist', data);
}

/** @param {Promise<Parts>} ready once the page has started */
export function takeDrops(ready) {
  const root = document.documentElement;
  const mark = (/** @type {boolean} */ on) => root.toggleAttribute('data-drop', on);
  addEventListener('dragover', (event) => {
    if (isForField(event)) return mark(false);
    event.preventDefault();
    mark(true);
  });
  addEventListener('dragleave', ({ relatedTarget }) => { if (!relatedTarget) mark(false); });
  addEventListener('drop', async (event) => {
    mark(false);
    if (isForField(event)) return;
    event.preventDefault();
    const { dataTransfer } = event;
    // All that is asked of the event is asked before the first wait.
    const files = [...dataTransfer?.files ?? []];
    const text = dataTransfer?.getData('text/plain') ?? '';
    const folders = [...dataTransfer?.items ?? []].map((item) => item.webkitGetAsEntry?.()).flatMap((entry) => (entry?.isDirectory ? [entry.name] : []));
    for (const dialog of document.querySelectorAll('dialog')) dialog.close();
    const parts = await ready;
    if (files.length > 0) return takeFiles(parts, files, folders);
    refuse(/^\s*\{/.test(text) ? openGraph(parts, text, '{ … }') : [() => t('drops.text')]);
  });
  addEventListener('paste', async (event) => {
    const { files, types } = event.clipboardData ?? {};
    // A spreadsheet gives a picture of its cells along with them.
    if (!files?.length || types?.includes('text/plain')) return;
    event.preventDefault();
    const list = [...files];
    await takeFiles(await ready, list, []);
  }, true);
}
