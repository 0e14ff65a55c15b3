import type { Clock } from '../../clock/clock.js';
import { LogRewriter } from './log-rewriter.js';
import { readLogLines } from './log-file.js';
import { type LineTarget, type ReplayCounts, ReplayError, systemCode } from './line-target.js';
import { rebaseShift, type RecordedSpan, type ReplaySpeed, sendOffset } from './rebase.js';

/** A sleep is cut into pieces of this, so that what has gathered is sent meanwhile. */
const LONGEST_SLEEP_MS = 500;
/** The service believes a station's time up to this age. */
const BELIEVED_MS = 24 * 3600_000;

/** What is replayed, and how. */
export interface ReplayPlan {
  readonly file: string;
  readonly speed: ReplaySpeed;
  /** `null` when no line of the log tells a time: it is sent at once. */
  readonly span: RecordedSpan | null;
  /** Added to each time, milliseconds. */
  readonly shiftMs: number;
}

/** How far a replay has come. */
export interface ReplayProgress {
  readonly lines: number;
  /** Recorded time from the start to the last line sent, milliseconds. */
  readonly elapsedMs: number;
}

/**
 * Reads the whole log once to find when it was recorded.
 * @throws {ReplayError} when it cannot be read, or is too long to be shifted.
 */
export async function planReplay(
  given: { readonly file: string; readonly speed: ReplaySpeed; readonly isRecorded: boolean },
  now: number,
): Promise<ReplayPlan> {
  const { file, speed, isRecorded } = given;
  const span = await spanOf(file);
  const shiftMs = span === null || isRecorded ? 0 : rebaseShift(span, speed, now);
  if (span !== null && !isRecorded && span.first + shiftMs < now - BELIEVED_MS) {
    throw new ReplayError(
      'The log is longer than the 24 h for which shifted times are believed: use --recorded, or a slower --speed.',
    );
  }
  return { file, speed, span, shiftMs };
}

/** Sends the log. @returns what the target counted, and how many lines were sent. */
export async function replay(
  plan: ReplayPlan,
  target: LineTarget,
  watch: {
    readonly clock: Clock;
    readonly signal: AbortSignal;
    readonly progress: (progress: ReplayProgress) => void;
  },
): Promise<{ lines: number; counts: ReplayCounts | null }> {
  const rewriter = new LogRewriter(plan.shiftMs);
  const start = watch.clock.now();
  let elapsedMs = 0;
  let lines = 0;
  for await (const part of linesOf(plan.file)) {
    for (const line of part) {
      const { text, time } = rewriter.rewrite(line);
      if (time !== null && plan.span !== null) {
        elapsedMs = Math.max(elapsedMs, time - plan.span.first);
        const due = start + sendOffset(elapsedMs, plan.speed);
        await waitUntil(due, target, watch);
      }
      if (watch.signal.aborted) return { lines, counts: null };
      await target.send(text);
      lines++;
    }
    watch.progress({ lines, elapsedMs });
  }
  return { lines, counts: await target.end() };
}

async function waitUntil(
  due: number,
  target: LineTarget,
  watch: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  for (;;) {
    const left = due - watch.clock.now();
    if (left <= 0 || watch.signal.aborted) return;
    await target.flush();
    await new Promise((resolve) => setTimeout(resolve, Math.min(left, LONGEST_SLEEP_MS)));
  }
}

async function spanOf(file: string): Promise<RecordedSpan | null> {
  const rewriter = new LogRewriter(0);
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for await (const lines of linesOf(file)) {
    for (const line of lines) {
      const { time } = rewriter.rewrite(line);
      if (time === null) continue;
      first = Math.min(first, time);
      last = Math.max(last, time);
    }
  }
  return first <= last ? { first, last } : null;
}

async function* linesOf(file: string): AsyncGenerator<string[]> {
  try {
    yield* readLogLines(file);
  } catch (error) {
    const code = systemCode(error);
    const reason = code === 'ENOENT' ? 'there is no such file' : (code ?? String(error));
    throw new ReplayError(`${file} cannot be read: ${reason}`, { cause: error });
  }
}
