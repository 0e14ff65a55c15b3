import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';
import type { Actor } from '../database/write-context.js';
import type { Claim, ClaimLocation, ClaimSource, Evidence, NewClaim } from './claim.js';
import type { ClaimStep, EndingStep } from './claim-step.js';
import type { Classifier, ServiceCode, ServiceEvent } from './service-events.js';
import type { Stamp } from './write-stamps.js';

/** A claim as PostgreSQL gives it. */
interface ClaimRecord extends Omit<Claim, 'location' | 'recordedBy' | 'rejection'>, ClaimLocation {
  readonly actorKind: Actor['kind'];
  readonly actorId: string;
  readonly actorName: string | null;
  readonly rejectedAt: number | null;
  readonly rejectionReason: string | null;
  readonly rejectedByKind: Actor['kind'] | null;
  readonly rejectedById: string | null;
  readonly rejectedByName: string | null;
}

/** A claim to be written. */
export interface NewClaimRow {
  readonly id: string;
  readonly portCallId: string;
  readonly claim: NewClaim;
  readonly step: ClaimStep;
  readonly place: string | null;
  readonly stamp: Stamp;
}

/** The end of a negotiation, which nothing undoes. */
export interface ClaimAnswer {
  readonly id: string;
  readonly claimId: string;
  readonly service: ServiceCode;
  readonly event: ServiceEvent;
  readonly sequence: number;
  readonly step: EndingStep;
  readonly reason: string;
  readonly source: ClaimSource;
  readonly recordedBy: Actor;
  /** Epoch ms. */
  readonly recordedAt: number;
}

/** Which claims are wanted; what is left out does not matter. */
export interface ClaimFilter {
  readonly service?: ServiceCode | undefined;
  readonly event?: ServiceEvent | undefined;
  readonly classifier?: Classifier | undefined;
  readonly source?: ClaimSource | undefined;
  readonly rejected?: boolean | undefined;
}

/** What a claim says unless it says otherwise. */
const usual = {
  sequence: 1,
  phase: null,
  location: {},
  delayReason: null,
  remark: null,
  answersId: null,
  evidence: [],
  dedupeKey: null,
} satisfies Partial<NewClaim>;

const epoch = (time: string) => `date_part('epoch', ${time})::float8 * 1000`;

const selectSql = `
  SELECT id, port_call_id AS "portCallId", number::float8 AS number, service, event, classifier,
    sequence, phase, step, ${epoch('time')} AS time, berth_id AS "berthId", zone_id AS "zoneId",
    place, source, actor_kind AS "actorKind", actor_id AS "actorId", actor_name AS "actorName",
    ${epoch('recorded_at')} AS "recordedAt", delay_reason AS "delayReason", remark,
    answers_id AS "answersId", coalesce(jsonb_array_length(evidence), 0) AS "evidenceCount",
    ${epoch('rejected_at')} AS "rejectedAt", rejection_reason AS "rejectionReason",
    rejected_by_kind AS "rejectedByKind", rejected_by_id AS "rejectedById",
    rejected_by_name AS "rejectedByName"
  FROM claim`;

const insertSql = `
  INSERT INTO claim (id, port_call_id, service, event, classifier, sequence, phase, step, time,
    berth_id, zone_id, place, source, actor_kind, actor_id, actor_name, recorded_at, delay_reason,
    remark, answers_id, evidence, dedupe_key)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
    $21, $22)`;

const rejectSql = `
  UPDATE claim SET rejected_at = $2, rejection_reason = $3, rejected_by_kind = $4,
    rejected_by_id = $5, rejected_by_name = $6
  WHERE id = $1`;

const endSql = `
  INSERT INTO claim_answer (id, port_call_id, claim_id, service, event, sequence, step, reason,
    source, actor_kind, actor_id, actor_name, recorded_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

const endsSql = `
  SELECT id, claim_id AS "claimId", service, event, sequence, step, reason, source,
    json_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name) AS "recordedBy",
    ${epoch('recorded_at')} AS "recordedAt"
  FROM claim_answer WHERE port_call_id = $1 ORDER BY recorded_at, id`;

/** SQL of claims. */
@Injectable()
export class ClaimsRepository {
  constructor(private readonly transactions: Transactions) {}

  async find(portCallId: string, id: string): Promise<Claim | null> {
    return await this.one('WHERE port_call_id = $1 AND id = $2', [portCallId, id]);
  }

  async findByKey(portCallId: string, dedupeKey: string): Promise<Claim | null> {
    return await this.one('WHERE port_call_id = $1 AND dedupe_key = $2', [portCallId, dedupeKey]);
  }

  /** Claims of a port call in the order of recording. */
  async findOf(portCallId: string, filter: ClaimFilter = {}): Promise<Claim[]> {
    const rows = await this.transactions.query<ClaimRecord>(
      `${selectSql} WHERE port_call_id = $1
         AND ($2::text IS NULL OR service = $2) AND ($3::text IS NULL OR event = $3)
         AND ($4::text IS NULL OR classifier = $4) AND ($5::text IS NULL OR source = $5)
         AND ($6::boolean IS NULL OR (rejected_at IS NOT NULL) = $6)
       ORDER BY number`,
      [
        portCallId,
        filter.service ?? null,
        filter.event ?? null,
        filter.classifier ?? null,
        filter.source ?? null,
        filter.rejected ?? null,
      ],
    );
    return rows.map(toClaim);
  }

  /** Positions that prove a claim, in the order of time; `null` where there is no such claim. */
  async findEvidence(portCallId: string, id: string): Promise<readonly Evidence[] | null> {
    const [row] = await this.transactions.query<{ evidence: Evidence[] | null }>(
      'SELECT evidence FROM claim WHERE port_call_id = $1 AND id = $2',
      [portCallId, id],
    );
    if (row === undefined) return null;
    return [...(row.evidence ?? [])].sort((one, other) => one.time - other.time);
  }

  /** How negotiations of a port call were ended, in that order. */
  async findEnds(portCallId: string): Promise<ClaimAnswer[]> {
    return await this.transactions.query<ClaimAnswer>(endsSql, [portCallId]);
  }

  async insert({ id, portCallId, claim, step, place, stamp }: NewClaimRow): Promise<void> {
    const full: Required<NewClaim> = { ...usual, ...claim };
    const { berthId = null, zoneId = null } = full.location;
    await this.transactions.query(insertSql, [
      id,
      portCallId,
      full.service,
      full.event,
      full.classifier,
      full.sequence,
      full.phase,
      step,
      new Date(full.time),
      berthId,
      zoneId,
      place,
      full.source,
      stamp.by.kind,
      stamp.by.id,
      stamp.by.name,
      new Date(stamp.at),
      full.delayReason,
      full.remark,
      full.answersId,
      full.evidence.length === 0 ? null : JSON.stringify(full.evidence),
      full.dedupeKey,
    ]);
  }

  async reject(id: string, reason: string, { by, at }: Stamp): Promise<void> {
    await this.transactions.query(rejectSql, [id, new Date(at), reason, by.kind, by.id, by.name]);
  }

  async end(portCallId: string, answer: ClaimAnswer): Promise<void> {
    const { recordedBy } = answer;
    await this.transactions.query(endSql, [
      answer.id,
      portCallId,
      answer.claimId,
      answer.service,
      answer.event,
      answer.sequence,
      answer.step,
      answer.reason,
      answer.source,
      recordedBy.kind,
      recordedBy.id,
      recordedBy.name,
      new Date(answer.recordedAt),
    ]);
  }

  private async one(where: string, values: readonly unknown[]): Promise<Claim | null> {
    const [row] = await this.transactions.query<ClaimRecord>(`${selectSql} ${where}`, values);
    return row === undefined ? null : toClaim(row);
  }
}

function toClaim(record: ClaimRecord): Claim {
  const { berthId, zoneId, place, actorKind, actorId, actorName, ...rest } = record;
  const { rejectedAt, rejectionReason, rejectedByKind, rejectedById, rejectedByName, ...claim } =
    rest;
  const isRejected = rejectedAt !== null && rejectedByKind !== null && rejectedById !== null;
  return {
    ...claim,
    location: { berthId, zoneId, place },
    recordedBy: { kind: actorKind, id: actorId, name: actorName },
    rejection: isRejected
      ? {
          at: rejectedAt,
          reason: rejectionReason ?? '',
          by: { kind: rejectedByKind, id: rejectedById, name: rejectedByName },
        }
      : null,
  };
}
