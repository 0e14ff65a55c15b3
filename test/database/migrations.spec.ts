import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';

import { AidToNavigation } from '../../service/aids/aid-to-navigation.entity.js';
import { BaseStation } from '../../service/aids/base-station.entity.js';
import { ApiKeyRow } from '../../service/auth/api-key.entity.js';

import { connectionOptions } from '../../service/database/data-source.js';
import { migrate } from '../../service/database/migrate.js';
import { migrations } from '../../service/database/migrations.js';
import { ClaimAnswerRow } from '../../service/port-calls/claim-answer.entity.js';
import { ClaimRow } from '../../service/port-calls/claim.entity.js';
import { PortCallRow } from '../../service/port-calls/port-call.entity.js';
import { TargetEventRow } from '../../service/port-calls/detection/target-event.entity.js';
import { BookingRow } from '../../service/bookings/booking.entity.js';
import { BerthClosureRow } from '../../service/ports/berth-closure.entity.js';
import { BerthRow } from '../../service/ports/berth.entity.js';
import { CargoOperationRow } from '../../service/operations/cargo-operation.entity.js';
import { CargoProgressRow } from '../../service/operations/cargo-progress.entity.js';
import { CargoSuspensionRow } from '../../service/operations/cargo-suspension.entity.js';
import { RestRuleRow } from '../../service/operations/rest-rule.entity.js';
import { StaffAssignmentRow } from '../../service/operations/staff-assignment.entity.js';
import { StaffCertificateRow } from '../../service/operations/staff-certificate.entity.js';
import { StaffMemberRow } from '../../service/operations/staff-member.entity.js';
import { StaffShiftRow } from '../../service/operations/staff-shift.entity.js';
import { PortZone } from '../../service/ports/port-zone.entity.js';
import { Port } from '../../service/ports/port.entity.js';
import { TideHeightRow } from '../../service/ports/tide-height.entity.js';
import { LatestPositionEntity } from '../../service/positions/latest-position.entity.js';
import { PositionEntity } from '../../service/positions/position.entity.js';
import { DistressDevice } from '../../service/safety/distress-device.entity.js';
import { SafetyMessageRow } from '../../service/safety/safety-message.entity.js';
import { PassageRow } from '../../service/traffic/passage.entity.js';
import { TrafficEventRow } from '../../service/traffic/traffic-event.entity.js';
import { VesselChangeEntity } from '../../service/vessels/vessel-change.entity.js';
import { RegisteredVesselEntity } from '../../service/vessels/registered-vessel.entity.js';
import { VesselEntity } from '../../service/vessels/vessel.entity.js';
import { VesselIdentifierEntity } from '../../service/vessels/vessel-identifier.entity.js';
import { WebhookRow } from '../../service/webhooks/webhook.entity.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';

const entities = [
  AidToNavigation,
  ApiKeyRow,
  BaseStation,
  BerthClosureRow,
  BerthRow,
  BookingRow,
  CargoOperationRow,
  CargoProgressRow,
  CargoSuspensionRow,
  ClaimAnswerRow,
  ClaimRow,
  DistressDevice,
  LatestPositionEntity,
  PassageRow,
  Port,
  PortCallRow,
  PortZone,
  PositionEntity,
  RestRuleRow,
  SafetyMessageRow,
  StaffAssignmentRow,
  StaffCertificateRow,
  StaffMemberRow,
  StaffShiftRow,
  TargetEventRow,
  TideHeightRow,
  TrafficEventRow,
  RegisteredVesselEntity,
  VesselChangeEntity,
  VesselEntity,
  VesselIdentifierEntity,
  WebhookRow,
];

/** Tables of the machinery: they are read and written by SQL of their own alone. */
const tablesWithoutEntity = [
  'audit_entry',
  'detection_state',
  'cargo_estimate',
  'feed_state',
  'feed_status',
  'idempotency_answer',
  'lease',
  'migration',
  'passage_track',
  'position_partition',
  'stream_cursor',
  'stream_event',
  'stream_position',
  'webhook_delivery',
];

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

  it('make a table for each entity, and no other but those of the machinery', async () => {
    await migrate(database.url);
    const rows = await dataSource.query<{ name: string }[]>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    const ofEntities = dataSource.entityMetadatas.map((entity) => entity.tableName);
    const expected = [...ofEntities, ...tablesWithoutEntity].sort();
    expect(rows.map((row) => row.name)).toEqual(expected);
  });

  it('are compared with every entity there is', () => {
    const files = readdirSync('service', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.entity.ts'))
      .filter((file) => /^@Entity\(/m.test(readFileSync(join('service', file), 'utf8')));
    expect(files).toHaveLength(entities.length);
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
