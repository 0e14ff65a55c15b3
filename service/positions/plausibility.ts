import type { PositionMessage } from '../ais/message.js';
import { isUnknownMid, type Mmsi } from '../ais/mmsi.js';
import type { Heard } from '../ais/reception.js';
import { RecentMap } from '../cache/recent-map.js';
import { distanceMetres, METRES_PER_NAUTICAL_MILE } from '../geo/sphere.js';
import { qualityFlag } from './quality-flags.js';

/** A row of places that one station can have gone through. */
interface Course {
  lon: number;
  lat: number;
  /** Epoch ms of its newest report. */
  time: number;
  reports: number;
}

/** What is remembered of an MMSI. */
interface Remembered {
  /** The course that is taken for the vessel's own. */
  home: Course;
  /** Another one that it was heard on, out of reach of `home`. */
  other: Course | null;
  /** Reports on `other` since the last one on `home`. */
  away: number;
  /** Times it went from one course to the other when both had been heard before. */
  switches: number;
  /** Epoch ms of the report that last did. */
  switchedAt: number;
}

/**
 * Above this speed nothing that floats goes from one report to the next: the fastest ferries make
 * 60 knots, and aiscast (server/pipeline.go) draws the line at 120 too.
 */
const fastestShipKnots = 120;
/** A type 9 report can say up to 1,022 knots (ITU-R M.1371-5 Annex 8 table 46). */
const fastestAircraftKnots = 1_100;
/**
 * Two reports may be so far apart in no time, metres: report times are known to a few seconds (16 s
 * at 120 knots), type 27 to a tenth of a minute of arc, and the antenna may be 400 m from another.
 */
const toleranceMetres = 1_000;
/** After so many reports in a row somewhere else, the vessel is there: the first place was wrong. */
const believedReports = 3;
/** One wrong place makes two jumps; from so many changes between two courses on, two ships do. */
const sharedSwitches = 3;
/** Without a change for so long, milliseconds, one of the two ships has gone. */
const sharedMs = 30 * 60_000;
const msPerHour = 3_600_000;

/** Finds what is doubtful about position reports, as they come. Memory is bounded. */
export class Plausibility {
  private readonly remembered: RecentMap<Mmsi, Remembered>;

  /** @param vessels at least so many are remembered, and at most twice as many; 150 bytes each. */
  constructor(vessels = 50_000) {
    this.remembered = new RecentMap(vessels);
  }

  /**
   * The flags (bits of `qualityFlag`) of the next report. An MMSI that is heard of for the first
   * time, or after it was forgotten, has no course yet: its first report is no jump.
   */
  assess({ message, reception }: Heard<PositionMessage>): number {
    const { mmsi, lon, lat } = message;
    let flags = 0;
    if (!reception.isTimeTrusted) flags |= qualityFlag.timeUntrusted;
    if (isUnknownMid(mmsi)) flags |= qualityFlag.unknownMid;
    if (lon === null || lat === null) return flags;
    if (lon === 0 && lat === 0) return flags | qualityFlag.zeroPosition;
    const fastest = message.aisClass === 'SAR' ? fastestAircraftKnots : fastestShipKnots;
    return flags | this.follow(mmsi, { lon, lat, time: reception.time, reports: 1 }, fastest);
  }

  private follow(mmsi: Mmsi, place: Course, fastestKnots: number): number {
    const known = this.remembered.get(mmsi);
    if (known === undefined) {
      const fresh = { home: place, other: null, away: 0, switches: 0, switchedAt: place.time };
      this.remembered.set(mmsi, fresh);
      return 0;
    }
    if (isOn(known.home, place, fastestKnots)) return comeHome(known, place);
    if (known.other !== null && isOn(known.other, place, fastestKnots)) {
      return goAway(known, known.other, place);
    }
    known.other = place;
    known.away = 1;
    return qualityFlag.jump;
  }
}

function comeHome(known: Remembered, place: Course): number {
  if (known.away > 0 && known.other !== null && known.other.reports > 1) {
    noteSwitch(known, place.time);
  }
  known.away = 0;
  extend(known.home, place);
  return isShared(known, place.time) ? qualityFlag.sharedMmsi : 0;
}

function goAway(known: Remembered, other: Course, place: Course): number {
  if (known.away === 0 && known.home.reports > 1) noteSwitch(known, place.time);
  known.away += 1;
  extend(other, place);
  if (isShared(known, place.time)) return qualityFlag.sharedMmsi;
  if (known.away < believedReports) return qualityFlag.jump;
  known.other = known.home;
  known.home = other;
  known.away = 0;
  return 0;
}

function noteSwitch(known: Remembered, time: number): void {
  if (Math.abs(time - known.switchedAt) > sharedMs) known.switches = 0;
  known.switches += 1;
  known.switchedAt = time;
}

function isShared({ switches, switchedAt }: Remembered, time: number): boolean {
  return switches >= sharedSwitches && Math.abs(time - switchedAt) <= sharedMs;
}

function isOn(course: Course, place: Course, fastestKnots: number): boolean {
  const hours = Math.abs(place.time - course.time) / msPerHour;
  const reachMetres = toleranceMetres + fastestKnots * METRES_PER_NAUTICAL_MILE * hours;
  return distanceMetres(course, place) <= reachMetres;
}

/** An older report that comes late confirms the course, but does not move it back. */
function extend(course: Course, place: Course): void {
  course.reports += 1;
  if (place.time < course.time) return;
  course.lon = place.lon;
  course.lat = place.lat;
  course.time = place.time;
}
