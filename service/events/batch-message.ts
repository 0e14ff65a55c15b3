import { z } from 'zod';
import type { CommittedBatch, StreamEvent, StreamEventType } from './stream-event.js';

/** Largest message that carries its events, characters of JSON; a larger batch is only announced. */
const largestMessage = 1_000_000;

const eventType = z.custom<StreamEventType>((value) => typeof value === 'string');

/** An event on the wire: id, type, MMSI, longitude, latitude, conflation key, body. */
const wireEvent = z.tuple([
  z.number(),
  eventType,
  z.string().nullable(),
  z.number().nullable(),
  z.number().nullable(),
  z.string().nullable(),
  z.string(),
]);

const wireBatch = z.object({
  instance: z.string(),
  from: z.number(),
  to: z.number(),
  events: z.array(wireEvent).nullable(),
});

/** A batch as another process tells of it; `events` is `null` when it was too large to carry. */
export interface ReceivedBatch {
  readonly instance: string;
  readonly from: number;
  readonly to: number;
  readonly events: readonly StreamEvent[] | null;
}

/** `batch` as text for the other processes. */
export function encodeBatch(instance: string, batch: CommittedBatch): string {
  const { from, to } = batch;
  const events: z.input<typeof wireEvent>[] = [];
  let size = 0;
  for (const event of batch.events) {
    const { id, type, mmsi, lon, lat, conflationKey } = event;
    const json = event.json();
    size += json.length;
    if (size > largestMessage) return JSON.stringify({ instance, from, to, events: null });
    events.push([id, type, mmsi, lon, lat, conflationKey, json]);
  }
  return JSON.stringify({ instance, from, to, events });
}

/** Reads what `encodeBatch` wrote; `null` for anything else. */
export function decodeBatch(text: string): ReceivedBatch | null {
  const parsed = wireBatch.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { instance, from, to, events } = parsed.data;
  return { instance, from, to, events: events?.map(toEvent) ?? null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toEvent(wire: z.output<typeof wireEvent>): StreamEvent {
  const [id, type, mmsi, lon, lat, conflationKey, json] = wire;
  return { id, type, mmsi, lon, lat, conflationKey, json: () => json };
}
