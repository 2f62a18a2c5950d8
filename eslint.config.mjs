// What the scripts must not do. Types are checked by TypeScript (tsconfig.json), layers by tests/layering.py.
import js from '@eslint/js';
import globals from 'globals';

const unsafe = ['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({
  property,
  message: 'Texts may come from a file or a link: build elements (web/widgets/element.mjs) and set textContent.',
}));
const noEval = 'The page\'s Content-Security-Policy forbids it.';

const onWindow = ['playground', 'violations', 'lost', 'back', 'drawCalls', 'painted', 'prevented', 'questions', 'workers', 'LineDrawer'];

/** "any" where a type is written: between the braces of a JSDoc tag, or in a file of types outside of comments and texts. */
const writtenAny = {
  create(context) {
    const { sourceCode } = context;
    const isTypes = context.filename.endsWith('.d.ts');
    const places = isTypes ? [...sourceCode.text.matchAll(/\/\*[^]*?\*\/|\/\/.*|'[^'\n]*'|(\bany\b)/g)].filter(([, found]) => found)
      : sourceCode.getAllComments().flatMap(({ value, range: [start] }) =>
        [...value.matchAll(/\{[^{}]*\bany\b[^{}]*\}/g)].map(({ index }) => ({ index: start + 2 + index })));
    return {
      Program() {
        for (const { index } of places) context.report({ loc: sourceCode.getLocFromIndex(index), message: 'Say which type it is.' });
      },
    };
  },
};
const types = { rules: { 'no-any': writtenAny } };

/** Files of types have a syntax that ESLint does not read; the rule above needs no tree. */
const textOnly = {
  parse: (text) => ({ type: 'Program', body: [], comments: [], tokens: [], range: [0, text.length], loc: { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } } }),
};

export default [
  { ignores: ['build/', 'dist/', '.deps/'] },
  { files: ['web/**/*.d.ts'], languageOptions: { parser: textOnly }, plugins: { types }, rules: { 'types/no-any': 'error' } },
  { files: ['**/*.mjs', '**/*.js'], ...js.configs.recommended },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: { ecmaVersion: 'latest', sourceType: 'module', globals: globals['shared-node-browser'] },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'array-callback-return': 'error',
      'default-case-last': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-constructor-return': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-throw-literal': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-useless-concat': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['web/**/*.mjs', 'web/**/*.js'],
    plugins: { types },
    languageOptions: { globals: globals.browser },
    rules: {
      'types/no-any': 'error',
      'max-lines': ['error', { max: 300 }],
      'no-console': ['error', { allow: ['error', 'warn'] }],
      'no-restricted-globals': ['error',
        ...['event', 'name', 'status', 'length', 'top', 'parent', 'open', 'close', 'find', 'print'].map((name) => ({
          name, message: 'A property of window that is easily meant to be a variable.',
        })),
        { name: 'alert', message: 'Say it in the page.' },
        { name: 'confirm', message: 'Say it in the page.' },
        { name: 'prompt', message: 'Ask in the page.' },
      ],
      'no-restricted-properties': ['error', ...unsafe,
        { object: 'document', property: 'write', message: noEval },
        { object: 'window', property: 'eval', message: noEval },
      ],
    },
  },
  {
    files: ['cmake/**', 'bench/**', 'tests/**', '*.mjs'],
    // Functions given to page.evaluate() run in the page, among what the page and the tests put on its window.
    languageOptions: { globals: { ...globals.node, ...globals.browser, ...Object.fromEntries(onWindow.map((name) => [name, 'readonly'])) } },
  },
];
