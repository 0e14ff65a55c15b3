/**
 * Who may import whom (docs/architecture.md). test/layering/ shows that each rule fires.
 * Type-only imports count: a type is knowledge too.
 */

/** Features from the lowest to the highest; those of one step don't know each other. */
const featureSteps = [
  ['vessels'],
  ['ports'],
  ['positions'],
  ['aids', 'safety'],
  ['port-calls'],
  ['bookings', 'traffic'],
  ['operations'],
  ['reports'],
];

const features = featureSteps.flat();
const edges = ['ingest', 'live', 'webhooks', 'health'];
const platform = [
  'config',
  'clock',
  'database',
  'cache',
  'events',
  'audit',
  'auth',
  'idempotency',
  'metrics',
  'problem',
  'http',
  'logging',
  'openapi',
];

const rooms = (names) => `^service/(${names.join('|')})/`;
const spec = '[.]spec[.]ts$';

/** A feature may import the steps below its own. */
const upwardRules = featureSteps.map((step, index) => ({
  name: `feature-order-${step.join('-')}`,
  comment: 'A feature imports only features below it, and speaks upward by events.',
  severity: 'error',
  from: { path: rooms(step) },
  to: { path: rooms(featureSteps.slice(index + 1).flat()) },
}));

/** Features of one step stand side by side. */
const sameStepRules = featureSteps
  .filter((step) => step.length > 1)
  .map((step) => ({
    name: `feature-order-same-step-${step.join('-')}`,
    comment: 'Features of one step do not know each other.',
    severity: 'error',
    from: { path: `^service/(${step.join('|')})/` },
    to: { path: rooms(step), pathNot: '^service/$1/' },
  }));

const forbidden = [
  {
    name: 'no-circular',
    comment: 'Two files that import each other are one file, or lack a third.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    comment: 'Nobody imports it, and it is no entry point: dead code.',
    severity: 'error',
    from: {
      orphan: true,
      pathNot: [
        spec,
        '[.]d[.]ts$',
        '(^|/)[^/]+[.]config[.]mjs$',
        '^scripts/',
        '^bench/',
        // Loaded before the service, by their paths.
        '^test/rollout/faults/',
      ],
    },
    to: {},
  },
  {
    name: 'ais-imports-nothing',
    comment: 'The decoder is pure: no library, no I/O, no other room.',
    severity: 'error',
    from: { path: '^service/ais/', pathNot: spec },
    to: { pathNot: '^service/ais/' },
  },
  {
    name: 'geo-imports-only-libraries',
    comment: 'Geometry is pure: no I/O, no other room.',
    severity: 'error',
    from: { path: '^service/geo/', pathNot: spec },
    to: { pathNot: ['^service/geo/', '^node_modules/'] },
  },
  {
    name: 'platform-knows-no-feature',
    comment: 'The platform serves features and edges, and knows none of them.',
    severity: 'error',
    from: { path: rooms(platform) },
    to: { path: rooms([...features, ...edges]) },
  },
  {
    name: 'features-know-no-edge',
    comment: 'What a feature does cannot depend on how the outside world reaches it.',
    severity: 'error',
    from: { path: rooms(features) },
    to: { path: rooms(edges) },
  },
  {
    name: 'edges-know-no-other-edge',
    comment: 'Edges meet in features and events only.',
    severity: 'error',
    from: { path: `^service/(${edges.join('|')})/` },
    to: { path: rooms(edges), pathNot: '^service/$1/' },
  },
  ...upwardRules.filter((rule) => rule.to.path !== rooms([])),
  ...sameStepRules,
  {
    name: 'typeorm-stays-in-repositories',
    comment: 'Only repositories, entities, modules and database/ know the mapper.',
    severity: 'error',
    from: {
      path: '^service/',
      pathNot: ['[.](repository|entity|module)[.]ts$', '^service/database/', spec],
    },
    to: { path: '(^|/)node_modules/(typeorm|@nestjs/typeorm)/' },
  },
  {
    name: 'controllers-know-no-storage',
    comment: 'A controller asks its service.',
    severity: 'error',
    from: { path: '[.]controller[.]ts$' },
    to: { path: '[.](repository|entity)[.]ts$' },
  },
  {
    name: 'features-meet-in-services',
    comment: 'A feature reaches another only through its service (and its module, to inject that).',
    severity: 'error',
    from: { path: `^service/(${features.join('|')})/` },
    to: {
      path: rooms(features),
      pathNot: ['^service/$1/', '[.](service|module)[.]ts$'],
    },
  },
  {
    name: 'service-charts-web-apart-from-service',
    comment: 'Their contracts are docs/openapi.json and the metric names.',
    severity: 'error',
    from: { path: '^service/' },
    to: { path: '^(web|charts|delivery)/' },
  },
  {
    name: 'service-charts-web-apart-from-web',
    comment: 'Their contracts are docs/openapi.json and the metric names.',
    severity: 'error',
    from: { path: '^web/' },
    to: { path: '^(service|charts|delivery)/' },
  },
  {
    name: 'service-charts-web-apart-from-charts',
    comment: 'Their contracts are docs/openapi.json and the metric names.',
    severity: 'error',
    from: { path: '^charts/' },
    to: { path: '^(service|web|delivery)/' },
  },
  {
    name: 'delivery-knows-only-charts',
    comment: 'What a change of dist/ means, and how it is applied, depends on no product code.',
    severity: 'error',
    from: { path: '^delivery/', pathNot: spec },
    to: { path: '^(service|web|test|bench)/' },
  },
];

export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
