import type { CopyEncoder } from '../database/copy-encoder.js';
import type { PositionReport } from './position-report.js';

/** Columns that a report brings along, in the order in which `encodeReports` writes them. */
export const reportColumns = `time, received_at, lon, lat, mmsi, digest, sog, cog, rot, heading,
  nav_status, message_type, flags, accuracy, is_time_trusted, ais_class, source, feed, stations, raw`;

/**
 * A batch on its way into the tables; ends with the transaction. `seq` is the place in the batch.
 * Two statements in one message: every round trip costs.
 */
export const stageSql = `CREATE TEMP TABLE staged_position (
  seq integer, time timestamptz, received_at timestamptz, lon float8, lat float8, mmsi integer,
  digest integer, sog real, cog real, rot real, heading smallint, nav_status smallint,
  message_type smallint, flags smallint, accuracy boolean, is_time_trusted boolean,
  ais_class text, source text, feed text, stations text[], raw text
) ON COMMIT DROP; COPY staged_position FROM STDIN (FORMAT binary)`;

const columnCount = 21;

/**
 * `reports` in the binary COPY format of the staging table. The result is `encoder`'s own buffer.
 * @throws UnstorableValueError for a time that no column can hold.
 */
export function encodeReports(encoder: CopyEncoder, reports: readonly PositionReport[]): Buffer {
  encoder.begin();
  reports.forEach((report, seq) => {
    encoder.row(columnCount);
    encoder.int32(seq);
    encoder.timestamp(report.time);
    encoder.timestamp(report.receivedAt);
    encoder.float64(report.lon);
    encoder.float64(report.lat);
    encoder.int32(Number(report.mmsi));
    encoder.int32(report.digest);
    encoder.float32(report.sogKnots);
    encoder.float32(report.cogDegrees);
    encoder.float32(report.rateOfTurn);
    encoder.int16(report.headingDegrees);
    encoder.int16(report.navStatus);
    encoder.int16(report.messageType);
    encoder.int16(report.flags);
    encoder.boolean(report.positionAccuracy);
    encoder.boolean(report.isTimeTrusted);
    encoder.text(report.aisClass);
    encoder.text(report.source);
    encoder.text(report.feed);
    encoder.textArray(report.stations);
    encoder.text(report.raw);
  });
  return encoder.finish();
}
