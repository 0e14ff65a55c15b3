import type { LonLat } from './geometry.js';
import { longitudeDifference, METRES_PER_DEGREE, radians } from './sphere.js';

/** A place at a time, epoch milliseconds. */
export interface Fix extends LonLat {
  readonly time: number;
}

/** Fixes looked at together by default: enough to thin well, and a fixed amount of memory. */
const DEFAULT_WINDOW = 1024;

/**
 * Metres between a fix and where a vessel would have been at that moment, had it gone evenly from
 * `from` to `to` (the synchronised Euclidean distance, so that stops and changes of speed survive
 * and not only bends).
 */
function deviationMetres(from: Fix, to: Fix, fix: Fix): number {
  const span = to.time - from.time;
  const share = span > 0 ? (fix.time - from.time) / span : 0;
  const lat = from.lat + (to.lat - from.lat) * share;
  const lon = longitudeDifference(from.lon, to.lon) * share;
  const north = fix.lat - lat;
  const east = (longitudeDifference(from.lon, fix.lon) - lon) * Math.cos(radians(fix.lat));
  return METRES_PER_DEGREE * Math.hypot(north, east);
}

/** Douglas-Peucker over one window: the indices to keep, rising, ends included. */
function keptIndices(window: readonly Fix[], toleranceMetres: number): number[] {
  const last = window.length - 1;
  const kept = new Set<number>([0, last]);
  const open: [number, number][] = [[0, last]];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const [start, end] = range;
    const from = window[start];
    const to = window[end];
    if (from === undefined || to === undefined) {
      continue;
    }
    let farthest = -1;
    let deviation = toleranceMetres;
    for (let index = start + 1; index < end; index += 1) {
      const fix = window[index];
      const metres = fix === undefined ? 0 : deviationMetres(from, to, fix);
      if (metres > deviation) {
        farthest = index;
        deviation = metres;
      }
    }
    if (farthest >= 0) {
      kept.add(farthest);
      open.push([start, farthest], [farthest, end]);
    }
  }
  return [...kept].sort((one, other) => one - other);
}

/**
 * Thins a track as it streams by: Douglas-Peucker on synchronised distance in windows of bounded
 * size, so that a month of fixes never sits in memory. Every fix left out lies within the
 * tolerance of the kept track at its own time; the first and the last fix are always kept.
 *
 * Give it fixes in order of time: `push` each, then `finish`; both answer what is ready to go out.
 */
export class TrackSimplifier<F extends Fix> {
  private window: F[] = [];

  /**
   * @param toleranceMetres 0 or more; 0 keeps every fix
   * @param windowFixes fixes held at most, at least 3
   */
  constructor(
    private readonly toleranceMetres: number,
    private readonly windowFixes = DEFAULT_WINDOW,
  ) {
    if (!(toleranceMetres >= 0) || !(windowFixes >= 3)) {
      throw new RangeError('toleranceMetres must be >= 0 and windowFixes >= 3');
    }
  }

  /** Takes the next fix; returns the fixes that are now certain to stay, mostly none. */
  push(fix: F): F[] {
    if (this.toleranceMetres === 0) {
      return [fix];
    }
    this.window.push(fix);
    if (this.window.length < this.windowFixes) {
      return [];
    }
    const kept = this.simplifyWindow();
    this.window = kept.slice(-1);
    return kept.slice(0, -1);
  }

  /** Returns what is left of the track, and starts anew. */
  finish(): F[] {
    const kept = this.simplifyWindow();
    this.window = [];
    return kept;
  }

  private simplifyWindow(): F[] {
    if (this.window.length < 3) {
      return this.window;
    }
    return keptIndices(this.window, this.toleranceMetres).flatMap((index) =>
      this.window.slice(index, index + 1),
    );
  }
}
