import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import { targetEventCollection } from '../../service/port-calls/detection/target-events.dto.js';
import { claimCollection } from '../../service/port-calls/claims.dto.js';
import { readChart, type Quay, type Spot } from '../detection/truth/chart.js';
import { Voyage } from '../detection/truth/voyage.js';
import type { RestApp, Sent } from '../support/rest-app.js';
import { waitFor } from '../support/wait-for.js';

const chart = readChart();
const knot = 0.514444;
const hour = 3600;

/** 120 m long and 20 m wide, its antenna in the middle. */
const hull = { a: 60, b: 60, c: 10, d: 10 };

/** What a voyage does, and when; epoch ms. */
export interface Sailing {
  readonly mmsi: string;
  readonly sent: readonly Sent[];
  /** By name, such as `berthed 2`. */
  readonly truth: Readonly<Record<string, number>>;
}

/** Where a voyage goes. */
export interface Plan {
  readonly mmsi: string;
  /** Epoch ms. */
  readonly startAt: number;
  /** Codes of the berths that it lies at, one after the other; two hours each. */
  readonly berths: readonly string[];
  /** Whether it waits in anchorage A before, two hours. */
  readonly anchors?: boolean;
  /** Seconds of the voyage between which nothing is heard. */
  readonly silence?: readonly [from: number, to: number];
}

/** A voyage from the sea to berths and back, as AIS sends it. */
export function sailing({ mmsi, startAt, berths, anchors = false, silence }: Plan): Sailing {
  const truth: Record<string, number> = {};
  const note = (name: string): void => {
    truth[name] = startAt + voyage.seconds * 1000;
  };
  const sea = { x: chart.pilot.x, y: chart.pilot.y + 6000 };
  const voyage = new Voyage(sea);
  voyage.sail(chart.pilot, 10 * knot, 6 * knot);
  note('pilot');
  if (anchors) {
    const spot = chart.anchorages.find(({ code }) => code === 'A')?.corners[0] ?? chart.basin;
    voyage.sail(spot, 6 * knot, 0.5 * knot);
    note('anchored');
    voyage.swing(2 * hour, 100);
    note('weighed');
  }
  voyage.sail(chart.basin, 6 * knot, 3 * knot);
  for (const code of berths) {
    lieAt(voyage, code, note);
    voyage.sail(chart.basin, 2 * knot, 4 * knot);
  }
  voyage.sail(sea, 8 * knot, 12 * knot);
  return {
    mmsi,
    truth,
    sent: [identity(mmsi, startAt), ...reports(mmsi, voyage, { startAt, silence })],
  };
}

function lieAt(voyage: Voyage, code: string, note: (name: string) => void): void {
  const quay = chart.quays.find((one) => one.code === code);
  if (quay === undefined) throw new Error(`no berth ${code}`);
  const bow = ((Math.atan2(quay.along.x, quay.along.y) * 180) / Math.PI + 360) % 360;
  const abreast = offQuay(quay, 100);
  voyage.sail(abreast, 3 * knot, 0.3 * knot);
  voyage.push(offQuay(quay, hull.c + 1), 0.3, bow);
  note(`berthed ${code}`);
  voyage.lie(2 * hour);
  note(`unberthed ${code}`);
  voyage.push(abreast, 0.3, bow);
}

function offQuay({ start, along, off, lengthMetres }: Quay, metres: number): Spot {
  const middle = lengthMetres / 2;
  return {
    x: start.x + middle * along.x + metres * off.x,
    y: start.y + middle * along.y + metres * off.y,
  };
}

function identity(mmsi: string, time: number): Sent {
  const message = {
    kind: 'static',
    type: 5,
    mmsi: mmsiFromNumber(Number(mmsi)),
    name: `SHIP ${mmsi.slice(-3)}`,
    shipType: 70,
    dimensions: hull,
  } as const;
  return { message, station: 'CLVAP-1', time };
}

function reports(
  mmsi: string,
  voyage: Voyage,
  { startAt, silence }: { readonly startAt: number; readonly silence: Plan['silence'] },
): Sent[] {
  const sent: Sent[] = [];
  let seconds = 0;
  while (seconds < voyage.seconds) {
    const { spot, heading, speed } = voyage.at(seconds);
    const isSilent = silence !== undefined && seconds >= silence[0] && seconds <= silence[1];
    const time = startAt + Math.round(seconds) * 1000;
    if (!isSilent) sent.push(report(mmsi, { ...chart.toDegrees(spot), heading, speed, time }));
    seconds += speed < 0.1 * knot ? 180 : 20;
  }
  return sent;
}

/** One report; speed in metres a second. */
export function report(
  mmsi: string,
  seen: {
    readonly lon: number;
    readonly lat: number;
    readonly heading?: number;
    readonly speed: number;
    readonly time: number;
  },
): Sent {
  const message = {
    kind: 'position',
    type: 1,
    mmsi: mmsiFromNumber(Number(mmsi)),
    lon: seen.lon,
    lat: seen.lat,
    sogKnots: Math.round((seen.speed / knot) * 10) / 10,
    headingDegrees: Math.round(seen.heading ?? 0) % 360,
    navStatus: 0,
  } as const;
  return { message, station: 'CLVAP-1', time: seen.time };
}

/** Claims of a port call as the API shows them. */
export async function claimsOf(app: RestApp, { id }: { readonly id: string }) {
  return claimCollection.parse(await app.json(`/api/v1/port-calls/${id}/claims`)).claims;
}

/** The actual times that AIS claims, as `SERVICE EVENT`, in the order of their times. */
export async function seenIn(app: RestApp, call: { readonly id: string }): Promise<string[]> {
  const claims = await claimsOf(app, call);
  return claims
    .filter(({ source, classifier }) => source === 'ais' && classifier === 'ACT')
    .sort((one, other) => Date.parse(one.time) - Date.parse(other.time))
    .map(({ service, event }) => `${service} ${event}`);
}

/** Waits until AIS has claimed so many actual times of a port call. */
export async function waitForSeen(
  app: RestApp,
  call: { readonly id: string },
  count: number,
): Promise<string[]> {
  return await waitFor(
    async () => {
      const seen = await seenIn(app, call);
      return seen.length >= count ? seen : null;
    },
    { what: `${count} claims by AIS`, deadlineMs: 50_000 },
  );
}

/** Target events of a vessel as the API shows them. */
export async function targetEventsOf(app: RestApp, mmsi: string) {
  const path = `/api/v1/target-events?port=CLVAP&mmsi=${mmsi}`;
  return targetEventCollection.parse(await app.json(path)).targetEvents;
}
