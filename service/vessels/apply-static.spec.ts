import fc from 'fast-check';

import type { PositionMessage, StaticMessage } from '../ais/message.js';
import { mmsiFromNumber } from '../ais/mmsi.js';
import type { Heard } from '../ais/reception.js';
import { applyStatic, lastStaticAt, mergeStatic, saysTheSame } from './apply-static.js';
import { unknownStatic, type VesselStatic } from './vessel.js';

type Report = Heard<StaticMessage | PositionMessage>;

const base = { mmsi: mmsiFromNumber(725_000_123), repeat: 0 };
const noEta = { month: null, day: null, hour: null, minute: null };

function at(time: number, message: StaticMessage | PositionMessage): Report {
  const reception = { feed: 'test', source: 'ais', stations: [], isTimeTrusted: true } as const;
  return { message, reception: { ...reception, time, receivedAt: time, raw: '', digest: 0 } };
}

function voyage(time: number, given: Partial<Extract<StaticMessage, { type: 5 }>> = {}): Report {
  return at(time, {
    ...base,
    kind: 'static',
    type: 5,
    aisVersion: 0,
    imo: 9_074_729,
    callSign: 'CBAA',
    name: 'AURORA',
    shipType: 70,
    dimensions: { a: 100, b: 50, c: 10, d: 12 },
    epfd: 1,
    eta: { month: 1, day: 3, hour: 14, minute: 30 },
    draughtMetres: 8.3,
    destination: 'VALPARAISO',
    dte: false,
    ...given,
  });
}

function partA(time: number, name: string | null): Report {
  return at(time, { ...base, kind: 'static', type: 24, part: 'A', name });
}

function partB(time: number, callSign: string | null, shipType = 37): Report {
  const dimensions = { a: 6, b: 4, c: 2, d: 1 };
  const rest = { vendorId: null, mothershipMmsi: null, callSign, shipType, dimensions };
  return at(time, { ...base, kind: 'static', type: 24, part: 'B', ...rest });
}

function extended(time: number, name: string | null, shipType = 36): Report {
  const dimensions = { a: 7, b: 3, c: 1, d: 2 };
  return at(time, {
    ...base,
    kind: 'position',
    type: 19,
    aisClass: 'B',
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
    static: { name, shipType, dimensions, epfd: null },
    extra: {},
  });
}

function fold(reports: readonly Report[]): VesselStatic {
  return reports.reduce((vessel, report) => applyStatic(vessel, report).vessel, unknownStatic);
}

describe('applyStatic', () => {
  it('takes all that a type 5 says', () => {
    expect(fold([voyage(1000)])).toEqual({
      name: 'AURORA',
      nameAt: 1000,
      callSign: 'CBAA',
      mothershipMmsi: null,
      callSignAt: 1000,
      shipType: 70,
      dimensions: { a: 100, b: 50, c: 10, d: 12 },
      particularsAt: 1000,
      imo: 9_074_729,
      draughtMetres: 8.3,
      destination: 'VALPARAISO',
      eta: { month: 1, day: 3, hour: 14, minute: 30 },
      voyageAt: 1000,
    });
  });

  it('puts 24A and 24B together, whichever comes first', () => {
    const together = fold([partA(1, 'BRISA'), partB(2, 'CBBB')]);
    expect(together).toMatchObject({ name: 'BRISA', callSign: 'CBBB', shipType: 37 });
    expect(fold([partB(2, 'CBBB'), partA(1, 'BRISA')])).toEqual(together);
  });

  it('leaves the call sign alone when a type 19 tells the rest', () => {
    expect(fold([partB(1, 'CBBB'), extended(2, 'BRISA')])).toMatchObject({
      name: 'BRISA',
      callSign: 'CBBB',
      shipType: 36,
    });
  });

  it('takes back what a newer report says is not available', () => {
    const nothing = voyage(2, { name: null, imo: null, eta: noEta, destination: null });
    expect(fold([voyage(1), nothing])).toMatchObject({
      name: null,
      imo: null,
      eta: null,
      destination: null,
    });
  });

  it('leaves a vessel as it is when the report is older or says nothing static', () => {
    const vessel = fold([voyage(2000)]);
    expect(applyStatic(vessel, partA(1999, 'OLD NAME'))).toEqual({ vessel, changes: [] });
    const position = extended(3000, null);
    if (position.message.kind !== 'position') throw new Error('not a position');
    const plain = { ...position, message: { ...position.message, static: null } };
    expect(applyStatic(vessel, plain).vessel).toBe(vessel);
  });

  it('tells what became what, and when; the first report of a part is no change', () => {
    expect(applyStatic(unknownStatic, voyage(1)).changes).toEqual([]);
    const changed = voyage(5000, {
      name: 'AURORA II',
      draughtMetres: null,
      dimensions: { a: 101, b: 50, c: 10, d: 12 },
      eta: { month: 1, day: 4, hour: null, minute: null },
    });
    expect(applyStatic(fold([voyage(1)]), changed).changes).toEqual([
      { field: 'name', oldValue: 'AURORA', newValue: 'AURORA II', changedAt: 5000 },
      {
        field: 'dimensions',
        oldValue: '{"a":100,"b":50,"c":10,"d":12}',
        newValue: '{"a":101,"b":50,"c":10,"d":12}',
        changedAt: 5000,
      },
      { field: 'draughtMetres', oldValue: '8.3', newValue: null, changedAt: 5000 },
      {
        field: 'eta',
        oldValue: '{"month":1,"day":3,"hour":14,"minute":30}',
        newValue: '{"month":1,"day":4,"hour":null,"minute":null}',
        changedAt: 5000,
      },
    ]);
  });

  it('ends the same in whatever order reports come', () => {
    const name = fc.constantFrom('A', 'B', null);
    const kinds = [
      (time: number, text: string | null) => voyage(time, { name: text, callSign: text }),
      partA,
      (time: number, text: string | null) => partB(time, text, time % 100),
      extended,
    ];
    const arrivals = fc.array(fc.tuple(fc.nat({ max: kinds.length - 1 }), name), { maxLength: 8 });
    fc.assert(
      fc.property(arrivals, fc.array(fc.nat(), { minLength: 8 }), (chosen, places) => {
        const inTime = chosen.flatMap(([kind, text], time) => kinds[kind]?.(time, text) ?? []);
        const shuffled = inTime
          .map((report, index) => ({ report, place: places[index] ?? 0 }))
          .sort((a, b) => a.place - b.place)
          .map(({ report }) => report);
        expect(fold(shuffled)).toEqual(fold(inTime));
      }),
    );
  });
});

describe('mergeStatic', () => {
  it('takes the newer of each part from two states', () => {
    const one = fold([partA(10, 'NEW NAME'), partB(1, 'OLD')]);
    const other = fold([partA(2, 'OLD NAME'), partB(9, 'NEW')]);
    const merged = mergeStatic(one, other).vessel;
    expect(merged).toMatchObject({ name: 'NEW NAME', nameAt: 10, callSign: 'NEW', callSignAt: 9 });
    expect(mergeStatic(other, one).vessel).toEqual(merged);
  });
});

describe('saysTheSame', () => {
  it('does not ask when it was said', () => {
    expect(saysTheSame(fold([voyage(1)]), fold([voyage(2)]))).toBe(true);
    expect(saysTheSame(fold([voyage(1)]), fold([voyage(1, { imo: null })]))).toBe(false);
  });

  it('tells a part that was never reported from one that is not available', () => {
    expect(saysTheSame(unknownStatic, fold([partA(1, null)]))).toBe(false);
  });
});

describe('lastStaticAt', () => {
  it('is the time of the newest part', () => {
    expect(lastStaticAt(unknownStatic)).toBeNull();
    expect(lastStaticAt(fold([partB(7, null), partA(3, null)]))).toBe(7);
  });
});
