/** The attributes by which an element names its text's key, and where the text stands: an attribute, or null for the content. */
export const textPlaces = {
  'data-text': null, 'data-label': 'aria-label', 'data-title': 'title', 'data-content': 'content', 'data-placeholder': 'placeholder',
};
