import { Clock } from '../clock/clock.js';
import { RequestWindows } from './request-windows.js';

let now = 0;

class SetClock extends Clock {
  override now(): number {
    return now;
  }
}

describe('RequestWindows', () => {
  const windows = () => new RequestWindows(new SetClock());

  beforeEach(() => {
    now = 1_000_000;
  });

  it('counts by key until the window that the first one opened is over', () => {
    const counted = windows();
    expect(counted.hit('a', 60_000)).toEqual({ hits: 1, endsInMs: 60_000 });
    now += 20_000;
    expect(counted.hit('a', 60_000)).toEqual({ hits: 2, endsInMs: 40_000 });
    expect(counted.hit('b', 60_000)).toEqual({ hits: 1, endsInMs: 60_000 });
    now += 40_000;
    expect(counted.hit('a', 60_000)).toEqual({ hits: 1, endsInMs: 60_000 });
  });

  it('is looked at without counting', () => {
    const counted = windows();
    expect(counted.look('a').hits).toBe(0);
    counted.hit('a', 60_000);
    now += 10_000;
    expect(counted.look('a')).toEqual({ hits: 1, endsInMs: 50_000 });
    expect(counted.look('a').hits).toBe(1);
    now += 50_000;
    expect(counted.look('a').hits).toBe(0);
  });

  it('does not grow without end, however many call', () => {
    const counted = windows();
    for (let index = 0; index < 60_000; index += 1) counted.hit(`caller-${index}`, 60_000);
    expect(counted.look('caller-0').hits).toBe(0);
    expect(counted.look('caller-59999').hits).toBe(1);
  });
});
