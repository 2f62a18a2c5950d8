/** Lends the canvas to a computation of the trained network. */
import { byId } from '../../widgets/element.mjs';
import { t } from '../../text/strings.mjs';
import { garments } from '../../widgets/class_names.mjs';

/**
 * @param {object} studio
 * @param {(question: object) => Promise<any>} studio.ask
 * @param {(action: object | string) => boolean} studio.dispatch
 * @param {object} what the question's own part: { of: 'sample', set, index }, { of: 'step', step } …, with the view that it is opened from
 */
export async function openGraph({ ask, dispatch }, what) {
  const { text } = await ask({ what: 'document', layerName: t('studio.layer_name'), garments: garments(), ...what });
  if (!dispatch(`{"type":"lend","document":${text}}`)) throw new Error(t('studio.graph_refused'));
  dispatch({ type: 'show', room: 'graph' });
  scrollTo({ top: 0 });
  byId('origin-title').focus({ preventScroll: true });
}
