import { readFileSync } from 'node:fs';

import type { Fix } from '../../service/port-calls/detection/fix.js';
import { receive } from '../ais/support/received.js';

/** Fixes of the class A and B stations of a log, by MMSI, each in order of time. */
export function heardIn(path: string): ReadonlyMap<string, readonly Fix[]> {
  const heard = new Map<string, Fix[]>();
  for (const [digest, { message, payload }] of receive(readFileSync(path)).messages.entries()) {
    if (message.kind !== 'position' || message.aisClass === 'SAR') continue;
    const { mmsi, lon, lat, sogKnots, headingDegrees, navStatus } = message;
    const { stationTime } = payload;
    if (lon === null || lat === null || stationTime === null) continue;
    const fix: Fix = {
      time: stationTime,
      digest,
      lon,
      lat,
      sog: sogKnots,
      heading: headingDegrees,
      navStatus,
      isDoubtful: false,
    };
    heard.set(mmsi, [...(heard.get(mmsi) ?? []), fix]);
  }
  for (const fixes of heard.values()) fixes.sort((one, other) => one.time - other.time);
  return heard;
}
