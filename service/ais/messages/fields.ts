import type { Dimensions, Eta } from '../message.js';
import { TURNING_WITHOUT_INDICATOR } from '../message.js';
import type { Mmsi } from '../mmsi.js';
import { mmsiFromNumber } from '../mmsi.js';
import type { SixBitReader } from '../sixbit.js';

/*
 * Fields that several message types share, with their "not available" values turned into `null`
 * (ITU-R M.1371-5 Annex 8). What fits the bits but not the globe or the compass is `null` too.
 */

const DEGREE = 600_000;
const LONG_RANGE_DEGREE = 600;
const LARGEST_MMSI = 999_999_999;

/** Degrees east of a longitude in 1/10,000 minute. */
export function longitude(raw: number): number | null {
  return onGlobe(raw, DEGREE, 180);
}

/** Degrees north of a latitude in 1/10,000 minute. */
export function latitude(raw: number): number | null {
  return onGlobe(raw, DEGREE, 90);
}

/** Degrees east of a longitude in 1/10 minute (type 27). */
export function longRangeLongitude(raw: number): number | null {
  return onGlobe(raw, LONG_RANGE_DEGREE, 180);
}

/** Degrees north of a latitude in 1/10 minute (type 27). */
export function longRangeLatitude(raw: number): number | null {
  return onGlobe(raw, LONG_RANGE_DEGREE, 90);
}

/** Degrees of `raw` parts of `perDegree`; `null` beyond `limit` degrees. */
export function onGlobe(raw: number, perDegree: number, limit: number): number | null {
  return raw > limit * perDegree || raw < -limit * perDegree ? null : raw / perDegree;
}

/** Knots of a speed in 1/10 knot; 102.2 means "or more". */
export function speed(raw: number): number | null {
  return raw === 1023 ? null : raw / 10;
}

/** Degrees of a course in 1/10 degree. */
export function course(raw: number): number | null {
  return raw >= 3600 ? null : raw / 10;
}

/** Degrees of a heading, or of a course in whole degrees. */
export function wholeDegrees(raw: number): number | null {
  return raw >= 360 ? null : raw;
}

const RATES = Array.from({ length: 127 }, (_, raw) => Math.round((raw / 4.733) ** 2 * 100) / 100);

/** Degrees a minute of a rate of turn, -128 to 127, positive to starboard, to 1/100. */
export function rateOfTurn(raw: number): number | null {
  if (raw === -128) return null;
  const rate = RATES[raw < 0 ? -raw : raw] ?? TURNING_WITHOUT_INDICATOR;
  return raw < 0 ? -rate : rate;
}

/** UTC second 0 to 59; `null` for the marks 60 to 63. */
export function utcSecond(raw: number): number | null {
  return raw < 60 ? raw : null;
}

/** A number whose 0 means "not available". */
export function nonZero(raw: number): number | null {
  return raw === 0 ? null : raw;
}

/** Metres from the reference point, 9, 9, 6 and 6 bits. */
export function dimensions(bits: SixBitReader, at: number): Dimensions {
  return {
    a: nonZero(bits.unsigned(at, 9)),
    b: nonZero(bits.unsigned(at + 9, 9)),
    c: nonZero(bits.unsigned(at + 18, 6)),
    d: nonZero(bits.unsigned(at + 24, 6)),
  };
}

/** Month, day, hour and minute: 4, 5, 5 and 6 bits, each with its own "not available". */
export function eta(bits: SixBitReader, at: number): Eta {
  const month = bits.unsigned(at, 4);
  const hour = bits.unsigned(at + 9, 5);
  const minute = bits.unsigned(at + 14, 6);
  return {
    month: month > 12 ? null : nonZero(month),
    day: nonZero(bits.unsigned(at + 4, 5)),
    hour: hour > 23 ? null : hour,
    minute: minute > 59 ? null : minute,
  };
}

/** A 30-bit destination; `null` when it is 0 or has no nine-digit form. */
export function destination(bits: SixBitReader, at: number): Mmsi | null {
  const raw = bits.unsigned(at, 30);
  return raw === 0 || raw > LARGEST_MMSI ? null : mmsiFromNumber(raw);
}

/** Radio state, 19 or 20 bits; `null` when the message ends before its last bit. */
export function radioStatus(bits: SixBitReader, at: number, length: number): number | null {
  return at + length > bits.bitLength ? null : bits.unsigned(at, length);
}
