import type { PositionEvidence } from './latest-position.repository.js';
import type { EvidenceResponse } from './positions.dto.js';
import { flagNames } from './quality-flags.js';

/** What stands behind a position, as the API shows it. */
export function toEvidenceResponse(evidence: PositionEvidence): EvidenceResponse {
  return {
    mmsi: evidence.mmsi,
    time: iso(evidence.time),
    receivedAt: iso(evidence.receivedAt),
    committedAt: iso(evidence.committedAt),
    isTimeTrusted: evidence.isTimeTrusted,
    source: evidence.source,
    feed: evidence.feed,
    stations: [...evidence.stations],
    sentences: evidence.raw.split('\n'),
    messageType: evidence.messageType,
    lon: evidence.lon,
    lat: evidence.lat,
    sog: evidence.sogKnots,
    cog: evidence.cogDegrees,
    heading: evidence.headingDegrees,
    rot: evidence.rateOfTurn,
    navStatus: evidence.navStatus,
    positionAccuracy: evidence.positionAccuracy,
    aisClass: evidence.aisClass,
    flags: [...flagNames(evidence.flags)],
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
