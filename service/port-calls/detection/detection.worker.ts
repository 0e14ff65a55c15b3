import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';

import { Clock } from '../../clock/clock.js';
import { CONFIG, type Config } from '../../config/config.js';
import { StreamWorker } from '../../database/stream-worker.js';
import { Transactions } from '../../database/transactions.js';
import { StreamFollower } from '../../events/stream-follower.js';
import { PortsService, type PortAtlas } from '../../ports/ports.service.js';
import {
  DetectionRepository,
  type Candidate,
  type CandidateScope,
  type Follow,
} from './detection.repository.js';
import { FactRecorder } from './fact-recorder.js';
import { followVessel, isToFollow, readFrom, type Followed } from './follow-vessel.js';
import { PortPlan } from './port-plan.js';
import type { StoredFix } from './reorder.js';
import { TargetEventsService } from './target-events.service.js';

/** Looks no more often, ms: reports settle for much longer, and each look reads the newest positions. */
const lookEveryMs = 2000;
/** Vessels taken in one transaction. */
const vesselsPerStep = 200;
/** Reports of one vessel taken in one transaction. */
const fixesPerStep = 2000;
/** Vessels that have been away for so long are forgotten: longer than one looks back (follow-vessel.ts). */
const forgetHours = 72;
const forgetEveryMs = 10 * 60_000;

/** Writes what vessels do in ports, as AIS shows it: in one process at a time, each thing once. */
@Injectable()
export class DetectionWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(DetectionWorker.name);
  private readonly worker: StreamWorker;
  private plans: { readonly atlas: PortAtlas; readonly ports: readonly PortPlan[] } | null = null;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private forgotAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly repository: DetectionRepository,
    private readonly recorder: FactRecorder,
    private readonly targets: TargetEventsService,
    private readonly ports: PortsService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    transactions: Transactions,
    follower: StreamFollower,
  ) {
    const step = async (after: number): Promise<number> => await this.lookAfter(after);
    this.worker = new StreamWorker(transactions, follower, { name: 'berth-detection', step });
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.worker.stop();
  }

  private async lookAfter(after: number): Promise<number> {
    const now = this.clock.now();
    if (now - this.lookedAt < lookEveryMs) return after;
    const head = await this.repository.findHead();
    const ports = await this.plansOfPorts();
    const boxes = ports.flatMap(({ approaches }) => (approaches === null ? [] : [approaches]));
    const { isSimulating } = this.config;
    const scope: CandidateScope = { after, boxes, isSimulating, now, limit: vesselsPerStep };
    const moved = head === after ? [] : await this.repository.findMoved(scope);
    const due = await this.repository.findDue(scope);
    await this.followAll(unique([...moved, ...due]), ports, now);
    await this.forget(now);
    const isFull = moved.length === vesselsPerStep;
    if (!isFull) this.lookedAt = now;
    return isFull ? (moved.at(-1)?.streamId ?? head) : head;
  }

  private async followAll(
    candidates: readonly Candidate[],
    ports: readonly PortPlan[],
    now: number,
  ): Promise<void> {
    if (candidates.length === 0) return;
    const { isSimulating } = this.config;
    const follows = await this.repository.findFollowed(candidates.map(({ mmsi }) => mmsi));
    const scopes = candidates.flatMap((candidate) => {
      const own = ports
        .map((port) => ({ port, follow: followOf(follows, candidate, port) }))
        .filter(({ port, follow }) => isToFollow(candidate, port, follow));
      const after = Math.min(...own.map(({ follow }) => readFrom(candidate, follow)));
      return own.length === 0 ? [] : [{ mmsi: candidate.mmsi, after }];
    });
    const fixes = await this.repository.findFixes(scopes, isSimulating, fixesPerStep);
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
    const visit = await this.record(candidate, port, followed);
    return { ...followed.follow, visit };
  }

  private async record(
    { mmsi, shipType }: Candidate,
    { locode, settings }: PortPlan,
    { follow, facts, oddities }: Followed,
  ): Promise<Follow['visit']> {
    const subject = { mmsi, locode, shipType, settings };
    const visit = await this.recorder.record(subject, facts, follow.visit);
    const portCallId = visit?.portCallId ?? follow.visit?.portCallId ?? null;
    for (const oddity of oddities) {
      await this.targets.record({ mmsi, locode, portCallId }, oddity);
    }
    return visit;
  }

  private async plansOfPorts(): Promise<readonly PortPlan[]> {
    const atlas = await this.ports.atlas();
    if (this.plans?.atlas === atlas) return this.plans.ports;
    const ports = atlas.ports
      .map(({ locode }) => new PortPlan(locode, atlas.zonesOf(locode)))
      .filter(({ box }) => box !== null);
    for (const { locode, faults } of ports) {
      for (const fault of faults) this.log.warn(`Port file of ${locode}: ${fault}`);
    }
    this.plans = { atlas, ports };
    return ports;
  }

  private async forget(now: number): Promise<void> {
    if (now - this.forgotAt < forgetEveryMs) return;
    this.forgotAt = now;
    await this.repository.forget(now, forgetHours);
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
