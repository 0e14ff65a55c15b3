import type { FeatureCollection } from 'geojson';
import type { Box } from './clip.js';

/** What the map asks of the land worker: the coarse world, or the fine coast within a box. */
export type LandRequest = { readonly kind: 'world' } | { readonly kind: 'near'; readonly box: Box };

export type LandAnswer =
  | { readonly kind: 'world'; readonly land: FeatureCollection }
  | { readonly kind: 'near'; readonly box: Box; readonly land: FeatureCollection }
  | { readonly kind: 'failed'; readonly reason: string };
