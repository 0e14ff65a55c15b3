import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';

import { receptionRecord, receptionUpdate, type ReceptionRow } from '../database/reception-row.js';
import { findLastCommit, findStations, type StationQuery } from '../database/station-query.js';
import type { WriteTransaction } from '../database/write-transaction.js';
import { DistressDevice } from './distress-device.entity.js';
import type { DistressRow } from './distress-row.js';
import { SafetyMessageRow } from './safety-message.entity.js';

/** What a list of safety messages may be narrowed to. Times are epoch ms. */
export interface SafetyQuery {
  readonly mmsis: readonly number[] | null;
  readonly sources: readonly string[] | null;
  readonly committedSince: number | null;
  readonly isWithoutSimulated: boolean;
  /** Only messages older than this one: the cursor. */
  readonly beforeId: string | null;
  readonly limit: number;
}

/** A safety message to keep; JSON names are the columns'. */
export interface NewSafetyMessage extends ReceptionRow {
  readonly id: number;
  readonly mmsi: number;
  readonly destination_mmsi: number | null;
  readonly text: string;
  readonly digest: number;
}

/** The stored row of a device, as its upsert returns it. */
export type StoredDistress = Pick<
  DistressDevice,
  | 'mmsi'
  | 'kind'
  | 'state'
  | 'lon'
  | 'lat'
  | 'positionTime'
  | 'text'
  | 'time'
  | 'firstSeenAt'
  | 'source'
  | 'feed'
  | 'stations'
>;

/** A later report without position or text does not erase the last known ones. */
const writeDistressSql = `
  INSERT INTO distress_device AS known (mmsi, kind, state, lon, lat, position_time, text,
    time, received_at, committed_at, first_seen_at, source, feed, stations, raw)
  SELECT mmsi, kind, state, lon, lat, position_time, text,
    time, received_at, $2, time, source, feed, stations, raw
  FROM jsonb_to_recordset($1::jsonb) AS r(mmsi integer, kind text, state text, lon float8,
    lat float8, position_time timestamptz, text text, ${receptionRecord})
  ON CONFLICT (mmsi) DO UPDATE SET state = excluded.state,
    lon = COALESCE(excluded.lon, known.lon), lat = COALESCE(excluded.lat, known.lat),
    position_time = COALESCE(excluded.position_time, known.position_time),
    text = COALESCE(excluded.text, known.text), ${receptionUpdate}
  WHERE excluded.time >= known.time
  RETURNING mmsi, kind, state, lon, lat, position_time AS "positionTime", text, time,
    first_seen_at AS "firstSeenAt", source, feed, stations`;

/** Another process may have written the same broadcast: the same bits within 10 s are one message. */
const writeMessagesSql = `
  INSERT INTO safety_message (id, mmsi, destination_mmsi, text, digest,
    time, received_at, committed_at, source, feed, stations, raw)
  SELECT id, mmsi, destination_mmsi, text, digest,
    time, received_at, $2, source, feed, stations, raw
  FROM jsonb_to_recordset($1::jsonb) AS r(id bigint, mmsi integer, destination_mmsi integer,
    text text, digest integer, ${receptionRecord})
  WHERE NOT EXISTS (
    SELECT FROM safety_message known
    WHERE known.mmsi = r.mmsi AND known.digest = r.digest
      AND known.time BETWEEN r.time - interval '10 seconds' AND r.time + interval '10 seconds')
  RETURNING id`;

/** SQL of the distress devices and safety messages. */
@Injectable()
export class SafetyRepository {
  constructor(
    @InjectRepository(DistressDevice) private readonly devices: Repository<DistressDevice>,
    @InjectRepository(SafetyMessageRow) private readonly messages: Repository<SafetyMessageRow>,
  ) {}

  /** Devices in order of MMSI. */
  async findDevices(query: StationQuery): Promise<DistressDevice[]> {
    return await findStations(this.devices, query);
  }

  /** Messages, newest first. */
  async findMessages(query: SafetyQuery): Promise<SafetyMessageRow[]> {
    const select = this.messages.createQueryBuilder('s').orderBy('s.id', 'DESC').take(query.limit);
    if (query.mmsis !== null) select.andWhere('s.mmsi IN (:...mmsis)', { mmsis: query.mmsis });
    if (query.sources !== null) {
      select.andWhere('s.source IN (:...sources)', { sources: query.sources });
    }
    if (query.isWithoutSimulated) select.andWhere("s.source <> 'simulated'");
    if (query.committedSince !== null) {
      select.andWhere('s.committedAt >= :since', { since: new Date(query.committedSince) });
    }
    if (query.beforeId !== null) select.andWhere('s.id < :before', { before: query.beforeId });
    return await select.getMany();
  }

  /** When a device last changed; `null` while there is none. */
  async findLastDeviceCommit(): Promise<Date | null> {
    return await findLastCommit(this.devices);
  }

  /** When a message was last kept; `null` while there is none. */
  async findLastMessageCommit(): Promise<Date | null> {
    return await findLastCommit(this.messages);
  }

  /** Keeps the newest of each device; answers the rows that changed. */
  async writeDevices(
    tx: WriteTransaction,
    rows: readonly DistressRow[],
  ): Promise<StoredDistress[]> {
    if (rows.length === 0) return [];
    return await tx.query<StoredDistress>(writeDistressSql, [
      JSON.stringify(rows),
      new Date(tx.committedAt),
    ]);
  }

  /** Keeps messages that no process has kept yet; answers their ids. */
  async writeMessages(
    tx: WriteTransaction,
    rows: readonly NewSafetyMessage[],
  ): Promise<Set<number>> {
    if (rows.length === 0) return new Set();
    const kept = await tx.query<{ id: string }>(writeMessagesSql, [
      JSON.stringify(rows),
      new Date(tx.committedAt),
    ]);
    return new Set(kept.map((row) => Number(row.id)));
  }

  /** Forgets messages from before `time`, epoch ms; answers how many. */
  async deleteMessagesBefore(time: number): Promise<number> {
    const result = await this.messages
      .createQueryBuilder()
      .delete()
      .where('time < :time', { time: new Date(time) })
      .execute();
    return result.affected ?? 0;
  }
}
