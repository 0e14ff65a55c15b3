import type { StreamEvent } from '../events/stream-event.js';
import { newEntry, noon } from '../../test/support/picture.js';
import { entryOf, PositionEvent } from './position-events.js';
import { positionFeatureSchema } from './positions.dto.js';

/** An event as it comes from another process: its body only. */
function told(json: string, id = 7): StreamEvent {
  return {
    id,
    type: 'position',
    mmsi: '725000001',
    lon: -71.6,
    lat: -33,
    conflationKey: '725000001',
    json: () => json,
  };
}

describe('PositionEvent', () => {
  const entry = newEntry(
    725000001,
    { flags: 1 | 4 | 16, navStatus: null, stations: ['A', 'B'], committedAt: noon + 412 },
    { name: 'ESPERANZA', shipType: 70, lengthMetres: 189, beamMetres: 30, destination: 'CLVAP' },
    7,
  );

  it('has the feature of the API as its body, made once', () => {
    const event = new PositionEvent(entry);
    const feature = positionFeatureSchema.parse(JSON.parse(event.json()));
    expect(feature.properties).toMatchObject({
      time: '2026-01-31T12:00:00.000Z',
      name: 'ESPERANZA',
      flags: ['jump', 'time-untrusted', 'zero-position'],
    });
    expect(event.json()).toBe(event.json());
    expect([event.id, event.mmsi, event.conflationKey, event.lon]).toEqual([
      7,
      '725000001',
      '725000001',
      -71.6,
    ]);
    expect(entryOf(event)).toBe(entry);
  });

  it('is read back whole by another process', () => {
    const read = entryOf(told(entry.json()));
    expect(read?.json()).toBe(entry.json());
    expect(read).toEqual(entry);
  });

  it.each([
    ['not JSON', '{"type":'],
    ['another thing', '[]'],
    ['no place', JSON.stringify({ ...positionOf(), geometry: null })],
    [
      'a place that is none',
      JSON.stringify({ ...positionOf(), geometry: { coordinates: [null, 1] } }),
    ],
    ['fewer properties', JSON.stringify({ ...positionOf(), properties: { mmsi: '725000001' } })],
    ['no MMSI', entryText().replaceAll('"725000001"', '"7250"')],
  ])('is nothing when the body is %s', (_what, json) => {
    expect(entryOf(told(json))).toBeNull();
  });
});

function entryText(): string {
  return newEntry(725000001).json();
}

function positionOf(): object {
  return positionFeatureSchema.parse(JSON.parse(entryText()));
}
