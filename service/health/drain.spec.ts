import { Logger } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Drain } from './drain.js';

/** Jest's clock, which stands still unless it is moved. */
class TimersClock extends Clock {
  override now(): number {
    return Date.now();
  }
}

describe('Drain', () => {
  beforeEach(() => {
    Logger.overrideLogger(false);
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('is over after the configured time, counted from its beginning', async () => {
    const drain = new Drain({ drainSeconds: 8 }, new TimersClock());
    expect(drain.isDraining).toBe(false);
    const ends: string[] = [];
    void drain.run().then(() => ends.push('hook'));
    expect(drain.isDraining).toBe(true);
    await jest.advanceTimersByTimeAsync(5000);
    // SIGTERM comes while the preStop hook is still waiting: it waits no longer than the hook.
    void drain.run().then(() => ends.push('signal'));
    await jest.advanceTimersByTimeAsync(2999);
    expect(ends).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(ends).toEqual(['hook', 'signal']);
  });

  it('does not wait again when the time is over', async () => {
    const drain = new Drain({ drainSeconds: 8 }, new TimersClock());
    void drain.run();
    await jest.advanceTimersByTimeAsync(9000);
    let isOver = false;
    void drain.run().then(() => (isOver = true));
    await jest.advanceTimersByTimeAsync(0);
    expect(isOver).toBe(true);
  });
});
