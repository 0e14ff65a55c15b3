import type { RegisterEntry } from './registered-vessel.js';

/** What was decided about a vessel of the register. What AIS says from day to day is no such thing. */
export interface RegisterEventBody {
  readonly action: 'create' | 'edit' | 'merge' | 'split' | 'hand-over';
  readonly id: string;
  readonly version: number;
  /**
   * The other vessel: that was merged into this one, that was split off, or that took over its MMSI.
   * `null` where there is none.
   */
  readonly otherId: string | null;
  readonly imo: number | null;
  readonly mmsi: string | null;
  readonly name: string | null;
}

declare module '../events/stream-event.js' {
  interface StreamEventMap {
    /** A vessel of the register was created, edited, merged or split. */
    'vessel-register': RegisterEventBody;
  }
}

/** The happening of a decision, for `Transactions.tell`. It has no place. */
export function registerHappening(
  action: RegisterEventBody['action'],
  { id, version, imo, mmsi, name }: RegisterEntry,
  otherId: string | null = null,
) {
  const body: RegisterEventBody = { action, id, version, otherId, imo, mmsi, name };
  return { type: 'vessel-register', body, mmsi, lon: null, lat: null } as const;
}
