import { decode } from './decoder.js';
import { decoded } from './testing/decoded.js';

describe('decoder, on published sentences', () => {
  it('reads a class A position (type 1 of gpsd sample.aivdm)', () => {
    expect(decode('15RTgt0PAso;90TKcjM8h6g208CQ', 0)).toEqual({
      kind: 'position',
      type: 1,
      mmsi: '371798000',
      repeat: 0,
      aisClass: 'A',
      lon: -123.39538333333333,
      lat: 48.38163333333333,
      sogKnots: 12.3,
      cogDegrees: 224,
      headingDegrees: 215,
      rateOfTurn: -10,
      navStatus: 0,
      positionAccuracy: true,
      raim: false,
      utcSecond: 33,
      rawSecond: 33,
      altitudeMetres: null,
      utc: null,
      static: null,
      extra: { specialManoeuvre: 0, radioStatus: 34017 },
    });
  });

  it('reads static and voyage data (type 5 of gpsd sample.aivdm)', () => {
    const payload = '55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp888888888880';
    expect(decode(payload, 2)).toEqual({
      kind: 'static',
      type: 5,
      mmsi: '351759000',
      repeat: 0,
      aisVersion: 0,
      imo: 9134270,
      callSign: '3FOF8',
      name: 'EVER DIADEM',
      shipType: 70,
      dimensions: { a: 225, b: 70, c: 1, d: 31 },
      epfd: 1,
      eta: { month: 5, day: 15, hour: 14, minute: 0 },
      draughtMetres: 12.2,
      destination: 'NEW YORK',
      dte: true,
    });
  });

  it('reads the speed of a search-and-rescue aircraft in whole knots', () => {
    expect(decode('91b55wi;hbOS@OdQAC062Ch2089h', 0)).toMatchObject({
      type: 9,
      mmsi: '111232511',
      aisClass: 'SAR',
      sogKnots: 42,
      altitudeMetres: 303,
      cogDegrees: 154.5,
    });
  });

  it('joins the name of an aid to navigation with its extension', () => {
    const payload = 'E1mg=5J1T4W0h97aRh6ba84<h2d;W:Te=eLvH50```q:D44QDlp0C1DU00';
    expect(decode(payload, 2)).toMatchObject({
      kind: 'aid',
      aidType: 20,
      name: 'CHINA ROSE MURPHY EXPRESS ALERT',
      offPosition: false,
      isVirtual: false,
    });
  });
});

describe('decoder, on type 24', () => {
  const part = (mmsi: number, number: number, last: number) =>
    decoded(
      [24, 6],
      [0, 2],
      [mmsi, 30],
      [number, 2],
      [37, 8],
      [1, 6],
      [2, 6],
      [3, 6],
      [4, 4],
      [5, 20],
      ...Array.from({ length: 7 }, () => [0, 6] as const),
      [last, 30],
      [0, 6],
    );

  it('reads dimensions and maker of part B', () => {
    expect(part(725000123, 1, (3 << 21) | (4 << 12) | (5 << 6) | 6)).toMatchObject({
      part: 'B',
      shipType: 37,
      vendorId: 'ABC',
      callSign: null,
      mothershipMmsi: null,
      dimensions: { a: 3, b: 4, c: 5, d: 6 },
      extra: { vendorText: 'ABCP', unitModel: 4, unitSerial: 5, epfd: null },
    });
  });

  it('reads the mothership of an auxiliary craft in place of its dimensions', () => {
    expect(part(987250012, 1, 725000123)).toMatchObject({
      part: 'B',
      mothershipMmsi: '725000123',
      dimensions: { a: null, b: null, c: null, d: null },
    });
  });

  it('recognises parts that do not exist yet', () => {
    expect(part(725000123, 2, 0)).toEqual({
      kind: 'other',
      type: 24,
      mmsi: '725000123',
      repeat: 0,
    });
  });

  it('takes part A with 160 bits, but not part B', () => {
    const cut = (number: number) =>
      decoded(
        [24, 6],
        [0, 2],
        [725000123, 30],
        [number, 2],
        ...Array.from({ length: 20 }, () => [1, 6] as const),
      );
    expect(cut(0)).toMatchObject({ part: 'A', name: 'AAAAAAAAAAAAAAAAAAAA' });
    expect(cut(1)).toEqual({ kind: 'rejected', reason: 'short' });
  });
});

describe('decoder, on lengths', () => {
  const ofType = (type: number, bits: number) =>
    decoded(
      [type, 6],
      [0, 2],
      [725000123, 30],
      ...Array.from({ length: bits - 38 }, () => [0, 1] as const),
    );

  it.each([
    [1, 149],
    [2, 149],
    [3, 149],
    [4, 168],
    [5, 418],
    [6, 88],
    [7, 72],
    [8, 56],
    [9, 168],
    [10, 70],
    [11, 168],
    [12, 72],
    [13, 40],
    [14, 40],
    [15, 88],
    [16, 92],
    [17, 80],
    [18, 168],
    [19, 312],
    [20, 70],
    [21, 271],
    [22, 145],
    [23, 154],
    [24, 160],
    [25, 72],
    [26, 60],
    [27, 96],
    [28, 168],
  ])('takes type %d with %d bits and no fewer', (type, fewest) => {
    expect(ofType(type, fewest)).toMatchObject({ type, mmsi: '725000123' });
    expect(ofType(type, fewest - 1)).toEqual({ kind: 'rejected', reason: 'short' });
  });

  it.each([420, 422, 424, 426])('takes type 5 with %d bits', (bits) => {
    expect(ofType(5, bits)).toMatchObject({ kind: 'static', type: 5 });
  });

  it('does not call a terminal ready that the message does not reach', () => {
    expect(ofType(5, 422)).toMatchObject({ dte: false });
    expect(ofType(5, 424)).toMatchObject({ dte: true });
  });

  it('does not read a radio state that is cut', () => {
    expect(ofType(1, 163)).toMatchObject({ extra: { radioStatus: null } });
    expect(ofType(1, 168)).toMatchObject({ extra: { radioStatus: 0 } });
  });

  it.each([
    ['nothing', '', 'payload'],
    ['an illegal character', '1X', 'payload'],
    ['1,066 bits', '8'.padEnd(178, '0'), 'too-long'],
    ['thousands of bits', '8'.padEnd(5000, '0'), 'too-long'],
    ['type 0', '0'.padEnd(28, '0'), 'unknown-type'],
    ['type 29', 'M'.padEnd(28, '0'), 'unknown-type'],
    ['type 63', 'w'.padEnd(28, '0'), 'unknown-type'],
    ['one character', '1', 'short'],
  ])('refuses %s', (_, payload, reason) => {
    expect(decode(payload, 0)).toEqual({ kind: 'rejected', reason });
  });

  it('refuses a sender above 999999999', () => {
    const sentBy = (mmsi: number) => decoded([10, 6], [0, 2], [mmsi, 30], [0, 2], [0, 30], [0, 2]);
    expect(sentBy(1_000_000_000)).toEqual({ kind: 'rejected', reason: 'mmsi' });
    expect(sentBy(999_999_999)).toMatchObject({ kind: 'other', type: 10, mmsi: '999999999' });
  });
});
