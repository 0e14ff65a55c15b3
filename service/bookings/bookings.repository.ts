import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import type { Booking, StoredBooking } from './booking.js';
import type { BookingState } from './booking-state.js';

/** A booking as PostgreSQL gives it. */
interface BookingRecord extends Omit<Booking, 'metres' | 'vessel'> {
  readonly metresFrom: number;
  readonly metresTo: number | null;
  readonly vesselId: string;
  readonly imo: number | null;
  readonly mmsi: string | null;
  readonly vesselName: string | null;
}

/** What a booking holds or wants to hold. */
export type Held = Pick<StoredBooking, 'berthId' | 'from' | 'to' | 'metres'>;

/** Which bookings are asked for; `null`: any. */
export interface BookingFilter {
  readonly locode: string | null;
  readonly berthId: string | null;
  readonly portCallId: string | null;
  readonly states: readonly BookingState[] | null;
  /** Only those that last longer than this, epoch ms. */
  readonly from: number | null;
  /** Only those that begin before this, epoch ms. */
  readonly to: number | null;
}

/** Part of a list. */
export interface BookingSlice {
  /** Begin and id of the last one before. */
  readonly after: readonly [from: number, id: string] | null;
  readonly limit: number;
}

const epoch = (time: string) => `(extract(epoch FROM ${time}) * 1000)::float8`;

/** A merged vessel shows as the one that it was merged into. */
const selectSql = `
  SELECT b.id, b.version, b.berth_id AS "berthId", z.port_locode AS locode, z.code AS "berthCode",
    b.port_call_id AS "portCallId", c.status AS "callStatus", ${epoch('lower(b.during)')} AS "from",
    ${epoch('upper(b.during)')} AS "to", lower(b.metres)::float8 AS "metresFrom",
    upper(b.metres)::float8 AS "metresTo", b.draught_metres AS "draughtMetres",
    b.cargo_kind AS "cargoKind", b.state, b.notes, b.fit, b.override,
    b.cancel_reason AS "cancelReason", ${epoch('b.created_at')} AS "createdAt",
    ${epoch('b.updated_at')} AS "updatedAt", v.id AS "vesselId", v.imo,
    lpad(v.mmsi::text, 9, '0') AS mmsi, v.name AS "vesselName",
    json_build_object('lengthMetres', h.length_metres, 'geometry', z.geometry,
      'bollardFrom', h.bollard_from, 'bollardTo', h.bollard_to) AS quay
  FROM booking b JOIN berth h ON h.id = b.berth_id JOIN port_zone z ON z.id = h.id
  JOIN port_call c ON c.id = b.port_call_id
  JOIN registered_vessel r ON r.id = c.vessel_id
  JOIN registered_vessel v ON v.id = coalesce(r.merged_into, r.id)`;

const insertSql = `
  INSERT INTO booking (id, berth_id, port_call_id, during, metres, draught_metres, cargo_kind, state,
    notes, fit, override, cancel_reason, created_at, updated_at)
  VALUES ($1, $2, $3, tstzrange($4, $5), numrange($6, $7), $8, $9, $10, $11, $12, $13, $14, $15, $15)`;

const updateSql = `
  UPDATE booking SET berth_id = $2, port_call_id = $3, during = tstzrange($4, $5),
    metres = numrange($6, $7), draught_metres = $8, cargo_kind = $9, state = $10, notes = $11,
    fit = $12, override = $13, cancel_reason = $14, updated_at = $15, version = version + 1
  WHERE id = $1`;

/** SQL of bookings. */
@Injectable()
export class BookingsRepository {
  constructor(private readonly transactions: Transactions) {}

  async find(id: string): Promise<Booking | null> {
    const [row] = await this.query(`${selectSql} WHERE b.id = $1`, [id]);
    return row ?? null;
  }

  /** Bookings that pass, in order of their beginning. */
  async findMatching(filter: BookingFilter, { after, limit }: BookingSlice): Promise<Booking[]> {
    const { locode, berthId, portCallId, states, from, to } = filter;
    return await this.query(
      `${selectSql}
       WHERE ($1::text IS NULL OR z.port_locode = $1) AND ($2::uuid IS NULL OR b.berth_id = $2)
         AND ($3::uuid IS NULL OR b.port_call_id = $3)
         AND ($4::text[] IS NULL OR b.state = ANY($4))
         AND b.during && tstzrange($5, $6)
         AND ($7::timestamptz IS NULL OR (lower(b.during), b.id) > ($7, $8::uuid))
       ORDER BY lower(b.during), b.id LIMIT $9`,
      [
        locode,
        berthId,
        portCallId,
        states,
        dateOrNull(from),
        dateOrNull(to),
        dateOrNull(after?.[0] ?? null),
        after?.[1] ?? null,
        limit,
      ],
    );
  }

  /** Last change of any booking, epoch ms; `null` without bookings. */
  async findLastUpdate(): Promise<number | null> {
    const [row] = await this.transactions.query<{ at: number | null }>(
      `SELECT ${epoch('max(updated_at)')} AS at FROM booking`,
    );
    return row?.at ?? null;
  }

  /** The booking that holds some of these metres in some of this time first, but for one. */
  async findInTheWay({ berthId, from, to, metres }: Held, but: string): Promise<Booking | null> {
    const [row] = await this.query(
      `${selectSql} WHERE b.berth_id = $1 AND b.during && tstzrange($2, $3)
         AND b.metres && numrange($4, $5) AND b.state <> 'cancelled' AND b.id <> $6
       ORDER BY lower(b.during), b.id LIMIT 1`,
      [berthId, new Date(from), new Date(to), metres.from, metres.to, but],
    );
    return row ?? null;
  }

  /** Bookings that are to come for port calls that were called off. */
  async findAbandoned(limit: number): Promise<string[]> {
    const rows = await this.transactions.query<{ id: string }>(
      `SELECT b.id FROM booking b JOIN port_call c ON c.id = b.port_call_id
       WHERE b.state IN ('requested', 'confirmed') AND c.status = 'cancelled'
       ORDER BY b.id LIMIT $1`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Holds a booking until the transaction ends; nothing where it is not there. */
  async lock(id: string): Promise<void> {
    await this.transactions.query('SELECT true FROM booking WHERE id = $1 FOR NO KEY UPDATE', [id]);
  }

  /** Holds a port call as it is, until the transaction ends; nothing where it is not there. */
  async lockPortCall(id: string): Promise<void> {
    await this.transactions.query('SELECT true FROM port_call WHERE id = $1 FOR SHARE', [id]);
  }

  /** @throws an exclusion violation where another holds some of the metres */
  async insert(booking: StoredBooking): Promise<void> {
    await this.transactions.query(insertSql, values(booking));
  }

  /** Writes all of it and raises its version. @throws as `insert` does */
  async update(booking: StoredBooking): Promise<void> {
    await this.transactions.query(updateSql, values(booking));
  }

  private async query(sql: string, parameters: readonly unknown[]): Promise<Booking[]> {
    const rows = await this.transactions.query<BookingRecord>(sql, parameters);
    return rows.map(toBooking);
  }
}

function values(booking: StoredBooking): unknown[] {
  return [
    booking.id,
    booking.berthId,
    booking.portCallId,
    new Date(booking.from),
    new Date(booking.to),
    booking.metres.from,
    booking.metres.to,
    booking.draughtMetres,
    booking.cargoKind,
    booking.state,
    booking.notes,
    JSON.stringify(booking.fit),
    booking.override === null ? null : JSON.stringify(booking.override),
    booking.cancelReason,
    new Date(booking.updatedAt),
  ];
}

function toBooking(record: BookingRecord): Booking {
  const { metresFrom, metresTo, vesselId, imo, mmsi, vesselName, ...rest } = record;
  return {
    ...rest,
    metres: { from: metresFrom, to: metresTo },
    vessel: { id: vesselId, imo, mmsi, name: vesselName },
  };
}

function dateOrNull(time: number | null): Date | null {
  return time === null ? null : new Date(time);
}
