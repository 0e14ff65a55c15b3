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

/** Types 1, 2 and 3: class A position report (ITU-R M.1371-5 Annex 8 §3.1). */
export function classAPosition(bits: SixBitReader, type: 1 | 2 | 3): PositionMessage {
  const status = bits.unsigned(38, 4);
  const second = bits.unsigned(137, 6);
  return {
    kind: 'position',
    type,
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
    aisClass: 'A',
    lon: longitude(bits, 61),
    lat: latitude(bits, 89),
    sogKnots: speed(bits, 50),
    cogDegrees: course(bits, 116),
    headingDegrees: wholeDegrees(bits, 128),
    rateOfTurn: rateOfTurn(bits, 42),
    navStatus: status === 15 ? null : status,
    positionAccuracy: bits.flag(60),
    raim: bits.flag(148),
    utcSecond: utcSecond(second),
    rawSecond: second,
    altitudeMetres: null,
    utc: null,
    static: null,
    extra: {
      specialManoeuvre: bits.unsigned(143, 2),
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
    lon: longitude(bits, 61),
    lat: latitude(bits, 89),
    sogKnots: knots === 1023 ? null : knots,
    cogDegrees: course(bits, 116),
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
    lon: longitude(bits, 79),
    lat: latitude(bits, 107),
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
    lon: longitude(bits, 57),
    lat: latitude(bits, 85),
    sogKnots: speed(bits, 46),
    cogDegrees: course(bits, 112),
    headingDegrees: wholeDegrees(bits, 124),
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
    lon: longitude(bits, 57),
    lat: latitude(bits, 85),
    sogKnots: speed(bits, 46),
    cogDegrees: course(bits, 112),
    headingDegrees: wholeDegrees(bits, 124),
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
    lon: longRangeLongitude(bits, 44),
    lat: longRangeLatitude(bits, 62),
    sogKnots: knots === 63 ? null : knots,
    cogDegrees: wholeDegrees(bits, 85),
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
