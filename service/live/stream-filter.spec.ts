import type { Mmsi } from '../ais/mmsi.js';
import type { StreamEvent } from '../events/stream-event.js';
import { liveQuery } from './live.dto.js';
import { isLiveType, streamFilter } from './stream-filter.js';

function newEvent(fields: Partial<StreamEvent>): StreamEvent {
  return {
    id: 1,
    type: 'position',
    mmsi: '725000912',
    lon: -71.6,
    lat: -33,
    conflationKey: null,
    json: () => '{}',
    ...fields,
  };
}

const passes = (query: Record<string, string>, event: StreamEvent): boolean =>
  streamFilter(liveQuery.parse(query)).passes(event);

describe('streamFilter', () => {
  it('lets everything pass by default', () => {
    expect(passes({}, newEvent({}))).toBe(true);
    expect(passes({}, newEvent({ mmsi: null, lon: null, lat: null }))).toBe(true);
  });

  it('takes the types asked for', () => {
    expect(passes({ types: 'vessel,safety' }, newEvent({}))).toBe(false);
    expect(passes({ types: 'vessel,safety' }, newEvent({ type: 'safety' }))).toBe(true);
  });

  it('takes the vessels asked for, and nothing that is about none', () => {
    const query = { mmsi: '725000912,224123000' };
    expect(passes(query, newEvent({}))).toBe(true);
    expect(passes(query, newEvent({ mmsi: '224123001' }))).toBe(false);
    expect(passes(query, newEvent({ mmsi: null }))).toBe(false);
  });

  it('takes what is in the box or has no place', () => {
    const query = { bbox: '-72,-34,-71,-32' };
    expect(passes(query, newEvent({}))).toBe(true);
    expect(passes(query, newEvent({ lon: -70.9 }))).toBe(false);
    expect(passes(query, newEvent({ lon: null, lat: null }))).toBe(true);
  });

  it.each([
    [179.5, true],
    [-179.5, true],
    [180, true],
    [-180, true],
    [0, false],
    [169, false],
    [-169, false],
  ])('knows whether %d is in a box over the antimeridian', (lon, isInside) => {
    expect(passes({ bbox: '170,-40,-170,-20' }, newEvent({ lon }))).toBe(isInside);
  });

  it('has the same key for the same wish, in whatever order it is put', () => {
    const mmsi = ['224123000', '725000912'] as Mmsi[];
    const one = streamFilter({ mmsi, types: ['vessel', 'position'] });
    const other = streamFilter({ mmsi: mmsi.toReversed(), types: ['position', 'vessel'] });
    expect(one.key).toBe(other.key);
    expect(one.key).not.toBe(streamFilter({ mmsi }).key);
  });
});

describe('isLiveType', () => {
  it('knows the five types of the stream and no other', () => {
    const types = ['position', 'vessel', 'safety', 'distress', 'feed', 'reset', 'aid'];
    expect(types.map(isLiveType)).toEqual([true, true, true, true, true, false, false]);
  });
});
