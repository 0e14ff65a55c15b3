/**
 * The corpus of the ingest benchmark: real messages where the reference data is present (else of our
 * own encoder), under ever new MMSIs and moved around the globe, with 1 % damaged lines, 5 % repeats
 * from a second receiver and interleaved parts; and what must be in the database afterwards, by
 * gpsdecode's reading of the messages.
 */
import { spawnSync } from 'node:child_process';
import { random } from './decode-corpus.mjs';

/** Milliseconds of one slice: its lines are sent together and carry one time. */
export const SLICE_MS = 50;

const DAMAGED = 0.01;
const REPEATED = 0.05;
/** A repeat comes at most so many slices later: well within the 10 s in which it is a copy. */
const REPEAT_SLICES = 40;
/** Lines between the two parts of one message, at most. */
const PART_GAP = 20;
/** `UTC second not available`: the report's time is the tag block's, exactly. */
const NO_SECOND = 60;
const NO_LON = 108_600_000;
const LON_UNITS_PER_DEGREE = 600_000;

const positionBits = {
  1: { lon: 61, second: 137 },
  2: { lon: 61, second: 137 },
  3: { lon: 61, second: 137 },
  18: { lon: 57, second: 133 },
};
const staticTypes = new Set([5, 24]);

function sixBits(payload) {
  return Array.from(payload, (character) => {
    const value = character.charCodeAt(0) - 48;
    return value > 40 ? value - 8 : value;
  });
}

function armour(values) {
  return String.fromCharCode(...values.map((value) => (value < 40 ? value + 48 : value + 56)));
}

function readBits(values, from, count) {
  let number = 0;
  for (let bit = from; bit < from + count; bit++) {
    number = number * 2 + ((values[Math.floor(bit / 6)] >> (5 - (bit % 6))) & 1);
  }
  return number;
}

/** Two's complement for negative numbers. */
function writeBits(values, from, count, number) {
  let rest = number < 0 ? number + 2 ** count : number;
  for (let bit = from + count - 1; bit >= from; bit--) {
    const mask = 1 << (5 - (bit % 6));
    const index = Math.floor(bit / 6);
    values[index] = rest % 2 === 1 ? values[index] | mask : values[index] & ~mask;
    rest = Math.floor(rest / 2);
  }
}

function readSigned(values, from, count) {
  const number = readBits(values, from, count);
  return number >= 2 ** (count - 1) ? number - 2 ** count : number;
}

function hex(byte) {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}

function checksum(text) {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum ^= text.charCodeAt(i);
  return hex(sum);
}

function sentence(body) {
  return `!${body}*${checksum(body)}`;
}

/** Messages that the corpus is made of: positions and static data of ships. */
function templatesOf(messages) {
  const templates = [];
  for (const sentences of messages) {
    const fields = sentences.map((line) => line.slice(line.indexOf('!')).split(','));
    if (fields.length > 2 || fields.some((each) => each.length !== 7)) continue;
    const parts = fields.map((each) => sixBits(each[5]));
    const type = parts[0][0];
    const mmsi = readBits(parts[0], 8, 30);
    const isShip = mmsi >= 200_000_000 && mmsi < 800_000_000;
    if (!isShip || !(type in positionBits || staticTypes.has(type))) continue;
    const fill = fields.at(-1)[6][0];
    // The repeat indicator is no part of what makes a message one.
    for (const [bits, value] of [[6, 0]]) writeBits(parts[0], bits, 2, value);
    if (type in positionBits) writeBits(parts[0], positionBits[type].second, 6, NO_SECOND);
    templates.push({ type, mmsi, parts, fill });
  }
  return withoutTwins(templates);
}

/** Without their second, some positions of a ship at rest are the same. */
function withoutTwins(templates) {
  const seen = new Map();
  for (const template of templates) {
    seen.set(template.parts.map((part) => armour(part)).join(','), template);
  }
  const ships = new Map();
  for (const template of seen.values()) {
    if (!ships.has(template.mmsi)) ships.set(template.mmsi, ships.size);
    template.ship = ships.get(template.mmsi);
  }
  return { templates: [...seen.values()], ships: ships.size };
}

/** gpsdecode's reading of each template that is a position, unscaled; by index of the template. */
function independentReading(templates) {
  const marked = templates.map(({ type, parts, fill }, index) => {
    if (!(type in positionBits)) return '';
    const values = [...parts[0]];
    writeBits(values, 8, 30, 200_000_000 + index);
    return sentence(`AIVDM,1,1,,A,${armour(values)},${fill}`);
  });
  const input = `${marked.filter((line) => line !== '').join('\n')}\n`;
  const { stdout, error } = spawnSync('gpsdecode', ['-j', '-u'], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw new Error(`gpsdecode (gpsd-clients) is needed: ${error.message}`);
  const read = new Map();
  for (const line of stdout.split('\n')) {
    if (!line.startsWith('{"class":"AIS"')) continue;
    const message = JSON.parse(line);
    read.set(message.mmsi - 200_000_000, message);
  }
  return read;
}

/** As the database holds it: `null` for what is not available (ITU-R M.1371-5 Annex 8). */
function expectedRow(reading, lonShift) {
  const hasPlace = reading.lon !== NO_LON && reading.lat !== 54_600_000;
  return {
    lon: hasPlace ? shifted(reading.lon, lonShift) : null,
    lat: hasPlace ? reading.lat : null,
    sog: reading.speed === 1023 ? null : reading.speed,
    cog: reading.course >= 3600 ? null : reading.course,
    heading: reading.heading >= 360 ? null : reading.heading,
    status: reading.status === undefined || reading.status === 15 ? null : reading.status,
  };
}

function shifted(lon, shift) {
  const moved = lon + shift * LON_UNITS_PER_DEGREE;
  const half = 180 * LON_UNITS_PER_DEGREE;
  return moved > half ? moved - 2 * half : moved;
}

/**
 * Makes corpora of the messages, for one service to take in one after the other: a variant of the
 * fleet comes again only after 16 others.
 */
export class Corpus {
  #next = random(3);
  #fleet;
  #readings;
  #countries;
  #sequence = 0;
  /** What was made already: a variant of the fleet comes again and again. */
  #made = new Map();
  #variantsUsed = 0;

  /** `messages` from `uniqueMessages`; `isKnownMid` tells which countries there are. */
  constructor(messages, isKnownMid) {
    this.#fleet = templatesOf(messages);
    this.#readings = independentReading(this.#fleet.templates);
    this.#countries = Array.from({ length: 575 }, (_, index) => 201 + index).filter(isKnownMid);
  }

  /** Distinct messages, and ships of one variant. */
  get size() {
    return { templates: this.#fleet.templates.length, ships: this.#fleet.ships };
  }

  /**
   * `lines` lines in slices of `linesPerSlice`: `{ slices, expected, ships, lines, damaged }`.
   * A slice is a list of `{ text, station }` (`bench-a` where none is given); an expected row has the `slice` that gives its time.
   */
  make(lines, linesPerSlice, variants = 16) {
    const firstVariant = this.#variantsUsed;
    this.#variantsUsed += variants;
    const queue = this.#flat(lines, firstVariant, variants);
    this.#made.clear();
    return this.#cut(queue, linesPerSlice);
  }

  /** Lines in order, each `{ text, report, isFirst }`; parts interleaved; no slices, no repeats yet. */
  #flat(lines, firstVariant, variants) {
    const out = [];
    const later = [];
    for (let pass = 0; out.length < lines; pass++) {
      const variant = firstVariant + (pass % variants);
      for (const template of this.#shuffled()) {
        if (out.length >= lines) break;
        while (later.length > 0 && later[0].at <= out.length) out.push(later.shift().line);
        const [first, second] = this.#sentences(template, variant);
        out.push(first);
        if (second !== undefined) {
          const at = out.length + 1 + Math.floor(this.#next() * PART_GAP);
          later.push({ at, line: second });
          later.sort((a, b) => a.at - b.at);
        }
      }
    }
    out.push(...later.map(({ line }) => line));
    return out;
  }

  #shuffled() {
    const order = [...this.#fleet.templates.keys()];
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(this.#next() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  #sentences(index, variant) {
    const key = variant * this.#fleet.templates.length + index;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = this.#encode(index, variant);
    if (made.length === 1) this.#made.set(key, made);
    return made;
  }

  #encode(index, variant) {
    const { type, parts, fill, ship } = this.#fleet.templates[index];
    const mmsi = this.#countries[variant % this.#countries.length] * 1_000_000 + ship;
    const lonShift = (variant % 32) * 11;
    const first = [...parts[0]];
    writeBits(first, 8, 30, mmsi);
    const at = positionBits[type]?.lon;
    if (at !== undefined) {
      const lon = readSigned(first, at, 28);
      if (lon !== NO_LON) writeBits(first, at, 28, shifted(lon, lonShift));
    }
    if (parts.length === 1) {
      const text = sentence(`AIVDM,1,1,,A,${armour(first)},${fill}`);
      const reading = this.#readings.get(index);
      const report =
        reading === undefined ? null : { mmsi, type, ...expectedRow(reading, lonShift) };
      if (at !== undefined && report === null) throw new Error(`gpsdecode left out ${text}`);
      return [{ text, report }];
    }
    this.#sequence = (this.#sequence + 1) % 10;
    const head = `AIVDM,2,`;
    const tail = `,${this.#sequence},A,`;
    return [
      { text: sentence(`${head}1${tail}${armour(first)},0`), report: null, isPart: true },
      { text: sentence(`${head}2${tail}${armour(parts[1])},${fill}`), report: null, isPart: true },
    ];
  }

  #cut(queue, linesPerSlice) {
    const slices = [];
    const expected = [];
    const repeats = new Map();
    const counts = { lines: 0, damaged: 0, repeated: 0 };
    let slice = [];
    const end = () => {
      slices.push(slice);
      slice = [...(repeats.get(slices.length) ?? [])];
      repeats.delete(slices.length);
    };
    for (const line of queue) {
      const { text, report, isPart } = line;
      if (slice.length >= linesPerSlice) end();
      if (!isPart && this.#next() < DAMAGED) {
        slice.push({ text: damage(text) });
        counts.damaged++;
        continue;
      }
      slice.push(line);
      const isRepeated = report !== null && this.#next() < REPEATED;
      if (isRepeated) {
        const at = slices.length + 1 + Math.floor(this.#next() * REPEAT_SLICES);
        if (!repeats.has(at)) repeats.set(at, []);
        repeats.get(at).push({ text, station: 'bench-b' });
        counts.repeated++;
      }
      if (report !== null) expected.push({ report, slice: slices.length, isRepeated });
    }
    while (slice.length > 0 || repeats.size > 0) end();
    counts.lines = slices.reduce((sum, each) => sum + each.length, 0);
    return { slices, expected, ...counts };
  }
}

/** One character of the payload becomes another: the checksum is wrong. */
function damage(text) {
  const at = text.indexOf(',', 12) + 3;
  return text.slice(0, at) + (text[at] === 'w' ? 'v' : 'w') + text.slice(at + 1);
}

/** The bytes of a slice whose lines were heard at `time` (epoch ms). */
export function sliceBytes(slice, time) {
  const blocks = new Map();
  const parts = [];
  for (const { station = 'bench-a', text } of slice) {
    let block = blocks.get(station);
    if (block === undefined) {
      const body = `s:${station},c:${time}`;
      block = `\\${body}*${checksum(body)}\\`;
      blocks.set(station, block);
    }
    parts.push(block, text, '\r\n');
  }
  return Buffer.from(parts.join(''), 'latin1');
}
