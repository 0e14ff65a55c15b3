import type { PositionMessage } from '../message.js';
import { mmsiFromNumber } from '../mmsi.js';
import type { SixBitReader } from '../sixbit.js';
import { stationClock, utcOf } from './base-station.js';
import {
  course,
  dimensions,
  latitude,
  longitude,
  longRangeLatitude,
  longRangeLongitude,
  nonZero,
  radioStatus,
  rateOfTurn,
  speed,
  utcSecond,
  wholeDegrees,
} from './fields.js';

/*
 * Each literal names its fields in the same order, so that all position messages share one hidden
 * class and the code that reads them stays fast.
 */

/**
 * Types 1, 2 and 3: class A position report (ITU-R M.1371-5 Annex 8 §3.1). Most of all messages are
 * of these: fields that stand together are read as one word.
 */
export function classAPosition(bits: SixBitReader, type: 1 | 2 | 3): PositionMessage {
  // Status 4, rate of turn 8, speed 10, accuracy 1.
  const motion = bits.word(38);
  // Course 12, heading 9, second 6, special manoeuvre 2.
  const heading = bits.word(116);
  const status = motion >>> 28;
  const second = (heading >>> 5) & 63;
  return {
    kind: 'position',
    type,
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
    aisClass: 'A',
    lon: longitude(bits.word(61) >> 4),
    lat: latitude(bits.word(89) >> 5),
    sogKnots: speed((motion >>> 10) & 1023),
    cogDegrees: course(heading >>> 20),
    headingDegrees: wholeDegrees((heading >>> 11) & 511),
    rateOfTurn: rateOfTurn((motion << 4) >> 24),
    navStatus: status === 15 ? null : status,
    positionAccuracy: (motion & 512) !== 0,
    raim: bits.flag(148),
    utcSecond: utcSecond(second),
    rawSecond: second,
    altitudeMetres: null,
    utc: null,
    static: null,
    extra: {
      specialManoeuvre: (heading >>> 3) & 3,
      radioStatus: radioStatus(bits, 149, 19),
    },
  };
}

/** Type 9: search-and-rescue aircraft; its speed is in whole knots (§3.9). */
export function sarAircraftPosition(bits: SixBitReader): PositionMessage {
  const altitude = bits.unsigned(38, 12);
  const knots = bits.unsigned(50, 10);
  const second = bits.unsigned(128, 6);
  return {
    kind: 'position',
    type: 9,
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
    aisClass: 'SAR',
    lon: longitude(bits.signed(61, 28)),
    lat: latitude(bits.signed(89, 27)),
    sogKnots: knots === 1023 ? null : knots,
    cogDegrees: course(bits.unsigned(116, 12)),
    headingDegrees: null,
    rateOfTurn: null,
    navStatus: null,
    positionAccuracy: bits.flag(60),
    raim: bits.flag(147),
    utcSecond: utcSecond(second),
    rawSecond: second,
    altitudeMetres: altitude === 4095 ? null : altitude,
    utc: null,
    static: null,
    extra: {
      regional: bits.unsigned(134, 8),
      isTerminalReady: !bits.flag(142),
      isAssigned: bits.flag(146),
      radioStatus: radioStatus(bits, 148, 20),
    },
  };
}

/** Type 11: a mobile station's answer to a request for UTC (§3.2). */
export function utcResponse(bits: SixBitReader): PositionMessage {
  const clock = stationClock(bits);
  const second = bits.unsigned(72, 6);
  return {
    kind: 'position',
    type: 11,
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
    aisClass: 'A',
    lon: longitude(bits.signed(79, 28)),
    lat: latitude(bits.signed(107, 27)),
    sogKnots: null,
    cogDegrees: null,
    headingDegrees: null,
    rateOfTurn: null,
    navStatus: null,
    positionAccuracy: bits.flag(78),
    raim: bits.flag(148),
    utcSecond: utcSecond(second),
    rawSecond: second,
    altitudeMetres: null,
    utc: utcOf(clock),
    static: null,
    extra: {
      epfd: nonZero(bits.unsigned(134, 4)),
      radioStatus: radioStatus(bits, 149, 19),
    },
  };
}

/** Type 18: class B position report (§3.16). */
export function classBPosition(bits: SixBitReader): PositionMessage {
  const second = bits.unsigned(133, 6);
  return {
    kind: 'position',
    type: 18,
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
    aisClass: 'B',
    lon: longitude(bits.signed(57, 28)),
    lat: latitude(bits.signed(85, 27)),
    sogKnots: speed(bits.unsigned(46, 10)),
    cogDegrees: course(bits.unsigned(112, 12)),
    headingDegrees: wholeDegrees(bits.unsigned(124, 9)),
    rateOfTurn: null,
    navStatus: null,
    positionAccuracy: bits.flag(56),
    raim: bits.flag(147),
    utcSecond: utcSecond(second),
    rawSecond: second,
    altitudeMetres: null,
    utc: null,
    static: null,
    extra: {
      reserved: bits.unsigned(38, 8),
      regional: bits.unsigned(139, 2),
      isCarrierSense: bits.flag(141),
      hasDisplay: bits.flag(142),
      hasDsc: bits.flag(143),
      isWholeBand: bits.flag(144),
      acceptsMessage22: bits.flag(145),
      isAssigned: bits.flag(146),
      radioStatus: radioStatus(bits, 148, 20),
    },
  };
}

/** Type 19: class B extended report: position and static data in one (§3.17). */
export function extendedClassBPosition(bits: SixBitReader): PositionMessage {
  const second = bits.unsigned(133, 6);
  return {
    kind: 'position',
    type: 19,
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
    aisClass: 'B',
    lon: longitude(bits.signed(57, 28)),
    lat: latitude(bits.signed(85, 27)),
    sogKnots: speed(bits.unsigned(46, 10)),
    cogDegrees: course(bits.unsigned(112, 12)),
    headingDegrees: wholeDegrees(bits.unsigned(124, 9)),
    rateOfTurn: null,
    navStatus: null,
    positionAccuracy: bits.flag(56),
    raim: bits.flag(305),
    utcSecond: utcSecond(second),
    rawSecond: second,
    altitudeMetres: null,
    utc: null,
    static: {
      name: bits.text(143, 120),
      shipType: nonZero(bits.unsigned(263, 8)),
      dimensions: dimensions(bits, 271),
      epfd: nonZero(bits.unsigned(301, 4)),
    },
    extra: {
      reserved: bits.unsigned(38, 8),
      regional: bits.unsigned(139, 4),
      isTerminalReady: !bits.flag(306),
      isAssigned: bits.flag(307),
    },
  };
}

/** Type 27: long-range report, to 1/10 minute, whole knots and whole degrees (§3.25). */
export function longRangePosition(bits: SixBitReader): PositionMessage {
  const status = bits.unsigned(40, 4);
  const knots = bits.unsigned(79, 6);
  return {
    kind: 'position',
    type: 27,
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
    aisClass: 'A',
    lon: longRangeLongitude(bits.signed(44, 18)),
    lat: longRangeLatitude(bits.signed(62, 17)),
    sogKnots: knots === 63 ? null : knots,
    cogDegrees: wholeDegrees(bits.unsigned(85, 9)),
    headingDegrees: null,
    rateOfTurn: null,
    navStatus: status === 15 ? null : status,
    positionAccuracy: bits.flag(38),
    raim: bits.flag(39),
    utcSecond: null,
    rawSecond: null,
    altitudeMetres: null,
    utc: null,
    static: null,
    extra: {
      /** True: the position is not the current GNSS position (latency of 5 s or more). */
      isPositionOld: bits.flag(94),
    },
  };
}
