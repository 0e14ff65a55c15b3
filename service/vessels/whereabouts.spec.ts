import { canBeOne } from './whereabouts.js';

const hour = 3_600_000;
const here = { lon: -71.6, lat: -33, time: 10 * hour };

describe('canBeOne', () => {
  it('believes what a ship of 60 knots can have sailed, and not more', () => {
    // One degree of latitude is 111.2 km: an hour at 60 knots, and 2 km of tolerance, are 113.2 km.
    const north = { ...here, lat: -32, time: 11 * hour };
    expect(canBeOne(north, here, north.time)).toBe(true);
    expect(canBeOne({ ...north, lat: -31.9 }, here, north.time)).toBe(false);
    expect(canBeOne(here, { ...north, time: here.time }, here.time)).toBe(false);
  });

  it('believes two transponders of one ship', () => {
    expect(canBeOne({ ...here, lat: -33.001 }, here, here.time)).toBe(true);
  });

  it('waits for a place while the other sends', () => {
    expect(canBeOne(undefined, here, here.time + hour)).toBe(false);
    expect(canBeOne(undefined, here, here.time + 2 * hour)).toBe(true);
    expect(canBeOne(here, undefined, here.time)).toBe(true);
  });
});
