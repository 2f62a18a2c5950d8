/** Which build this script belongs to: cmake/build_page.mjs writes it in. Workers of another build than the page are refused. */
export const build = /** @type {{ BUILD?: string }} */ (globalThis).BUILD ?? '';
