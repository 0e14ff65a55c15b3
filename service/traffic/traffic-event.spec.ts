import type { Excess, ExcessFix } from './excess.js';
import { compareEvents, type TrafficEvent } from './traffic-event.js';

function fixAt(time: number, value: number): ExcessFix {
  const place = { lon: 0, lat: 0, sogKnots: value, crossTrackMetres: 0 };
  return { ...place, time, leg: 1, value, allowed: 10 };
}

function speeding(beginAt: number, endAt: number | null, peak = 12): Excess {
  const worst = fixAt(beginAt, peak);
  return { kind: 'speed', beginAt, endAt, peak: worst, evidence: [worst] };
}

function kept(excess: Excess, withdrawnAt: number | null = null): TrafficEvent {
  const facts = { version: 1, passageId: 'p', locode: 'CLVAP', createdAt: 0, updatedAt: 0 };
  return { id: `${excess.beginAt}`, ...facts, excess, withdrawnAt };
}

describe('events beside what the track shows', () => {
  it('change nothing when they are the same', () => {
    const found = compareEvents([kept(speeding(1, 5))], [speeding(1, 5)]);
    expect(found).toEqual({ added: [], changed: [], withdrawn: [] });
  });

  it('keep their place when a late report moves begin, end or peak', () => {
    const event = kept(speeding(10, 20));
    const excess = speeding(8, 20, 14);
    expect(compareEvents([event], [excess]).changed).toEqual([{ event, excess }]);
  });

  it('are not rewritten for every metre that an open one grows', () => {
    const event = kept(speeding(10, null, 12));
    expect(compareEvents([event], [speeding(10, null, 12.5)]).changed).toEqual([]);
    expect(compareEvents([event], [speeding(10, null, 13.5)]).changed).toHaveLength(1);
    expect(compareEvents([event], [speeding(10, 30, 12.5)]).changed).toHaveLength(1);
  });

  it('are withdrawn once when the track no longer shows them, and come back with it', () => {
    const event = kept(speeding(10, 20));
    expect(compareEvents([event], []).withdrawn).toEqual([event]);
    const withdrawn = kept(speeding(10, 20), 99);
    expect(compareEvents([withdrawn], []).withdrawn).toEqual([]);
    expect(compareEvents([withdrawn], [speeding(10, 20)]).changed).toHaveLength(1);
  });

  it('split in two keep one and add one', () => {
    const event = kept(speeding(10, 40));
    const found = compareEvents([event], [speeding(10, 18), speeding(30, 40)]);
    expect(found.changed).toHaveLength(1);
    expect(found.added).toMatchObject([{ beginAt: 30 }]);
  });
});
