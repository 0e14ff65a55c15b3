import type { Geometry } from '../geo/geometry.js';

/** What a berth may take, and what a vessel may come to it for. */
export const cargoKinds = [
  'containers',
  'general-cargo',
  'reefer',
  'dry-bulk',
  'liquid-bulk',
  'ro-ro',
  'passengers',
  'fish',
  'service',
] as const;

/** `service`: tugs, pilot boats, bunkering, lay-by: no cargo at all. */
export type CargoKind = (typeof cargoKinds)[number];

/** What a berth's record says beyond its place; each is `null` where it is not known. */
export interface BerthParticulars {
  /** Code of the terminal it belongs to. */
  readonly terminal: string | null;
  readonly name: string | null;
  /** Metres along the quay, from where the first edge of the berth's ring begins. */
  readonly lengthMetres: number | null;
  /** Metres of water below `depthDatum`. */
  readonly depthMetres: number | null;
  /** What the depth is measured from, such as `NRS` or `LAT`. */
  readonly depthDatum: string | null;
  /** Longest vessel, over all. */
  readonly maxLengthMetres: number | null;
  readonly maxBeamMetres: number | null;
  readonly maxDraughtMetres: number | null;
  /** Metres of quay that a vessel takes beyond its length, for its lines; `null`: the usual share. */
  readonly mooringAllowanceMetres: number | null;
  /** Metres of water that must stay under the keel; `null`: the usual share of the draught. */
  readonly underKeelMetres: number | null;
  /** What it takes; empty: anything. */
  readonly cargoKinds: readonly CargoKind[];
  /** Number of the bollard where the quay's metre 0 is; may be above `bollardTo`. */
  readonly bollardFrom: number | null;
  /** Number of the bollard at the far end of the quay; known whenever `bollardFrom` is. */
  readonly bollardTo: number | null;
}

/** A field of a berth that a port file or a person may set. */
export type BerthField = keyof BerthParticulars;

/** Every one of them. */
export const berthFields = [
  'terminal',
  'name',
  'lengthMetres',
  'depthMetres',
  'depthDatum',
  'maxLengthMetres',
  'maxBeamMetres',
  'maxDraughtMetres',
  'mooringAllowanceMetres',
  'underKeelMetres',
  'cargoKinds',
  'bollardFrom',
  'bollardTo',
] as const satisfies readonly BerthField[];

/** A time in which a berth takes nobody. */
export interface BerthClosure {
  readonly id: string;
  /** Epoch ms. */
  readonly from: number;
  /** Epoch ms, itself not closed; `null`: until further notice. */
  readonly to: number | null;
  readonly reason: string;
}

/** A berth. */
export interface Berth extends BerthParticulars {
  /** That of its zone. */
  readonly id: string;
  readonly version: number;
  readonly locode: string;
  /** Unique in its port. */
  readonly code: string;
  readonly geometry: Geometry;
  /** Those that are not over, in order of their beginning. */
  readonly closures: readonly BerthClosure[];
  /** Fields that a person set, which an import of the port's file leaves. */
  readonly edited: readonly BerthField[];
  /** Last change, epoch ms. */
  readonly updatedAt: number;
}

/** The closure in force at a moment (epoch ms); `null` while the berth is open. */
export function closureAt(berth: Berth, at: number): BerthClosure | null {
  return (
    berth.closures.find(({ from, to }) => from <= at && (to === null || at < to)) ?? null
  );
}
