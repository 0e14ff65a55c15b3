import { Injectable } from '@nestjs/common';

import { Transactions } from '../database/transactions.js';

/** An answer that can be given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly mediaType: string;
  /** Body as text; empty: none. */
  readonly body: string;
  readonly location: string | null;
  readonly version: number | null;
}

/** A request that may be repeated. */
export interface RepeatableRequest {
  /** Kind and id of the caller: subjects of tokens and ids of keys are chosen by different people. */
  readonly actorId: string;
  readonly key: string;
  /** Method and path with the query. */
  readonly request: string;
  /** Digest of the body. */
  readonly digest: string;
}

/** What an earlier request with the key was, and was answered. */
export interface EarlierRequest {
  readonly request: string;
  readonly digest: string;
  /** `null`: not to be given again. */
  readonly answer: KeptAnswer | null;
}

/** Hours that an answer is kept. */
const keptHours = 24;

/** Answers of writes by the caller's key. */
@Injectable()
export class IdempotencyRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Takes the key for the open transaction; waits while another request with it is under way.
   * @returns the earlier request where there was one, `null` when the key is ours now.
   */
  async claim({
    actorId,
    key,
    request,
    digest,
  }: RepeatableRequest): Promise<EarlierRequest | null> {
    await this.transactions.query(
      `DELETE FROM idempotency_answer WHERE actor_id = $1 AND key = $2
         AND created_at < now() - interval '${keptHours} hours'`,
      [actorId, key],
    );
    const claimed = await this.transactions.query(
      `INSERT INTO idempotency_answer (actor_id, key, request, digest) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING key`,
      [actorId, key, request, digest],
    );
    if (claimed.length > 0) return null;
    const [earlier] = await this.transactions.query<EarlierRequest>(
      `SELECT request, digest, answer FROM idempotency_answer WHERE actor_id = $1 AND key = $2`,
      [actorId, key],
    );
    // Whoever had it was pruned between the two statements: it is free again.
    return earlier ?? (await this.claim({ actorId, key, request, digest }));
  }

  /** Keeps the answer beside what the transaction wrote; `null`: only that there was one. */
  async keep(
    { actorId, key }: Pick<RepeatableRequest, 'actorId' | 'key'>,
    answer: KeptAnswer | null,
  ): Promise<void> {
    if (answer === null) return;
    await this.transactions.query(
      'UPDATE idempotency_answer SET answer = $3 WHERE actor_id = $1 AND key = $2',
      [actorId, key, JSON.stringify(answer)],
    );
  }

  /** Forgets the answers to requests that made this record, or records of it: who it is goes. */
  async forgetRecord(path: string): Promise<void> {
    await this.transactions.query(
      `DELETE FROM idempotency_answer
       WHERE answer ->> 'location' = $1 OR starts_with(answer ->> 'location', $1 || '/')`,
      [path],
    );
  }

  /** Forgets answers that are too old, a bounded number at a time. */
  async prune(): Promise<void> {
    await this.transactions.query(
      `DELETE FROM idempotency_answer WHERE (actor_id, key) IN (
         SELECT actor_id, key FROM idempotency_answer
         WHERE created_at < now() - interval '${keptHours} hours' LIMIT 10000)`,
    );
  }
}
