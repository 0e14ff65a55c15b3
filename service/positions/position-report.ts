import type { AisClass, PositionMessage } from '../ais/message.js';
import type { Mmsi } from '../ais/mmsi.js';
import type { Heard, Source } from '../ais/reception.js';

/** A position report as it is kept. Times are epoch milliseconds, UTC; `null` is unknown. */
export interface PositionReport {
  readonly mmsi: Mmsi;
  /** When it was true. */
  readonly time: number;
  /** When it reached us. */
  readonly receivedAt: number;
  /** Signed 32-bit hash of the payload: tells two reports of one instant apart. */
  readonly digest: number;
  /** Degrees east, -180 to 180. */
  readonly lon: number | null;
  /** Degrees north, -90 to 90. */
  readonly lat: number | null;
  readonly sogKnots: number | null;
  /** Degrees true, 0 to 359.9. */
  readonly cogDegrees: number | null;
  /** Degrees true, 0 to 359. */
  readonly headingDegrees: number | null;
  /** Degrees a minute, positive to starboard. */
  readonly rateOfTurn: number | null;
  readonly navStatus: number | null;
  /** True: better than 10 m. */
  readonly positionAccuracy: boolean;
  readonly aisClass: AisClass;
  /** AIS message type. */
  readonly messageType: number;
  /** Bits of `qualityFlag`. */
  readonly flags: number;
  readonly isTimeTrusted: boolean;
  readonly source: Source;
  readonly feed: string;
  /** Receivers that heard it, in order of arrival. */
  readonly stations: readonly string[];
  /** The sentences as received, joined with a line feed. */
  readonly raw: string;
}

/** A position as it is read back: the report without its sentences, and when it was committed. */
export interface StoredPosition extends Omit<PositionReport, 'raw'> {
  readonly committedAt: number;
}

/** The latest position of an MMSI. */
export interface LatestPosition extends StoredPosition {
  /** Number of its last change in the stream. */
  readonly streamId: number;
}

/** `heard` as it is kept, with the quality flags that were found. */
export function toPositionReport(heard: Heard<PositionMessage>, flags: number): PositionReport {
  const { message, reception } = heard;
  return {
    mmsi: message.mmsi,
    time: reception.time,
    receivedAt: reception.receivedAt,
    digest: reception.digest,
    lon: message.lon,
    lat: message.lat,
    sogKnots: message.sogKnots,
    cogDegrees: message.cogDegrees,
    headingDegrees: message.headingDegrees,
    rateOfTurn: message.rateOfTurn,
    navStatus: message.navStatus,
    positionAccuracy: message.positionAccuracy,
    aisClass: message.aisClass,
    messageType: message.type,
    flags,
    isTimeTrusted: reception.isTimeTrusted,
    source: reception.source,
    feed: reception.feed,
    stations: reception.stations,
    raw: reception.raw,
  };
}
