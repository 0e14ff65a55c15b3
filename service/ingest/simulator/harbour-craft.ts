import { turnDegrees } from '../../geo/sphere.js';
import {
  circle,
  headingAtEnd,
  leaveFor,
  returnTo,
  serve,
  shuttle,
  type CraftSpeed,
  type Job,
} from './craft-legs.js';
import { alongside, off, type Berth, type Harbour } from './harbour.js';
import { CYCLE_SECONDS, Itinerary, secondsOf } from './itinerary.js';
import { lie, sail, shift, swing, type Leg, type Pose } from './legs.js';
import type { MerchantCall } from './merchants.js';
import { courseBetween, shifted, spot, unitOf, type Spot } from './plane.js';
import { Route } from './route.js';

const MINUTE = 60;
const HOUR = 3600;

/** Seconds that a tug is at a ship's side before it leaves, where the way there is long: before others use it. */
const EARLY_TUGS: Readonly<Record<string, number>> = { '9': 10 * MINUTE };

const TUG: CraftSpeed = { speed: 4.6, acceleration: 0.06 };
const PILOT_BOAT: CraftSpeed = { speed: 9.5, acceleration: 0.12 };
const FERRY: CraftSpeed = { speed: 7.2, acceleration: 0.05 };

/** Round the head of the breakwater, from the small-craft berths outward. */
const HEAD: readonly Spot[] = [spot(60, 110), spot(450, -50)];

/** Out to the far side of a ship in the entrance. */
const ROUND_BOW: readonly Spot[] = [...HEAD, spot(930, 30), spot(1080, 330)];

/** Home from the far side of a ship that leaves: round its stern. */
const ROUND_ASTERN: readonly Spot[] = [spot(850, 240), spot(560, -80), spot(60, 110)];

/** Home from the near side of a ship that leaves. */
const NEAR_SIDE: readonly Spot[] = [spot(500, 310), spot(480, 0), spot(60, 110)];

/** From the small-craft berths to the berths that are not in plain sight, out to in. */
const TUG_WAYS: Readonly<Record<string, readonly Spot[]>> = {
  '8': [spot(330, -60), spot(620, -560)],
  '9': [spot(520, 0), spot(1250, -600)],
};

/** A tug on the open side of a ship: clear of its hull however it turns. */
function tugPlace(berth: Berth, half: { readonly length: number; readonly beam: number }) {
  const seawardCourse = courseBetween(spot(0, 0), berth.seaward);
  return ({ place, heading }: Pose): Spot => {
    const angle = (turnDegrees(heading, seawardCourse) * Math.PI) / 180;
    const reach = Math.abs(Math.cos(angle)) * half.length + Math.abs(Math.sin(angle)) * half.beam;
    return shifted(place, berth.seaward, reach + 22);
  };
}

/** Whether the open side of a ship in that berth is, in the entrance, the one away from the tugs. */
function isFarSide({ seaward }: Berth): boolean {
  return seaward.x > 0 && seaward.y > 0;
}

/** A ship's call, and half the length and beam of its hull, metres. */
export interface ServedCall extends MerchantCall {
  readonly half: { readonly length: number; readonly beam: number };
}

/** A tug that brings ships in: from the entrance until they are alongside. */
export function inboundTug(base: Berth, calls: readonly ServedCall[]): Itinerary {
  return shuttle(
    base,
    calls.map(({ itinerary, berth, entersAt, alongsideAt, half }) => {
      const way = TUG_WAYS[berth.code] ?? [];
      const company = {
        phase: 'working' as const,
        vessel: itinerary,
        beginsAt: entersAt + MINUTE,
        seconds: alongsideAt - entersAt - MINUTE,
        beside: tugPlace(berth, half),
      };
      return serve(base, company, {
        out: isFarSide(berth) ? ROUND_BOW : HEAD,
        back: [...way].reverse(),
        by: TUG,
      });
    }),
  );
}

/** A tug that takes ships out: from their berth until they sail by themselves. */
export function outboundTug(base: Berth, calls: readonly ServedCall[]): Itinerary {
  return shuttle(
    base,
    calls.map(({ itinerary, berth, leavesAt, clearAt, half }) => {
      const beginsAt = leavesAt - (EARLY_TUGS[berth.code] ?? 2 * MINUTE);
      const company = {
        phase: 'working' as const,
        vessel: itinerary,
        beginsAt,
        seconds: clearAt - beginsAt,
        beside: tugPlace(berth, half),
      };
      const back = berth.seaward.x > 0 ? ROUND_ASTERN : NEAR_SIDE;
      return serve(base, company, { out: TUG_WAYS[berth.code] ?? [], back, by: TUG });
    }),
  );
}

/** A boat that brings pilots to ships. */
export function pilotBoat(base: Berth, calls: readonly ServedCall[]): Itinerary {
  const out = [spot(60, 250), spot(430, 90), spot(760, 1200), spot(680, 3500)];
  return shuttle(
    base,
    calls.map(({ itinerary, pilotAt, half }) => {
      const company = {
        phase: 'working' as const,
        vessel: itinerary,
        beginsAt: pilotAt - 100,
        seconds: 400,
        isOvertaking: true,
        beside: ({ place, heading }: Pose) => shifted(place, unitOf(heading - 90), half.beam + 15),
      };
      return serve(base, company, { out, back: [...out].reverse(), by: PILOT_BOAT });
    }),
  );
}

/** Across the bay and back every hour. */
export function ferry(harbour: Harbour): Itinerary {
  const [home, other] = [harbour.berth('F1'), harbour.berth('F2')];
  const corners = [spot(700, -950), spot(2000, -250), spot(4300, 760), spot(5500, 1640)];
  const there = leaveFor(home, [...corners, off(other, 28).place], FERRY);
  const arrived = {
    place: off(other, 28).place,
    heading: headingAtEnd(there),
  };
  const berthed = shift('under-way', 90, arrived, alongside(other));
  const back = [
    ...leaveFor(other, [...corners].reverse(), FERRY, 2),
    ...returnTo(home, [corners[0] ?? home.middle], FERRY, 2),
  ];
  const trip = [
    ...there,
    berthed,
    lie('moored', 6 * MINUTE, alongside(other), other.code),
    ...back,
  ];
  const job = (hour: number): Job => ({ beginsAt: hour * HOUR, legs: trip });
  return shuttle(
    home,
    Array.from({ length: 12 }, (_, hour) => job(hour)),
  );
}

/** A bunker tanker: from its berth to the anchorage and back, twice a cycle. */
export function bunkerTanker(harbour: Harbour): Itinerary {
  const berth = harbour.berth('7');
  const clear = off(berth, 60).place;
  const place = spot(1900, 1350);
  const corners = [clear, spot(760, -420), spot(1150, 500), place];
  const out = new Route(corners);
  const back = new Route([...corners].reverse());
  const anchored = { place, heading: 210 };
  const speeds = { startSpeed: 0, speed: 3.2, endSpeed: 0, phase: 'under-way' as const };
  const ends = (route: Route, metres: number): Pose => ({
    place: route.at(metres),
    heading: route.courseAt(metres),
  });
  const legs: Leg[] = [
    lie('moored', 2 * HOUR, alongside(berth), berth.code),
    shift('under-way', 6 * MINUTE, alongside(berth), ends(out, 0)),
    sail({ ...speeds, route: out }),
    shift('under-way', 6 * MINUTE, ends(out, out.metres), anchored),
  ];
  const home: Leg[] = [
    shift('under-way', 6 * MINUTE, anchored, ends(back, 0)),
    sail({ ...speeds, route: back }),
    shift('under-way', 6 * MINUTE, ends(back, back.metres), alongside(berth)),
  ];
  const stay = CYCLE_SECONDS / 2 - secondsOf(legs) - secondsOf(home);
  const half = [...legs, swing(stay, anchored), ...home];
  return new Itinerary(900, [...half, ...half]);
}

/** Drags nets west of the fairways. */
export function trawler(): Itinerary {
  return circle(
    'fishing',
    [
      spot(-6000, 12000),
      spot(-4200, 15500),
      spot(-6800, 17500),
      spot(-9500, 15000),
      spot(-7800, 11500),
      spot(-9800, 10200),
      spot(-6500, 9600),
    ],
    1.6,
  );
}

/** Between the fishing harbour and the open sea. */
export function fishingBoat(): Itinerary {
  return circle(
    'under-way',
    [
      spot(2600, -350),
      spot(1400, 1500),
      spot(1900, 7500),
      spot(3500, 12500),
      spot(5200, 11000),
      spot(6000, 7800),
      spot(5950, 3200),
      spot(4900, 1700),
    ],
    3.4,
  );
}

/** Keeps its depth for the port: to and fro before berth 8, slowly. */
export function dredger(): Itinerary {
  return circle(
    'working',
    [spot(760, -1150), spot(1080, -1230), spot(1120, -1120), spot(800, -1030)],
    0.8,
  );
}

/** Watches over the bay. */
export function patrolBoat(): Itinerary {
  return circle(
    'under-way',
    [
      spot(-900, 1100),
      spot(-3900, 1600),
      spot(-4200, 8300),
      spot(-200, 8500),
      spot(5600, 8300),
      spot(6000, 4000),
      spot(1250, 3500),
    ],
    5.6,
    700,
  );
}

/** Pleasure craft and a tour launch: class B, each on its own round. */
export const PLEASURE_ROUNDS: readonly {
  readonly corners: readonly Spot[];
  readonly speed: number;
}[] = [
  {
    corners: [
      spot(3700, 350),
      spot(4900, 1000),
      spot(5900, 2600),
      spot(6000, 6900),
      spot(5900, 7400),
      spot(5000, 3500),
    ],
    speed: 2.6,
  },
  { corners: [spot(1300, 100), spot(2700, -300), spot(4000, 600), spot(2600, 700)], speed: 2.1 },
  {
    corners: [
      spot(-1000, 4800),
      spot(-2000, 2800),
      spot(-2900, 2700),
      spot(-4100, 5600),
      spot(-2600, 6800),
    ],
    speed: 3.1,
  },
  {
    corners: [spot(1700, -1000), spot(2200, -950), spot(2500, -700), spot(1900, -550)],
    speed: 3.4,
  },
];
