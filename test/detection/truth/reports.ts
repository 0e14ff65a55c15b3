import type { Chart, Spot } from './chart.js';
import type { Dice } from './dice.js';
import type { Passage } from './passage.js';

/** A report as a shore station passes it on. */
export interface Report {
  /** Epoch ms. */
  readonly time: number;
  /** When it comes in, epoch ms. */
  readonly arrivesAt: number;
  readonly lon: number;
  readonly lat: number;
  /** Knots. */
  readonly sog: number;
  readonly heading: number | null;
  readonly navStatus: number | null;
  /** Whether its place is an error. */
  readonly isWrong: boolean;
}

/** How bad reception is. */
export interface Disturbance {
  /** Share of reports that is heard. */
  readonly reception: number;
  /** Deviation of positions, metres. */
  readonly jitterMetres: number;
  /** Seconds between which nothing is heard. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  /** What is typed on board. */
  readonly typing: 'right' | 'early' | 'never' | 'always-moored' | 'wrong';
  /** Minutes by which a person types late. */
  readonly lateMinutes: number;
  readonly isClassB: boolean;
  readonly hasHeading: boolean;
}

/** The longest time between two reports of a vessel that lies still (ITU-R M.1371-5, Annex 1). */
export const longestInterval = 180;
const metresPerSecond = 0.514444;

/** Rolls how a passage is heard. */
export function rollDisturbance(dice: Dice, passage: Passage): Disturbance {
  const total = passage.voyage.seconds;
  const gaps = Array.from({ length: dice.whole(2, 6) }, () => {
    const from = dice.between(0, total);
    return { from, to: from + dice.between(300, 3600) };
  });
  for (const { at } of passage.truth) {
    if (!dice.happens(0.12)) continue;
    const from = at - dice.between(30, 1200);
    gaps.push({ from, to: at + dice.between(30, 1500) });
  }
  const isClassB = passage.isSmall && dice.happens(0.5);
  return {
    reception: dice.between(0.75, 1),
    jitterMetres: dice.between(0.5, 5),
    gaps,
    typing: dice.one(['right', 'right', 'early', 'never', 'always-moored', 'wrong']),
    lateMinutes: dice.between(-5, 25),
    isClassB,
    hasHeading: !(isClassB && dice.happens(0.6)),
  };
}

/** Every report of a passage that is heard, in order of arrival. */
export class Radio {
  private wander: Spot = { x: 0, y: 0 };

  constructor(
    private readonly chart: Chart,
    private readonly dice: Dice,
    private readonly passage: Passage,
    private readonly how: Disturbance,
  ) {}

  /** @param startAt epoch ms of the voyage's first second */
  hear(startAt: number): Report[] {
    const heard: Report[] = [];
    const { dice, how } = this;
    let seconds = dice.between(0, 10);
    while (seconds < this.passage.voyage.seconds) {
      const isSilent = how.gaps.some(({ from, to }) => seconds >= from && seconds <= to);
      if (!isSilent && dice.happens(how.reception)) heard.push(...this.report(seconds, startAt));
      seconds += this.intervalAt(seconds);
    }
    return heard.sort((one, other) => one.arrivesAt - other.arrivesAt);
  }

  /** ITU-R M.1371-5 Annex 1, tables 1 and 2. */
  private intervalAt(seconds: number): number {
    const knots = this.passage.voyage.at(seconds).speed / metresPerSecond;
    if (this.how.isClassB) return knots > 2 ? 30 : longestInterval;
    const status = this.statusAt(seconds);
    if ((status === 1 || status === 5) && knots <= 3) return longestInterval;
    return knots > 14 ? 6 : 10;
  }

  private statusAt(seconds: number): number | null {
    const { typing, lateMinutes, isClassB } = this.how;
    if (isClassB) return null;
    if (typing === 'never') return 0;
    if (typing === 'always-moored') return 5;
    const late = typing === 'early' ? -1800 : lateMinutes * 60;
    const lying = this.passage.lying.find(
      ({ from, to }) => seconds >= from + late && seconds < to + Math.max(late, -600),
    );
    if (lying === undefined) return 0;
    return typing === 'wrong' ? (lying.status === 1 ? 5 : 1) : lying.status;
  }

  private report(seconds: number, startAt: number): Report[] {
    const { dice, how } = this;
    const { spot, heading, speed } = this.passage.voyage.at(seconds);
    this.wander = {
      x: 0.9 * this.wander.x + dice.normal(how.jitterMetres * 0.35),
      y: 0.9 * this.wander.y + dice.normal(how.jitterMetres * 0.35),
    };
    const wrong = this.error();
    const seen = {
      x: spot.x + this.wander.x + dice.normal(how.jitterMetres * 0.5) + wrong.x,
      y: spot.y + this.wander.y + dice.normal(how.jitterMetres * 0.5) + wrong.y,
    };
    const knots = Math.abs(speed / metresPerSecond + dice.normal(0.06));
    const time = startAt + Math.round(seconds) * 1000;
    const report: Report = {
      time,
      arrivesAt: time + 1000 * this.delay(),
      ...this.chart.toDegrees(seen),
      sog: Math.round(knots * 10) / 10,
      heading: how.hasHeading ? Math.round(heading + dice.normal(1) + 360) % 360 : null,
      navStatus: this.statusAt(seconds),
      isWrong: wrong.x !== 0 || wrong.y !== 0,
    };
    if (!dice.happens(0.08)) return [report];
    return [report, { ...report, arrivesAt: time + 1000 * this.delay() }];
  }

  /** Mostly none; now and then beside the place, or nowhere near it. */
  private error(): Spot {
    const { dice } = this;
    const roll = dice.roll();
    if (roll > 0.012) return { x: 0, y: 0 };
    const far = roll < 0.006 ? dice.between(1000, 40_000) : dice.between(20, 200);
    const towards = dice.between(0, 2 * Math.PI);
    return { x: far * Math.cos(towards), y: far * Math.sin(towards) };
  }

  /** Seconds on the way: enough to come after several later ones. */
  private delay(): number {
    const { dice } = this;
    if (dice.happens(0.75)) return dice.between(0, 3);
    return dice.happens(0.8) ? dice.between(3, 35) : dice.between(35, 85);
  }
}
