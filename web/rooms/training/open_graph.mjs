/** Lends the canvas to a computation of the trained network. */
import { t } from '../../text/strings.mjs';
import { garments } from '../../widgets/class_names.mjs';

/**
 * @param {Pick<import('../../page.mjs').Page, 'ask' | 'dispatch' | 'goToLent'>} page
 * @param {import('../../workers/messages').GraphRequest} what is computed, with the view that it is opened from
 */
export async function openGraph({ ask, dispatch, goToLent }, what) {
  const { text } = await ask({ what: 'document', layerName: t('studio.layer_name'), garments: garments(), ...what });
  if (!dispatch(`{"type":"lend","document":${text}}`)) throw new Error(t('studio.graph_refused'));
  goToLent();
}
