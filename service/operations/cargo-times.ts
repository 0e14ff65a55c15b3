import type { CargoOperation } from './cargo-operation.js';
import type { CargoAction } from './cargo-state.js';

/** How far a caller's clock may be ahead, milliseconds. */
const clockSkewMs = 5 * 60_000;

/** What a time is judged against. */
type Course = Pick<CargoOperation, 'startedAt' | 'countedAt' | 'suspensions'>;

/**
 * Why something cannot have happened at a time, for a person; `null` when it can.
 * @param when.at and when.now epoch ms.
 */
export function cargoTimeFault(
  operation: Course,
  action: CargoAction | 'progress',
  { at, now }: { readonly at: number; readonly now: number },
): string | null {
  if (at > now + clockSkewMs) return 'the time is in the future';
  if (action === 'start' || action === 'cancel') return null;
  const { startedAt, countedAt } = operation;
  if (startedAt !== null && at < startedAt)
    return `the time is before the start at ${iso(startedAt)}`;
  if (action === 'progress') return null;
  if (action === 'complete' && countedAt !== null && at < countedAt)
    return `the time is before the newest progress entry at ${iso(countedAt)}`;
  return restFault(operation, at);
}

function restFault({ suspensions }: Course, at: number): string | null {
  const last = suspensions.at(-1);
  if (last === undefined) return null;
  if (last.end === null && at <= last.start)
    return `the time is not after the suspension at ${iso(last.start)}`;
  if (last.end !== null && at < last.end)
    return `the time is before work was resumed at ${iso(last.end)}`;
  return null;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
