import fc from 'fast-check';

import { rebaseShift, sendOffset } from './rebase.js';

const MINUTE = 60_000;
const span = { first: Date.UTC(2012, 0, 27, 11, 46, 59), last: Date.UTC(2012, 0, 27, 11, 53, 27) };
const now = Date.UTC(2026, 2, 1, 12, 0, 30);

describe('rebaseShift', () => {
  it('lets the log start now, to the minute, at the recorded pace', () => {
    const start = span.first + rebaseShift(span, 1, now);
    expect(new Date(start).toISOString()).toBe('2026-03-01T11:59:59.000Z');
  });

  it('lets the log end now at full speed', () => {
    const end = span.last + rebaseShift(span, 'max', now);
    expect(new Date(end).toISOString()).toBe('2026-03-01T12:00:27.000Z');
  });

  it('shifts by whole minutes, so that the UTC second in a message stays right', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2e12 }),
        fc.integer({ min: 1, max: 1000 }),
        (at, speed) => {
          expect(Math.abs(rebaseShift({ first: at, last: at + 5_000 }, speed, now) % MINUTE)).toBe(
            0,
          );
        },
      ),
    );
  });

  it('never sends a report before it was true, and none later than a minute at its own pace', () => {
    const speeds = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constant('max' as const));
    fc.assert(
      fc.property(
        fc.nat(10 * 3600_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        speeds,
        (length, part, speed) => {
          const log = { first: span.first, last: span.first + length };
          const at = log.first + length * part;
          const sentAt = now + sendOffset(at - log.first, speed);
          const time = at + rebaseShift(log, speed, now);
          expect(time).toBeLessThanOrEqual(sentAt + 1);
          if (speed === 1) expect(sentAt - time).toBeLessThan(MINUTE);
        },
      ),
    );
  });
});

describe('sendOffset', () => {
  it('is the recorded gap at speed 1, a tenth of it at 10, and nothing at max', () => {
    expect([1, 10, 'max' as const].map((speed) => sendOffset(30_000, speed))).toEqual([
      30_000, 3_000, 0,
    ]);
  });
});
