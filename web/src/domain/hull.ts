import type { Dimensions } from '../api/types.js';

/** Extent of a hull about its position antenna, metres. */
export interface HullExtent {
  readonly bow: number;
  readonly stern: number;
  readonly port: number;
  readonly starboard: number;
}

interface Particulars {
  /** `null` while only length and beam are known. */
  readonly dimensions: Dimensions | null;
  readonly lengthMetres: number | null;
  readonly beamMetres: number | null;
}

const NO_DIMENSIONS: Dimensions = { a: null, b: null, c: null, d: null };
/** Length over beam of a hull whose beam is not known. */
const USUAL_SLENDERNESS = 7;

/** The whole of two parts; `null` when neither is known. */
function sum(near: number | null, far: number | null): number | null {
  return near === null && far === null ? null : (near ?? 0) + (far ?? 0);
}

/** The two parts about the antenna: halves where the sender did not say where it stands. */
function split(near: number | null, far: number | null, total: number): [number, number] {
  if (near !== null && far !== null && near + far > 0) return [near, far];
  return [total / 2, total / 2];
}

/**
 * Length and beam, metres, from whichever source has them.
 * @returns `null` for what is not known
 */
export function hullSize(vessel: Particulars): {
  readonly length: number | null;
  readonly beam: number | null;
} {
  const { a, b, c, d } = vessel.dimensions ?? NO_DIMENSIONS;
  return { length: vessel.lengthMetres ?? sum(a, b), beam: vessel.beamMetres ?? sum(c, d) };
}

/**
 * The hull as a box about the antenna; `null` when the length is unknown. A vessel that sends only
 * its length and beam (A = C = 0, ITU-R M.1371-5 figure 41) is centred on its position.
 */
export function hullExtent(vessel: Particulars): HullExtent | null {
  const { length, beam } = hullSize(vessel);
  if (length === null || length <= 0) return null;
  const { a, b, c, d } = vessel.dimensions ?? NO_DIMENSIONS;
  const [bow, stern] = split(a, b, length);
  const [port, starboard] = split(c, d, beam ?? length / USUAL_SLENDERNESS);
  return { bow, stern, port, starboard };
}

/** The way the bow points, degrees true: the heading, else the course of a vessel that moves. */
export function bowDirection(report: {
  readonly heading: number | null;
  readonly cog: number | null;
  readonly sog: number | null;
}): number | null {
  if (report.heading !== null) return report.heading;
  return report.cog !== null && report.sog !== null && report.sog >= 0.5 ? report.cog : null;
}
