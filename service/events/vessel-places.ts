/** Where vessels were last seen, for events that are about a vessel and tell no place themselves. */
export abstract class VesselPlaces {
  /** Degrees; `null` for a vessel without a known position. */
  abstract placeOf(mmsi: string): { readonly lon: number; readonly lat: number } | null;
}
