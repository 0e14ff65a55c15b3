import type { StreamEvent } from '../events/stream-event.js';
import { RecentEvents } from './recent-events.js';

function newEvent(id: number, conflationKey: string | null = null): StreamEvent {
  return {
    id,
    type: conflationKey === null ? 'safety' : 'position',
    mmsi: null,
    lon: null,
    lat: null,
    conflationKey,
    json: () => '{}',
  };
}

const ids = (events: readonly StreamEvent[]): number[] => events.map(({ id }) => id);

describe('RecentEvents', () => {
  it('gives the newest of each key and every happening, in order of id', () => {
    const recent = new RecentEvents(10, { events: 100, ageMs: 1000 });
    recent.add([newEvent(11, 'a'), newEvent(12, 'b'), newEvent(13)], 0);
    recent.add([newEvent(14, 'a'), newEvent(15)], 1);
    expect(ids(recent.since(10))).toEqual([12, 13, 14, 15]);
    expect(ids(recent.since(13))).toEqual([14, 15]);
  });

  it('forgets what is too old, and says from where it is whole', () => {
    const recent = new RecentEvents(10, { events: 100, ageMs: 1000 });
    recent.add([newEvent(11), newEvent(12)], 0);
    recent.add([newEvent(13)], 1001);
    expect(recent.floor).toBe(12);
    expect(ids(recent.since(12))).toEqual([13]);
  });

  it('forgets the oldest when there are too many', () => {
    const recent = new RecentEvents(10, { events: 2, ageMs: 1000 });
    recent.add([newEvent(11), newEvent(12, 'a'), newEvent(13, 'a'), newEvent(14)], 0);
    expect(recent.floor).toBe(11);
    expect(ids(recent.since(11))).toEqual([13, 14]);
  });

  it('starts anew at another number', () => {
    const recent = new RecentEvents(10, { events: 2, ageMs: 1000 });
    recent.add([newEvent(11)], 0);
    recent.restart(3);
    expect(recent.floor).toBe(3);
    expect(recent.since(0)).toEqual([]);
  });
});
