import { z } from 'zod';

import { boundingBoxOf } from '../geo/bounding-box.js';
import { isArea } from '../geo/geometry.js';
import { isInArea } from '../geo/point-in-area.js';
import { cargoKinds, type BerthParticulars, type CargoKind } from './berth.js';
import type { Zone, ZoneDescription } from './zone.js';

const above0 = z.number().positive();
const from0 = z.number().nonnegative();

function textUpTo(longest: number) {
  return z.string().trim().min(1).max(longest);
}

/** One field's schema, and what a person reads when it doesn't fit. */
const attributes = {
  terminal: [textUpTo(40), 'text of 1 to 40 characters'],
  depthDatum: [textUpTo(40), 'text of 1 to 40 characters'],
  maxLengthMetres: [above0, 'a number above 0'],
  maxBeamMetres: [above0, 'a number above 0'],
  maxDraughtMetres: [above0, 'a number above 0'],
  mooringAllowanceMetres: [from0, 'a number, 0 or more'],
  underKeelMetres: [from0, 'a number, 0 or more'],
  bollardFrom: [z.int(), 'a whole number'],
  bollardTo: [z.int(), 'a whole number'],
  cargoKinds: [
    z.array(z.enum(cargoKinds)).max(cargoKinds.length),
    `a list of ${cargoKinds.join(', ')}`,
  ],
} as const;

type AttributeName = keyof typeof attributes;

/** What is wrong with a berth's attributes in a port file; empty when nothing is. */
export function berthFaults(zone: Pick<ZoneDescription, 'attributes'>): string[] {
  const faults = Object.entries(attributes).flatMap(([name, [schema, rule]]) => {
    const value = zone.attributes[name];
    const isFit = value === undefined || value === null || schema.safeParse(value).success;
    return isFit ? [] : [`${name} must be ${rule}`];
  });
  const { bollardFrom = null, bollardTo = null } = zone.attributes;
  if ((bollardFrom === null) !== (bollardTo === null)) {
    return [...faults, 'bollardFrom and bollardTo belong together'];
  }
  return bollardFrom !== null && bollardFrom === bollardTo
    ? [...faults, 'bollardFrom and bollardTo must differ']
    : faults;
}

/**
 * What a berth's zone says of it. An attribute that a file of an earlier version gave in another
 * form counts as not known.
 * @param terminals zones of kind `terminal` of the same port: the one that holds the berth's middle
 * is its terminal, unless the file names one.
 */
export function berthOf(zone: Zone, terminals: readonly Zone[]): BerthParticulars {
  const bollardFrom = attribute(zone, 'bollardFrom', attributes.bollardFrom[0]);
  const bollardTo = attribute(zone, 'bollardTo', attributes.bollardTo[0]);
  const hasBollards = bollardFrom !== null && bollardTo !== null && bollardFrom !== bollardTo;
  return {
    terminal: attribute(zone, 'terminal', attributes.terminal[0]) ?? terminalAround(zone, terminals),
    name: zone.name,
    lengthMetres: zone.lengthMetres,
    depthMetres: zone.depthMetres,
    depthDatum: attribute(zone, 'depthDatum', attributes.depthDatum[0]),
    maxLengthMetres: attribute(zone, 'maxLengthMetres', above0),
    maxBeamMetres: attribute(zone, 'maxBeamMetres', above0),
    maxDraughtMetres: attribute(zone, 'maxDraughtMetres', above0),
    mooringAllowanceMetres: attribute(zone, 'mooringAllowanceMetres', from0),
    underKeelMetres: attribute(zone, 'underKeelMetres', from0),
    cargoKinds: uniqueKinds(attribute(zone, 'cargoKinds', attributes.cargoKinds[0]) ?? []),
    bollardFrom: hasBollards ? bollardFrom : null,
    bollardTo: hasBollards ? bollardTo : null,
  };
}

function attribute<T>(zone: Zone, name: AttributeName, schema: z.ZodType<T>): T | null {
  return schema.safeParse(zone.attributes[name]).data ?? null;
}

function uniqueKinds(kinds: readonly CargoKind[]): readonly CargoKind[] {
  return [...new Set(kinds)];
}

function terminalAround(berth: Zone, terminals: readonly Zone[]): string | null {
  const { west, south, east, north } = boundingBoxOf(berth.geometry);
  const around = terminals.find(
    ({ geometry }) =>
      isArea(geometry) && isInArea(geometry, (west + east) / 2, (south + north) / 2),
  );
  return around?.code ?? null;
}
