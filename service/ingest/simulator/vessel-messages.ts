import type { EncodableMessage } from '../../ais/encoder.js';
import type { Eta } from '../../ais/message.js';
import { METRES_PER_NAUTICAL_MILE, normaliseDegrees, turnDegrees } from '../../geo/sphere.js';
import type { Moment } from './itinerary.js';
import { courseBetween, metresBetween, shifted, unitOf, type Plane, type Spot } from './plane.js';
import type { Movement } from './reporting.js';
import type { Particulars, SimulatedVessel } from './vessel.js';

/** Knots of a metre a second. */
const KNOTS = 3600 / METRES_PER_NAUTICAL_MILE;

/** Seconds over which the rate of turn is measured. */
const TURN_SECONDS = 6;

/** Below this many knots a course over ground means nothing. */
const NO_COURSE_KNOTS = 0.3;

/** Degrees a minute beyond which no rate is told, as of a sensor at its end. */
const FASTEST_TURN = 120;

/** A vessel at one moment, as its own instruments have it. */
export interface Reading extends Movement {
  readonly moment: Moment;
  /** Where the antenna is. */
  readonly antenna: Spot;
  /** Degrees true; `null` when the vessel hardly moves. */
  readonly cogDegrees: number | null;
  readonly headingDegrees: number;
  readonly navStatus: number;
}

function antennaOf({ place, heading }: Moment, particulars: Particulars): Spot {
  const ahead = particulars.lengthMetres / 2 - particulars.bowMetres;
  const right = particulars.beamMetres / 2 - particulars.starboardMetres;
  return shifted(shifted(place, unitOf(heading), ahead), unitOf(heading + 90), right);
}

/**
 * Reads a vessel's instruments.
 * @param seconds since the epoch
 */
export function readVessel(vessel: SimulatedVessel, seconds: number): Reading {
  const { particulars, itinerary } = vessel;
  const moment = itinerary.at(seconds);
  const before = antennaOf(itinerary.at(seconds - 1), particulars);
  const after = antennaOf(itinerary.at(seconds + 1), particulars);
  const sogKnots = (metresBetween(before, after) / 2) * KNOTS;
  const turned = turnDegrees(
    itinerary.at(seconds - TURN_SECONDS / 2).heading,
    itinerary.at(seconds + TURN_SECONDS / 2).heading,
  );
  const rate = (turned * 60) / TURN_SECONDS;
  const navStatus = vessel.navStatus(moment);
  return {
    aisClass: particulars.aisClass,
    isStationary: navStatus === 1 || navStatus === 5,
    moment,
    antenna: antennaOf(moment, particulars),
    sogKnots,
    cogDegrees: sogKnots < NO_COURSE_KNOTS ? null : courseBetween(before, after),
    headingDegrees: Math.round(normaliseDegrees(moment.heading)) % 360,
    rateOfTurn: Math.max(-FASTEST_TURN, Math.min(FASTEST_TURN, rate)),
    navStatus,
  };
}

/** A position report: type 1, or 18 of class B. */
export function positionReport(
  { particulars: { mmsi } }: SimulatedVessel,
  reading: Reading,
  context: { readonly plane: Plane; readonly now: number },
): EncodableMessage {
  const second = new Date(context.now).getUTCSeconds();
  const common = {
    mmsi,
    ...context.plane.toLonLat(reading.antenna),
    sogKnots: Math.round(reading.sogKnots * 10) / 10,
    cogDegrees: reading.cogDegrees,
    positionAccuracy: true,
    utcSecond: second,
    rawSecond: second,
  };
  if (reading.aisClass === 'B') {
    return { kind: 'position', type: 18, ...common };
  }
  const { headingDegrees, navStatus, rateOfTurn } = reading;
  return { kind: 'position', type: 1, ...common, headingDegrees, navStatus, rateOfTurn };
}

function dimensionsOf({ lengthMetres, beamMetres, bowMetres, starboardMetres }: Particulars) {
  return {
    a: bowMetres,
    b: lengthMetres - bowMetres,
    c: beamMetres - starboardMetres,
    d: starboardMetres,
  };
}

function etaOf(time: number | null): Eta {
  if (time === null) {
    return { month: null, day: null, hour: null, minute: null };
  }
  const date = new Date(time);
  return {
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
}

/** Static reports: type 5, or 24 A and B of class B. */
export function staticReports(vessel: SimulatedVessel, now: number): EncodableMessage[] {
  const { particulars } = vessel;
  const { mmsi, name, callSign, shipType, draughtMetres } = particulars;
  const dimensions = dimensionsOf(particulars);
  if (particulars.aisClass === 'B') {
    return [
      { kind: 'static', type: 24, part: 'A', mmsi, name },
      {
        kind: 'static',
        type: 24,
        part: 'B',
        mmsi,
        shipType,
        callSign,
        vendorId: 'SIM',
        dimensions,
      },
    ];
  }
  const { destination, eta } = vessel.voyage(vessel.itinerary.at(now / 1000), now);
  return [
    {
      kind: 'static',
      type: 5,
      mmsi,
      imo: null,
      name,
      callSign,
      shipType,
      dimensions,
      epfd: 1,
      draughtMetres,
      destination,
      eta: etaOf(eta),
    },
  ];
}
