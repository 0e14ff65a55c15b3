/** Conventional commits; scopes are room names (docs/architecture.md). */
export default {
  extends: ['@commitlint/config-conventional'],
  rules: {
    'type-enum': [
      2,
      'always',
      ['feat', 'fix', 'perf', 'refactor', 'test', 'docs', 'build', 'ci', 'chore'],
    ],
    // The project's own aim is 60; a merge or a revert may need more.
    'header-max-length': [2, 'always', 72],
    'scope-case': [2, 'always', 'kebab-case'],
    'body-max-line-length': [0],
    'footer-max-line-length': [0],
  },
};
