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
/** A vessel that can be on the map; one that was entered by hand may have no MMSI. */
export type HeardNow = Vessel & { readonly mmsi: string };

/** Body of the stream's `vessel` event, as far as the page reads it: what AIS says under an MMSI. */
export type HeardVessel = Pick<Vessel, 'dimensions'> & { readonly mmsi: string };
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
export type Me = Schemas['Me'];

/** What the page reads of a FeatureCollection. */
export interface Collection<F> {
  type: 'FeatureCollection';
  features: F[];
}

export type ZoneCollection = Collection<ZoneFeature>;
