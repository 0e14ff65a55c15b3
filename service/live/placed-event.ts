import type { StreamEvent, StreamEventType } from '../events/stream-event.js';
import type { VesselPlaces } from '../events/vessel-places.js';

/** Particulars are told without a place: the vessel's own stands in, for the boxes of clients. */
export function placed(event: StreamEvent, places: VesselPlaces): StreamEvent {
  if (event.type !== 'vessel' || event.mmsi === null) return event;
  const place = places.placeOf(event.mmsi);
  return place === null ? event : new PlacedEvent(event, place);
}

/** An event with a place that it does not tell itself. */
class PlacedEvent implements StreamEvent {
  readonly id: number;
  readonly type: StreamEventType;
  readonly mmsi: string | null;
  readonly lon: number;
  readonly lat: number;
  readonly conflationKey: string | null;

  constructor(
    private readonly event: StreamEvent,
    place: { readonly lon: number; readonly lat: number },
  ) {
    this.id = event.id;
    this.type = event.type;
    this.mmsi = event.mmsi;
    this.lon = place.lon;
    this.lat = place.lat;
    this.conflationKey = event.conflationKey;
  }

  json(): string {
    return this.event.json();
  }
}
