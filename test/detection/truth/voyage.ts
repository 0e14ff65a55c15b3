import type { Spot } from './chart.js';

/** Where a vessel is, and how it moves. */
export interface Moment {
  readonly spot: Spot;
  /** Degrees true, where the bow points. */
  readonly heading: number;
  /** Metres a second. */
  readonly speed: number;
}

interface Leg {
  readonly from: number;
  readonly to: number;
  readonly at: (seconds: number) => Moment;
}

/** A vessel's way through time, second by second; legs follow each other without a break. */
export class Voyage {
  private readonly legs: Leg[] = [];
  private spot: Spot;
  private heading = 180;

  constructor(start: Spot) {
    this.spot = start;
  }

  /** Seconds since the beginning. */
  get seconds(): number {
    return this.legs.at(-1)?.to ?? 0;
  }

  get place(): Spot {
    return this.spot;
  }

  at(seconds: number): Moment {
    const leg = this.legs.find(({ to }) => seconds < to) ?? this.legs.at(-1);
    if (leg === undefined) return { spot: this.spot, heading: this.heading, speed: 0 };
    return leg.at(Math.min(seconds, leg.to) - leg.from);
  }

  /** Straight to a spot, bow first, from one speed to another (m/s); neither needs to be above 0. */
  sail(to: Spot, speed: number, endSpeed = speed): void {
    const { spot: from } = this;
    const distance = Math.hypot(to.x - from.x, to.y - from.y);
    if (distance < 1) return;
    const duration = (2 * distance) / Math.max(0.2, speed + endSpeed);
    const bow = ((Math.atan2(to.x - from.x, to.y - from.y) * 180) / Math.PI + 360) % 360;
    const gain = (endSpeed - speed) / duration;
    this.add(duration, bow, to, (seconds) => {
      const share = (speed * seconds + (gain * seconds * seconds) / 2) / distance;
      return { spot: mix(from, to, share), heading: bow, speed: speed + gain * seconds };
    });
  }

  /** Sideways to a spot, as tugs push: fast at once to `speed` (m/s), and slower before the end. */
  push(to: Spot, speed: number, bow: number): void {
    const { spot: from, heading: before } = this;
    const distance = Math.hypot(to.x - from.x, to.y - from.y);
    const ramp = Math.min(speed / 0.02, distance / speed / 2);
    const duration = distance / speed + ramp;
    const turn = ((bow - before + 540) % 360) - 180;
    this.add(duration, bow, to, (seconds) => {
      const left = duration - seconds;
      const now = speed * Math.min(1, seconds / ramp, left / ramp);
      const gone =
        seconds < ramp
          ? (speed * seconds * seconds) / ramp / 2
          : left < ramp
            ? distance - (speed * left * left) / ramp / 2
            : speed * (seconds - ramp / 2);
      const heading = (before + turn * Math.min(1, (3 * seconds) / duration) + 360) % 360;
      return { spot: mix(from, to, gone / distance), heading, speed: now };
    });
  }

  /** Stays where it is. */
  lie(duration: number): void {
    const { spot, heading } = this;
    this.add(duration, heading, spot, () => ({ spot, heading, speed: 0 }));
  }

  /** Swings around its anchor, which lies `reach` metres ahead. */
  swing(duration: number, reach: number): void {
    const { spot, heading } = this;
    const rad = (heading * Math.PI) / 180;
    const anchor = { x: spot.x + reach * Math.sin(rad), y: spot.y + reach * Math.cos(rad) };
    const period = 5400;
    const widest = 0.7;
    const angle = (seconds: number) => widest * Math.sin((2 * Math.PI * seconds) / period);
    const at = (seconds: number): Moment => {
      const bow = rad + angle(seconds);
      return {
        spot: { x: anchor.x - reach * Math.sin(bow), y: anchor.y - reach * Math.cos(bow) },
        heading: ((bow * 180) / Math.PI + 360) % 360,
        speed: Math.abs(
          ((reach * widest * 2 * Math.PI) / period) * Math.cos((2 * Math.PI * seconds) / period),
        ),
      };
    };
    const end = at(duration);
    this.add(duration, end.heading, end.spot, at);
  }

  private add(duration: number, heading: number, spot: Spot, at: Leg['at']): void {
    const from = this.seconds;
    this.legs.push({ from, to: from + duration, at });
    this.spot = spot;
    this.heading = heading;
  }
}

function mix(from: Spot, to: Spot, share: number): Spot {
  return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
}
