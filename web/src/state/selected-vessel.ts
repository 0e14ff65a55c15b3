import { isNotFound } from '../api/api-error.js';
import { api } from '../api/client.js';
import type { TrackFeature } from '../api/types.js';
import { mercatorX, mercatorY } from '../map/mercator.js';
import type { AppState, Track } from './app-state.js';

/** How far back the track of the selected vessel goes. */
export const TRACK_HOURS = 3;
const TRACK_MS = TRACK_HOURS * 3_600_000;

function toTrack(mmsi: string, feature: TrackFeature): Track {
  const coordinates = feature.geometry?.coordinates ?? [];
  return {
    mmsi,
    x: coordinates.map(([lon]) => mercatorX(lon)),
    y: coordinates.map(([, lat]) => mercatorY(lat)),
    times: feature.properties.times.map((time) => Date.parse(time)),
  };
}

async function loadVessel(state: AppState, mmsi: string, signal: AbortSignal): Promise<void> {
  try {
    const vessel = await api.vessel(mmsi, signal);
    state.traffic.setDimensions(mmsi, vessel.dimensions);
    state.selectedVessel.set({ kind: 'known', mmsi, vessel });
  } catch (error) {
    if (signal.aborted) return;
    state.selectedVessel.set({ kind: isNotFound(error) ? 'unknown' : 'failed', mmsi });
  }
}

async function loadTrack(state: AppState, mmsi: string, signal: AbortSignal): Promise<void> {
  const from = new Date(Date.now() - TRACK_MS).toISOString();
  try {
    state.track.set(toTrack(mmsi, await api.track(mmsi, from, signal)));
  } catch {
    // The details say what is wrong with the service; a missing track needs no second message.
    if (!signal.aborted) state.track.set({ mmsi, x: [], y: [], times: [] });
  }
}

/** Lengthens the track by the newest position of its vessel. */
function extendTrack(state: AppState): void {
  const track = state.track.get();
  const target = track === null ? undefined : state.traffic.targets.get(track.mmsi);
  if (track === null || target === undefined) return;
  if (target.time <= (track.times.at(-1) ?? 0)) return;
  state.track.set({
    mmsi: track.mmsi,
    x: [...track.x, target.x],
    y: [...track.y, target.y],
    times: [...track.times, target.time],
  });
}

/** Loads static data and track of whichever vessel is selected, and keeps the track growing. */
export function followSelection(state: AppState): void {
  let loading = new AbortController();
  state.selection.subscribe(() => {
    loading.abort();
    loading = new AbortController();
    state.track.set(null);
    const selection = state.selection.get();
    if (selection?.kind !== 'vessel') {
      state.selectedVessel.set(null);
      return;
    }
    state.selectedVessel.set({ kind: 'loading', mmsi: selection.mmsi });
    void loadVessel(state, selection.mmsi, loading.signal);
    void loadTrack(state, selection.mmsi, loading.signal);
  });
  state.traffic.subscribe(() => {
    extendTrack(state);
  });
}
