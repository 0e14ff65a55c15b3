import type { BaseStationMessage } from '../message.js';
import { mmsiFromNumber } from '../mmsi.js';
import type { SixBitReader } from '../sixbit.js';
import { latitude, longitude, nonZero, radioStatus } from './fields.js';

type StationClock = BaseStationMessage['clock'];

/** Type 4: base station report (ITU-R M.1371-5 Annex 8 §3.2). */
export function baseStation(bits: SixBitReader): BaseStationMessage {
  const clock = stationClock(bits);
  return {
    kind: 'base-station',
    type: 4,
    mmsi: mmsiFromNumber(bits.unsigned(8, 30)),
    repeat: bits.unsigned(6, 2),
    lon: longitude(bits.signed(79, 28)),
    lat: latitude(bits.signed(107, 27)),
    positionAccuracy: bits.flag(78),
    utc: utcOf(clock),
    clock,
    epfd: nonZero(bits.unsigned(134, 4)),
    raim: bits.flag(148),
    extra: { radioStatus: radioStatus(bits, 149, 19) },
  };
}

/** Date and time of types 4 and 11, each part `null` when it is not available or no such part exists. */
export function stationClock(bits: SixBitReader): StationClock {
  const year = bits.unsigned(38, 14);
  const month = bits.unsigned(52, 4);
  const hour = bits.unsigned(61, 5);
  const minute = bits.unsigned(66, 6);
  const second = bits.unsigned(72, 6);
  return {
    year: year > 9999 ? null : nonZero(year),
    month: month > 12 ? null : nonZero(month),
    day: nonZero(bits.unsigned(56, 5)),
    hour: hour > 23 ? null : hour,
    minute: minute > 59 ? null : minute,
    second: second > 59 ? null : second,
  };
}

/** Epoch ms of a clock; `null` unless it is whole and such a day exists. */
export function utcOf(clock: StationClock): number | null {
  const { year, month, day, hour, minute, second } = clock;
  if (year === null || month === null || day === null) return null;
  if (hour === null || minute === null || second === null) return null;
  if (day > daysIn(year, month)) return null;
  return ((daysFromEpoch(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1000;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days before the first of each month of a year that begins in March. */
const DAYS_BEFORE = [306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275] as const;
/** From the first of March of the year 0 to the first of January of 1970. */
const EPOCH_DAYS = 719_468;

/** Days from 1970-01-01; by arithmetic, since base stations send a clock every ten seconds. */
function daysFromEpoch(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const leaps =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leaps + (DAYS_BEFORE[month - 1] ?? 0) + day - 1 - EPOCH_DAYS;
}
