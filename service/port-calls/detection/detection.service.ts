import { Injectable } from '@nestjs/common';

import { DetectionRepository, type Candidate, type Follow } from './detection.repository.js';
import { FactRecorder } from './fact-recorder.js';
import { followVessel, isToFollow, readFrom, type Followed } from './follow-vessel.js';
import type { PortPlan } from './port-plan.js';
import { PortPlans } from './port-plans.js';
import type { StoredFix } from './reorder.js';
import { TargetEventsService } from './target-events.service.js';

/** Vessels taken in one transaction. */
const vesselsPerStep = 200;
/** Reports of one vessel taken in one transaction. */
const fixesPerStep = 2000;
/** Vessels that have been away for so long are forgotten: longer than one looks back (follow-vessel.ts). */
const forgetHours = 72;

/** How far a look has come. */
export interface Look {
  /** Stream number up to which everything is done. */
  readonly position: number;
  /** Whether more vessels are waiting than one transaction takes. */
  readonly isFull: boolean;
}

/** Follows the vessels near ports, and writes what they do; in the open transaction. */
@Injectable()
export class DetectionService {
  constructor(
    private readonly repository: DetectionRepository,
    private readonly recorder: FactRecorder,
    private readonly targets: TargetEventsService,
    private readonly plans: PortPlans,
  ) {}

  /**
   * Follows those that moved since a stream number, and those of which it is time to look again.
   * @param now epoch ms
   */
  async look(after: number, now: number): Promise<Look> {
    const head = await this.repository.findHead();
    const ports = await this.plans.all();
    const boxes = ports.flatMap(({ approaches }) => (approaches === null ? [] : [approaches]));
    const scope = { after, boxes, now, limit: vesselsPerStep };
    const moved = head === after ? [] : await this.repository.findMoved(scope);
    const due = await this.repository.findDue(scope);
    await this.followAll(unique([...moved, ...due]), ports, now);
    const isFull = moved.length === vesselsPerStep;
    return { position: isFull ? (moved.at(-1)?.streamId ?? head) : head, isFull };
  }

  /** Forgets vessels that are long away. */
  async forget(now: number): Promise<void> {
    await this.repository.forget(now, forgetHours);
  }

  private async followAll(
    candidates: readonly Candidate[],
    ports: readonly PortPlan[],
    now: number,
  ): Promise<void> {
    if (candidates.length === 0) return;
    const follows = await this.repository.findFollowed(candidates.map(({ mmsi }) => mmsi));
    const scopes = candidates.flatMap((candidate) => {
      const own = ports
        .map((port) => ({ port, follow: followOf(follows, candidate, port) }))
        .filter(({ port, follow }) => isToFollow(candidate, port, follow));
      const after = Math.min(...own.map(({ follow }) => readFrom(candidate, follow)));
      return own.length === 0 ? [] : [{ mmsi: candidate.mmsi, after }];
    });
    const fixes = await this.repository.findFixes(scopes, fixesPerStep);
    const saved: Follow[] = [];
    for (const candidate of candidates) {
      for (const port of ports) {
        const follow = followOf(follows, candidate, port);
        if (!isToFollow(candidate, port, follow)) continue;
        const own = fixes.get(candidate.mmsi) ?? [];
        saved.push(await this.followOne({ candidate, port, follow, fixes: own, now }));
      }
    }
    await this.repository.save(saved, now);
  }

  private async followOne(step: {
    readonly candidate: Candidate;
    readonly port: PortPlan;
    readonly follow: Follow | undefined;
    readonly fixes: readonly StoredFix[];
    readonly now: number;
  }): Promise<Follow> {
    const { candidate, port } = step;
    const followed = followVessel({ ...step, hasMore: step.fixes.length === fixesPerStep });
    const presence = await this.record(candidate, port, followed);
    return { ...followed.follow, presence };
  }

  private async record(
    { mmsi, shipType }: Candidate,
    { locode, settings }: PortPlan,
    { follow, facts, oddities }: Followed,
  ): Promise<Follow['presence']> {
    const subject = { mmsi, locode, shipType, settings };
    const presence = await this.recorder.record(subject, facts, follow.presence);
    const portCallId = presence?.portCallId ?? follow.presence?.portCallId ?? null;
    for (const oddity of oddities) {
      await this.targets.record({ mmsi, locode, portCallId }, oddity);
    }
    return presence;
  }
}

function followOf(
  follows: readonly Follow[],
  { mmsi }: Candidate,
  { locode }: PortPlan,
): Follow | undefined {
  return follows.find((follow) => follow.mmsi === mmsi && follow.locode === locode);
}

/** The first of each vessel: it has what the other says, too. */
function unique(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map((candidate) => [candidate.mmsi, candidate])).values()];
}
