import { decodeBatch, encodeBatch } from './batch-message.js';
import type { StreamEvent } from './stream-event.js';

function newEvent(id: number, json = '{"a":"ñ"}'): StreamEvent {
  return {
    id,
    type: 'safety',
    mmsi: '002241022',
    lon: null,
    lat: -33.5,
    conflationKey: null,
    json: () => json,
  };
}

describe('batches between processes', () => {
  it('come out as they went in', () => {
    const received = decodeBatch(encodeBatch('me', { from: 4, to: 7, events: [newEvent(5)] }));
    expect(received).toMatchObject({ instance: 'me', from: 4, to: 7 });
    const [event] = received?.events ?? [];
    expect(event).toMatchObject({ ...newEvent(5), json: expect.any(Function) as unknown });
    expect(event?.json()).toBe('{"a":"ñ"}');
  });

  it('carry an empty batch', () => {
    const text = encodeBatch('me', { from: 4, to: 7, events: [] });
    expect(decodeBatch(text)).toEqual({ instance: 'me', from: 4, to: 7, events: [] });
  });

  it('only announce what is too large to carry', () => {
    const events = [newEvent(5, 'x'.repeat(600_000)), newEvent(6, 'x'.repeat(600_000))];
    const text = encodeBatch('me', { from: 4, to: 7, events });
    expect(text.length).toBeLessThan(100);
    expect(decodeBatch(text)).toEqual({ instance: 'me', from: 4, to: 7, events: null });
  });

  it.each([
    '',
    'null',
    '[]',
    '{"instance":1,"from":1,"to":2,"events":null}',
    '{"instance":"a","from":"1","to":2,"events":null}',
    '{"instance":"a","from":1,"to":2,"events":[[1,"position","1",2,3,"k"]]}',
    '{"instance":"a","from":1,"to":2,"events":[[1,"position","1",2,"3","k","{}"]]}',
  ])('refuse %s', (text) => {
    expect(decodeBatch(text)).toBeNull();
  });
});
