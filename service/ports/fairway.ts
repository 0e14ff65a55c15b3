import { z } from 'zod';

import type { GeoPosition } from '../geo/geometry.js';
import type { Zone, ZoneDescription } from './zone.js';

/** How vessels may use a fairway. */
export const fairwayFlows = ['one-way', 'alternating', 'two-way'] as const;

/**
 * `one-way`: only the way that the line is drawn; `alternating`: both ways, but vessels never meet;
 * `two-way`: vessels may meet.
 */
export type FairwayFlow = (typeof fairwayFlows)[number];

/** The stretch between two waypoints, as it is drawn; `null` where not known. */
export interface FairwayLeg {
  readonly name: string | null;
  /** Water below the fairway's datum. */
  readonly depthMetres: number | null;
  /** From one edge of the lane to the other. */
  readonly widthMetres: number | null;
  /** Over ground. */
  readonly speedLimitKnots: number | null;
}

/** A fairway that has a line: vessels can be planned and followed along it. */
export interface Fairway {
  /** Of the zone. */
  readonly id: string;
  /** UN/LOCODE. */
  readonly locode: string;
  readonly code: string;
  readonly name: string | null;
  /** Way of a vessel that sails the line as it is drawn. */
  readonly direction: 'inbound' | 'outbound';
  readonly flow: FairwayFlow;
  readonly depthDatum: string | null;
  /** Water that must stay under a keel, metres; `null`: the usual share of the draught. */
  readonly underKeelMetres: number | null;
  /** Between vessels that sail the same way, minutes. */
  readonly minimumSeparationMinutes: number | null;
  /** Between vessels that sail the same way, nautical miles. */
  readonly minimumSeparationMiles: number | null;
  /** Waypoints in order of drawing; at least two. */
  readonly line: readonly GeoPosition[];
  /** One for each waypoint; `null` where it has none. */
  readonly waypointNames: readonly (string | null)[];
  /** One for each pair of neighbouring waypoints. */
  readonly legs: readonly FairwayLeg[];
}

const above0 = z.number().positive().nullish().default(null);
const name = z.string().trim().min(1).max(60);

const leg = z.strictObject({
  name: name.nullish().default(null),
  depthMetres: above0,
  widthMetres: above0,
  speedLimitKnots: above0,
});

/** One attribute's schema, and what a person reads when it doesn't fit. */
const attributes = {
  direction: [z.enum(['inbound', 'outbound']), 'inbound or outbound'],
  flow: [z.enum(fairwayFlows), fairwayFlows.join(', ')],
  centreLine: [z.string().trim().min(1).max(40), 'the code of a fairway that is a LineString'],
  depthDatum: [z.string().trim().min(1).max(40), 'text of 1 to 40 characters'],
  widthMetres: [z.number().positive(), 'a number above 0'],
  speedLimitKnots: [z.number().positive(), 'a number above 0'],
  underKeelMetres: [z.number().nonnegative(), 'a number, 0 or more'],
  minimumSeparationMinutes: [z.number().positive(), 'a number above 0'],
  minimumSeparationMiles: [z.number().positive(), 'a number above 0'],
  waypoints: [z.array(name.nullable()), 'a list of names of 1 to 60 characters, or null'],
  legs: [
    z.array(leg),
    'a list of objects with name, depthMetres, widthMetres and speedLimitKnots, each above 0',
  ],
} as const;

type AttributeName = keyof typeof attributes;

/** Attributes that say something of a line. */
const lineAttributes = ['waypoints', 'legs'] as const;

/** What is wrong with a fairway's attributes in a port file; empty when nothing is. */
export function fairwayFaults(
  zone: Pick<ZoneDescription, 'attributes' | 'geometry'>,
): string[] {
  const faults = Object.entries(attributes).flatMap(([attribute, [schema, rule]]) => {
    const value = zone.attributes[attribute];
    const isFit = isAbsent(value) || schema.safeParse(value).success;
    return isFit ? [] : [`${attribute} must be ${rule}`];
  });
  return faults.length > 0 ? faults : shapeFaults(zone);
}

function shapeFaults({
  attributes: given,
  geometry,
}: Pick<ZoneDescription, 'attributes' | 'geometry'>): string[] {
  if (geometry.type !== 'LineString') {
    return lineAttributes
      .filter((attribute) => !isAbsent(given[attribute]))
      .map((attribute) => `${attribute} belongs to a fairway that is a LineString`);
  }
  const points = geometry.coordinates.length;
  const isWrong = { waypoints: points, legs: points - 1 };
  const faults = lineAttributes.flatMap((attribute) => {
    const value = given[attribute];
    const wanted = isWrong[attribute];
    const isFit = !Array.isArray(value) || value.length === wanted;
    return isFit ? [] : [`${attribute} must have ${wanted} members, as the line has ${points} positions`];
  });
  return isAbsent(given['centreLine'])
    ? faults
    : [...faults, 'centreLine belongs to a fairway that is an area'];
}

/**
 * A zone of kind `fairway` as a line to be sailed. An attribute that a file of an earlier version
 * gave in another form counts as not known.
 * @returns `null` for one that is an area
 */
export function fairwayOf(zone: Zone): Fairway | null {
  if (zone.kind !== 'fairway' || zone.geometry.type !== 'LineString') return null;
  const { id, locode, code, name: ownName } = zone;
  const line = zone.geometry.coordinates;
  const names = attribute(zone, 'waypoints', attributes.waypoints[0]) ?? [];
  return {
    id,
    locode,
    code,
    name: ownName,
    direction: attribute(zone, 'direction', attributes.direction[0]) ?? 'inbound',
    flow: attribute(zone, 'flow', attributes.flow[0]) ?? 'two-way',
    depthDatum: attribute(zone, 'depthDatum', attributes.depthDatum[0]),
    underKeelMetres: attribute(zone, 'underKeelMetres', attributes.underKeelMetres[0]),
    minimumSeparationMinutes: attribute(
      zone,
      'minimumSeparationMinutes',
      attributes.minimumSeparationMinutes[0],
    ),
    minimumSeparationMiles: attribute(
      zone,
      'minimumSeparationMiles',
      attributes.minimumSeparationMiles[0],
    ),
    line,
    waypointNames: line.map((_, index) => names[index] ?? null),
    legs: legsOf(zone, line.length - 1),
  };
}

/** Code of the line that an area's traffic follows; `null` where it names none. */
export function centreLineOf(zone: Zone): string | null {
  return attribute(zone, 'centreLine', attributes.centreLine[0]);
}

/** What a leg doesn't say of itself, the fairway says for all of them. */
function legsOf(zone: Zone, count: number): FairwayLeg[] {
  const own = attribute(zone, 'legs', attributes.legs[0]) ?? [];
  const widthMetres = attribute(zone, 'widthMetres', attributes.widthMetres[0]);
  const speedLimitKnots = attribute(zone, 'speedLimitKnots', attributes.speedLimitKnots[0]);
  return Array.from({ length: count }, (_, index) => ({
    name: own[index]?.name ?? null,
    depthMetres: own[index]?.depthMetres ?? zone.depthMetres,
    widthMetres: own[index]?.widthMetres ?? widthMetres,
    speedLimitKnots: own[index]?.speedLimitKnots ?? speedLimitKnots,
  }));
}

function attribute<T>(zone: Zone, of: AttributeName, schema: z.ZodType<T>): T | null {
  return schema.safeParse(zone.attributes[of]).data ?? null;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
