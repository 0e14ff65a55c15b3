import { decoded } from './testing/decoded.js';

/** A type 1 message whose named fields hold these raw values. */
function classA(
  raw: Partial<
    Record<'status' | 'turn' | 'sog' | 'lon' | 'lat' | 'cog' | 'heading' | 'second', number>
  >,
) {
  return decoded(
    [1, 6],
    [0, 2],
    [725000123, 30],
    [raw.status ?? 0, 4],
    [raw.turn ?? 0, 8],
    [raw.sog ?? 0, 10],
    [1, 1],
    [raw.lon ?? 0, 28],
    [raw.lat ?? 0, 27],
    [raw.cog ?? 0, 12],
    [raw.heading ?? 0, 9],
    [raw.second ?? 0, 6],
    [0, 25],
  );
}

describe('decoder, on values that are not available', () => {
  it('gives null for each', () => {
    const missing = {
      status: 15,
      turn: -128,
      sog: 1023,
      lon: 108600000,
      lat: 54600000,
      cog: 3600,
      heading: 511,
      second: 60,
    };
    expect(classA(missing)).toMatchObject({
      navStatus: null,
      rateOfTurn: null,
      sogKnots: null,
      lon: null,
      lat: null,
      cogDegrees: null,
      headingDegrees: null,
      utcSecond: null,
      rawSecond: 60,
    });
  });

  it('gives null for what is neither on the globe nor on the compass', () => {
    const wild = { lon: 108000001, lat: -54000001, cog: 3601, heading: 360, second: 63 };
    expect(classA(wild)).toMatchObject({
      lon: null,
      lat: null,
      cogDegrees: null,
      headingDegrees: null,
      utcSecond: null,
    });
  });

  it('keeps the last valid values', () => {
    const edge = { lon: -108000000, lat: 54000000, cog: 3599, heading: 359, second: 59, sog: 1022 };
    expect(classA(edge)).toMatchObject({
      lon: -180,
      lat: 90,
      cogDegrees: 359.9,
      headingDegrees: 359,
      utcSecond: 59,
      sogKnots: 102.2,
    });
  });

  it('keeps 0 N 0 E: it is suspicious, not missing', () => {
    expect(classA({ lon: 0, lat: 0 })).toMatchObject({ lon: 0, lat: 0 });
  });

  it.each([
    [0, 0],
    [1, 0.04],
    [-1, -0.04],
    [126, 708.71],
    [-126, -708.71],
    [127, 10],
    [-127, -10],
  ])('reads the turn %d as %d degrees a minute', (turn, rate) => {
    expect(classA({ turn })).toMatchObject({ rateOfTurn: rate });
  });

  it('takes each part of an ETA for itself', () => {
    const eta = (month: number, day: number, hour: number, minute: number) =>
      decoded(
        [5, 6],
        [0, 2],
        [725000123, 30],
        [0, 2],
        [0, 30],
        ...Array.from({ length: 27 }, () => [0, 6] as const),
        [0, 8],
        [0, 30],
        [0, 4],
        [month, 4],
        [day, 5],
        [hour, 5],
        [minute, 6],
        [0, 8],
        ...Array.from({ length: 20 }, () => [0, 6] as const),
        [1, 1],
        [0, 1],
      );
    expect(eta(0, 0, 24, 60)).toMatchObject({
      eta: { month: null, day: null, hour: null, minute: null },
      draughtMetres: null,
      destination: null,
      imo: null,
      shipType: null,
      epfd: null,
      dte: false,
      dimensions: { a: null, b: null, c: null, d: null },
    });
    expect(eta(13, 31, 25, 61)).toMatchObject({
      eta: { month: null, day: 31, hour: null, minute: null },
    });
    expect(eta(0, 3, 24, 59)).toMatchObject({
      eta: { month: null, day: 3, hour: null, minute: 59 },
    });
  });

  it('has no UTC of a base station when one part of its clock is missing', () => {
    const station = (year: number, month: number, day: number, hour: number) =>
      decoded(
        [4, 6],
        [0, 2],
        [7250001, 30],
        [year, 14],
        [month, 4],
        [day, 5],
        [hour, 5],
        [0, 6],
        [0, 6],
        [0, 30],
        [0, 30],
        [0, 30],
      );
    expect(station(2024, 2, 29, 23)).toMatchObject({ utc: Date.UTC(2024, 1, 29, 23) });
    expect(station(2023, 2, 29, 23)).toMatchObject({ utc: null, clock: { year: 2023, day: 29 } });
    expect(station(2100, 2, 29, 23)).toMatchObject({ utc: null });
    expect(station(2024, 4, 31, 23)).toMatchObject({ utc: null });
    expect(station(0, 2, 29, 23)).toMatchObject({ utc: null, clock: { year: null, month: 2 } });
    expect(station(2024, 2, 29, 24)).toMatchObject({ utc: null, clock: { hour: null } });
    expect(station(10196, 2, 29, 23)).toMatchObject({ utc: null, clock: { year: null } });
  });

  it('reads the long-range marks of type 27', () => {
    const longRange = (lon: number, lat: number, sog: number, cog: number) =>
      decoded(
        [27, 6],
        [0, 2],
        [725000123, 30],
        [0, 2],
        [15, 4],
        [lon, 18],
        [lat, 17],
        [sog, 6],
        [cog, 9],
        [0, 2],
      );
    expect(longRange(108600, 54600, 63, 511)).toMatchObject({
      lon: null,
      lat: null,
      sogKnots: null,
      cogDegrees: null,
      navStatus: null,
      utcSecond: null,
      rawSecond: null,
    });
    expect(longRange(-108000, 54000, 62, 359)).toMatchObject({
      lon: -180,
      lat: 90,
      sogKnots: 62,
      cogDegrees: 359,
    });
  });

  it('does not tell whether an aid is off position when it has no position fix', () => {
    const aid = (second: number) =>
      decoded(
        [21, 6],
        [0, 2],
        [997250001, 30],
        [0, 5],
        ...Array.from({ length: 20 }, () => [0, 6] as const),
        [0, 1],
        [0, 28],
        [0, 27],
        [0, 30],
        [0, 4],
        [second, 6],
        [1, 1],
        [0, 8],
        [0, 4],
      );
    expect(aid(59)).toMatchObject({ offPosition: true, aidType: null, name: null });
    expect(aid(60)).toMatchObject({ offPosition: null });
  });
});
