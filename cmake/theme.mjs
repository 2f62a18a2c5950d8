// assets/theme.json as custom properties of CSS. The canvas has the same file by embed_theme.cmake.

/** @typedef {{ light: string, dark: string }} Colour */
/** @typedef {{ colours: Record<string, Colour>, type: Record<string, number>, grid: number }} Theme */

const property = (/** @type {string} */ name) => `--${name.replaceAll('_', '-')}`;

/**
 * Light is what the page has until it knows better: web/widgets/theme.mjs puts the reader's choice on <html>.
 * @param {Theme} theme
 */
export function tokens({ colours, type }) {
  const set = (/** @type {'light' | 'dark'} */ scheme, /** @type {(colour: Colour) => boolean} */ which = () => true) =>
    [`color-scheme: ${scheme};`, ...Object.entries(colours).filter(([, colour]) => which(colour))
      .map(([name, colour]) => `${property(name)}: ${colour[scheme]};`)].join(' ');
  const sizes = Object.entries(type).map(([name, size]) => `${property(`type_${name}`)}: ${size}px;`).join(' ');
  const dark = set('dark', (colour) => colour.dark !== colour.light);
  return `:root { ${set('light')} ${sizes} }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${dark} } }
:root[data-theme="dark"] { ${dark} }
`;
}
