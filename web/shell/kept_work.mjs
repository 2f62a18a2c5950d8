/** Says what became of the work of earlier visits where it could not simply be opened, and when nothing can be kept. */
import { attempt } from '../platform/storage.mjs';
import { t } from '../text/strings.mjs';
import { saveFile } from '../widgets/save_file.mjs';
import { close, hideMessage, showMessage } from './message.mjs';

/** @typedef {import('../platform/workspace.mjs').Workspace} Workspace */

/** The graph in a record's text, or else all of it. @param {string} text */
const graphIn = (text) => attempt(() => JSON.stringify(JSON.parse(text).graph.own)) ?? text;

/** @param {Workspace} workspace @param {import('../platform/workspace.mjs').Dispatch} dispatch */
export function tellKeptWork(workspace, dispatch) {
  workspace.onRefused = (why) => {
    if (why === 'forbidden' && window !== window.parent) return; // nobody expects a frame of another page to remember
    showMessage(() => t('start.not_kept'), () => t('start.not_kept_text'), close);
  };
  const { left } = workspace;
  if (!left) return;
  const save = { text: () => t('start.save'), press: () => saveFile(graphIn(left.text), 'graph.json', 'application/json') };
  const title = () => t(`start.${left.why}`);
  const tellPlace = () => showMessage(title, () => t('start.kept_aside'), close, save);
  if (left.why !== 'bad_end') return tellPlace();
  showMessage(title, () => t('start.bad_end_text'), {
    text: () => t('start.open'),
    press() {
      hideMessage();
      workspace.openLeft(dispatch);
    },
  }, {
    text: () => t('start.leave_aside'),
    press() {
      hideMessage();
      workspace.leaveAside();
      tellPlace();
    },
  }, save);
}
