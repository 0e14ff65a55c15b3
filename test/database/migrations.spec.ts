import { DataSource } from 'typeorm';

import { connectionOptions } from '../../service/database/data-source.js';
import { migrate } from '../../service/database/migrate.js';
import { migrations } from '../../service/database/migrations.js';
import { LatestPositionEntity } from '../../service/positions/latest-position.entity.js';
import { PositionEntity } from '../../service/positions/position.entity.js';
import { VesselChangeEntity } from '../../service/vessels/vessel-change.entity.js';
import { VesselEntity } from '../../service/vessels/vessel.entity.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';

const entities = [VesselEntity, VesselChangeEntity, PositionEntity, LatestPositionEntity];

let database: TestDatabase;
let dataSource: DataSource;

beforeEach(async () => {
  database = await startTestDatabase();
  const options = connectionOptions({ url: database.url, poolSize: 2, applicationName: 'test' });
  dataSource = new DataSource({ ...options, entities });
  await dataSource.initialize();
});

afterEach(async () => {
  await dataSource.destroy();
  await database.stop();
});

describe('migrations', () => {
  it('leave nothing that the entities would change', async () => {
    await migrate(database.url);
    const drift = await dataSource.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map((query) => query.query)).toEqual([]);
  });

  it('leave nothing behind when all of them are undone, and run again', async () => {
    await migrate(database.url);
    let left = migrations.length;
    while (left-- > 0) await dataSource.undoLastMigration();
    const tables: unknown = await dataSource.query(
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration'",
    );
    expect(tables).toEqual([]);
    expect(await migrate(database.url)).toHaveLength(migrations.length);
  });

  it('run once when three processes start together', async () => {
    const ran = await Promise.all([1, 2, 3].map(async () => await migrate(database.url)));
    expect(ran.map((names) => names.length).sort()).toEqual([0, 0, migrations.length]);
  });
});
