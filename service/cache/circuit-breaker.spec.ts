import { Clock } from '../clock/clock.js';
import { CircuitBreaker, CircuitOpenError } from './circuit-breaker.js';

class SetClock extends Clock {
  time = 0;

  override now(): number {
    return this.time;
  }
}

describe('CircuitBreaker', () => {
  let clock: SetClock;
  let breaker: CircuitBreaker;
  let asked: number;

  const answer = async (): Promise<string> =>
    await breaker.run(() => {
      asked += 1;
      return Promise.resolve('yes');
    });
  const fail = async (): Promise<string> =>
    await breaker.run(() => {
      asked += 1;
      return Promise.reject(new Error('timed out'));
    });

  beforeEach(() => {
    clock = new SetClock();
    breaker = new CircuitBreaker(clock);
    asked = 0;
  });

  it('hands answers and failures through', async () => {
    expect(await answer()).toBe('yes');
    await expect(fail()).rejects.toThrow('timed out');
  });

  it('does not ask for 3 s after a failure, then asks again', async () => {
    await expect(fail()).rejects.toThrow('timed out');
    clock.time = 2999;
    await expect(answer()).rejects.toThrow(CircuitOpenError);
    expect([asked, breaker.isOpen]).toEqual([1, true]);
    clock.time = 3000;
    expect(await answer()).toBe('yes');
    expect([asked, breaker.isOpen]).toEqual([2, false]);
  });
});
