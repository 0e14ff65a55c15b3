import type { ObjectLiteral, Repository } from 'typeorm';

import type { BoundingBox } from '../geo/bounding-box.js';

/** What a list of stations that have one row per MMSI may be narrowed to. Times are epoch ms. */
export interface StationQuery {
  /** Degrees; `west` > `east` crosses the antimeridian. */
  readonly bbox: BoundingBox | null;
  readonly mmsis: readonly number[] | null;
  readonly sources: readonly string[] | null;
  /** Only stations heard at or after this time. */
  readonly heardSince: number | null;
  /** Only rows committed at or after this time. */
  readonly committedSince: number | null;
  /** Leave out what the simulator made. */
  readonly isWithoutSimulated: boolean;
  /** Only MMSIs after this one: the cursor. */
  readonly afterMmsi: number | null;
  readonly limit: number;
}

/** The rows of `table` that `query` asks for, in order of MMSI. */
export async function findStations<Row extends ObjectLiteral>(
  table: Repository<Row>,
  query: StationQuery,
): Promise<Row[]> {
  const select = table.createQueryBuilder('s').orderBy('s.mmsi').take(query.limit);
  if (query.bbox !== null) {
    const { west, south, east, north } = query.bbox;
    select.andWhere('s.lat BETWEEN :south AND :north', { south, north });
    select.andWhere(
      west <= east ? 's.lon BETWEEN :west AND :east' : '(s.lon >= :west OR s.lon <= :east)',
      { west, east },
    );
  }
  if (query.mmsis !== null) select.andWhere('s.mmsi IN (:...mmsis)', { mmsis: query.mmsis });
  if (query.sources !== null) {
    select.andWhere('s.source IN (:...sources)', { sources: query.sources });
  }
  if (query.isWithoutSimulated) select.andWhere("s.source <> 'simulated'");
  if (query.heardSince !== null) {
    select.andWhere('s.time >= :heard', { heard: new Date(query.heardSince) });
  }
  if (query.committedSince !== null) {
    select.andWhere('s.committedAt >= :since', { since: new Date(query.committedSince) });
  }
  if (query.afterMmsi !== null) select.andWhere('s.mmsi > :after', { after: query.afterMmsi });
  return await select.getMany();
}

/** When `table` last changed; `null` while it is empty. */
export async function findLastCommit<Row extends ObjectLiteral>(
  table: Repository<Row>,
): Promise<Date | null> {
  const row = await table
    .createQueryBuilder('s')
    .select('max(s.committedAt)', 'last')
    .getRawOne<{ last: Date | null }>();
  return row?.last ?? null;
}
