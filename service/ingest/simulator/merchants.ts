import { alongside, off, type Berth, type Harbour } from './harbour.js';
import { CYCLE_SECONDS, Itinerary, secondsOf } from './itinerary.js';
import { lie, sail, shift, swing, type Leg, type Phase, type Pose } from './legs.js';
import { spot, type Spot } from './plane.js';
import { uniform, type Random } from './random.js';
import { Route } from './route.js';

/** Seconds between two ships at the pilot boarding place: every phase below lasts longer. */
const ARRIVAL_SPACING = 1800;

/** Ships that call at the port, in the order in which they come: one cycle of all. */
export const MERCHANT_COUNT = CYCLE_SECONDS / ARRIVAL_SPACING;

/** Berths in the order in which ships take them; neighbours in time lie apart. */
const MERCHANT_BERTHS = ['1', '8', '3', '6', '2', '9', '4', '5'] as const;

/** Seconds after the pilot boards when the ship leaves its berth again. */
const LEAVES_AFTER = 225 * 60;

const MINUTE = 60;

/** Where ships wait: metres from the middle of the basin, in the drawn anchorages. */
const WAITING: readonly Spot[] = [
  spot(2900, 4300),
  spot(4000, 5300),
  spot(5000, 4300),
  spot(2900, 6300),
  spot(4000, 4300),
  spot(5000, 6300),
  spot(2900, 5300),
  spot(4000, 6300),
  spot(5000, 5300),
  spot(2300, 1700),
  spot(3700, 2700),
  spot(2500, 2800),
];

/** Whether a waiting place is in the anchorage near the harbour. */
function isNear(place: Spot): boolean {
  return place.y < 3500;
}

/** What the drawing fixes of a ship's way, by berth. */
interface Approach {
  /** Between the entrance and the berth. */
  readonly inward: readonly Spot[];
  /** Between the berth and the beginning of the outbound track. */
  readonly outward: readonly Spot[];
  /** Metres off the berth where tugs take over. */
  readonly stand: number;
}

const BASIN: Approach = { inward: [spot(640, -60)], outward: [spot(400, 20)], stand: 200 };
const APPROACHES: Readonly<Record<string, Approach>> = {
  '1': { ...BASIN, stand: 170 },
  '6': { ...BASIN, stand: 190 },
  '8': { inward: [spot(700, -250)], outward: [spot(620, -560), spot(640, -100)], stand: 190 },
  '9': { inward: [spot(1150, -300)], outward: [spot(1250, -600), spot(800, -50)], stand: 170 },
};

/** Places on the way that all ships share. */
interface Fairways {
  readonly inbound: readonly Spot[];
  readonly outbound: readonly Spot[];
  readonly pilot: Spot;
  readonly entrance: Spot;
}

function fairwaysOf(harbour: Harbour): Fairways {
  const inbound = harbour.spots('fairway', 'IN-TRACK');
  const entrance = inbound.at(-1) ?? spot(0, 0);
  return {
    inbound,
    outbound: harbour.spots('fairway', 'OUT-TRACK'),
    pilot: harbour.middle('pilot-boarding-place', 'PBP'),
    entrance,
  };
}

/** Berth that the ship of that number takes. */
export function berthOf(number: number): string {
  return MERCHANT_BERTHS[number % MERCHANT_BERTHS.length] ?? '1';
}

/** A ship's rounds, and the seconds of the cycle (or after it) at which others have to do with it. */
export interface MerchantCall {
  readonly itinerary: Itinerary;
  readonly berth: Berth;
  readonly pilotAt: number;
  readonly entersAt: number;
  readonly alongsideAt: number;
  readonly leavesAt: number;
  /** When it sails by itself. */
  readonly clearAt: number;
}

/** One ship's rounds, put together from the sea to the sea. */
export class MerchantRounds {
  private readonly berth: Berth;
  private readonly approach: Approach;
  private readonly fairways: Fairways;
  private readonly anchored: Pose;
  private readonly isReversed: boolean;
  /** Metres a second at sea. */
  private readonly seaSpeed: number;
  /** Where the ship turns round, out at sea: from there it is another voyage. */
  private readonly far: Spot;
  /** Metres beside the common way at sea, so that a faster ship passes a slower one. */
  private readonly aside: number;

  constructor(
    harbour: Harbour,
    private readonly number: number,
    random: Random,
  ) {
    const code = berthOf(number);
    this.berth = harbour.berth(code);
    this.aside = ((number % 5) - 2) * 180;
    this.approach = APPROACHES[code] ?? BASIN;
    this.fairways = fairwaysOf(harbour);
    const place = WAITING[number % WAITING.length] ?? spot(2900, 4300);
    this.anchored = { place, heading: 205 + uniform(random, -10, 10) };
    this.isReversed = random() < 0.5;
    this.seaSpeed = uniform(random, 6.2, 6.8);
    this.far = spot(uniform(random, -13000, -7000), uniform(random, 34000, 37000));
  }

  /** The whole cycle, and what harbour craft must know of it. The pilot boards at `pilotAt`. */
  call(): MerchantCall {
    const toPilot = this.legsToPilot();
    const toBerth = this.legsToBerth();
    const stay = LEAVES_AFTER - secondsOf(toBerth);
    const moored = lie('moored', stay, alongside(this.berth, this.isReversed), this.berth.code);
    const toSea = this.legsToSea();
    const toAnchor = this.legsToAnchor();
    const legs = [...toPilot, ...toBerth, moored, ...toSea, ...toAnchor];
    const waiting = swing(CYCLE_SECONDS - secondsOf(legs), this.anchored);
    const pilotAt = this.number * ARRIVAL_SPACING;
    const begins = pilotAt - secondsOf(toPilot);
    return {
      itinerary: new Itinerary(begins, [...legs, waiting]),
      berth: this.berth,
      pilotAt,
      entersAt: pilotAt + secondsOf(toBerth.slice(0, 1)),
      alongsideAt: pilotAt + secondsOf(toBerth),
      leavesAt: pilotAt + LEAVES_AFTER,
      clearAt: pilotAt + LEAVES_AFTER + secondsOf(toSea.slice(0, 3)),
    };
  }

  /** From the anchorage in through the pilot boarding place to where the tugs take over. */
  private inward(): Route {
    const { place } = this.anchored;
    const { inbound, pilot } = this.fairways;
    const lane = place.x - 570;
    return new Route([
      place,
      ...(isNear(place)
        ? [spot(1350, 3600)]
        : [spot(lane, place.y + 350), spot(lane, 7200), spot(1600, 7200)]),
      spot(1200, 6950),
      spot(pilot.x - 30, pilot.y + 900),
      ...inbound.slice(1),
      ...this.approach.inward,
      off(this.berth, this.approach.stand).place,
    ]);
  }

  private legsToPilot(): Leg[] {
    const route = this.inward();
    const to = route.nearest(this.fairways.pilot);
    const start = { place: route.at(0), heading: route.courseAt(0) };
    return [
      shift('arriving', 8 * MINUTE, this.anchored, start),
      sail({ phase: 'arriving', route, to, startSpeed: 0, speed: 4.2, endSpeed: 2.6 }),
    ];
  }

  private legsToBerth(): Leg[] {
    const route = this.inward();
    const boarding = route.nearest(this.fairways.pilot);
    const entrance = route.nearest(this.fairways.entrance);
    const stop = { place: route.at(route.metres), heading: route.courseAt(route.metres) };
    const abreast = off(this.berth, 90, this.isReversed);
    const slow = { startSpeed: 2.6, endSpeed: 2.2 };
    return [
      sail({ phase: 'with-pilot', route, from: boarding, to: entrance, speed: 3, ...slow }),
      sail({
        phase: 'berthing',
        route,
        from: entrance,
        startSpeed: 2.2,
        speed: 1.9,
        endSpeed: 0,
      }),
      shift('berthing', 12 * MINUTE, stop, abreast),
      shift('berthing', 12 * MINUTE, abreast, alongside(this.berth, this.isReversed)),
    ];
  }

  private legsToSea(): Leg[] {
    const { outbound } = this.fairways;
    const stand = off(this.berth, this.approach.stand).place;
    const ways = [...this.approach.outward, ...outbound, ...this.outwardBound()];
    const route = new Route([stand, ...ways]);
    const start = { place: stand, heading: route.courseAt(0) };
    const abreast = off(this.berth, 90, this.isReversed);
    const [gate, bend] = outbound.map((place) => route.nearest(place));
    const departing = { phase: 'departing' as const, route };
    const slow = { speed: 3, endSpeed: 3 };
    return [
      shift('departing', 9 * MINUTE, alongside(this.berth, this.isReversed), abreast),
      shift('departing', 8 * MINUTE, abreast, start),
      sail({ ...departing, to: gate ?? 0, startSpeed: 0, ...slow }),
      sail({ ...departing, from: gate ?? 0, to: bend ?? 0, startSpeed: 3, ...slow }),
      sail({
        ...departing,
        from: bend ?? 0,
        startSpeed: 3,
        speed: this.seaSpeed,
        endSpeed: 3.5,
      }),
    ];
  }

  private legsToAnchor(): Leg[] {
    const { place } = this.anchored;
    const lane = place.x + 430;
    const route = new Route([
      ...this.homewardBound(),
      spot(1300 + this.aside, 9800),
      ...(isNear(place)
        ? [spot(1700, 7000), spot(1500, 4000)]
        : [spot(lane, 7900), spot(lane, place.y + 350)]),
      place,
    ]);
    const stop = { place, heading: route.courseAt(route.metres) };
    const phase: Phase = 'arriving';
    return [
      sail({ phase, route, startSpeed: 3.5, speed: this.seaSpeed, endSpeed: 0 }),
      shift(phase, 10 * MINUTE, stop, this.anchored),
    ];
  }

  /** Outward and homeward meet at the turning point without a bend: both go east there. */
  private outwardBound(): readonly Spot[] {
    const { far } = this;
    return [spot(-2300, 10950), spot(far.x - 2500, far.y - 8000), spot(far.x - 1500, far.y), far];
  }

  private homewardBound(): readonly Spot[] {
    const { far, aside } = this;
    return [far, spot(far.x + 1500, far.y), spot(far.x / 3 + 2 * aside, far.y - 6500)];
  }
}
