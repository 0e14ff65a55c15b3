import { geoJson } from '../http/collection.js';
import { flagNames } from './quality-flags.js';
import type { TrackPoint } from './track.repository.js';

/** A vessel's track, a page of places at a time, in order of time. */
export interface Track {
  readonly mmsi: string;
  readonly name: string | null;
  /** Epoch ms, inclusive. */
  readonly from: number;
  readonly to: number;
  readonly pages: AsyncIterable<readonly TrackPoint[]>;
}

/** Writes a track as text while it is read. */
type TrackFormat = (track: Track) => AsyncIterable<string>;

/** Media types a track can be had in, the one given by default first. */
export const trackMediaTypes = [
  geoJson,
  'application/json',
  'text/csv',
  'application/gpx+xml',
] as const;

export type TrackMediaType = (typeof trackMediaTypes)[number];

/** How a track is written in each media type, and the ending of its file's name. */
export const trackFormats: Readonly<
  Record<TrackMediaType, { readonly write: TrackFormat; readonly ending: string | null }>
> = {
  [geoJson]: { write: toGeoJson, ending: null },
  'application/json': { write: toGeoJson, ending: null },
  'text/csv': { write: toCsv, ending: 'csv' },
  'application/gpx+xml': { write: toGpx, ending: 'gpx' },
};

/**
 * A GeoJSON Feature, its coordinates as they come and their times after them: until then the times
 * wait, 8 bytes a place. The first two places are waited for, since fewer are no line.
 */
async function* toGeoJson({ mmsi, name, from, to, pages }: Track): AsyncGenerator<string> {
  const times: Float64Array[] = [];
  let waiting: TrackPoint[] = [];
  let isLine = false;
  yield `{"type":"Feature","id":"${mmsi}","geometry":`;
  for await (const page of pages) {
    waiting.push(...page);
    if (waiting.length >= 2 || isLine) {
      times.push(Float64Array.from(waiting, ({ time }) => time));
      const start = isLine ? ',' : '{"type":"LineString","coordinates":[';
      yield start + waiting.map(({ lon, lat }) => `[${lon},${lat}]`).join(',');
      isLine = true;
      waiting = [];
    }
  }
  yield isLine ? ']}' : 'null';
  const properties = JSON.stringify({ mmsi, name, from: iso(from), to: iso(to) });
  yield `,"properties":${properties.slice(0, -1)},"times":[`;
  for (const [index, chunk] of times.entries()) {
    yield (index === 0 ? '' : ',') + Array.from(chunk, (time) => `"${iso(time)}"`).join(',');
  }
  yield ']}}';
}

const csvHeader = 'mmsi,time,lon,lat,sog,cog,heading,navStatus,flags\r\n';

/** RFC 4180 with a header; unknown values are empty, flags are separated by blanks. */
async function* toCsv({ mmsi, pages }: Track): AsyncGenerator<string> {
  yield csvHeader;
  for await (const page of pages) {
    yield page.map((point) => `${csvLine(mmsi, point)}\r\n`).join('');
  }
}

function csvLine(mmsi: string, point: TrackPoint): string {
  const { lon, lat, sogKnots, cogDegrees, headingDegrees, navStatus } = point;
  return [
    mmsi,
    iso(point.time),
    lon,
    lat,
    sogKnots ?? '',
    cogDegrees ?? '',
    headingDegrees ?? '',
    navStatus ?? '',
    flagNames(point.flags).join(' '),
  ].join(',');
}

/** GPX 1.1 (topografix.com/GPX/1/1): one track of one segment. Its own speed has no place there. */
async function* toGpx({ mmsi, name, pages }: Track): AsyncGenerator<string> {
  yield (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<gpx version="1.1" creator="PortTrack" xmlns="http://www.topografix.com/GPX/1/1">\n' +
    `<trk><name>${escapeXml(name ?? mmsi)}</name><desc>MMSI ${mmsi}</desc><trkseg>\n`
  );
  for await (const page of pages) {
    yield page
      .map(
        ({ lon, lat, time }) =>
          `<trkpt lat="${lat}" lon="${lon}"><time>${iso(time)}</time></trkpt>\n`,
      )
      .join('');
  }
  yield '</trkseg></trk>\n</gpx>\n';
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
