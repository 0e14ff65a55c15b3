import type { Mmsi } from './mmsi.js';

/**
 * Decoded AIS messages. Every "not available" value of the air interface is `null` here
 * (ITU-R M.1371-5 Annex 8); every number is already in the unit its name says.
 */
interface MessageBase {
  readonly mmsi: Mmsi;
  /** Repeat indicator, 0 to 3 (how often a repeater sent it again). */
  readonly repeat: number;
  /** Fields of interest to few; decoded types 1-4, 6, 9, 11, 12, 18, 19, 21, 24 B and 27 have it. */
  readonly extra?: Extra;
}

/** Fields of interest to few (radio state, class B flags, special manoeuvre ...), by name. */
export type Extra = Readonly<Record<string, number | boolean | string | null>>;

/**
 * `rateOfTurn` when the ship has no turn indicator and turns faster than 5 degrees in 30 s (raw
 * ±127): the lower bound, 10 degrees a minute, signed. No measured rate has exactly this value.
 */
export const TURNING_WITHOUT_INDICATOR = 10;

/** Antenna to bow, stern, port and starboard, metres. 0 means not available and is `null`. */
export interface Dimensions {
  readonly a: number | null;
  readonly b: number | null;
  readonly c: number | null;
  readonly d: number | null;
}

/** ETA as sent: UTC, without a year. Each part is `null` when not available. */
export interface Eta {
  readonly month: number | null;
  readonly day: number | null;
  readonly hour: number | null;
  readonly minute: number | null;
}

/** `A` class A, `B` class B, `SAR` search-and-rescue aircraft. */
export type AisClass = 'A' | 'B' | 'SAR';

/** Position of a moving station: types 1, 2, 3, 9, 11, 18, 19 and 27, in one shape. */
export interface PositionMessage extends MessageBase {
  readonly kind: 'position';
  readonly type: 1 | 2 | 3 | 9 | 11 | 18 | 19 | 27;
  readonly aisClass: AisClass;
  /** Degrees east, -180 to 180; `null` when not available or not on the globe. */
  readonly lon: number | null;
  /** Degrees north, -90 to 90. */
  readonly lat: number | null;
  /** Knots; 102.2 (type 9: 1022) means "or more". */
  readonly sogKnots: number | null;
  /** Degrees true, 0 to 359.9. */
  readonly cogDegrees: number | null;
  /** Degrees true, 0 to 359. */
  readonly headingDegrees: number | null;
  /** Degrees a minute, positive to starboard; +-720 at most. ±`TURNING_WITHOUT_INDICATOR` for raw ±127. */
  readonly rateOfTurn: number | null;
  /** 0 to 14; `null` for 15 (not defined) and for types without one. */
  readonly navStatus: number | null;
  /** True: better than 10 m. */
  readonly positionAccuracy: boolean;
  readonly raim: boolean;
  /** UTC second of the report, 0 to 59; `null` otherwise. */
  readonly utcSecond: number | null;
  /** Raw time stamp field, 0 to 63 (60 n/a, 61 manual, 62 dead reckoning, 63 inoperative). */
  readonly rawSecond: number | null;
  /** Metres; type 9 only; 4094 means "or more". */
  readonly altitudeMetres: number | null;
  /** Type 11 only: the station's own UTC clock, epoch ms. */
  readonly utc: number | null;
  /** Type 19 only: the static part. */
  readonly static: ExtendedStatic | null;
  readonly extra: Extra;
}

export interface ExtendedStatic {
  readonly name: string | null;
  readonly shipType: number | null;
  readonly dimensions: Dimensions;
  readonly epfd: number | null;
}

/** Type 4: a base station's position and clock. */
export interface BaseStationMessage extends MessageBase {
  readonly kind: 'base-station';
  readonly type: 4;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly positionAccuracy: boolean;
  /** Epoch ms; `null` unless every part of the date and time is available and valid. */
  readonly utc: number | null;
  readonly clock: {
    readonly year: number | null;
    readonly month: number | null;
    readonly day: number | null;
    readonly hour: number | null;
    readonly minute: number | null;
    readonly second: number | null;
  };
  readonly epfd: number | null;
  readonly raim: boolean;
}

/** Type 5: class A static and voyage data. */
export interface StaticVoyageMessage extends MessageBase {
  readonly kind: 'static';
  readonly type: 5;
  readonly aisVersion: number;
  /** As sent, unverified (may be an ENI or an MMSI); `null` for 0. */
  readonly imo: number | null;
  readonly callSign: string | null;
  readonly name: string | null;
  readonly shipType: number | null;
  readonly dimensions: Dimensions;
  readonly epfd: number | null;
  readonly eta: Eta;
  readonly draughtMetres: number | null;
  readonly destination: string | null;
  /** True: data terminal ready. */
  readonly dte: boolean;
}

/** Type 24 part A: name. */
export interface StaticPartAMessage extends MessageBase {
  readonly kind: 'static';
  readonly type: 24;
  readonly part: 'A';
  readonly name: string | null;
}

/** Type 24 part B: particulars, or the mothership of a 98 craft. */
export interface StaticPartBMessage extends MessageBase {
  readonly kind: 'static';
  readonly type: 24;
  readonly part: 'B';
  readonly shipType: number | null;
  readonly vendorId: string | null;
  readonly callSign: string | null;
  /** All `null` when the sender is an auxiliary craft. */
  readonly dimensions: Dimensions;
  readonly mothershipMmsi: Mmsi | null;
}

/** Type 21: aid to navigation. */
export interface AidToNavigationMessage extends MessageBase {
  readonly kind: 'aid';
  readonly type: 21;
  /** 1 to 31; `null` for 0 (not specified). */
  readonly aidType: number | null;
  /** Name and its extension, joined. */
  readonly name: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly positionAccuracy: boolean;
  readonly dimensions: Dimensions;
  readonly epfd: number | null;
  readonly utcSecond: number | null;
  readonly rawSecond: number;
  /** `null` when the UTC second says that it is not valid. */
  readonly offPosition: boolean | null;
  readonly raim: boolean;
  readonly isVirtual: boolean;
  readonly isAssigned: boolean;
}

/** Types 6 (addressed) and 8 (broadcast): binary application message. */
export interface BinaryMessage extends MessageBase {
  readonly kind: 'binary';
  readonly type: 6 | 8;
  /** Type 6 only. */
  readonly destinationMmsi: Mmsi | null;
  readonly dac: number;
  readonly fi: number;
  /** Application bits as hex, left-aligned; `bitLength` says how many count. */
  readonly payloadHex: string;
  readonly bitLength: number;
  /** Decoded content of DAC 1 FI 16, 18 and 20; `null` for the others. */
  readonly content: BinaryContent | null;
}

export type BinaryContent = PersonsOnBoard | ClearanceTime | BerthingData;

/** DAC 1 FI 16 (IMO SN.1/Circ.289). */
export interface PersonsOnBoard {
  readonly application: 'persons-on-board';
  readonly persons: number | null;
}

/** DAC 1 FI 18: clearance time to enter port. */
export interface ClearanceTime {
  readonly application: 'clearance-time';
  readonly linkage: number | null;
  readonly clearance: Eta;
  readonly portAndBerth: string | null;
  readonly destination: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
}

/** DAC 1 FI 20: berthing data. */
export interface BerthingData {
  readonly application: 'berthing-data';
  readonly linkage: number | null;
  readonly berthLengthMetres: number | null;
  readonly waterDepthMetres: number | null;
  readonly mooringPosition: number | null;
  readonly berthing: Eta;
  /** `null` when the message says that service availability is not given. */
  readonly services: Readonly<
    Record<string, 'not-available' | 'available' | 'no-data' | 'reserved'>
  > | null;
  readonly berthName: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
}

/** Types 12 (addressed) and 14 (broadcast): safety-related text. */
export interface SafetyMessage extends MessageBase {
  readonly kind: 'safety';
  readonly type: 12 | 14;
  readonly destinationMmsi: Mmsi | null;
  readonly text: string;
}

/** A type that is recognised, counted and kept raw, but not decoded further. */
export interface OtherMessage extends MessageBase {
  readonly kind: 'other';
  readonly type: number;
}

export type StaticMessage = StaticVoyageMessage | StaticPartAMessage | StaticPartBMessage;

export type AisMessage =
  | PositionMessage
  | BaseStationMessage
  | StaticMessage
  | AidToNavigationMessage
  | BinaryMessage
  | SafetyMessage
  | OtherMessage;
