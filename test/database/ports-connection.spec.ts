import { DataSource } from 'typeorm';

import { connectionOptions } from '../../service/database/data-source.js';
import { Transactions } from '../../service/database/transactions.js';
import { systemActor } from '../../service/database/write-context.js';
import { PortZone } from '../../service/ports/port-zone.entity.js';
import { Port } from '../../service/ports/port.entity.js';
import { PortsRepository } from '../../service/ports/ports.repository.js';
import { openDatabase, RecordingBus, type OpenDatabase } from './open-database.js';

let database: OpenDatabase;
let source: DataSource;

beforeEach(async () => {
  database = await openDatabase();
  const options = connectionOptions({ url: database.url, poolSize: 1, applicationName: 'test' });
  source = new DataSource({ ...options, entities: [Port, PortZone] });
  await source.initialize();
});

afterEach(async () => {
  await source.destroy();
  await database.stop();
});

describe('a writer who holds the only connection', () => {
  it('looks at the ports by it, and waits for no other', async () => {
    const transactions = new Transactions(source, new RecordingBus());
    const ports = new PortsRepository(source, transactions);
    const found = await transactions.runAs(systemActor('test'), async () => ({
      version: await ports.findVersion(),
      ...(await ports.findAll()),
    }));
    expect(found).toEqual({ version: '0 ', ports: [], zones: [] });
  });
});
