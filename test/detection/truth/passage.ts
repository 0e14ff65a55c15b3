import type { Chart, Quay, Spot } from './chart.js';
import type { Dice } from './dice.js';
import { Voyage } from './voyage.js';

/** What truly happened. */
export interface Truth {
  readonly kind: 'berthed' | 'unberthed' | 'anchorage-started' | 'anchorage-ended';
  /** Code of the berth or anchorage. */
  readonly code: string;
  /** Seconds since the beginning of the voyage. */
  readonly at: number;
}

/** The hull, and where its antenna stands: metres to bow, stern, port and starboard. */
export interface Hull {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** A vessel's whole stay, or its passing by. */
export interface Passage {
  readonly voyage: Voyage;
  readonly hull: Hull;
  readonly isSmall: boolean;
  readonly truth: readonly Truth[];
  /** Seconds between which the vessel lies at a berth or at anchor, for what is typed on board. */
  readonly lying: readonly { readonly from: number; readonly to: number; readonly status: 1 | 5 }[];
}

const knot = 0.514444;
const hour = 3600;

/** Makes one passage through the port: to one berth or two, by way of an anchorage, or to none. */
export class PassageMaker {
  private readonly truth: Truth[] = [];
  private readonly lying: { from: number; to: number; status: 1 | 5 }[] = [];
  private readonly voyage: Voyage;
  private readonly hull: Hull;
  private readonly quay: Quay;

  constructor(
    private readonly chart: Chart,
    private readonly dice: Dice,
  ) {
    this.quay = dice.one(chart.quays);
    this.hull = this.makeHull();
    const { pilot } = chart;
    this.voyage = new Voyage({
      x: pilot.x + dice.between(-2500, 2500),
      y: pilot.y + dice.between(6000, 12_000),
    });
  }

  make(): Passage {
    const { dice, chart, voyage } = this;
    voyage.sail(this.near(chart.pilot, 200), dice.between(8, 15) * knot, dice.between(4, 7) * knot);
    if (dice.happens(0.35)) this.anchor();
    voyage.sail(this.near(chart.basin, 150), dice.between(4, 8) * knot, dice.between(2, 5) * knot);
    if (dice.happens(0.12)) this.stayAway();
    else this.berthOnceOrTwice();
    voyage.sail(this.near(chart.basin, 150), 0.3 * knot, dice.between(3, 6) * knot);
    if (dice.happens(0.1)) this.anchor();
    const away = { x: chart.pilot.x + dice.between(-3000, 3000), y: chart.pilot.y + 9000 };
    voyage.sail(away, dice.between(5, 8) * knot, dice.between(9, 15) * knot);
    const { truth, lying, hull } = this;
    return { voyage, hull, isSmall: hull.a + hull.b < 30, truth, lying };
  }

  private berthOnceOrTwice(): void {
    const { dice, chart } = this;
    this.berth(this.quay);
    if (!dice.happens(0.25)) return;
    const { a, b, c, d } = this.hull;
    const others = chart.quays.filter(
      (quay) => quay !== this.quay && quay.longestMetres >= a + b && quay.widestMetres >= c + d,
    );
    if (others.length === 0) return;
    this.voyage.sail(this.near(chart.basin, 150), 0.3 * knot, 2 * knot);
    this.berth(dice.one(others));
  }

  private makeHull(): Hull {
    const { dice, quay } = this;
    const length = Math.round(quay.longestMetres * dice.between(0.6, 1));
    const beam = Math.max(4, Math.round(Math.min(quay.widestMetres, length / dice.between(5, 7))));
    const a = Math.round(length * dice.between(0.1, 0.9));
    const c = Math.round(beam * dice.between(0.3, 0.7));
    return { a, b: length - a, c, d: beam - c };
  }

  /** Comes parallel to the quay, is pushed to it, lies, is pushed off. */
  private berth(quay: Quay): void {
    const { dice, voyage } = this;
    const { a, b, c, d } = this.hull;
    const room = Math.max(0, quay.lengthMetres - a - b);
    const metre = (a + b) / 2 + room * dice.between(0.2, 0.8);
    const bow = this.bowAt(quay);
    const fender = dice.between(0.5, 2.5);
    const moored = this.antennaAt(quay, { metre, away: (c + d) / 2 + fender, bow });
    const awayMetres = (c + d) / 2 + Math.max(75, c + d + dice.between(20, 60));
    const abreast = this.antennaAt(quay, { metre, away: awayMetres, bow });
    const aside = dice.between(0, 60);
    const ahead = {
      x: abreast.x + aside * quay.off.x - 350 * Math.sin((bow * Math.PI) / 180),
      y: abreast.y + aside * quay.off.y - 350 * Math.cos((bow * Math.PI) / 180),
    };
    voyage.sail(ahead, 3 * knot, dice.between(1.2, 2.5) * knot);
    voyage.sail(abreast, 1.2 * knot, 0.1 * knot);
    if (dice.happens(0.3)) voyage.lie(dice.between(60, 1500));
    voyage.push(moored, dice.between(0.12, 0.35), bow);
    const from = voyage.seconds;
    this.truth.push({ kind: 'berthed', code: quay.code, at: from });
    voyage.lie(dice.between(1.2, 30) * hour);
    const to = voyage.seconds;
    this.truth.push({ kind: 'unberthed', code: quay.code, at: to });
    this.lying.push({ from, to, status: 5 });
    voyage.push(abreast, dice.between(0.15, 0.45), bow);
  }

  private bowAt({ along }: Quay): number {
    const forward = (Math.atan2(along.x, along.y) * 180) / Math.PI;
    return (forward + (this.dice.happens(0.5) ? 180 : 0) + 720) % 360;
  }

  /** The antenna, where the middle of the hull is so far along and off the quay. */
  private antennaAt(
    quay: Quay,
    { metre, away, bow }: { readonly metre: number; readonly away: number; readonly bow: number },
  ): Spot {
    const { a, b, c, d } = this.hull;
    const rad = (bow * Math.PI) / 180;
    const [ahead, right] = [(b - a) / 2, (c - d) / 2];
    const { start, along, off } = quay;
    return {
      x: start.x + metre * along.x + away * off.x + ahead * Math.sin(rad) + right * Math.cos(rad),
      y: start.y + metre * along.y + away * off.y + ahead * Math.cos(rad) - right * Math.sin(rad),
    };
  }

  private anchor(): void {
    const { dice, voyage } = this;
    const { code, corners } = dice.one(this.chart.anchorages);
    const spot = dice.one(corners);
    const before = { x: spot.x, y: spot.y + 350 };
    voyage.sail(before, dice.between(4, 7) * knot, 3 * knot);
    voyage.sail(spot, 3 * knot, 0.1 * knot);
    const from = voyage.seconds;
    this.truth.push({ kind: 'anchorage-started', code, at: from });
    voyage.swing(dice.between(1, 20) * hour, dice.between(60, 200));
    const to = voyage.seconds;
    this.truth.push({ kind: 'anchorage-ended', code, at: to });
    this.lying.push({ from, to, status: 1 });
  }

  /** Near a berth and not at it: along the quays, or stopped before one. */
  private stayAway(): void {
    const { dice, voyage, quay } = this;
    const beam = this.hull.c + this.hull.d;
    const off = beam / 2 + Math.max(80, beam + dice.between(30, 120));
    const at = (metre: number): Spot => ({
      x: quay.start.x + metre * quay.along.x + off * quay.off.x,
      y: quay.start.y + metre * quay.along.y + off * quay.off.y,
    });
    voyage.sail(at(-200), 2.5 * knot, 1 * knot);
    if (dice.happens(0.5)) {
      voyage.sail(at(quay.lengthMetres / 2), 1 * knot, 0.1 * knot);
      voyage.lie(dice.between(600, 3600));
    }
    voyage.sail(at(quay.lengthMetres + 200), dice.between(0.5, 3) * knot);
  }

  private near({ x, y }: Spot, reach: number): Spot {
    const { dice } = this;
    return { x: x + dice.between(-reach, reach), y: y + dice.between(-reach, reach) };
  }
}
