import type { StreamEvent, StreamEventMap, StreamEventType } from '../events/stream-event.js';

/**
 * Something that happened, for the stream and for webhooks: each is delivered, none replaces another.
 * `body` holds ids and facts as the API's answers show them; nothing of a person, no secret.
 */
export interface Happening<T extends StreamEventType = StreamEventType> {
  readonly type: T;
  readonly body: StreamEventMap[T];
  /** MMSI it is about, `null` where none. */
  readonly mmsi: string | null;
  /** Where it is, for bounding-box filters; `null` where that means nothing. */
  readonly lon: number | null;
  readonly lat: number | null;
}

/** As events of the stream, numbered after `from`. */
export function toStreamEvents(happenings: readonly Happening[], from: number): StreamEvent[] {
  return happenings.map(({ type, body, mmsi, lon, lat }, index) => {
    const text = JSON.stringify(body);
    const id = from + index + 1;
    return { id, type, mmsi, lon, lat, conflationKey: null, json: () => text };
  });
}
