import type { PositionMessage, SafetyMessage } from '../ais/message.js';
import type { Mmsi } from '../ais/mmsi.js';
import type { Heard } from '../ais/reception.js';
import { distressKind, distressRows, distressState, type DistressMessage } from './distress-row.js';

const sart = '970123456' as Mmsi;

function position(changes: Partial<PositionMessage> = {}): PositionMessage {
  return {
    kind: 'position',
    type: 1,
    aisClass: 'A',
    mmsi: sart,
    repeat: 0,
    lon: -71.6,
    lat: -33,
    sogKnots: 0,
    cogDegrees: null,
    headingDegrees: null,
    rateOfTurn: null,
    navStatus: 14,
    positionAccuracy: true,
    raim: false,
    utcSecond: null,
    rawSecond: null,
    altitudeMetres: null,
    utc: null,
    static: null,
    extra: {},
    ...changes,
  };
}

function text(value: string): SafetyMessage {
  return { kind: 'safety', type: 14, mmsi: sart, repeat: 0, destinationMmsi: null, text: value };
}

function heard<M extends DistressMessage>(message: M, time: number): Heard<M> {
  return {
    message,
    reception: {
      feed: 'tcp',
      source: 'ais',
      stations: ['r1'],
      time,
      receivedAt: time + 100,
      isTimeTrusted: true,
      raw: '!raw',
      digest: 1,
    },
  };
}

describe('distressKind', () => {
  it.each([
    ['970123456', 'sart'],
    ['972123456', 'mob'],
    ['974123456', 'epirb'],
    ['725000001', null],
    ['971123456', null],
  ])('%s is %s', (mmsi, kind) => {
    expect(distressKind(mmsi as Mmsi)).toBe(kind);
  });
});

describe('distressState', () => {
  it('takes navigation status 14 for a call for help', () => {
    expect(distressState(position({ navStatus: 14 }))).toBe('active');
  });

  it('takes a device without that status for a test', () => {
    expect(distressState(position({ navStatus: null }))).toBe('test');
  });

  it('takes text that names a test for one', () => {
    expect(distressState(text('SART TEST'))).toBe('test');
  });

  it('takes any other text for a call for help', () => {
    expect(distressState(text('SART ACTIVE'))).toBe('active');
    expect(distressState(text('MOB CONTEST WINNER'))).toBe('active');
  });
});

describe('distressRows', () => {
  it('joins the newest position and the newest text of a device', () => {
    const rows = distressRows([
      heard(text('SART ACTIVE'), 2_000),
      heard(position({ lat: -33.1 }), 3_000),
      heard(position({ lat: -33.5 }), 1_000),
    ]);

    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      mmsi: 970123456,
      kind: 'sart',
      state: 'active',
      lat: -33.1,
      position_time: '1970-01-01T00:00:03.000Z',
      text: 'SART ACTIVE',
      time: '1970-01-01T00:00:03.000Z',
    });
  });

  it('keeps the last position when a later report has none', () => {
    const rows = distressRows([
      heard(position({ lat: -33.1 }), 1_000),
      heard(position({ lat: null, lon: null }), 2_000),
    ]);

    expect(rows[0]).toMatchObject({
      lat: -33.1,
      position_time: '1970-01-01T00:00:01.000Z',
      time: '1970-01-01T00:00:02.000Z',
    });
  });

  it('leaves out text of vessels', () => {
    const fromVessel = { ...text('RENDEZ VOUS 10 UTC'), mmsi: '725000001' as Mmsi };

    expect(distressRows([heard(fromVessel, 1_000)])).toEqual([]);
  });
});
