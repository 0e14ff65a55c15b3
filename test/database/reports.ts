import type { PositionMessage, StaticMessage } from '../../service/ais/message.js';
import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import type { Heard, Reception } from '../../service/ais/reception.js';
import type { PositionReport } from '../../service/positions/position-report.js';

/** When the reports of these tests are from unless they say otherwise. */
export const testTime = Date.UTC(2026, 0, 2, 12);

/** A position report; whatever is given differs from an ordinary one. */
export function newReport(given: Partial<PositionReport> & { mmsi?: never; id?: number } = {}) {
  const { id = 725_000_123, ...rest } = given;
  const report: PositionReport = {
    mmsi: mmsiFromNumber(id),
    time: testTime,
    receivedAt: testTime + 400,
    digest: 1,
    lon: -71.6123,
    lat: -33.0321,
    sogKnots: 12.3,
    cogDegrees: 91.5,
    headingDegrees: 92,
    rateOfTurn: -2.5,
    navStatus: 0,
    positionAccuracy: true,
    aisClass: 'A',
    messageType: 1,
    flags: 0,
    isTimeTrusted: true,
    source: 'ais',
    feed: 'test',
    stations: ['one'],
    raw: '!AIVDM,1,1,,A,13u@Dt002s000000000000000000,0*7D',
    ...rest,
  };
  return report;
}

/** A reception at `time` (epoch ms). */
export function newReception(time: number, feed = 'test'): Reception {
  return {
    feed,
    source: 'ais',
    stations: [],
    time,
    receivedAt: time,
    isTimeTrusted: true,
    raw: '!AIVDM',
    digest: 1,
  };
}

const noDimensions = { a: null, b: null, c: null, d: null };
const noEta = { month: null, day: null, hour: null, minute: null };

/** A type 5 message heard at `time`. */
export function heardVoyage(
  id: number,
  time: number,
  given: Partial<Extract<StaticMessage, { type: 5 }>> = {},
): Heard<StaticMessage> {
  const message: StaticMessage = {
    kind: 'static',
    type: 5,
    mmsi: mmsiFromNumber(id),
    repeat: 0,
    aisVersion: 0,
    imo: 9_074_729,
    callSign: 'CBAA',
    name: 'AURORA',
    shipType: 70,
    dimensions: { a: 100, b: 50, c: 10, d: 12 },
    epfd: 1,
    eta: { month: 1, day: 3, hour: 14, minute: 30 },
    draughtMetres: 8.3,
    destination: 'VALPARAISO',
    dte: false,
    ...given,
  };
  return { message, reception: newReception(time) };
}

/** A type 5 message that gives nothing but its name. */
export function heardNameOnly(id: number, time: number, name: string | null): Heard<StaticMessage> {
  const nothing = { imo: null, callSign: null, shipType: null, dimensions: noDimensions };
  const noVoyage = { eta: noEta, draughtMetres: null, destination: null };
  return heardVoyage(id, time, { name, ...nothing, ...noVoyage });
}

/** A type 24 part A message heard at `time`. */
export function heardPartA(id: number, time: number, name: string | null): Heard<StaticMessage> {
  const mmsi = mmsiFromNumber(id);
  const message: StaticMessage = { kind: 'static', type: 24, part: 'A', mmsi, repeat: 0, name };
  return { message, reception: newReception(time) };
}

/** A type 24 part B message heard at `time`. */
export function heardPartB(
  id: number,
  time: number,
  given: Partial<Extract<StaticMessage, { part: 'B' }>> = {},
): Heard<StaticMessage> {
  const message: StaticMessage = {
    kind: 'static',
    type: 24,
    part: 'B',
    mmsi: mmsiFromNumber(id),
    repeat: 0,
    shipType: 37,
    vendorId: 'TST',
    callSign: 'CBBB',
    dimensions: { a: 6, b: 4, c: 2, d: 1 },
    mothershipMmsi: null,
    ...given,
  };
  return { message, reception: newReception(time) };
}

/** A position message heard at `time`; type 19 when it has a static part. */
export function heardPosition(
  id: number,
  time: number,
  given: Partial<PositionMessage> = {},
): Heard<PositionMessage> {
  const message: PositionMessage = {
    kind: 'position',
    type: given.static === undefined ? 18 : 19,
    mmsi: mmsiFromNumber(id),
    repeat: 0,
    aisClass: 'B',
    lon: -71.6,
    lat: -33,
    sogKnots: 5,
    cogDegrees: 90,
    headingDegrees: null,
    rateOfTurn: null,
    navStatus: null,
    positionAccuracy: false,
    raim: false,
    utcSecond: 0,
    rawSecond: 0,
    altitudeMetres: null,
    utc: null,
    static: null,
    extra: {},
    ...given,
  };
  return { message, reception: newReception(time) };
}
