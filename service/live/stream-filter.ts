import type { StreamEvent } from '../events/stream-event.js';
import { boxContains } from '../geo/bounding-box.js';
import { streamTypes, type LiveEventType, type LiveQuery } from './live.dto.js';

/** What a client wants of the stream. */
export interface StreamFilter {
  /** The same for two filters that let the same events pass. */
  readonly key: string;
  passes(event: StreamEvent): boolean;
}

const known: ReadonlySet<string> = new Set(streamTypes);

/** Whether the event is of a type that leaves through the stream. */
export function isLiveType(type: string): type is LiveEventType {
  return known.has(type);
}

/**
 * The filter of a query. A safety message or the state of a feed has no place and passes every box; a
 * vessel that was never seen passes none. What is about no vessel passes no list of MMSIs.
 */
export function streamFilter(query: Pick<LiveQuery, 'bbox' | 'mmsi' | 'types'>): StreamFilter {
  const { bbox } = query;
  const types: ReadonlySet<string> = new Set(query.types ?? streamTypes);
  const mmsis = query.mmsi === undefined ? null : new Set<string>(query.mmsi);
  return {
    key: JSON.stringify([bbox ?? null, sorted(mmsis), sorted(types)]),
    passes({ type, mmsi, lon, lat }) {
      if (!types.has(type)) return false;
      if (mmsis !== null && (mmsi === null || !mmsis.has(mmsi))) return false;
      if (bbox === undefined) return true;
      if (lon === null || lat === null) return type !== 'vessel';
      return boxContains(bbox, lon, lat);
    },
  };
}

function sorted(values: ReadonlySet<string> | null): string[] | null {
  return values === null ? null : [...values].sort();
}
