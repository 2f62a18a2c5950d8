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
    showMessage(() => t('start.not_kept'), () => t(`start.${why}`), close);
  };
  const { left } = workspace;
  if (!left) return;
  const save = { text: () => t('start.save'), press: () => saveFile(graphIn(left.text), 'graph.json', 'application/json') };
  const kept = () => t('start.kept_aside', { key: left.key });
  if (left.why !== 'bad_end') {
    showMessage(() => t(`start.${left.why}`), left.why === 'newer' ? () => t('start.newer_text') : kept, close, save);
    return;
  }
  showMessage(() => t('start.bad_end'), () => t('start.bad_end_text'), {
    text: () => t('start.open'),
    press() {
      hideMessage();
      workspace.openLeft(dispatch);
    },
  }, {
    text: () => t('start.leave_aside'),
    press() {
      workspace.leaveAside();
      showMessage(() => t('start.left_aside'), kept, close, save);
    },
  }, save);
}
