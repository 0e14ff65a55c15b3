import type { AisClass, PositionMessage } from '../ais/message.js';
import { mmsiFromNumber } from '../ais/mmsi.js';
import type { Heard } from '../ais/reception.js';
import { Plausibility } from './plausibility.js';
import { flagNames } from './quality-flags.js';

interface Place {
  readonly lon: number | null;
  readonly lat: number | null;
  readonly seconds: number;
  readonly mmsi?: number;
  readonly aisClass?: AisClass;
  readonly isTimeTrusted?: boolean;
}

const start = Date.UTC(2026, 0, 2);

function report(place: Place): Heard<PositionMessage> {
  const time = start + place.seconds * 1000;
  return {
    message: {
      kind: 'position',
      type: 1,
      mmsi: mmsiFromNumber(place.mmsi ?? 725_000_123),
      repeat: 0,
      aisClass: place.aisClass ?? 'A',
      lon: place.lon,
      lat: place.lat,
      sogKnots: 10,
      cogDegrees: 90,
      headingDegrees: 90,
      rateOfTurn: 0,
      navStatus: 0,
      positionAccuracy: true,
      raim: false,
      utcSecond: 0,
      rawSecond: 0,
      altitudeMetres: null,
      utc: null,
      static: null,
      extra: {},
    },
    reception: {
      feed: 'test',
      source: 'ais',
      stations: [],
      time,
      receivedAt: time,
      isTimeTrusted: place.isTimeTrusted ?? true,
      raw: '',
      digest: place.seconds,
    },
  };
}

function assessAll(places: readonly Place[], plausibility = new Plausibility()) {
  return places.map((place) => flagNames(plausibility.assess(report(place))));
}

const here = { lon: -71.6, lat: -33 };
/** 61 nautical miles north of `here`. */
const far = { lon: -71.6, lat: -31.98 };

describe('Plausibility', () => {
  it('finds nothing in a vessel that goes 20 knots', () => {
    const places = [0, 10, 20, 30].map((seconds) => ({
      lon: -71.6,
      lat: -33 + (seconds * 20) / 3600 / 60,
      seconds,
    }));
    expect(assessAll(places)).toEqual([[], [], [], []]);
  });

  it('flags the one report that is out of reach, not those around it', () => {
    const places = [
      { ...here, seconds: 0 },
      { ...here, seconds: 10 },
      { ...far, seconds: 20 },
      { ...here, seconds: 30 },
    ];
    expect(assessAll(places)).toEqual([[], [], ['jump'], []]);
  });

  it('lets a vessel be anywhere that 120 knots could take it since its last report', () => {
    expect(
      assessAll([
        { ...here, seconds: 0 },
        { ...far, seconds: 1900 },
      ]),
    ).toEqual([[], []]);
    expect(
      assessAll([
        { ...here, seconds: 0 },
        { ...far, seconds: 1700 },
      ]),
    ).toEqual([[], ['jump']]);
  });

  it('allows 1,000 m in no time, and not more', () => {
    const metresNorth = (metres: number) => ({ lon: -71.6, lat: -33 + metres / 111_195 });
    const pair = (metres: number) => [
      { ...here, seconds: 0 },
      { ...metresNorth(metres), seconds: 0 },
    ];
    expect(assessAll(pair(990))[1]).toEqual([]);
    expect(assessAll(pair(1010))[1]).toEqual(['jump']);
  });

  it('lets search-and-rescue aircraft fly', () => {
    const flight = [
      { ...here, seconds: 0, aisClass: 'SAR' as const },
      { ...far, seconds: 600, aisClass: 'SAR' as const },
    ];
    expect(assessAll(flight)).toEqual([[], []]);
  });

  it('believes the new place at the third report in a row', () => {
    const places = [{ ...here, seconds: 0 }].concat(
      [10, 20, 30, 40].map((seconds) => ({ ...far, seconds })),
    );
    expect(assessAll(places)).toEqual([[], ['jump'], ['jump'], [], []]);
  });

  it('tells two ships on one MMSI by their going to and fro', () => {
    const places = [0, 10, 20, 30, 40, 50, 60, 70].map((seconds, turn) => ({
      ...(turn % 2 === 0 ? here : far),
      seconds,
    }));
    expect(assessAll(places)).toEqual([
      [],
      ['jump'],
      [],
      ['jump'],
      [],
      ['shared-mmsi'],
      ['shared-mmsi'],
      ['shared-mmsi'],
    ]);
  });

  it('does not take wrong places, each somewhere else, for a second ship', () => {
    const places = Array.from({ length: 20 }, (_, turn) =>
      turn % 2 === 0
        ? { ...here, seconds: turn * 10 }
        : { lon: -80 + turn, lat: 10 + turn, seconds: turn * 10 },
    );
    expect(assessAll(places).flat()).toEqual(Array<string>(10).fill('jump'));
  });

  it('forgets the second ship half an hour after it was last heard', () => {
    const plausibility = new Plausibility();
    const both = Array.from({ length: 8 }, (_, turn) => ({
      ...(turn % 2 === 0 ? here : far),
      seconds: turn * 10,
    }));
    expect(assessAll(both, plausibility).at(-1)).toEqual(['shared-mmsi']);
    const alone = [
      { ...far, seconds: 1860 },
      { ...far, seconds: 1900 },
    ];
    expect(assessAll(alone, plausibility)[1]).toEqual([]);
  });

  it('does not let a report that comes late move the vessel back', () => {
    const places = [
      { ...here, seconds: 1900 },
      { ...far, seconds: 0 },
      { ...here, seconds: 1910 },
    ];
    expect(assessAll(places)).toEqual([[], [], []]);
  });

  it('flags an unknown country, an untrusted time and the zero position by themselves', () => {
    expect(assessAll([{ ...here, seconds: 0, mmsi: 123_456_789 }])).toEqual([['unknown-mid']]);
    expect(assessAll([{ ...here, seconds: 0, isTimeTrusted: false }])).toEqual([
      ['time-untrusted'],
    ]);
    expect(assessAll([{ lon: 0, lat: 0, seconds: 0 }])).toEqual([['zero-position']]);
  });

  it('does not follow a vessel to the zero position', () => {
    const places = [
      { ...here, seconds: 0 },
      { lon: 0, lat: 0, seconds: 10 },
      { ...here, seconds: 20 },
    ];
    expect(assessAll(places)).toEqual([[], ['zero-position'], []]);
  });

  it('has nothing to say of a report without a position', () => {
    expect(assessAll([{ lon: null, lat: null, seconds: 0 }])).toEqual([[]]);
  });

  it('keeps the vessels apart', () => {
    const places = [
      { ...here, seconds: 0, mmsi: 725_000_001 },
      { ...far, seconds: 1, mmsi: 725_000_002 },
    ];
    expect(assessAll(places)).toEqual([[], []]);
  });
});
