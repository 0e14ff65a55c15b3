import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';

import { FairwaysService } from '../ports/fairways.service.js';
import { sailedLegs } from './lane.js';
import { PassageDesk } from './passage-desk.js';
import {
  emptyTrack,
  excessesOf,
  follow,
  type PassageTrack,
  type TrackBasis,
} from './passage-track.js';
import {
  PassageTracksRepository,
  type CommittedFix,
  type FixQuestion,
  type KeptTrack,
  type Sibling,
} from './passage-tracks.repository.js';
import type { Passage } from './passage.js';
import { TrafficEventsService } from './traffic-events.service.js';

/** How long before its planned start a vessel may enter the fairway, milliseconds. */
const earlyMs = 2 * 3_600_000;
/** How long after its planned end it is still waited for, milliseconds. */
const lateMs = 12 * 3_600_000;

/** Follows one vessel on its passage. All inside the open transaction. */
@Injectable()
export class PassageWatch {
  constructor(
    private readonly tracks: PassageTracksRepository,
    private readonly fairways: FairwaysService,
    private readonly desk: PassageDesk,
    private readonly events: TrafficEventsService,
  ) {}

  /** Number of the newest thing that is committed. */
  async head(): Promise<number> {
    return await this.tracks.findHead();
  }

  /** Ids of the passages that are to be looked at, in a fixed order. @param now epoch ms */
  async watched(now: number): Promise<string[]> {
    return await this.tracks.findWatched(now);
  }

  /**
   * Takes what was committed of the vessel since the last time: its place, its excesses, and whether
   * it has entered or left the fairway. Nothing is done twice, whatever comes twice.
   */
  async look(id: string): Promise<void> {
    const passage = await this.desk.held(id);
    const { mmsi } = passage.vessel;
    if (mmsi === null) return;
    const fairway = await this.fairways.find(passage.fairwayId);
    if (fairway === null) return;
    const siblings = await this.tracks.findSiblings(id);
    // One vessel is on one passage of a fairway at a time.
    if (isTurnOfAnother(passage, siblings)) return;
    const legs = sailedLegs(fairway, passage.isReversed);
    const basis = { ...basisOf(passage, legs), after: lastEnd(passage, siblings) };
    const kept = await this.tracks.find(id);
    const question = questionOf(passage, mmsi);
    const fresh = await this.freshFixes(question, kept);
    const mark = markOf(basis);
    if (fresh.length === 0 && kept?.basis === mark) return;
    const track = await this.trackOf({ basis, mark, kept, fresh, question });
    await this.tracks.keep(id, { track, basis: mark, ...seenOf(fresh, kept) });
    if (isMeant(passage, siblings, track)) await this.settle(passage, track);
  }

  private async freshFixes(question: FixQuestion, kept: KeptTrack | null): Promise<CommittedFix[]> {
    const committedSince = kept?.seenUntil ?? null;
    const fixes = await this.tracks.findFixes({ ...question, committedSince });
    return fixes.filter(({ key, committedAt }) => {
      const isTaken = committedAt === kept?.seenUntil && kept.seenLast.includes(key);
      return !isTaken;
    });
  }

  /** Goes on where it was left; anew when a report came late, or what is watched against changed. */
  private async trackOf(state: {
    readonly basis: TrackBasis;
    readonly mark: string;
    readonly kept: KeptTrack | null;
    readonly fresh: readonly CommittedFix[];
    readonly question: FixQuestion;
  }): Promise<PassageTrack> {
    const { basis, mark, kept, fresh, question } = state;
    const lastAt = kept?.track.last?.time ?? Number.NEGATIVE_INFINITY;
    const isInOrder = fresh.every(({ time }) => time > lastAt);
    if (kept?.basis === mark && isInOrder && basis.until === null) {
      return follow(kept.track, basis, fresh);
    }
    const all = await this.tracks.findFixes({ ...question, committedSince: null });
    return follow(emptyTrack, basis, all);
  }

  private async settle(passage: Passage, track: PassageTrack): Promise<void> {
    let present = passage;
    const { startedAt, endedAt } = track;
    if (present.state === 'confirmed' && startedAt !== null) {
      present = await this.desk.take(present, { step: 'start', at: startedAt, by: 'ais' });
    }
    if (present.state === 'under-way' && endedAt !== null) {
      const at = Math.max(endedAt, present.startedAt ?? endedAt);
      present = await this.desk.take(present, { step: 'complete', at, by: 'ais' });
    }
    await this.events.settle(present, excessesOf(track));
  }
}

function basisOf(passage: Passage, legs: TrackBasis['legs']): Omit<TrackBasis, 'after'> {
  const { startedAt, startedBy, state, completedAt, updatedAt } = passage;
  return {
    legs,
    startedAt: startedBy === 'operator' ? startedAt : null,
    until: state === 'cancelled' ? updatedAt : completedAt,
  };
}

/** When the vessel was last through with another passage before this one; `null`: never. */
function lastEnd({ startedAt }: Passage, siblings: readonly Sibling[]): number | null {
  const before = startedAt ?? Number.POSITIVE_INFINITY;
  const ends = siblings.flatMap(({ completedAt }) =>
    completedAt !== null && completedAt <= before ? [completedAt] : [],
  );
  return ends.length === 0 ? null : Math.max(...ends);
}

function isTurnOfAnother({ state }: Passage, siblings: readonly Sibling[]): boolean {
  return state === 'confirmed' && siblings.some((other) => other.state === 'under-way');
}

/** Whether the track is of this passage: of those that wait for the vessel the one planned nearest. */
function isMeant(
  passage: Passage,
  siblings: readonly Sibling[],
  { startedAt }: PassageTrack,
): boolean {
  if (passage.state !== 'confirmed') return true;
  if (startedAt === null) return false;
  const away = ({ plannedStartAt }: Pick<Passage, 'plannedStartAt'>): number =>
    Math.abs(plannedStartAt - startedAt);
  return siblings.every((other) => other.state !== 'confirmed' || away(other) >= away(passage));
}

function questionOf(passage: Passage, mmsi: string): FixQuestion {
  const { plannedStartAt, plannedEndAt, startedAt } = passage;
  const from = Math.min(plannedStartAt - earlyMs, startedAt ?? Number.POSITIVE_INFINITY);
  const to = Math.max(plannedEndAt, startedAt ?? Number.NEGATIVE_INFINITY) + lateMs;
  return { mmsi, from, to, committedSince: null };
}

/** Raised when `PassageTrack`, or what it is made by, becomes another: tracks are then made anew. */
const trackVersion = 1;

/** Of what a track was made against, short: another one needs a new beginning. */
function markOf(basis: TrackBasis): string {
  return createHash('sha256')
    .update(JSON.stringify([trackVersion, basis]))
    .digest('base64url');
}

/** Up to where the reports are taken now. */
function seenOf(
  fresh: readonly CommittedFix[],
  kept: KeptTrack | null,
): Pick<KeptTrack, 'seenUntil' | 'seenLast'> {
  const before = kept === null ? [] : kept.seenLast;
  const newest = fresh.reduce<CommittedFix | null>(
    (last, fix) => (last === null || fix.committedAt > last.committedAt ? fix : last),
    null,
  );
  if (newest === null) return { seenUntil: kept?.seenUntil ?? null, seenLast: before };
  const { committedAt } = newest;
  const keys = fresh.filter((fix) => fix.committedAt === committedAt).map(({ key }) => key);
  const isSameTime = committedAt === kept?.seenUntil;
  return { seenUntil: committedAt, seenLast: isSameTime ? [...before, ...keys] : keys };
}
