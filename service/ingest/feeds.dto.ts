import { z } from 'zod';

import type { StreamEvent } from '../events/stream-event.js';
import { instantOrNull } from '../http/collection.js';
import { instantSchema } from '../http/parameters.js';
import type { FeedStatus } from './feed-status.js';

declare module '../events/stream-event.js' {
  interface StreamEventMap {
    /** A feed's state over all processes has changed. */
    feed: FeedResponse;
  }
}

/** A feed, in `GET /api/v1/feeds` and in the stream's `feed` event. */
export const feedSchema = z
  .strictObject({
    name: z.string(),
    kind: z.enum(['tcp-server', 'tcp-client', 'udp', 'http', 'simulator']),
    source: z.enum(['ais', 'simulated', 'replay', 'operator']),
    state: z.enum(['live', 'silent', 'connecting', 'stopped']).meta({
      description:
        'live: messages come; silent: none for silenceSeconds; connecting: dialled, without a connection; stopped: not read.',
    }),
    lastMessageTime: instantSchema.nullable(),
    ratePerSecond: z.number().min(0).meta({
      description: 'Messages a second over the last minute, copies of known ones included.',
    }),
    rejected: z.record(z.string(), z.int().min(1)).meta({
      description: 'Lines rejected since the processes started, by reason.',
    }),
    isSilent: z.boolean(),
    silenceSeconds: z.int().min(1),
    licence: z
      .string()
      .nullable()
      .meta({ description: 'Licence of the data, as it must be shown.' }),
  })
  .meta({ id: 'Feed' });

/** JSON shape of a feed. */
export type FeedResponse = z.infer<typeof feedSchema>;

/** `status` as the API shows it. */
export function toFeedResponse(status: FeedStatus): FeedResponse {
  return {
    name: status.name,
    kind: status.kind,
    source: status.source,
    state: status.state,
    lastMessageTime: instantOrNull(status.lastMessageAt),
    ratePerSecond: Math.round(status.ratePerSecond * 100) / 100,
    rejected: { ...status.rejected },
    isSilent: status.state === 'silent',
    silenceSeconds: status.silenceSeconds,
    licence: status.licence,
  };
}

/** The happening that a feed's state has changed. @param id its stream number */
export function feedEvent(id: number, status: FeedStatus): StreamEvent<'feed'> {
  const json = JSON.stringify(toFeedResponse(status));
  return {
    id,
    type: 'feed',
    mmsi: null,
    lon: null,
    lat: null,
    conflationKey: null,
    json: () => json,
  };
}
