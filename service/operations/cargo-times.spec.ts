import { cargoTimeFault } from './cargo-times.js';

const now = Date.UTC(2026, 0, 31, 12);
const hour = 3_600_000;

const running = { startedAt: now - 5 * hour, countedAt: null, suspensions: [] };

describe('the time of a step', () => {
  it('may be a little ahead, as clocks are, and not more', () => {
    expect(cargoTimeFault(running, 'complete', { at: now + 60_000, now })).toBeNull();
    expect(cargoTimeFault(running, 'complete', { at: now + hour, now })).toBe(
      'the time is in the future',
    );
  });

  it('is not before the start', () => {
    expect(cargoTimeFault(running, 'progress', { at: now - 6 * hour, now })).toBe(
      'the time is before the start at 2026-01-31T07:00:00.000Z',
    );
  });

  it('of the end is not before the newest progress entry', () => {
    const counted = { ...running, countedAt: now - hour };
    expect(cargoTimeFault(counted, 'complete', { at: now - 2 * hour, now })).toBe(
      'the time is before the newest progress entry at 2026-01-31T11:00:00.000Z',
    );
    expect(cargoTimeFault(counted, 'suspend', { at: now - 2 * hour, now })).toBeNull();
  });

  it('is after the suspension that it ends', () => {
    const suspension = {
      id: 'x',
      start: now - hour,
      end: null,
      reason: 'weather' as const,
      remark: null,
    };
    const resting = { ...running, suspensions: [suspension] };
    expect(cargoTimeFault(resting, 'resume', { at: now - hour, now })).toMatch('not after');
    expect(cargoTimeFault(resting, 'resume', { at: now, now })).toBeNull();
    const resumed = { ...running, suspensions: [{ ...suspension, end: now - hour / 2 }] };
    expect(cargoTimeFault(resumed, 'suspend', { at: now - hour, now })).toMatch('was resumed');
    expect(cargoTimeFault(resumed, 'progress', { at: now - hour, now })).toBeNull();
  });
});
