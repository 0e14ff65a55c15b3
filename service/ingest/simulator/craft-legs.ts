import { normaliseDegrees, turnDegrees } from '../../geo/sphere.js';
import { alongside, off, type Berth } from './harbour.js';
import { CYCLE_SECONDS, Itinerary, secondsOf } from './itinerary.js';
import { lie, sail, shift, type Leg, type Phase, type Pose } from './legs.js';
import { courseBetween, metresBetween, shifted, unitOf, type Spot } from './plane.js';
import { Route } from './route.js';

/** Metres off its own berth where a craft begins to sail. */
const CLEAR = 28;
/** Seconds that a craft takes to get clear of its berth, or back. */
const CLEARING = 90;
/** Seconds that a craft takes to fall in with a ship's heading. */
const FALLING_IN = 40;

/** How craft sail, metres a second. */
export interface CraftSpeed {
  readonly speed: number;
  readonly acceleration: number;
}

/** A craft at another vessel's side. */
export interface Company {
  readonly phase: Phase;
  /** Where that vessel is, by second of the cycle. */
  readonly vessel: Itinerary;
  /** Second of the cycle in which it begins. */
  readonly beginsAt: number;
  readonly seconds: number;
  /** Whether the craft falls in from behind, where it comes from ahead. */
  readonly isOvertaking?: boolean;
  /** Where the craft is when the vessel is so. */
  readonly beside: (vessel: Pose) => Spot;
}

/** Out of a berth and along some corners, ending at the last of them. */
export function leaveFor(
  berth: Berth,
  corners: readonly Spot[],
  by: CraftSpeed,
  endSpeed = 0,
): Leg[] {
  const clear = off(berth, CLEAR).place;
  const route = new Route([clear, ...corners]);
  const start = { place: clear, heading: route.courseAt(0) };
  return [
    shift('under-way', CLEARING, alongside(berth), start),
    sail({ phase: 'under-way', route, startSpeed: 0, endSpeed, ...by }),
  ];
}

/** Along some corners and into a berth. */
export function returnTo(
  berth: Berth,
  corners: readonly Spot[],
  by: CraftSpeed,
  startSpeed = 0,
): Leg[] {
  const clear = off(berth, CLEAR).place;
  const route = new Route([...corners, clear]);
  const stop = { place: clear, heading: route.courseAt(route.metres) };
  return [
    sail({ phase: 'under-way', route, startSpeed, endSpeed: 0, ...by }),
    shift('under-way', CLEARING, stop, alongside(berth)),
  ];
}

/** Where the bow points when some legs are done. */
export function headingAtEnd(legs: readonly Leg[]): number {
  const last = legs.at(-1);
  return last?.poseAt(last.seconds).heading ?? 0;
}

/** Goes where another vessel goes; turns from one course into its heading, and out to another. */
function keepCompany(company: Company, courseIn: number, courseOut: number): Leg {
  const { phase, vessel, beginsAt, seconds, beside } = company;
  return {
    phase,
    seconds,
    poseAt: (time) => {
      const pose = vessel.at(beginsAt + time);
      const joining = Math.max(0, 1 - time / FALLING_IN);
      const parting = Math.max(0, 1 - (seconds - time) / FALLING_IN);
      const turn =
        turnDegrees(pose.heading, courseIn) * joining +
        turnDegrees(pose.heading, courseOut) * parting;
      return { place: beside(pose), heading: normaliseDegrees(pose.heading + turn) };
    },
  };
}

/** Work of a craft: the legs, and the second of the cycle in which they begin. */
export interface Job {
  readonly beginsAt: number;
  readonly legs: readonly Leg[];
}

/** Past a vessel on its port side, and round behind it. */
function turnBehind(meeting: Spot, { heading }: Pose): Spot[] {
  const [port, astern] = [unitOf(heading - 90), unitOf(heading + 180)];
  const abeam = shifted(meeting, port, 160);
  const behind = shifted(meeting, astern, 260);
  return [abeam, shifted(behind, port, 160), behind];
}

/** Goes out from its berth, keeps a vessel company, and comes back. */
export function serve(
  berth: Berth,
  company: Company,
  ways: { readonly out: readonly Spot[]; readonly back: readonly Spot[]; readonly by: CraftSpeed },
): Job {
  const { vessel, beginsAt, seconds, beside } = company;
  const meeting = beside(vessel.at(beginsAt));
  const parting = beside(vessel.at(beginsAt + seconds));
  const speedAt = (second: number): number =>
    metresBetween(beside(vessel.at(second - 0.5)), beside(vessel.at(second + 0.5)));
  const turn = company.isOvertaking === true ? turnBehind(meeting, vessel.at(beginsAt)) : [];
  const out = leaveFor(berth, [...ways.out, ...turn, meeting], ways.by, speedAt(beginsAt));
  const back = returnTo(berth, [parting, ...ways.back], ways.by, speedAt(beginsAt + seconds));
  const courseIn = headingAtEnd(out);
  const courseOut = courseBetween(parting, ways.back[0] ?? off(berth, CLEAR).place);
  return {
    beginsAt: beginsAt - secondsOf(out),
    legs: [...out, keepCompany(company, courseIn, courseOut), ...back],
  };
}

/** A craft that lies at its berth between its jobs; they must not overlap. */
export function shuttle(berth: Berth, jobs: readonly Job[]): Itinerary {
  const ordered = jobs
    .map((job) => ({ ...job, beginsAt: job.beginsAt % CYCLE_SECONDS }))
    .sort((one, other) => one.beginsAt - other.beginsAt);
  const first = ordered[0];
  if (first === undefined) {
    return new Itinerary(0, [lie('moored', CYCLE_SECONDS, alongside(berth), berth.code)]);
  }
  const legs = ordered.flatMap((job, index) => {
    const next = ordered[index + 1]?.beginsAt ?? first.beginsAt + CYCLE_SECONDS;
    const rest = next - job.beginsAt - secondsOf(job.legs);
    return [...job.legs, lie('moored', rest, alongside(berth), berth.code)];
  });
  return new Itinerary(first.beginsAt, legs);
}

/** Metres before and behind a craft between which its course on a round is taken. */
const REACH = 30;

/**
 * Round and round without a stop, at about a speed (metres a second), a whole number of times.
 * @param begins second of the cycle at which a round begins
 */
export function circle(
  phase: Phase,
  corners: readonly Spot[],
  speed: number,
  begins = 0,
): Itinerary {
  const [first, last] = [corners[0], corners.at(-1)];
  if (first === undefined || last === undefined) {
    throw new RangeError('a circle needs corners');
  }
  const middle = { x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 };
  const route = new Route([middle, ...corners, middle]);
  const rounds = Math.max(1, Math.round((CYCLE_SECONDS * speed) / route.metres));
  const seconds = CYCLE_SECONDS / rounds;
  const leg: Leg = {
    phase,
    seconds,
    poseAt: (time) => {
      const metres = (route.metres * time) / seconds;
      const [astern, ahead] = [metres - REACH, metres + REACH].map((place) =>
        route.at((place + route.metres) % route.metres),
      );
      const place = route.at(metres);
      return { place, heading: courseBetween(astern ?? place, ahead ?? place) };
    },
  };
  return new Itinerary(
    begins,
    Array.from({ length: rounds }, () => leg),
  );
}
