import type { PositionMessage, StaticMessage } from '../ais/message.js';
import type { Mmsi } from '../ais/mmsi.js';
import type { Heard, Source } from '../ais/reception.js';
import { applyStatic, lastStaticAt, mergeStatic, saysTheSame } from './apply-static.js';
import { unknownStatic, type Vessel, type VesselChange, type VesselStatic } from './vessel.js';

/** A vessel as its row says, and with what was heard since and said nothing new. */
export interface RememberedVessel {
  readonly row: Vessel;
  /** Says the same as `row`; its times are the same or newer. */
  readonly heard: VesselStatic;
}

/** What may make a vessel known or say something of it. */
export type StaticReport = Heard<StaticMessage | PositionMessage>;

/**
 * A report that only repeats what the row says is written when the row's times are this much older,
 * so that the row's times mean something; class A repeats every 6 minutes. Milliseconds.
 */
const repeatMs = 15 * 60_000;

/** A change, and whose report brought it. */
export interface SourcedChange extends VesselChange {
  readonly source: Source;
  readonly feed: string;
}

/** A vessel after a batch, before it has its stream number. Times are epoch milliseconds. */
export interface VesselDraft {
  readonly mmsi: Mmsi;
  readonly vessel: VesselStatic;
  readonly changes: readonly SourcedChange[];
  readonly source: Source;
  readonly feed: string;
  readonly firstSeenAt: number;
  readonly lastStaticAt: number | null;
  /** Of the row so far; 0 when there is none. */
  readonly updatedAt: number;
  /** Whether the vessel is new or says something new. */
  readonly isNews: boolean;
  /** Whether its row has to be written. */
  readonly isDue: boolean;
}

/** Where a vessel comes from, while nothing newer is said of it. */
type Identity = Pick<Vessel, 'source' | 'feed' | 'firstSeenAt' | 'updatedAt'>;

/**
 * The vessel `known` (`null`: heard of for the first time) after `reports`, in order of their time.
 * What was remembered and has been overwritten by another process' older report is put right.
 * @throws RangeError for an unknown vessel without a report.
 */
export function draftVessel(
  known: RememberedVessel | null,
  mmsi: Mmsi,
  reports: readonly StaticReport[],
): VesselDraft {
  const inOrder = [...reports].sort((a, b) => a.reception.time - b.reception.time);
  const identity = known === null ? firstHeard(inOrder) : known.row;
  const { vessel, changes, last } = fold(known, inOrder);
  const { source, feed } = last?.reception ?? identity;
  const { firstSeenAt, updatedAt } = identity;
  const isNews = known === null || !saysTheSame(known.row, vessel);
  const isDue = isNews || changes.length > 0 || isRepeatDue(known.row, vessel);
  const times = { firstSeenAt, updatedAt, lastStaticAt: lastStaticAt(vessel) };
  return { mmsi, vessel, changes, source, feed, ...times, isNews, isDue };
}

function firstHeard([first]: readonly StaticReport[]): Identity {
  if (first === undefined) throw new RangeError('an unknown vessel without a report');
  const { source, feed, time } = first.reception;
  return { source, feed, firstSeenAt: time, updatedAt: 0 };
}

/** `last` is the newest report that applied. */
function fold(known: RememberedVessel | null, inOrder: readonly StaticReport[]) {
  let vessel = known?.heard ?? unknownStatic;
  let last: StaticReport | null = null;
  const changes: SourcedChange[] = [];
  if (known !== null) {
    const { source, feed } = known.row;
    for (const change of mergeStatic(known.row, vessel).changes) {
      changes.push({ ...change, source, feed });
    }
  }
  for (const report of inOrder) {
    const applied = applyStatic(vessel, report);
    if (applied.vessel === vessel) continue;
    vessel = applied.vessel;
    last = report;
    const { source, feed } = report.reception;
    for (const change of applied.changes) changes.push({ ...change, source, feed });
  }
  return { vessel, changes, last };
}

function isRepeatDue(row: VesselStatic, vessel: VesselStatic): boolean {
  const written = lastStaticAt(row);
  const heard = lastStaticAt(vessel);
  return heard !== null && (written === null || heard - written >= repeatMs);
}
