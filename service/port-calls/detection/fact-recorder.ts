import { Injectable, Logger } from '@nestjs/common';

import { Transactions } from '../../database/transactions.js';
import { DomainError } from '../../problem/domain-error.js';
import { ClaimsService } from '../claims.service.js';
import { CallFinder, type FactSubject } from './call-finder.js';
import type { Presence } from './detection.repository.js';
import { EvidenceRepository } from './evidence.repository.js';
import { claimOf, factKey } from './fact-claims.js';
import type { Fact } from './fix.js';

/** Writes what was detected as claims on the right port call, in the open transaction. */
@Injectable()
export class FactRecorder {
  private readonly log = new Logger(FactRecorder.name);

  constructor(
    private readonly finder: CallFinder,
    private readonly claims: ClaimsService,
    private readonly evidence: EvidenceRepository,
    private readonly transactions: Transactions,
  ) {}

  /**
   * @param presence the presence so far; `null` where none has begun
   * @returns the stay afterwards
   */
  async record(
    subject: FactSubject,
    facts: readonly Fact[],
    presence: Presence | null,
  ): Promise<Presence | null> {
    let current = presence;
    for (const fact of facts) {
      try {
        current = await this.transactions.attempt(
          async () => await this.recordOne(subject, fact, current),
        );
      } catch (error) {
        // A rule of port calls stands against it, such as one that was called off meanwhile: what the
        // vessel does next is still to be seen.
        if (!(error instanceof DomainError)) throw error;
        this.log.warn(
          `${subject.mmsi} ${fact.kind} in ${subject.locode} is not claimed: ${error.message}`,
        );
      }
    }
    return current;
  }

  private async recordOne(
    subject: FactSubject,
    fact: Fact,
    presence: Presence | null,
  ): Promise<Presence | null> {
    const call = await this.finder.find(subject, fact, presence);
    if (call === null) return fact.kind === 'limits-left' ? null : presence;
    const known = presence?.portCallId === call.id ? presence : null;
    const counted = count(known ?? { portCallId: call.id, berths: 0, anchorages: 0 }, fact);
    const key = factKey(subject.mmsi, fact);
    const evidence = await this.evidence.copy(subject.mmsi, fact.evidence);
    await this.claims.add(call.id, { ...claimOf(fact, sequenceOf(counted, fact), key), evidence });
    return fact.kind === 'limits-left' ? null : counted;
  }
}

function count(presence: Presence, { kind }: Fact): Presence {
  if (kind === 'berthed') return { ...presence, berths: presence.berths + 1 };
  return kind === 'anchorage-started'
    ? { ...presence, anchorages: presence.anchorages + 1 }
    : presence;
}

function sequenceOf({ berths, anchorages }: Presence, { kind }: Fact): number {
  if (kind === 'berthed' || kind === 'unberthed') return Math.max(1, berths);
  return kind === 'anchorage-started' || kind === 'anchorage-ended' ? Math.max(1, anchorages) : 1;
}
