import type { Eta } from '../ais/message.js';

/**
 * The moment that an ETA means. AIS sends no year, so it is the one that puts the ETA nearest to the
 * report (the project's rule; ITU-R M.1371-5 fixes none).
 * @param reportedAt time of the report, epoch ms.
 * @returns epoch ms; null when a part is missing, or no year near has such a day.
 */
export function etaInstant({ month, day, hour, minute }: Eta, reportedAt: number): number | null {
  if (month === null || day === null || hour === null || minute === null) {
    return null;
  }
  const year = new Date(reportedAt).getUTCFullYear();
  let nearest: number | null = null;
  // Leap days are up to eight years apart (2096 to 2104), so the search for a 29 February is wider.
  for (let candidate = year - 4; candidate <= year + 4; candidate += 1) {
    const time = Date.UTC(candidate, month - 1, day, hour, minute);
    const exists = new Date(time).getUTCMonth() === month - 1;
    if (
      exists &&
      (nearest === null || Math.abs(time - reportedAt) < Math.abs(nearest - reportedAt))
    ) {
      nearest = time;
    }
  }
  return nearest;
}
