import { ApiError } from '../api/api-error.js';
import { api } from '../api/client.js';
import type { Traffic } from './traffic.js';

/** Vessels asked for at once. */
const BATCH = 50;
const PAUSE_MS = 500;

/**
 * Finds out where the antenna stands on vessels that are drawn as hulls: the positions carry only
 * length and beam. Asks once per vessel, in batches; one that is not known stays centred.
 */
export class HullDimensions {
  private readonly asked = new Set<string>();
  private isBusy = false;

  constructor(private readonly traffic: Traffic) {}

  /** Asks for those of the given vessels that are not known yet; returns at once. */
  readonly want = (mmsis: readonly string[]): void => {
    if (this.isBusy) return;
    const missing = mmsis
      .filter((mmsi) => !this.asked.has(mmsi) && !this.traffic.hasDimensions(mmsi))
      .slice(0, BATCH);
    if (missing.length === 0) return;
    this.isBusy = true;
    void this.load(missing);
  };

  private async load(mmsis: readonly string[]): Promise<void> {
    try {
      const vessels = await api.vessels(mmsis);
      for (const mmsi of mmsis) this.asked.add(mmsi);
      for (const vessel of vessels) this.traffic.setDimensions(vessel.mmsi, vessel.dimensions);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // A refusal would be repeated with every frame: these hulls stay centred.
      for (const mmsi of mmsis) this.asked.add(mmsi);
    } finally {
      setTimeout(() => {
        this.isBusy = false;
      }, PAUSE_MS);
    }
  }
}
