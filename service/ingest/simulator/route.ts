import { between, courseBetween, metresBetween, type Spot } from './plane.js';

/** How often corners are cut: each time the path turns half as sharply. */
const SMOOTHINGS = 4;

/** Cuts the corners of a path, ends kept (Chaikin 1974): stays inside what the corners span. */
function smoothed(corners: readonly Spot[]): readonly Spot[] {
  let path = corners;
  for (let round = 0; round < SMOOTHINGS; round += 1) {
    const last = path.length - 2;
    path = path.slice(0, -1).flatMap((from, index) => {
      const to = path[index + 1] ?? from;
      const start = index === 0 ? from : between(from, to, 0.25);
      return [start, index === last ? to : between(from, to, 0.75)];
    });
  }
  return path;
}

/** Share of the way from one spot to another where it comes nearest to a place. */
function shareNearest(from: Spot, to: Spot, place: Spot): number {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const along = ((place.x - from.x) * x + (place.y - from.y) * y) / (x ** 2 + y ** 2);
  return Math.min(1, Math.max(0, along));
}

/** A path over the water with its corners rounded, measured in metres from its start. */
export class Route {
  private readonly path: readonly Spot[];
  /** Metres from the start to each spot of the path. */
  private readonly distances: readonly number[];
  /** Whole length, metres. */
  readonly metres: number;

  /** @param corners at least two, no two neighbours in one place */
  constructor(corners: readonly Spot[]) {
    this.path = corners.length > 2 ? smoothed(corners) : corners;
    let metres = 0;
    this.distances = this.path.map((place, index) => {
      metres += metresBetween(this.path[index - 1] ?? place, place);
      return metres;
    });
    this.metres = metres;
  }

  /** The place `metres` from the start; the ends where that lies beyond. */
  at(metres: number): Spot {
    const [from, to, share] = this.segmentAt(metres);
    return between(from, to, share);
  }

  /** Degrees true along the path at that place: turns evenly, without a jump. */
  courseAt(metres: number): number {
    const reach = Math.min(40, this.metres / 4);
    const middle = Math.min(Math.max(metres, reach), this.metres - reach);
    return courseBetween(this.at(middle - reach), this.at(middle + reach));
  }

  /** Metres from the start to where the path comes nearest to a place. */
  nearest(place: Spot): number {
    let best = 0;
    let least = Infinity;
    this.path.slice(0, -1).forEach((from, index) => {
      const to = this.path[index + 1] ?? from;
      const length = metresBetween(from, to);
      const share = length > 0 ? shareNearest(from, to, place) : 0;
      const distance = metresBetween(between(from, to, share), place);
      if (distance < least) {
        least = distance;
        best = (this.distances[index] ?? 0) + share * length;
      }
    });
    return best;
  }

  private segmentAt(metres: number): readonly [Spot, Spot, number] {
    let low = 0;
    let high = this.path.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.distances[middle] ?? 0) <= metres) {
        low = middle;
      } else {
        high = middle;
      }
    }
    const [from, to] = [this.path[low], this.path[high]];
    if (from === undefined || to === undefined) {
      throw new RangeError('a route needs two corners');
    }
    const start = this.distances[low] ?? 0;
    const length = (this.distances[high] ?? 0) - start;
    const share = length > 0 ? (metres - start) / length : 0;
    return [from, to, Math.min(1, Math.max(0, share))];
  }
}
