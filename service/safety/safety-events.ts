import { mmsiFromNumber } from '../ais/mmsi.js';
import type { StreamEvent } from '../events/stream-event.js';
import {
  type DistressFeature,
  type SafetyMessageResponse,
  toDistressFeature,
} from './safety.dto.js';
import type { NewSafetyMessage, StoredDistress } from './safety.repository.js';

declare module '../events/stream-event.js' {
  interface StreamEventMap {
    /** A distress device reported; delivered each, never conflated. */
    distress: DistressFeature;
    /** Safety-related text was broadcast or addressed. */
    safety: SafetyMessageResponse;
  }
}

/** The event of a device's report. */
export function distressEvent(id: number, row: StoredDistress): StreamEvent<'distress'> {
  return {
    id,
    type: 'distress',
    mmsi: mmsiFromNumber(row.mmsi),
    lon: row.lon,
    lat: row.lat,
    conflationKey: null,
    json: () => JSON.stringify(toDistressFeature(row)),
  };
}

/** The event of a text. A text has no place: it passes every bounding box. */
export function safetyEvent(message: NewSafetyMessage): StreamEvent<'safety'> {
  const mmsi = mmsiFromNumber(message.mmsi);
  const { destination_mmsi: destination } = message;
  const body: SafetyMessageResponse = {
    id: String(message.id),
    mmsi,
    destinationMmsi: destination === null ? null : mmsiFromNumber(destination),
    text: message.text,
    time: message.time,
    source: message.source,
    feed: message.feed,
    stations: [...message.stations],
  };
  return {
    id: message.id,
    type: 'safety',
    mmsi,
    lon: null,
    lat: null,
    conflationKey: null,
    json: () => JSON.stringify(body),
  };
}
