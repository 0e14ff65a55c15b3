import type { Feed } from '../../../web/src/api/types.js';
import { feedState } from '../../../web/src/domain/feed-state.js';
import { bowDirection, hullExtent } from '../../../web/src/domain/hull.js';
import { shipCategory } from '../../../web/src/domain/ship-category.js';
import { vesselState } from '../../../web/src/domain/vessel-state.js';

describe('shipCategory', () => {
  it.each([
    [null, 'other'],
    [0, 'other'],
    [20, 'other'],
    [30, 'fishing'],
    [36, 'pleasure'],
    [45, 'high-speed'],
    [50, 'service'],
    [51, 'official'],
    [52, 'service'],
    [56, 'other'],
    [69, 'passenger'],
    [70, 'cargo'],
    [89, 'tanker'],
    [90, 'other'],
    [199, 'other'],
  ] as const)('puts type %s with %s', (shipType, category) => {
    expect(shipCategory(shipType)).toBe(category);
  });
});

describe('vesselState', () => {
  it.each([
    [{ sog: 0.1, navStatus: 1 }, 'anchored'],
    [{ sog: 0, navStatus: 5 }, 'moored'],
    [{ sog: 0, navStatus: 6 }, 'aground'],
    [{ sog: 12, navStatus: 5 }, 'underway'],
    [{ sog: 0, navStatus: 0 }, 'stopped'],
    [{ sog: 0.2, navStatus: null }, 'stopped'],
    [{ sog: 1, navStatus: null }, 'underway'],
    [{ sog: null, navStatus: null }, 'underway'],
    [{ sog: null, navStatus: 5 }, 'moored'],
  ] as const)('reads %o as %s', (report, state) => {
    expect(vesselState(report)).toBe(state);
  });
});

describe('hullExtent', () => {
  const unknown = { a: null, b: null, c: null, d: null };

  it('stands the box about the antenna', () => {
    const dimensions = { a: 170, b: 30, c: 12, d: 18 };
    expect(hullExtent({ dimensions, lengthMetres: 200, beamMetres: 30 })).toEqual({
      bow: 170,
      stern: 30,
      port: 12,
      starboard: 18,
    });
  });

  it('puts an antenna at the very bow there', () => {
    const dimensions = { a: 0, b: 40, c: 4, d: 4 };
    expect(hullExtent({ dimensions, lengthMetres: 40, beamMetres: 8 })?.bow).toBe(0);
  });

  it('centres a vessel of which only the length is known, with a usual beam', () => {
    const hull = hullExtent({ dimensions: unknown, lengthMetres: 140, beamMetres: null });
    expect(hull).toEqual({ bow: 70, stern: 70, port: 10, starboard: 10 });
  });

  it('gives none without a length', () => {
    expect(hullExtent({ dimensions: unknown, lengthMetres: null, beamMetres: 10 })).toBeNull();
    expect(hullExtent({ dimensions: null, lengthMetres: 0, beamMetres: null })).toBeNull();
  });
});

describe('bowDirection', () => {
  it('is the heading, even of a vessel that lies still', () => {
    expect(bowDirection({ heading: 0, cog: 90, sog: 0 })).toBe(0);
  });

  it('is the course only of a vessel that moves', () => {
    expect(bowDirection({ heading: null, cog: 90, sog: 5 })).toBe(90);
    expect(bowDirection({ heading: null, cog: 90, sog: 0.1 })).toBeNull();
    expect(bowDirection({ heading: null, cog: 90, sog: null })).toBeNull();
  });
});

describe('feedState', () => {
  const heard: Pick<Feed, 'kind' | 'source' | 'state' | 'lastMessageTime'> = {
    kind: 'tcp-server',
    source: 'ais',
    state: 'live',
    lastMessageTime: '2026-01-31T12:00:00Z',
  };

  it.each([
    [{}, 'live'],
    [{ source: 'simulated' as const }, 'simulated'],
    [{ source: 'simulated' as const, state: 'silent' as const }, 'silent'],
    [{ state: 'silent' as const }, 'silent'],
    [{ lastMessageTime: null }, 'waiting'],
    [{ state: 'silent' as const, lastMessageTime: null }, 'waiting'],
    [{ kind: 'http' as const, state: 'stopped' as const, lastMessageTime: null }, 'waiting'],
    [{ kind: 'tcp-client' as const, state: 'silent' as const, lastMessageTime: null }, 'silent'],
    [
      { kind: 'tcp-client' as const, state: 'connecting' as const, lastMessageTime: null },
      'connecting',
    ],
  ])('words %o as %s', (feed, state) => {
    expect(feedState({ ...heard, ...feed })).toBe(state);
  });
});
