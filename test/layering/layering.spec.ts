import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

const report = z.object({
  summary: z.object({
    violations: z.array(
      z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) }),
    ),
  }),
});

/** Runs the project's rules over a tree of files made for the purpose: `rule: from -> to` each. */
function violationsOf(files: Readonly<Record<string, string>>): string[] {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'porttrack-layering-')));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const arguments_ = ['--config', resolve('.dependency-cruiser.mjs'), '--output-type', 'json'];
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs'), ...arguments_, '.'],
      { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    if (stdout === '') throw new Error(stderr);
    return report
      .parse(JSON.parse(stdout))
      .summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const library = (name: string) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, main: 'index.js' }),
  [`node_modules/${name}/index.js`]: 'exports.x = 1;',
});

/** A house in order. Everything is reached from main.ts, so that nothing is an orphan. */
const scenery: Readonly<Record<string, string>> = {
  'tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }',
  'package.json': '{ "type": "module", "dependencies": { "typeorm": "1", "pg": "1" } }',
  ...library('typeorm'),
  ...library('pg'),
  'service/main.ts': [
    'ais/decoder',
    'geo/sphere',
    'database/pool',
    'vessels/vessels.controller',
    'vessels/vessels.module',
    'positions/positions.service',
    'aids/aids.service',
    'safety/safety.service',
    'port-calls/port-calls.service',
    'bookings/bookings.service',
    'traffic/traffic.service',
    'ingest/writer',
    'live/stream',
  ]
    .map((path) => `import './${path}.js';`)
    .join('\n'),
  'service/ais/decoder.ts': 'export const x = 1;',
  'service/geo/sphere.ts': 'export const x = 1;',
  'service/database/pool.ts': "import 'pg';\nimport 'typeorm';\nexport const x = 1;",
  'service/vessels/vessels.controller.ts': "import './vessels.service.js';",
  'service/vessels/vessels.service.ts': "import './vessel.repository.js';\nexport const x = 1;",
  'service/vessels/vessel.repository.ts':
    "import 'typeorm';\nimport './vessel.entity.js';\nexport const x = 1;",
  'service/vessels/vessel.entity.ts': "import 'typeorm';\nexport const x = 1;",
  'service/vessels/vessels.module.ts': "import 'typeorm';\nimport './vessels.service.js';",
  'service/positions/positions.service.ts':
    "import '../vessels/vessels.service.js';\nimport '../ais/decoder.js';\nexport const x = 1;",
  'service/aids/aids.service.ts':
    "import '../positions/positions.service.js';\nexport const x = 1;",
  'service/safety/safety.service.ts': "import '../geo/sphere.js';\nexport const x = 1;",
  'service/port-calls/port-calls.service.ts': 'export const x = 1;',
  'service/bookings/bookings.service.ts':
    "import '../port-calls/port-calls.service.js';\nexport const x = 1;",
  'service/traffic/traffic.service.ts': "import '../port-calls/port-calls.service.js';",
  'service/ingest/writer.ts': "import '../positions/positions.service.js';\nexport const x = 1;",
  'service/live/stream.ts': "import '../database/pool.js';\nexport const x = 1;",
  'web/src/main.ts': "import './page.js';",
  'web/src/page.ts': 'export const x = 1;',
  'charts/main.ts': "import './chart.js';",
  'charts/chart.ts': 'export const x = 1;',
  'delivery/main.ts': "import './order.js';",
  'delivery/order.ts': "import '../charts/chart.js';\nexport const x = 1;",
};

/** Imports that each break one rule: rule, importing file, specifier, imported file. */
const breaches: readonly (readonly [string, string, string, string])[] = [
  ['ais-imports-nothing', 'service/ais/decoder.ts', 'pg', 'node_modules/pg/index.js'],
  ['ais-imports-nothing', 'service/ais/decoder.ts', 'node:fs', 'fs'],
  ['ais-imports-nothing', 'service/ais/decoder.ts', '../geo/sphere.js', 'service/geo/sphere.ts'],
  ['geo-imports-only-libraries', 'service/geo/sphere.ts', 'node:fs', 'fs'],
  [
    'geo-imports-only-libraries',
    'service/geo/sphere.ts',
    '../ais/decoder.js',
    'service/ais/decoder.ts',
  ],
  [
    'platform-knows-no-feature',
    'service/database/pool.ts',
    '../safety/safety.service.js',
    'service/safety/safety.service.ts',
  ],
  [
    'platform-knows-no-feature',
    'service/database/pool.ts',
    '../ingest/writer.js',
    'service/ingest/writer.ts',
  ],
  [
    'features-know-no-edge',
    'service/safety/safety.service.ts',
    '../live/stream.js',
    'service/live/stream.ts',
  ],
  [
    'edges-know-no-other-edge',
    'service/live/stream.ts',
    '../ingest/writer.js',
    'service/ingest/writer.ts',
  ],
  [
    'feature-order-vessels',
    'service/vessels/vessels.service.ts',
    '../safety/safety.service.js',
    'service/safety/safety.service.ts',
  ],
  [
    'feature-order-ports',
    'service/ports/ports.service.ts',
    '../positions/positions.service.js',
    'service/positions/positions.service.ts',
  ],
  [
    'feature-order-positions',
    'service/positions/positions.service.ts',
    '../safety/safety.service.js',
    'service/safety/safety.service.ts',
  ],
  [
    'feature-order-same-step-aids-safety',
    'service/safety/safety.service.ts',
    '../aids/aids.service.js',
    'service/aids/aids.service.ts',
  ],
  [
    'feature-order-same-step-bookings-traffic',
    'service/traffic/traffic.service.ts',
    '../bookings/bookings.service.js',
    'service/bookings/bookings.service.ts',
  ],
  [
    'feature-order-port-calls',
    'service/port-calls/port-calls.service.ts',
    '../bookings/bookings.service.js',
    'service/bookings/bookings.service.ts',
  ],
  [
    'typeorm-stays-in-repositories',
    'service/vessels/vessels.service.ts',
    'typeorm',
    'node_modules/typeorm/index.js',
  ],
  [
    'typeorm-stays-in-repositories',
    'service/ingest/writer.ts',
    'typeorm',
    'node_modules/typeorm/index.js',
  ],
  [
    'controllers-know-no-storage',
    'service/vessels/vessels.controller.ts',
    './vessel.repository.js',
    'service/vessels/vessel.repository.ts',
  ],
  [
    'controllers-know-no-storage',
    'service/vessels/vessels.controller.ts',
    './vessel.entity.js',
    'service/vessels/vessel.entity.ts',
  ],
  [
    'features-meet-in-services',
    'service/positions/positions.service.ts',
    '../vessels/vessel.repository.js',
    'service/vessels/vessel.repository.ts',
  ],
  [
    'service-charts-web-apart-from-service',
    'service/live/stream.ts',
    '../../web/src/page.js',
    'web/src/page.ts',
  ],
  [
    'service-charts-web-apart-from-web',
    'web/src/page.ts',
    '../../service/geo/sphere.js',
    'service/geo/sphere.ts',
  ],
  [
    'service-charts-web-apart-from-charts',
    'charts/chart.ts',
    '../service/geo/sphere.js',
    'service/geo/sphere.ts',
  ],
  [
    'delivery-knows-only-charts',
    'delivery/order.ts',
    '../service/geo/sphere.js',
    'service/geo/sphere.ts',
  ],
];

/** The house with every breach in it, a cycle, a cycle of types, and a file that nobody imports. */
function houseInDisorder(): Record<string, string> {
  const files: Record<string, string> = {
    ...scenery,
    'service/clock/a.ts': "import './b.js';\nexport const x = 1;",
    'service/clock/b.ts': "import './a.js';",
    'service/cache/a.ts': "import type { X } from './b.js';\nexport type Y = X;",
    'service/cache/b.ts': "import type { Y } from './a.js';\nexport type X = Y | 1;",
    'service/vessels/forgotten.ts': 'export const x = 1;',
  };
  for (const [, from, specifier] of breaches) {
    files[from] = `import '${specifier}';\n${files[from] ?? ''}`;
  }
  return files;
}

describe('the rules of who may import whom', () => {
  let seen: string[] = [];

  beforeAll(() => {
    seen = violationsOf(houseInDisorder());
  }, 60_000);

  it('let a house in order pass', () => {
    expect(violationsOf(scenery)).toEqual([]);
  }, 60_000);

  it('refuse a cycle', () => {
    expect(seen).toContain('no-circular: service/clock/a.ts -> service/clock/b.ts');
  });

  it('refuse a cycle of types', () => {
    expect(seen).toContain('no-circular: service/cache/a.ts -> service/cache/b.ts');
  });

  it('refuse a file that nobody imports', () => {
    const path = 'service/vessels/forgotten.ts';
    expect(seen).toContain(`no-orphans: ${path} -> ${path}`);
  });

  it.each(breaches)('%s: refuse that %s imports %s', (rule, from, _, to) => {
    expect(seen).toContain(`${rule}: ${from} -> ${to}`);
  });

  it('say nothing else', () => {
    const expected = breaches.map(([rule, from, , to]) => `${rule}: ${from} -> ${to}`);
    const others = seen.filter((line) => !line.startsWith('no-'));
    expect(others.sort()).toEqual(expected.sort());
  });
});
