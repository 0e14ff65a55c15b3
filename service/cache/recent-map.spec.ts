import { RecentMap } from './recent-map.js';

describe('RecentMap', () => {
  it('keeps at most two generations', () => {
    const map = new RecentMap<number, number>(10);
    for (let key = 0; key < 1000; key++) map.set(key, key);
    expect(map.size).toBeLessThanOrEqual(20);
    expect(map.get(0)).toBeUndefined();
    expect(map.get(999)).toBe(999);
  });

  it('remembers what is asked for, however much else comes by', () => {
    const map = new RecentMap<number, string>(10);
    map.set(-1, 'kept');
    for (let key = 0; key < 1000; key++) {
      map.set(key, 'passing');
      expect(map.get(-1)).toBe('kept');
    }
  });

  it('gives the value that was set last', () => {
    const map = new RecentMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    expect(map.get('a')).toBe(3);
  });
});
