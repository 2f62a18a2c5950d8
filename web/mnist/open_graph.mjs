/** Opens a computation of the trained network on the canvas. */
import { t } from '../strings.mjs';

/**
 * @param {object} studio
 * @param {(question: object) => Promise<any>} studio.ask
 * @param {(action: object) => boolean} studio.dispatch
 * @param {object} what the question's own part: { of: 'sample', set, index }, { of: 'step', step } …
 */
export async function openGraph({ ask, dispatch }, what) {
  const { text } = await ask({ what: 'document', layerName: t('studio.layer_name'), ...what });
  if (!dispatch({ type: 'load_document', document: JSON.parse(text) })) throw new Error(t('studio.graph_refused'));
  dispatch({ type: 'show', room: 'graph' });
}
