import { join, resolve } from 'node:path';

import { SystemClock } from '../../service/clock/clock.js';
import { migrate } from '../../service/database/migrate.js';
import { importPortFile } from '../../service/ports/port-import.js';
import { openPortsRepository } from '../../service/ports/ports.repository.js';
import { PortsService } from '../../service/ports/ports.service.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWith, referencePath } from '../support/real-parts.js';

let database: TestDatabase;

beforeEach(async () => {
  database = await startTestDatabase();
});

afterEach(async () => {
  await database.stop();
});

/** Does something with the ports of a migrated database. */
async function withPorts(work: (ports: PortsService) => Promise<void>): Promise<void> {
  await migrate(database.url);
  const { repository, close } = await openPortsRepository(database.url);
  try {
    await work(new PortsService(repository, new SystemClock()));
  } finally {
    await close();
  }
}

describe('the import command', () => {
  it('works on the configured database, migrated first', async () => {
    const command = {
      environment: { DATABASE_URL: database.url },
      path: resolve('ports/clvap.geojson'),
      defaults: {},
      say: () => undefined,
    };
    expect((await importPortFile(command)).zones.added).toBe(32);
    expect((await importPortFile(command)).zones.unchanged).toBe(32);
  });
});

describeWith('reference', 'real port files', () => {
  it('import as legal port limits', async () => {
    await withPorts(async (ports) => {
      for (const [file, locode, portName] of [
        ['gladstone-AUGLT-port-limits.geojson', 'AUGLT', 'Gladstone'],
        ['brisbane-AUBNE-port-limits.geojson', 'AUBNE', 'Brisbane'],
      ] as const) {
        const defaults = { locode, kind: 'port-limits', portName, timeZone: 'Australia/Brisbane' };
        const outcome = await ports.importFile(referencePath('data/ports', file), defaults);
        expect(outcome.zones.added).toBe(1);
      }
      const atlas = await ports.atlas();
      expect(atlas.isInLimits('AUGLT', 151.27, -23.83)).toBe(true);
      expect(atlas.isInLimits('AUGLT', 153.18, -27.37)).toBe(false);
      expect(atlas.isInLimits('AUBNE', 153.18, -27.37)).toBe(true);
    });
  });

  it('import as berths and fairways of a chart, into one port', async () => {
    await withPorts(async (ports) => {
      const chart = referencePath('data/ports/portmiami-noaa-enc');
      const names = { propertyNames: { code: 'LNAM', name: 'OBJNAM' } };
      const port = { locode: 'USMIA', portName: 'Miami', timeZone: 'America/New_York' };
      await ports.importFile(join(chart, 'US5MIACC_BERTHS.geojson'), {
        ...port,
        ...names,
        kind: 'berth',
      });
      for (const [file, kind] of [
        ['US5MIACB_BERTHS.geojson', 'berth'],
        ['US5MIACB_FAIRWY.geojson', 'fairway'],
      ] as const) {
        await ports.importFile(join(chart, file), { locode: 'USMIA', kind, ...names });
      }
      const berths = await ports.zonesOf('USMIA', ['berth']);
      expect(berths.map(({ name }) => name)).toContain('Berth 3 (Bays 20-29)');
      expect(berths).toHaveLength(9);
      expect(await ports.zonesOf('USMIA', ['fairway'])).toHaveLength(9);
    });
  });
});
