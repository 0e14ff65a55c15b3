import { mmsiFromNumber } from '../ais/mmsi.js';
import type { AisMessage, PositionMessage, StaticPartAMessage } from '../ais/message.js';
import { isStored, keepsStations, routeMessages } from './routing.js';
import { newQueuedMessage } from './testing/queued-message.js';

function position(mmsi: number): PositionMessage {
  return {
    kind: 'position',
    type: 1,
    mmsi: mmsiFromNumber(mmsi),
    repeat: 0,
    aisClass: 'A',
    lon: 0,
    lat: 0,
    sogKnots: null,
    cogDegrees: null,
    headingDegrees: null,
    rateOfTurn: null,
    navStatus: null,
    positionAccuracy: false,
    raim: false,
    utcSecond: null,
    rawSecond: null,
    altitudeMetres: null,
    utc: null,
    static: null,
    extra: {},
  };
}

function name(mmsi: number): StaticPartAMessage {
  const base = { kind: 'static', type: 24, part: 'A', repeat: 0, name: 'X' } as const;
  return { ...base, mmsi: mmsiFromNumber(mmsi) };
}

function routesOf(message: AisMessage): string[] {
  const { positions, vessels, aids, safety } = routeMessages([{ ...newQueuedMessage(), message }]);
  const counts = Object.entries({
    positions: positions.length,
    vessels: vessels.length,
    aids: aids.length,
    safety: safety.length,
  });
  return counts.flatMap(([place, count]) => (count > 0 ? [place] : []));
}

describe('routeMessages', () => {
  it.each([
    ['a ship', 503_000_001, ['positions', 'vessels']],
    ['a SAR aircraft', 111_503_001, ['positions', 'vessels']],
    ['a craft of a mothership', 985_030_001, ['positions', 'vessels']],
    ['a handheld radio', 850_300_001, ['positions', 'vessels']],
    ['nobody that the plan knows', 123_456_789, ['positions', 'vessels']],
    ['an aid to navigation', 995_030_001, ['aids']],
    ['a base station', 5_030_001, ['aids']],
    ['a ship numbered like a coast station of no country', 7_037_143, ['positions', 'vessels']],
    ['a SART', 970_123_456, ['safety']],
    ['a man overboard device', 972_123_456, ['safety']],
    ['an EPIRB', 974_123_456, ['safety']],
  ])('gives the position of %s to its feature', (_, mmsi, places) => {
    expect(routesOf(position(mmsi))).toEqual(places);
  });

  it('keeps the order in which messages came', () => {
    const batch = [3, 1, 2].map((last) => ({
      ...newQueuedMessage(),
      message: position(503_000_000 + last),
    }));
    const mmsis = routeMessages(batch).vessels.map(({ message }) => message.mmsi);
    expect(mmsis).toEqual(['503000003', '503000001', '503000002']);
  });
});

describe('isStored', () => {
  it('leaves static reports of fixed stations and distress devices out', () => {
    expect([503_000_001, 995_030_001, 970_123_456].map((mmsi) => isStored(name(mmsi)))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('leaves out what is only counted', () => {
    const other = {
      kind: 'other',
      type: 10,
      mmsi: mmsiFromNumber(503_000_001),
      repeat: 0,
    } as const;
    expect(isStored(other)).toBe(false);
  });
});

describe('keepsStations', () => {
  it('holds for the positions of vessels', () => {
    expect(
      [position(503_000_001), position(995_030_001), name(503_000_001)].map(keepsStations),
    ).toEqual([true, false, false]);
  });
});
