import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const clockMessage = 'Take the time from clock/ (or a parameter), so that no test has to wait.';

/** Bans that keep configuration, time and output in one place each (docs/architecture.md). */
const serviceBans = {
  'no-console': 'error',
  'no-restricted-properties': [
    'error',
    { object: 'process', property: 'env', message: 'Read configuration in config/ only.' },
    { object: 'Date', property: 'now', message: clockMessage },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clockMessage },
    { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  ],
};

export default tseslint.config(
  {
    ignores: ['build/', 'dist/', 'node_modules/', 'coverage/', '.porttrack/', 'web/src/generated/'],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/return-await': ['error', 'always'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 10],
      'max-params': ['error', 4],
      eqeqeq: 'error',
    },
  },
  { files: ['service/**/*.ts'], ignores: ['**/*.spec.ts'], rules: serviceBans },
  {
    files: ['service/config/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: clockMessage },
      ],
    },
  },
  {
    files: ['service/clock/**/*.ts'],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'AbortSignal',
          'Buffer',
          'URL',
          'clearInterval',
          'clearTimeout',
          'console',
          'fetch',
          'performance',
          'process',
          'setInterval',
          'setTimeout',
          'structuredClone',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
