import { credentials } from '../auth/credentials.js';
import { ApiError } from './api-error.js';
import type {
  AidFeature,
  BaseStationFeature,
  Collection,
  DistressFeature,
  Evidence,
  Feed,
  HeardNow,
  Me,
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

/** The most the service gives at once. */
const PAGE_LIMIT = 10_000;

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
 * Asks for one resource.
 * @throws ApiError when the service is not reached or refuses; an abort by `signal` is thrown as is
 */
async function request(url: string, signal?: AbortSignal): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  try {
    response = await credentials.fetch(url, {
      headers: { accept: 'application/geo+json, application/json' },
      // What is kept is asked about each time: a port that was imported just now is to be seen.
      cache: 'no-cache',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiError(null, null, { cause: error });
  }
  if (!response.ok) throw new ApiError(response.status, await problemDetail(response));
  return response;
}

function urlOf(path: string, query: Query): string {
  const search = new URLSearchParams(
    Object.entries(query).map(([key, value]) => [key, `${value}`]),
  );
  return `${BASE}${path}${search.size > 0 ? `?${search.toString()}` : ''}`;
}

/** Reads one resource. The body's shape is the service's contract (docs/openapi.json), tested there. */
async function getJson<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return (await (await request(urlOf(path, query), signal)).json()) as T;
}

/** Address of the next page (RFC 8288 `Link`), `null` on the last. */
function nextPage(response: Response): string | null {
  const link = /<([^>]+)>;\s*rel="?next"?/.exec(response.headers.get('link') ?? '');
  return link?.[1] ?? null;
}

/** Reads a collection page by page; what stands beside the features is the first page's. */
async function getFeatures<C extends { features: unknown[] }>(path: string): Promise<C> {
  const first = await request(urlOf(path, { limit: PAGE_LIMIT }));
  const collection = (await first.json()) as C;
  let next = nextPage(first);
  while (next !== null) {
    const response = await request(next);
    collection.features.push(...((await response.json()) as C).features);
    next = nextPage(response);
  }
  return collection;
}

const segment = encodeURIComponent;

function hasMmsi(vessel: Vessel): vessel is HeardNow {
  return vessel.mmsi !== null;
}

/** The page's whole use of the public API; each call throws `ApiError`. */
export const api = {
  config: async () => await getJson<PageConfig>('/config'),
  me: async () => await getJson<Me>('/me'),
  ports: async () => (await getJson<{ ports: Port[] }>('/ports')).ports,
  zones: async (locode: string) =>
    await getFeatures<ZoneCollection>(`/ports/${segment(locode)}/zones`),
  portVessels: async (locode: string) =>
    await getFeatures<PositionCollection>(`/ports/${segment(locode)}/vessels`),
  positions: async () => await getFeatures<PositionCollection>('/positions'),
  feeds: async () => (await getJson<{ feeds: Feed[] }>('/feeds')).feeds,
  aids: async () => await getFeatures<Collection<AidFeature>>('/aids-to-navigation'),
  baseStations: async () => await getFeatures<Collection<BaseStationFeature>>('/base-stations'),
  distressDevices: async () => await getFeatures<Collection<DistressFeature>>('/distress-devices'),
  searchVessels: async (text: string, signal: AbortSignal) =>
    (
      await getJson<{ vessels: Vessel[] }>('/vessels', { q: text, limit: 12 }, signal)
    ).vessels.filter(hasMmsi),
  vessels: async (mmsis: readonly string[]) => {
    const query = { mmsi: mmsis.join(','), limit: 100 };
    return (await getJson<{ vessels: Vessel[] }>('/vessels', query)).vessels.filter(hasMmsi);
  },
  vessel: async (mmsi: string, signal?: AbortSignal) =>
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
