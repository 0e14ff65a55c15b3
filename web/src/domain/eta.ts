import type { Eta } from '../api/types.js';

const DAY_MS = 86_400_000;
/** An ETA this far in the past is last voyage's, forgotten, and not next year's. */
const FORGOTTEN_MS = 120 * DAY_MS;

/**
 * The instant a yearless ETA means: the one nearest to now that is not more than 120 days gone.
 * @returns epoch ms; `null` when month or day is unknown, or the day does not exist. An unknown
 * time of day counts as 00:00.
 */
export function etaInstant(eta: Eta, now: number): number | null {
  if (eta.month === null || eta.day === null) return null;
  const year = new Date(now).getUTCFullYear();
  for (const candidate of [year - 1, year, year + 1]) {
    const time = Date.UTC(candidate, eta.month - 1, eta.day, eta.hour ?? 0, eta.minute ?? 0);
    if (new Date(time).getUTCMonth() === eta.month - 1 && time >= now - FORGOTTEN_MS) return time;
  }
  return null;
}
