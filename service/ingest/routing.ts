import type {
  AidToNavigationMessage,
  AisMessage,
  BaseStationMessage,
  PositionMessage,
  SafetyMessage,
  StaticMessage,
} from '../ais/message.js';
import { isUnknownMid, type MmsiKind, mmsiKind } from '../ais/mmsi.js';
import type { Heard } from '../ais/reception.js';
import type { QueuedMessage } from './ingest-queue.js';

/** A position, and where its assessment is kept. */
export interface QueuedPosition {
  readonly heard: Heard<PositionMessage>;
  readonly queued: QueuedMessage;
}

/** The messages of one batch by the feature that keeps them; each list in order of arrival. */
export interface RoutedMessages {
  /** Positions of ships, craft, handheld radios, SAR aircraft and of whom the plan does not know. */
  readonly positions: QueuedPosition[];
  /** Static reports, and the positions: one may be a vessel's first sign, or carry a static part. */
  readonly vessels: Heard<StaticMessage | PositionMessage>[];
  /** Aids to navigation and base stations: reports of their own, and positions under such an MMSI. */
  readonly aids: Heard<AidToNavigationMessage | BaseStationMessage | PositionMessage>[];
  /** Safety texts, and the positions of distress devices: an alarm, not a vessel. */
  readonly safety: Heard<SafetyMessage | PositionMessage>[];
}

/**
 * Whether anything keeps such a message; the others are counted only. A static report of a fixed
 * station or a distress device is none of a vessel.
 */
export function isStored(message: AisMessage): boolean {
  if (message.kind === 'static') return placeOf(message) === 'positions';
  return message.kind !== 'binary' && message.kind !== 'other';
}

/** Whether a station that hears a message later is noted with it. */
export function keepsStations(message: AisMessage): boolean {
  return message.kind === 'position' && placeOf(message) === 'positions';
}

/** Sorts a batch. */
export function routeMessages(batch: readonly QueuedMessage[]): RoutedMessages {
  const routed: RoutedMessages = { positions: [], vessels: [], aids: [], safety: [] };
  for (const queued of batch) {
    const { message, reception } = queued;
    switch (message.kind) {
      case 'position':
        routePosition(routed, { heard: { message, reception }, queued });
        break;
      case 'static':
        routed.vessels.push({ message, reception });
        break;
      case 'aid':
      case 'base-station':
        routed.aids.push({ message, reception });
        break;
      case 'safety':
        routed.safety.push({ message, reception });
        break;
      case 'binary':
      case 'other':
        break;
    }
  }
  return routed;
}

function routePosition(routed: RoutedMessages, position: QueuedPosition): void {
  const { heard } = position;
  const place = placeOf(heard.message);
  if (place === 'positions') {
    routed.positions.push(position);
    routed.vessels.push(heard);
  } else {
    routed[place].push(heard);
  }
}

/** Who is no vessel, and which feature keeps its position. */
const PLACES: ReadonlyMap<MmsiKind, 'aids' | 'safety'> = new Map([
  ['sart', 'safety'],
  ['mob', 'safety'],
  ['epirb', 'safety'],
  ['aid-to-navigation', 'aids'],
  ['coast-station', 'aids'],
]);

/**
 * Ships that were given a number like `007037143` exist: where the number names no country it is
 * nobody's of the plan, and what moves under it is kept as a vessel (flagged `unknown-mid`).
 */
function placeOf({ mmsi }: AisMessage): 'positions' | 'aids' | 'safety' {
  const place = PLACES.get(mmsiKind(mmsi)) ?? 'positions';
  return place === 'aids' && isUnknownMid(mmsi) ? 'positions' : place;
}
