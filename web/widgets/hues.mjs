/** Colours of positive and negative numbers, as in style.css; those who cannot tell red from green can tell these apart. */
/** @type {Record<'values' | 'gradients', Record<'plus' | 'minus', [number, number, number]>>} */
export const hues = {
  values: { plus: [90, 174, 97], minus: [153, 112, 171] }, // green, purple
  gradients: { plus: [224, 108, 36], minus: [123, 97, 178] }, // orange, purple
};
