import type { Geometry } from 'geojson';
import type { components } from '../generated/api.js';

/**
 * Bodies of the public API, named as the page uses them. They are generated from docs/openapi.json,
 * which also describes their fields and units; those of stream events are the same.
 */
type Schemas = components['schemas'];

export type PositionFeature = Schemas['PositionFeature'];
export type PositionProperties = PositionFeature['properties'];
export type PositionCollection = Schemas['PositionCollection'];

export type Vessel = Schemas['Vessel'];
export type Dimensions = Vessel['dimensions'];
export type Eta = Schemas['Eta'];
export type TrackFeature = Schemas['TrackFeature'];
export type Evidence = Schemas['PositionEvidence'];

export type Port = Schemas['Port'];
export type ZoneProperties = Schemas['PortZone']['properties'];
export type ZoneKind = ZoneProperties['kind'];
/** The document leaves the coordinates open; they are GeoJSON's. */
export type ZoneFeature = Omit<Schemas['PortZone'], 'geometry'> & { geometry: Geometry };

export type AidFeature = Schemas['AidToNavigation'];
export type BaseStationFeature = Schemas['BaseStation'];
export type DistressFeature = Schemas['DistressDevice'];
export type SafetyMessage = Schemas['SafetyMessage'];

export type Feed = Schemas['Feed'];
export type PageConfig = Schemas['PageSettings'];

/** What the page reads of a FeatureCollection. */
export interface Collection<F> {
  type: 'FeatureCollection';
  features: F[];
}

export type ZoneCollection = Collection<ZoneFeature>;
