import fc from 'fast-check';
import type { EncodableMessage } from '../../../service/ais/encoder.js';
import type { AisMessage } from '../../../service/ais/message.js';
import { mmsiFromNumber } from '../../../service/ais/mmsi.js';

const mmsi = fc.nat(999_999_999).map(mmsiFromNumber);
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const raw = (min: number, max: number, per: number) =>
  fc.integer({ min, max }).map((value) => value / per);
const text = (longest: number) =>
  orNull(
    fc
      .string({
        unit: fc
          .integer({ min: 32, max: 95 })
          .filter((code) => code !== 64)
          .map((code) => String.fromCharCode(code)),
        minLength: 1,
        maxLength: longest,
      })
      .map((value) => value.trimEnd())
      .filter((value) => value !== ''),
  );
const metres = (most: number) => orNull(fc.integer({ min: 1, max: most }));
const dimensions = fc.record({ a: metres(511), b: metres(511), c: metres(63), d: metres(63) });
const place = {
  lon: orNull(raw(-108_000_000, 108_000_000, 600_000)),
  lat: orNull(raw(-54_000_000, 54_000_000, 600_000)),
  positionAccuracy: fc.boolean(),
  raim: fc.boolean(),
};
const repeat = fc.nat(3);
const rate = fc.integer({ min: -127, max: 127 }).map((turn) => {
  const size = Math.abs(turn) === 127 ? 10 : Math.round((turn / 4.733) ** 2 * 100) / 100;
  return turn < 0 ? -size : size;
});
const second = fc
  .nat(63)
  .map((rawSecond) => ({ rawSecond, utcSecond: rawSecond < 60 ? rawSecond : null }));
const motion = {
  ...place,
  sogKnots: orNull(raw(0, 1022, 10)),
  cogDegrees: orNull(raw(0, 3599, 10)),
  headingDegrees: orNull(fc.nat(359)),
};
const noMotion = { altitudeMetres: null, utc: null, static: null } as const;

const classA = fc
  .record({
    type: fc.constantFrom(1, 2, 3),
    mmsi,
    repeat,
    ...motion,
    rateOfTurn: orNull(rate),
    navStatus: orNull(fc.nat(14)),
    second,
    extra: fc.record({ specialManoeuvre: fc.nat(3), radioStatus: fc.nat(2 ** 19 - 1) }),
  })
  .map(({ second: seconds, ...rest }) => ({
    kind: 'position' as const,
    aisClass: 'A' as const,
    ...noMotion,
    ...seconds,
    ...rest,
  }));

const classB = fc
  .record({
    mmsi,
    repeat,
    ...motion,
    second,
    extra: fc.record({
      reserved: fc.nat(255),
      regional: fc.nat(3),
      isCarrierSense: fc.boolean(),
      hasDisplay: fc.boolean(),
      hasDsc: fc.boolean(),
      isWholeBand: fc.boolean(),
      acceptsMessage22: fc.boolean(),
      isAssigned: fc.boolean(),
      radioStatus: fc.nat(2 ** 20 - 1),
    }),
  })
  .map(({ second: seconds, ...rest }) => ({
    kind: 'position' as const,
    type: 18 as const,
    aisClass: 'B' as const,
    rateOfTurn: null,
    navStatus: null,
    ...noMotion,
    ...seconds,
    ...rest,
  }));

const baseStation = fc
  .record({
    mmsi,
    repeat,
    ...place,
    epfd: metres(15),
    time: fc.date({
      min: new Date('1000-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    }),
    extra: fc.record({ radioStatus: fc.nat(2 ** 19 - 1) }),
  })
  .map(({ time, ...rest }) => ({
    kind: 'base-station' as const,
    type: 4 as const,
    ...rest,
    utc: Math.floor(time.getTime() / 1000) * 1000,
    clock: {
      year: time.getUTCFullYear(),
      month: time.getUTCMonth() + 1,
      day: time.getUTCDate(),
      hour: time.getUTCHours(),
      minute: time.getUTCMinutes(),
      second: time.getUTCSeconds(),
    },
  }));

const voyage = fc.record({
  kind: fc.constant('static' as const),
  type: fc.constant(5 as const),
  mmsi,
  repeat,
  aisVersion: fc.nat(3),
  imo: orNull(fc.integer({ min: 1, max: 2 ** 30 - 1 })),
  callSign: text(7),
  name: text(20),
  shipType: metres(255),
  dimensions,
  epfd: metres(15),
  eta: fc.record({
    month: metres(12),
    day: metres(31),
    hour: orNull(fc.nat(23)),
    minute: orNull(fc.nat(59)),
  }),
  draughtMetres: orNull(raw(1, 255, 10)),
  destination: text(20),
  dte: fc.boolean(),
});

const partA = fc.record({
  kind: fc.constant('static' as const),
  type: fc.constant(24 as const),
  part: fc.constant('A' as const),
  mmsi,
  repeat,
  name: text(20),
});

const partB = fc
  .record({
    kind: fc.constant('static' as const),
    type: fc.constant(24 as const),
    part: fc.constant('B' as const),
    mmsi,
    repeat,
    shipType: metres(255),
    vendorId: text(3),
    callSign: text(7),
    dimensions,
    mothershipMmsi: fc.constant(null),
    extra: fc.record({ unitModel: fc.nat(15), unitSerial: fc.nat(2 ** 20 - 1), epfd: metres(15) }),
  })
  .filter((message) => !message.mmsi.startsWith('98'));

const auxiliary = fc.record({
  kind: fc.constant('static' as const),
  type: fc.constant(24 as const),
  part: fc.constant('B' as const),
  mmsi: fc.integer({ min: 980_000_000, max: 989_999_999 }).map(mmsiFromNumber),
  repeat,
  shipType: metres(255),
  vendorId: text(3),
  callSign: text(7),
  dimensions: fc.constant({ a: null, b: null, c: null, d: null }),
  mothershipMmsi: fc.integer({ min: 1, max: 999_999_999 }).map(mmsiFromNumber),
  extra: fc.record({ unitModel: fc.nat(15), unitSerial: fc.nat(2 ** 20 - 1), epfd: metres(15) }),
});

const aid = fc
  .record({
    mmsi,
    repeat,
    ...place,
    aidType: metres(31),
    name: text(34),
    dimensions,
    epfd: metres(15),
    second,
    offPosition: fc.boolean(),
    isVirtual: fc.boolean(),
    isAssigned: fc.boolean(),
    extra: fc.record({ regional: fc.nat(255) }),
  })
  .map(({ second: seconds, offPosition, ...rest }) => ({
    kind: 'aid' as const,
    type: 21 as const,
    ...seconds,
    ...rest,
    offPosition: seconds.utcSecond === null ? null : offPosition,
  }));

/** Any message that can be encoded, as the decoder gives it. */
export const anyMessage: fc.Arbitrary<AisMessage & EncodableMessage> = fc.oneof(
  classA as fc.Arbitrary<AisMessage & EncodableMessage>,
  classB,
  baseStation,
  voyage,
  partA,
  partB,
  auxiliary,
  aid,
);
