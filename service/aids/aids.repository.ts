import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';

import { receptionRecord, receptionUpdate } from '../database/reception-row.js';
import { findLastCommit, findStations, type StationQuery } from '../database/station-query.js';
import type { WriteTransaction } from '../database/write-transaction.js';
import { AidToNavigation } from './aid-to-navigation.entity.js';
import type { AidRow, BaseStationRow, StationRow } from './aid-rows.js';
import { BaseStation } from './base-station.entity.js';

const describeAidsSql = `
  INSERT INTO aid_to_navigation AS known (mmsi, aid_type, name, lon, lat, position_accuracy,
    dim_a, dim_b, dim_c, dim_d, is_virtual, is_off_position,
    time, received_at, committed_at, first_seen_at, source, feed, stations, raw)
  SELECT mmsi, aid_type, name, lon, lat, position_accuracy,
    dim_a, dim_b, dim_c, dim_d, is_virtual, is_off_position,
    time, received_at, $2, time, source, feed, stations, raw
  FROM jsonb_to_recordset($1::jsonb) AS r(mmsi integer, aid_type smallint, name text,
    lon float8, lat float8, position_accuracy boolean, dim_a smallint, dim_b smallint,
    dim_c smallint, dim_d smallint, is_virtual boolean, is_off_position boolean, ${receptionRecord})
  ON CONFLICT (mmsi) DO UPDATE SET
    aid_type = excluded.aid_type, name = excluded.name,
    lon = excluded.lon, lat = excluded.lat, position_accuracy = excluded.position_accuracy,
    dim_a = excluded.dim_a, dim_b = excluded.dim_b, dim_c = excluded.dim_c, dim_d = excluded.dim_d,
    is_virtual = excluded.is_virtual, is_off_position = excluded.is_off_position, ${receptionUpdate}
  WHERE excluded.time >= known.time`;

/** A report that tells the place alone leaves what a full description told as it was. */
const placeSql = (table: 'aid_to_navigation' | 'base_station'): string => `
  INSERT INTO ${table} AS known (mmsi, lon, lat, position_accuracy,
    time, received_at, committed_at, first_seen_at, source, feed, stations, raw)
  SELECT mmsi, lon, lat, position_accuracy,
    time, received_at, $2, time, source, feed, stations, raw
  FROM jsonb_to_recordset($1::jsonb) AS r(mmsi integer, lon float8, lat float8,
    position_accuracy boolean, ${receptionRecord})
  ON CONFLICT (mmsi) DO UPDATE SET lon = excluded.lon, lat = excluded.lat,
    position_accuracy = excluded.position_accuracy, ${receptionUpdate}
  WHERE excluded.time >= known.time`;

const reportBaseStationsSql = `
  INSERT INTO base_station AS known (mmsi, lon, lat, position_accuracy, reported_utc,
    time, received_at, committed_at, first_seen_at, source, feed, stations, raw)
  SELECT mmsi, lon, lat, position_accuracy, reported_utc,
    time, received_at, $2, time, source, feed, stations, raw
  FROM jsonb_to_recordset($1::jsonb) AS r(mmsi integer, lon float8, lat float8,
    position_accuracy boolean, reported_utc timestamptz, ${receptionRecord})
  ON CONFLICT (mmsi) DO UPDATE SET lon = excluded.lon, lat = excluded.lat,
    position_accuracy = excluded.position_accuracy, reported_utc = excluded.reported_utc,
    ${receptionUpdate}
  WHERE excluded.time >= known.time`;

/** SQL of the aids to navigation and base stations: one row per MMSI, older reports change nothing. */
@Injectable()
export class AidsRepository {
  constructor(
    @InjectRepository(AidToNavigation) private readonly aids: Repository<AidToNavigation>,
    @InjectRepository(BaseStation) private readonly baseStations: Repository<BaseStation>,
  ) {}

  /** Aids in order of MMSI. */
  async findAids(query: StationQuery): Promise<AidToNavigation[]> {
    return await findStations(this.aids, query);
  }

  /** Base stations in order of MMSI. */
  async findBaseStations(query: StationQuery): Promise<BaseStation[]> {
    return await findStations(this.baseStations, query);
  }

  /** When an aid last changed; `null` while there is none. */
  async findLastAidCommit(): Promise<Date | null> {
    return await findLastCommit(this.aids);
  }

  /** When a base station last changed; `null` while there is none. */
  async findLastBaseStationCommit(): Promise<Date | null> {
    return await findLastCommit(this.baseStations);
  }

  /** Aids as they described themselves (type 21), one row per MMSI. */
  async describeAids(tx: WriteTransaction, rows: readonly AidRow[]): Promise<void> {
    await this.write(tx, describeAidsSql, rows);
  }

  /** Base stations as they reported themselves (type 4), one row per MMSI. */
  async reportBaseStations(tx: WriteTransaction, rows: readonly BaseStationRow[]): Promise<void> {
    await this.write(tx, reportBaseStationsSql, rows);
  }

  /** Places alone, from a position report of an aid, one row per MMSI. */
  async placeAids(tx: WriteTransaction, rows: readonly StationRow[]): Promise<void> {
    await this.write(tx, placeSql('aid_to_navigation'), rows);
  }

  /** Places alone, from a position report of a base station, one row per MMSI. */
  async placeBaseStations(tx: WriteTransaction, rows: readonly StationRow[]): Promise<void> {
    await this.write(tx, placeSql('base_station'), rows);
  }

  private async write(tx: WriteTransaction, sql: string, rows: readonly StationRow[]) {
    if (rows.length > 0) await tx.query(sql, [JSON.stringify(rows), new Date(tx.committedAt)]);
  }
}
