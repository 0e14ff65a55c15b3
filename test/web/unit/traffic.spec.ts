import { isStale, Traffic } from '../../../web/src/state/traffic.js';
import { newPosition, NOON } from './new-position.js';

const MINUTE = 60_000;

function only(traffic: Traffic) {
  const [target] = traffic.targets.values();
  if (target === undefined) throw new Error('no vessel');
  return target;
}

describe('Traffic', () => {
  it('places a vessel and works out what is drawn', () => {
    const traffic = new Traffic();
    traffic.apply(newPosition());
    const target = only(traffic);
    expect(target).toMatchObject({
      lon: -71.62,
      lat: -33.03,
      category: 'cargo',
      state: 'underway',
    });
    expect(target.bow).toBe(180);
    expect(target.hull).toEqual({ bow: 100, stern: 100, port: 15, starboard: 15 });
  });

  it('keeps the newer of two reports, whichever comes first', () => {
    const traffic = new Traffic();
    traffic.apply(newPosition({ sog: 9 }));
    const before = traffic.revision;
    traffic.apply(newPosition({ sog: 1, time: new Date(NOON - 1_000).toISOString() }));
    expect(only(traffic).report.sog).toBe(9);
    expect(traffic.revision).toBe(before);
  });

  it('takes a report of the same instant, which may say more', () => {
    const traffic = new Traffic();
    traffic.apply(newPosition({ name: null }));
    traffic.apply(newPosition({ name: 'ESPERANZA' }));
    expect(only(traffic).report.name).toBe('ESPERANZA');
  });

  it('shows the hull about its antenna once that is known, and keeps it so', () => {
    const traffic = new Traffic();
    traffic.apply(newPosition());
    traffic.setDimensions('725000912', { a: 170, b: 30, c: 10, d: 20 });
    const hull = { bow: 170, stern: 30, port: 10, starboard: 20 };
    expect(only(traffic).hull).toEqual(hull);
    traffic.apply(newPosition({ time: new Date(NOON + MINUTE).toISOString() }));
    expect(only(traffic).hull).toEqual(hull);
  });

  it('forgets what a snapshot does not hold', () => {
    const traffic = new Traffic();
    traffic.apply(newPosition());
    traffic.replaceAll([newPosition({ mmsi: '725000913' })]);
    expect([...traffic.targets.keys()]).toEqual(['725000913']);
  });

  it.each([
    ['class A under way', {}, 3, 10],
    ['class B under way', { aisClass: 'B' as const }, 10, 30],
    ['a moored vessel', { navStatus: 5, sog: 0 }, 20, 360],
    ['a vessel that left its berth without saying so', { navStatus: 5, sog: 9 }, 3, 360],
  ])('ages %s', (_name, properties, staleMinutes, lostMinutes) => {
    const traffic = new Traffic();
    traffic.apply(newPosition(properties));
    const target = only(traffic);
    expect(isStale(target, NOON + staleMinutes * MINUTE - 1)).toBe(false);
    expect(isStale(target, NOON + staleMinutes * MINUTE)).toBe(true);
    traffic.expire(NOON + lostMinutes * MINUTE - 1);
    expect(traffic.targets.size).toBe(1);
    traffic.expire(NOON + lostMinutes * MINUTE);
    expect(traffic.targets.size).toBe(0);
  });

  it('tells its listeners of each change until they leave', () => {
    const traffic = new Traffic();
    let calls = 0;
    const leave = traffic.subscribe(() => {
      calls += 1;
    });
    traffic.apply(newPosition());
    leave();
    traffic.apply(newPosition({ time: new Date(NOON + MINUTE).toISOString() }));
    expect(calls).toBe(1);
  });
});
