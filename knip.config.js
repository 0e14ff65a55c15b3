/** Unused files, exports and dependencies. */
export default {
  entry: [
    'service/main.ts',
    'charts/main.ts',
    'delivery/main.ts',
    // Loaded from the build by scripts/ (importBuilt).
    'service/database/maintenance.ts',
    // Run by the image's migration Job.
    'service/database/migrate-main.ts',
    'service/ingest/replay/replay-main.ts',
    // npm run key, and the image's way of making one.
    'service/auth/key-main.ts',
    'service/openapi/module-walk.ts',
    'service/ports/port-import.ts',
    'service/ports/tides-import.ts',
    'scripts/*.mjs',
    'bench/*.{ts,mjs}',
    'test/support/global-*.mjs',
    // npm run detect:truth
    'test/detection/truth-main.ts',
    // npm run test:image, test:rollout, proof
    'test/**/*.long.ts',
    // Loaded before the service in plays of bad versions.
    'test/rollout/faults/*.mjs',
    'web/src/main.{ts,tsx}',
    'web/vite.config.mjs',
  ],
  project: [
    'service/**/*.ts',
    'charts/**/*.ts',
    'delivery/**/*.ts',
    'test/**/*.{ts,mjs}',
    'bench/**/*.{ts,mjs}',
    'web/**/*.{ts,tsx,mjs}',
    'scripts/**/*.mjs',
  ],
  ignoreExportsUsedInFile: true,
  // Found at run time: by the name of the platform (service/database/embedded/binaries.ts), files
  // that are served (service/openapi/docs-page.ts), tools that scripts/ start by their path, and
  // express, which Nest's adapter brings and whose requests and responses its types are.
  ignoreDependencies: [
    'swagger-ui-dist',
    '@commitlint/cli',
    'dependency-cruiser',
    'openapi-typescript',
    // test/delivery/workflows.spec.ts starts the one, which needs the other.
    '@action-validator/cli',
    '@action-validator/core',
  ],
  ignoreBinaries: ['gpsdecode', 'wrk', 'unshare', 'promtool'],
};
