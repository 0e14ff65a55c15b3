import type { FeatureCollection, Geometry, Position } from 'geojson';
import { feature } from 'topojson-client';
import fineUrl from 'world-atlas/land-10m.json?url';
import coarseUrl from 'world-atlas/land-50m.json?url';
import { type Box, clipRing, mayMeet, stretchesIn } from './clip.js';
import type { LandAnswer, LandRequest } from './land-messages.js';

/**
 * Natural Earth land (public domain) for the map. The fine coast has 409,000 points: it is decoded
 * here, off the main thread, and only the neighbourhood of the view is handed over.
 */
type Rings = Position[][];

/** Almost the whole world, but not the false shore along the date line and the map's edge. */
const WORLD: Box = [-179.99, -85, 179.99, 89];

async function load(url: string): Promise<Rings[]> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`land: HTTP ${String(response.status)}`);
  const topology = (await response.json()) as Parameters<typeof feature>[0];
  const land = topology.objects['land'];
  if (land === undefined) throw new Error('land: not in the file');
  const decoded = feature(topology, land);
  const features = decoded.type === 'Feature' ? [decoded] : decoded.features;
  return features.flatMap(({ geometry }) => polygonsOf(geometry));
}

function polygonsOf(geometry: Geometry): Rings[] {
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
}

/** Land as fills, and its shore as lines, cut to a box. */
function cut(polygons: readonly Rings[], box: Box): FeatureCollection {
  const near = polygons.filter(([outer = []]) => mayMeet(outer, box));
  const areas = near
    .map((rings) => rings.map((ring) => clipRing(ring, box)).filter((ring) => ring.length > 0))
    .filter((rings) => rings.length > 0);
  const shores = near.flatMap((rings) => rings.flatMap((ring) => stretchesIn(ring, box)));
  return {
    type: 'FeatureCollection',
    features: [
      { type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates: areas } },
      {
        type: 'Feature',
        properties: {},
        geometry: { type: 'MultiLineString', coordinates: shores },
      },
    ],
  };
}

let fine: Promise<Rings[]> | null = null;

async function answer(request: LandRequest): Promise<LandAnswer> {
  if (request.kind === 'world') {
    return { kind: 'world', land: cut(await load(coarseUrl), WORLD) };
  }
  fine ??= load(fineUrl);
  return { kind: 'near', box: request.box, land: cut(await fine, request.box) };
}

self.onmessage = (message: MessageEvent<LandRequest>) => {
  answer(message.data).then(
    (land) => {
      self.postMessage(land);
    },
    (error: unknown) => {
      fine = null;
      self.postMessage({ kind: 'failed', reason: String(error) } satisfies LandAnswer);
    },
  );
};
