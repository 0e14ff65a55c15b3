import type { RejectReason } from './reject-reason.js';

/** Where a station's time came from. */
export type StationTimeOrigin = 'tag-block' | 'uscg' | 'pghp' | 'zda';

/** A payload that is complete: one sentence, or the last missing part of several. */
export interface CompletePayload {
  readonly kind: 'message';
  /** Six-bit armoured characters of all parts, joined: what `decode` and `dedupeKey` take. */
  readonly payload: string;
  /** Padding bits at its end, 0 to 5. */
  readonly fillBits: number;
  /** True for VDO: the station reports itself. */
  readonly isOwnShip: boolean;
  /** Two letters, `AI`, `BS` ... */
  readonly talker: string;
  /** `A`, `B`, `1`, `2` as sent; empty when not given. */
  readonly channel: string;
  /** The lines as received, in part order, joined with a line feed. */
  readonly raw: string;
  /** How many lines this outcome accounts for, 1 to 9. */
  readonly lineCount: number;
  /** Receiver that heard it: tag block `s`, or the USCG field `r...` or `b...`; `null` when not named. */
  readonly station: string | null;
  /** The station's clock at reception, epoch ms: an earlier part's before a later one's. */
  readonly stationTime: number | null;
  readonly stationTimeFrom: StationTimeOrigin | null;
  /** True when a tag block's checksum was wrong: nothing of that block was believed. */
  readonly hasDamagedTagBlock: boolean;
}

/** A part of a message whose others are missing yet: accounted for later. */
export interface FragmentLine {
  readonly kind: 'fragment';
}

/** A line that is not AIS: another sentence, a comment, an empty line. */
export interface IgnoredLine {
  readonly kind: 'ignored';
}

/** A line (or all parts of a message) that is refused. */
export interface RejectedLine {
  readonly kind: 'rejected';
  readonly reason: RejectReason;
  /** How many lines this outcome accounts for, 1 to 9. */
  readonly lineCount: number;
}

/**
 * What became of one line. Lines in = the sum of `lineCount` of messages and rejections, plus the
 * ignored ones, plus what `expire` and `end` return; a fragment counts when its message settles.
 */
export type LineOutcome = CompletePayload | FragmentLine | IgnoredLine | RejectedLine;

export const FRAGMENT: FragmentLine = { kind: 'fragment' };
export const IGNORED: IgnoredLine = { kind: 'ignored' };

const single = new Map<RejectReason, RejectedLine>();

/** The rejection of `lineCount` lines for `reason`. */
export function rejectedLine(reason: RejectReason, lineCount = 1): RejectedLine {
  if (lineCount !== 1) return { kind: 'rejected', reason, lineCount };
  const known = single.get(reason) ?? { kind: 'rejected', reason, lineCount };
  single.set(reason, known);
  return known;
}
