import { isMmsi } from '../ais/mmsi.js';
import type { StreamEvent } from '../events/stream-event.js';
import {
  heardVesselSchema,
  toHeardVesselResponse,
  type HeardVesselResponse,
} from './heard-vessel.dto.js';
import type { SeenVessel } from './vessel-search.js';
import type { Vessel } from './vessel.js';

declare module '../events/stream-event.js' {
  interface StreamEventMap {
    /** A vessel became known, or says something new of itself. */
    vessel: HeardVesselResponse;
  }
}

/** The event of a vessel as it is now. It has no place: it passes every bounding box. */
export class VesselEvent implements StreamEvent<'vessel'> {
  readonly type = 'vessel';
  readonly lon = null;
  readonly lat = null;
  private text: string | null = null;

  constructor(readonly vessel: Vessel) {}

  get id(): number {
    return this.vessel.streamId;
  }

  get mmsi(): string {
    return this.vessel.mmsi;
  }

  get conflationKey(): string {
    return this.vessel.mmsi;
  }

  json(): string {
    this.text ??= JSON.stringify(toHeardVesselResponse(lastSeenByStatic(this.vessel)));
    return this.text;
  }
}

/** What an event says of a vessel. */
export type ToldVessel = Pick<
  Vessel,
  'mmsi' | 'name' | 'shipType' | 'dimensions' | 'destination'
> & {
  /** Epoch ms. */
  readonly updatedAt: number;
};

/**
 * The vessel that a `vessel` event tells of; what another process wrote is read from its body.
 * @returns null when the body is none of ours, of another version for example.
 */
export function toldVessel(event: StreamEvent): ToldVessel | null {
  if (event instanceof VesselEvent) {
    return event.vessel;
  }
  const parsed = heardVesselSchema.safeParse(parseJson(event.json()));
  return parsed.success && isMmsi(parsed.data.mmsi)
    ? { ...parsed.data, mmsi: parsed.data.mmsi, updatedAt: Date.parse(parsed.data.updatedAt) }
    : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** An event is told when static data changes: that report is then the newest of the vessel. */
function lastSeenByStatic(vessel: Vessel): SeenVessel {
  return { ...vessel, lastSeenAt: vessel.lastStaticAt ?? vessel.firstSeenAt };
}
