import { mmsiFromNumber } from '../ais/mmsi.js';
import type { AisClass } from '../ais/message.js';
import type { Source } from '../ais/reception.js';
import type { LatestPosition, StoredPosition } from './position-report.js';

/** A position as `storedColumns` selects it. */
export interface PositionRow {
  readonly mmsi: number;
  readonly time_ms: number;
  readonly received_ms: number;
  readonly committed_ms: number;
  readonly digest: number;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly sog: number | null;
  readonly cog: number | null;
  readonly heading: number | null;
  readonly rot: number | null;
  readonly nav_status: number | null;
  readonly accuracy: boolean;
  readonly ais_class: AisClass;
  readonly message_type: number;
  readonly flags: number;
  readonly is_time_trusted: boolean;
  readonly source: Source;
  readonly feed: string;
  readonly stations: string[];
}

/** A latest position as `storedColumns` and `streamIdColumn` select it. */
export interface LatestPositionRow extends PositionRow {
  readonly stream_id: number;
}

const ms = (column: string, name: string): string =>
  `date_part('epoch', p.${column}) * 1000 AS ${name}`;

/** Select list over a table `p`; numbers come as numbers, times as epoch milliseconds. */
export const storedColumns = `p.mmsi, ${ms('time', 'time_ms')}, ${ms('received_at', 'received_ms')},
  ${ms('committed_at', 'committed_ms')}, p.digest, p.lon, p.lat, p.sog, p.cog, p.heading, p.rot,
  p.nav_status, p.accuracy, p.ais_class, p.message_type, p.flags, p.is_time_trusted, p.source,
  p.feed, p.stations`;

export const streamIdColumn = 'p.stream_id::float8 AS stream_id';

/** The row as the rest of the service knows it. */
export function toStoredPosition(row: PositionRow): StoredPosition {
  return {
    mmsi: mmsiFromNumber(row.mmsi),
    time: Math.round(row.time_ms),
    receivedAt: Math.round(row.received_ms),
    committedAt: Math.round(row.committed_ms),
    digest: row.digest,
    lon: row.lon,
    lat: row.lat,
    sogKnots: row.sog,
    cogDegrees: row.cog,
    headingDegrees: row.heading,
    rateOfTurn: row.rot,
    navStatus: row.nav_status,
    positionAccuracy: row.accuracy,
    aisClass: row.ais_class,
    messageType: row.message_type,
    flags: row.flags,
    isTimeTrusted: row.is_time_trusted,
    source: row.source,
    feed: row.feed,
    stations: row.stations,
  };
}

/** The same, of the table of latest positions. */
export function toLatestPosition(row: LatestPositionRow): LatestPosition {
  return { ...toStoredPosition(row), streamId: row.stream_id };
}
