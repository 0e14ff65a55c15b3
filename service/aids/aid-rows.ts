import type {
  AidToNavigationMessage,
  BaseStationMessage,
  PositionMessage,
} from '../ais/message.js';
import type { Heard } from '../ais/reception.js';
import { receptionRow, type ReceptionRow } from '../database/reception-row.js';

/** What every fixed station's row has; JSON names are the columns'. */
export interface StationRow extends ReceptionRow {
  readonly mmsi: number;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly position_accuracy: boolean;
}

/** An aid to navigation, as type 21 describes it. */
export interface AidRow extends StationRow {
  readonly aid_type: number | null;
  readonly name: string | null;
  readonly dim_a: number | null;
  readonly dim_b: number | null;
  readonly dim_c: number | null;
  readonly dim_d: number | null;
  readonly is_virtual: boolean;
  readonly is_off_position: boolean | null;
}

/** A base station, as type 4 reports it. */
export interface BaseStationRow extends StationRow {
  readonly reported_utc: string | null;
}

/** The place of a fixed station, from any message that tells one. */
export function stationRow(
  heard: Heard<AidToNavigationMessage | BaseStationMessage | PositionMessage>,
): StationRow {
  const { mmsi, lon, lat, positionAccuracy } = heard.message;
  return {
    mmsi: Number(mmsi),
    lon,
    lat,
    position_accuracy: positionAccuracy,
    ...receptionRow(heard.reception),
  };
}

/** The whole of a type 21. */
export function aidRow(heard: Heard<AidToNavigationMessage>): AidRow {
  const { message } = heard;
  return {
    ...stationRow(heard),
    aid_type: message.aidType,
    name: message.name,
    dim_a: message.dimensions.a,
    dim_b: message.dimensions.b,
    dim_c: message.dimensions.c,
    dim_d: message.dimensions.d,
    is_virtual: message.isVirtual,
    is_off_position: message.offPosition,
  };
}

/** The whole of a type 4. */
export function baseStationRow(heard: Heard<BaseStationMessage>): BaseStationRow {
  const { utc } = heard.message;
  return { ...stationRow(heard), reported_utc: utc === null ? null : new Date(utc).toISOString() };
}
