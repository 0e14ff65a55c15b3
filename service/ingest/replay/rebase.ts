/** How fast a log is sent: times the recorded pace, or as fast as it goes. */
export type ReplaySpeed = number | 'max';

/** The times between which a log was recorded, epoch ms. */
export interface RecordedSpan {
  readonly first: number;
  readonly last: number;
}

const MINUTE_MS = 60_000;

/**
 * How far the times of a log are shifted so that it happens now, with its order and its gaps kept.
 * At the recorded pace the log starts now. Sent faster it would run ahead of the clock, and a report
 * of the future is not believed; so it starts as much earlier as lets its end be sent on time: at
 * `max` it has just happened.
 *
 * The shift is whole minutes, rounded down: the UTC second inside each message stays right.
 * @param now when sending begins, epoch ms
 * @returns milliseconds to add to each time
 */
export function rebaseShift(span: RecordedSpan, speed: ReplaySpeed, now: number): number {
  const sent = speed === 'max' ? 0 : 1 / speed;
  const head = (span.last - span.first) * (1 - sent);
  return Math.floor((now - head - span.first) / MINUTE_MS) * MINUTE_MS;
}

/**
 * When a line is to be sent.
 * @param elapsed recorded time since the first line, milliseconds
 * @returns milliseconds after the first line
 */
export function sendOffset(elapsed: number, speed: ReplaySpeed): number {
  return speed === 'max' ? 0 : elapsed / speed;
}
