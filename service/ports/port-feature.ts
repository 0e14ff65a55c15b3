import { z } from 'zod';

import { isArea, type Geometry } from '../geo/geometry.js';
import { readGeometry } from '../geo/read-geometry.js';
import { berthFaults } from './berth-description.js';
import { fairwayFaults } from './fairway.js';
import {
  lineZoneKinds,
  pointZoneKinds,
  zoneKinds,
  type PortDescription,
  type ZoneDescription,
  type ZoneKind,
} from './zone.js';

/** A feature's parts as they came, under our names. */
export interface RawFeature {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: unknown;
}

/** Why a feature was refused: every reason that could be found at once. */
export interface Refused {
  readonly reasons: readonly string[];
}

/** UN/LOCODE: two letters of the country, three letters or digits 2 to 9 (UNECE Rec. 16). */
const locode = z.string('locode is missing').regex(/^[A-Z]{2}[A-Z2-9]{3}$/, {
  error: 'locode must be a UN/LOCODE: two letters and three letters or digits 2 to 9, such as CLVAP',
});

function textOf(name: string, longest: number) {
  return z
    .string({
      error: ({ input }) => `${name} ${input === undefined ? 'is missing' : 'must be text'}`,
    })
    .trim()
    .min(1, { error: `${name} must not be empty` })
    .max(longest, { error: `${name} must have at most ${longest} characters` });
}

function metresOf(name: string) {
  const error = `${name} must be a number above 0`;
  return z.number({ error }).positive({ error }).nullish().default(null);
}

/** Whether this machine's time zone database knows the name. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)+$/.test(name) && name !== 'UTC') {
    return false;
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const portProperties = z.object({
  locode,
  name: textOf('name', 100),
  timeZone: z
    .string({ error: 'timeZone is missing' })
    .refine(isTimeZone, { error: 'timeZone must be an IANA time zone, such as America/Santiago' }),
  notice: textOf('notice', 500).nullish().default(null),
});

const zoneProperties = z.looseObject({
  locode,
  kind: z.enum(zoneKinds, { error: `kind must be port, ${zoneKinds.join(', ')}` }),
  code: textOf('code', 40),
  name: textOf('name', 100).nullish().default(null),
  lengthMetres: metresOf('lengthMetres'),
  depthMetres: metresOf('depthMetres'),
});

function reasonsOf(error: z.ZodError | undefined): string[] {
  return error?.issues.map((issue) => issue.message) ?? [];
}

function shapeFault(kind: ZoneKind, geometry: Geometry): string | null {
  const isFit =
    isArea(geometry) ||
    (geometry.type === 'Point' && pointZoneKinds.includes(kind)) ||
    (geometry.type === 'LineString' && lineZoneKinds.includes(kind));
  return isFit ? null : `a ${kind} cannot be a ${geometry.type}`;
}

/** Reads a feature of kind `port`: a Point. */
export function readPortFeature({ properties, geometry }: RawFeature): PortDescription | Refused {
  const parsed = portProperties.safeParse(properties);
  const place = readGeometry(geometry);
  const reasons = reasonsOf(parsed.error);
  if ('problem' in place) {
    reasons.push(place.problem);
  } else if (place.type !== 'Point') {
    reasons.push(`a port cannot be a ${place.type}: it must be a Point`);
  } else if (parsed.data !== undefined) {
    const [lon, lat] = place.coordinates;
    return { ...parsed.data, lon, lat };
  }
  return { reasons };
}

/** Reads a feature of any other kind. A `port-limits` without a code has the code `LIMITS`. */
export function readZoneFeature({ properties, geometry }: RawFeature): ZoneDescription | Refused {
  const defaults = properties['kind'] === 'port-limits' ? { code: 'LIMITS' } : {};
  const given = Object.entries(properties).filter(([, value]) => value !== undefined);
  const parsed = zoneProperties.safeParse({ ...defaults, ...Object.fromEntries(given) });
  const shape = readGeometry(geometry);
  const reasons = reasonsOf(parsed.error);
  if ('problem' in shape) {
    return { reasons: [...reasons, shape.problem] };
  }
  if (parsed.data === undefined) {
    return { reasons };
  }
  const fault = shapeFault(parsed.data.kind, shape);
  if (fault !== null) {
    return { reasons: [fault] };
  }
  const { locode, kind, code, name, lengthMetres, depthMetres, ...attributes } = parsed.data;
  const faults = attributeFaults({ kind, geometry: shape, attributes });
  if (faults.length > 0) {
    return { reasons: faults };
  }
  return { locode, kind, code, name, lengthMetres, depthMetres, geometry: shape, attributes };
}

function attributeFaults(
  zone: Pick<ZoneDescription, 'kind' | 'geometry' | 'attributes'>,
): string[] {
  if (zone.kind === 'berth') return berthFaults(zone);
  return zone.kind === 'fairway' ? fairwayFaults(zone) : [];
}
