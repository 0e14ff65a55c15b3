import type { StreamEvent } from '../events/stream-event.js';
import { toVesselResponse, type VesselResponse } from './vessels.dto.js';
import type { Vessel } from './vessel.js';

declare module '../events/stream-event.js' {
  interface StreamEventMap {
    /** A vessel became known, or says something new of itself. */
    vessel: VesselResponse;
  }
}

/** The event of a vessel as it is now. It has no place: it passes every bounding box. */
export function vesselEvent(vessel: Vessel): StreamEvent<'vessel'> {
  let text: string | null = null;
  return {
    id: vessel.streamId,
    type: 'vessel',
    mmsi: vessel.mmsi,
    lon: null,
    lat: null,
    conflationKey: vessel.mmsi,
    json: () => (text ??= JSON.stringify(toVesselResponse(lastSeenByStatic(vessel)))),
  };
}

/** An event is told when static data changes: that report is then the newest of the vessel. */
function lastSeenByStatic(vessel: Vessel) {
  return { ...vessel, lastSeenAt: vessel.lastStaticAt ?? vessel.firstSeenAt };
}
