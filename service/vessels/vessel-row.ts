import type { Eta } from '../ais/message.js';
import { mmsiFromNumber } from '../ais/mmsi.js';
import type { Source } from '../ais/reception.js';
import type { Vessel } from './vessel.js';

/** A vessel as `vesselColumns` selects it. */
export interface VesselRow {
  readonly id: string;
  readonly mmsi: number;
  readonly imo: number | null;
  readonly name: string | null;
  readonly call_sign: string | null;
  readonly ship_type: number | null;
  readonly dim_a: number | null;
  readonly dim_b: number | null;
  readonly dim_c: number | null;
  readonly dim_d: number | null;
  readonly draught_metres: number | null;
  readonly destination: string | null;
  readonly eta: Eta | null;
  readonly mothership_mmsi: number | null;
  readonly name_at: Date | null;
  readonly call_sign_at: Date | null;
  readonly particulars_at: Date | null;
  readonly voyage_at: Date | null;
  readonly source: Source;
  readonly feed: string;
  readonly first_seen_at: Date;
  readonly last_static_at: Date | null;
  readonly updated_at: Date;
  readonly stream_id: number;
}

/** Select list over `vessel`. */
export const vesselColumns = `id, mmsi, imo, name, call_sign, ship_type, dim_a, dim_b, dim_c, dim_d,
  draught_metres, destination, eta, mothership_mmsi, name_at, call_sign_at, particulars_at,
  voyage_at, source, feed, first_seen_at, last_static_at, updated_at,
  stream_id::float8 AS stream_id`;

/** The row as the rest of the service knows it. */
export function toVessel(row: VesselRow): Vessel {
  return {
    id: row.id,
    mmsi: mmsiFromNumber(row.mmsi),
    imo: row.imo,
    name: row.name,
    callSign: row.call_sign,
    shipType: row.ship_type,
    dimensions: { a: row.dim_a, b: row.dim_b, c: row.dim_c, d: row.dim_d },
    draughtMetres: row.draught_metres,
    destination: row.destination,
    eta: row.eta,
    mothershipMmsi: row.mothership_mmsi === null ? null : mmsiFromNumber(row.mothership_mmsi),
    nameAt: epochMs(row.name_at),
    callSignAt: epochMs(row.call_sign_at),
    particularsAt: epochMs(row.particulars_at),
    voyageAt: epochMs(row.voyage_at),
    source: row.source,
    feed: row.feed,
    firstSeenAt: row.first_seen_at.getTime(),
    lastStaticAt: epochMs(row.last_static_at),
    updatedAt: row.updated_at.getTime(),
    streamId: row.stream_id,
  };
}

/** A vessel to be written, as JSON for `jsonb_to_recordset`; all but the id. */
export function vesselRecord(vessel: Omit<Vessel, 'id'>): Record<string, unknown> {
  const { dimensions } = vessel;
  return {
    mmsi: Number(vessel.mmsi),
    imo: vessel.imo,
    name: vessel.name,
    call_sign: vessel.callSign,
    ship_type: vessel.shipType,
    dim_a: dimensions.a,
    dim_b: dimensions.b,
    dim_c: dimensions.c,
    dim_d: dimensions.d,
    draught_metres: vessel.draughtMetres,
    destination: vessel.destination,
    eta: vessel.eta,
    mothership_mmsi: vessel.mothershipMmsi === null ? null : Number(vessel.mothershipMmsi),
    name_at: isoTime(vessel.nameAt),
    call_sign_at: isoTime(vessel.callSignAt),
    particulars_at: isoTime(vessel.particularsAt),
    voyage_at: isoTime(vessel.voyageAt),
    source: vessel.source,
    feed: vessel.feed,
    first_seen_at: isoTime(vessel.firstSeenAt),
    last_static_at: isoTime(vessel.lastStaticAt),
    updated_at: isoTime(vessel.updatedAt),
    stream_id: vessel.streamId,
  };
}

function epochMs(time: Date | null): number | null {
  return time === null ? null : time.getTime();
}

function isoTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
