import type { FeatureCollection, Point } from 'geojson';
import { ApiError } from './api-error.js';
import type {
  AidProperties,
  BaseStationProperties,
  DistressProperties,
  Evidence,
  Feed,
  PageConfig,
  Port,
  PositionCollection,
  TrackFeature,
  Vessel,
  ZoneCollection,
} from './types.js';

const BASE = '/api/v1';
/** An answer that takes longer than this is a failure the operator should hear of. */
const TIMEOUT_MS = 20_000;

type Query = Readonly<Record<string, string | number>>;

/** The problem's own words of a refused request, `null` when the body is no problem document. */
async function problemDetail(response: Response): Promise<string | null> {
  if (!(response.headers.get('content-type') ?? '').includes('json')) return null;
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== 'object' || body === null) return null;
  if ('detail' in body && typeof body.detail === 'string') return body.detail;
  return 'title' in body && typeof body.title === 'string' ? body.title : null;
}

/**
 * Reads one resource.
 * @throws ApiError when the service is not reached or refuses; an abort by `signal` is thrown as is
 */
async function getJson<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const search = new URLSearchParams(
    Object.entries(query).map(([key, value]) => [key, `${value}`]),
  );
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const url = `${BASE}${path}${search.size > 0 ? `?${search.toString()}` : ''}`;
  let response: Response;
  try {
    response = await fetch(url, {
      headers: { accept: 'application/geo+json, application/json' },
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiError(null, null, { cause: error });
  }
  if (!response.ok) throw new ApiError(response.status, await problemDetail(response));
  // The body's shape is the service's contract (docs/openapi.json), tested there.
  return (await response.json()) as T;
}

const segment = encodeURIComponent;

/** The page's whole use of the public API; each call throws `ApiError`. */
export const api = {
  config: async () => await getJson<PageConfig>('/config'),
  ports: async () => (await getJson<{ ports: Port[] }>('/ports')).ports,
  zones: async (locode: string) => await getJson<ZoneCollection>(`/ports/${segment(locode)}/zones`),
  portVessels: async (locode: string) =>
    await getJson<PositionCollection>(`/ports/${segment(locode)}/vessels`),
  positions: async () => await getJson<PositionCollection>('/positions', { limit: 10_000 }),
  feeds: async () => (await getJson<{ feeds: Feed[] }>('/feeds')).feeds,
  aids: async () =>
    await getJson<FeatureCollection<Point, AidProperties>>('/aids-to-navigation', {
      limit: 10_000,
    }),
  baseStations: async () =>
    await getJson<FeatureCollection<Point, BaseStationProperties>>('/base-stations', {
      limit: 10_000,
    }),
  distressDevices: async () =>
    await getJson<FeatureCollection<Point | null, DistressProperties>>('/distress-devices'),
  searchVessels: async (text: string, signal: AbortSignal) =>
    (await getJson<{ vessels: Vessel[] }>('/vessels', { q: text, limit: 12 }, signal)).vessels,
  vessels: async (mmsis: readonly string[]) =>
    (await getJson<{ vessels: Vessel[] }>('/vessels', { mmsi: mmsis.join(','), limit: 100 }))
      .vessels,
  vessel: async (mmsi: string, signal: AbortSignal) =>
    await getJson<Vessel>(`/vessels/${segment(mmsi)}`, {}, signal),
  track: async (mmsi: string, from: string, signal: AbortSignal) =>
    await getJson<TrackFeature>(
      `/vessels/${segment(mmsi)}/track`,
      { from, toleranceMetres: 5 },
      signal,
    ),
  evidence: async (mmsi: string, signal: AbortSignal) =>
    await getJson<Evidence>(`/positions/${segment(mmsi)}/evidence`, {}, signal),
};
