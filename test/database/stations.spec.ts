import { DataSource } from 'typeorm';

import { AidToNavigation } from '../../service/aids/aid-to-navigation.entity.js';
import { AidsRepository } from '../../service/aids/aids.repository.js';
import { AidsService } from '../../service/aids/aids.service.js';
import { BaseStation } from '../../service/aids/base-station.entity.js';
import { decode } from '../../service/ais/decoder.js';
import type {
  AidToNavigationMessage,
  BaseStationMessage,
  PositionMessage,
  SafetyMessage,
} from '../../service/ais/message.js';
import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import type { Heard, Reception } from '../../service/ais/reception.js';
import { connectionOptions } from '../../service/database/data-source.js';
import type { StationQuery } from '../../service/database/station-query.js';
import { DistressDevice } from '../../service/safety/distress-device.entity.js';
import { SafetyMessageRow } from '../../service/safety/safety-message.entity.js';
import { SafetyRepository } from '../../service/safety/safety.repository.js';
import { SafetyService } from '../../service/safety/safety.service.js';
import { type OpenDatabase, openDatabase } from './open-database.js';

const start = Date.parse('2026-01-31T06:00:00Z');
const everything: StationQuery = {
  bbox: null,
  mmsis: null,
  sources: null,
  heardSince: null,
  committedSince: null,
  isWithoutSimulated: false,
  afterMmsi: null,
  limit: 100,
};

let database: OpenDatabase;
let dataSource: DataSource;
let aids: AidsService;
let safety: SafetyService;

beforeAll(async () => {
  database = await openDatabase();
  dataSource = new DataSource({
    ...connectionOptions({ url: database.url, poolSize: 2, applicationName: 'test' }),
    entities: [AidToNavigation, BaseStation, DistressDevice, SafetyMessageRow],
  });
  await dataSource.initialize();
  aids = new AidsService(
    new AidsRepository(
      dataSource.getRepository(AidToNavigation),
      dataSource.getRepository(BaseStation),
    ),
  );
  safety = new SafetyService(
    new SafetyRepository(
      dataSource.getRepository(DistressDevice),
      dataSource.getRepository(SafetyMessageRow),
    ),
  );
});

afterAll(async () => {
  await dataSource.destroy();
  await database.stop();
});

beforeEach(async () => {
  await database.pool.query(
    'TRUNCATE aid_to_navigation, base_station, distress_device, safety_message',
  );
});

function heard<M>(message: M, seconds: number, changes: Partial<Reception> = {}): Heard<M> {
  const time = start + seconds * 1000;
  const reception: Reception = {
    feed: 'tcp',
    source: 'ais',
    stations: ['north'],
    time,
    receivedAt: time + 250,
    isTimeTrusted: true,
    raw: '!raw',
    digest: 7,
    ...changes,
  };
  return { message, reception };
}

const buoy: AidToNavigationMessage = {
  kind: 'aid',
  type: 21,
  mmsi: mmsiFromNumber(997251001),
  repeat: 0,
  aidType: 24,
  name: 'BAJO SUR',
  lon: -71.6,
  lat: -33.02,
  positionAccuracy: true,
  dimensions: { a: 1, b: 1, c: 1, d: 1 },
  epfd: 7,
  utcSecond: 30,
  rawSecond: 30,
  offPosition: false,
  raim: false,
  isVirtual: false,
  isAssigned: false,
};

const shore: BaseStationMessage = {
  kind: 'base-station',
  type: 4,
  mmsi: mmsiFromNumber(7251001),
  repeat: 0,
  lon: 179.9,
  lat: -33.03,
  positionAccuracy: true,
  utc: start,
  clock: { year: 2026, month: 1, day: 31, hour: 6, minute: 0, second: 0 },
  epfd: 7,
  raim: false,
};

/** Type 1 of a real log, made the report of another station. */
function position(mmsi: number, changes: Partial<PositionMessage> = {}): PositionMessage {
  const message = decode('17P@<J?P00blFWmjG@5a5?v62<10', 0);
  if (!('kind' in message) || message.kind !== 'position') throw new Error('not a position');
  return { ...message, mmsi: mmsiFromNumber(mmsi), lon: -71.5, lat: -33, ...changes };
}

function text(mmsi: number, content: string): SafetyMessage {
  return {
    kind: 'safety',
    type: 14,
    mmsi: mmsiFromNumber(mmsi),
    repeat: 0,
    destinationMmsi: null,
    text: content,
  };
}

describe('fixed stations', () => {
  it('keep what the newest report says, whatever the order of arrival', async () => {
    await database.write((tx) => aids.writeAids(tx, [heard({ ...buoy, name: 'NEW' }, 60)]));
    await database.write((tx) => aids.writeAids(tx, [heard({ ...buoy, name: 'OLD' }, 0)]));

    const { rows } = await aids.listAids(everything);
    expect(rows.map((row) => [row.name, row.time.toISOString()])).toEqual([
      ['NEW', '2026-01-31T06:01:00.000Z'],
    ]);
  });

  it('keep name and type when a plain position report moves them', async () => {
    await database.write((tx) => aids.writeAids(tx, [heard(buoy, 0)]));
    await database.write((tx) => aids.writeAids(tx, [heard(position(997251001), 10)]));

    const { rows } = await aids.listAids(everything);
    expect(rows[0]).toMatchObject({ name: 'BAJO SUR', aidType: 24, lon: -71.5, lat: -33 });
  });

  it('keep base stations apart, by kind of MMSI', async () => {
    await database.write((tx) =>
      aids.writeAids(tx, [heard(buoy, 0), heard(shore, 0), heard(position(7251002), 0)]),
    );

    const stations = await aids.listBaseStations(everything);
    expect(stations.rows.map((row) => row.mmsi)).toEqual([7251001, 7251002]);
    expect(stations.rows[0]?.reportedUtc?.getTime()).toBe(start);
    expect((await aids.listAids(everything)).rows).toHaveLength(1);
  });

  it('are found in a box over the antimeridian', async () => {
    await database.write((tx) => aids.writeAids(tx, [heard(shore, 0)]));

    const box = { west: 179, south: -40, east: -179, north: -30 };
    expect((await aids.listBaseStations({ ...everything, bbox: box })).rows).toHaveLength(1);
    const elsewhere = { west: -179, south: -40, east: 179, north: -30 };
    expect((await aids.listBaseStations({ ...everything, bbox: elsewhere })).rows).toEqual([]);
  });

  it('leave out the simulated, the long unheard, and those before the cursor', async () => {
    const reports = [1, 2, 3].map((n) =>
      heard({ ...buoy, mmsi: mmsiFromNumber(997251000 + n) }, n * 3600, {
        source: n === 3 ? 'simulated' : 'ais',
      }),
    );
    await database.write((tx) => aids.writeAids(tx, reports));

    const listed = async (changes: Partial<StationQuery>) =>
      (await aids.listAids({ ...everything, ...changes })).rows.map((row) => row.mmsi);
    expect(await listed({ isWithoutSimulated: true })).toEqual([997251001, 997251002]);
    expect(await listed({ heardSince: start + 2 * 3_600_000 })).toEqual([997251002, 997251003]);
    expect(await listed({ afterMmsi: 997251001 })).toEqual([997251002, 997251003]);
    expect(await listed({ sources: ['simulated'] })).toEqual([997251003]);
  });
});

describe('distress devices', () => {
  const sart = 970123456;

  it('tell position, text and state in one row, and each report is an event', async () => {
    const first = await database.write((tx) =>
      safety.write(tx, [heard(position(sart, { navStatus: 14 }), 0)]),
    );
    const second = await database.write((tx) =>
      safety.write(tx, [heard(text(sart, 'SART ACTIVE'), 5)]),
    );

    const { rows } = await safety.listDevices(everything);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      kind: 'sart',
      state: 'active',
      lon: -71.5,
      text: 'SART ACTIVE',
    });
    expect(first.map((event) => [event.type, event.mmsi])).toEqual([['distress', '970123456']]);
    expect(second.map((event) => event.type)).toEqual(['distress', 'safety']);
    expect(JSON.parse(second[0]?.json() ?? '')).toMatchObject({
      id: '970123456',
      geometry: { coordinates: [-71.5, -33] },
      properties: { text: 'SART ACTIVE', positionTime: '2026-01-31T06:00:00.000Z' },
    });
  });

  it('are not changed, nor announced, by an older report', async () => {
    await database.write((tx) => safety.write(tx, [heard(position(sart, { navStatus: 14 }), 60)]));
    const late = await database.write((tx) =>
      safety.write(tx, [heard(position(sart, { navStatus: null, lat: -20 }), 0)]),
    );

    expect(late).toEqual([]);
    expect((await safety.listDevices(everything)).rows[0]).toMatchObject({
      state: 'active',
      lat: -33,
    });
  });
});

describe('safety messages', () => {
  const query = {
    mmsis: null,
    sources: null,
    committedSince: null,
    isWithoutSimulated: false,
    beforeId: null,
    limit: 10,
  };

  it('heard by two processes within ten seconds are one', async () => {
    const broadcast = text(725000001, 'LIGHT BUOY 3 UNLIT');
    await database.write((tx) => safety.write(tx, [heard(broadcast, 0)]));
    const again = await database.write((tx) => safety.write(tx, [heard(broadcast, 9)]));
    const later = await database.write((tx) => safety.write(tx, [heard(broadcast, 30)]));

    expect(again).toEqual([]);
    expect(later).toHaveLength(1);
    const { rows } = await safety.listMessages(query);
    expect(rows.map((row) => row.time.toISOString())).toEqual([
      '2026-01-31T06:00:30.000Z',
      '2026-01-31T06:00:00.000Z',
    ]);
  });

  it('are forgotten with the positions of their day', async () => {
    await database.write((tx) => safety.write(tx, [heard(text(725000001, 'OLD'), 0)]));
    await database.write((tx) => safety.write(tx, [heard(text(725000001, 'NEW'), 60)]));

    expect(await safety.forgetMessagesBefore(start + 30_000)).toBe(1);
    expect((await safety.listMessages(query)).rows.map((row) => row.text)).toEqual(['NEW']);
  });
});
