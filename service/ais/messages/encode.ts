import type {
  AidToNavigationMessage,
  BaseStationMessage,
  Dimensions,
  Eta,
  Extra,
  PositionMessage,
  StaticPartAMessage,
  StaticPartBMessage,
  StaticVoyageMessage,
} from '../message.js';
import { TURNING_WITHOUT_INDICATOR } from '../message.js';
import { SixBitWriter } from '../sixbit-writer.js';

/*
 * The decoders' counterparts: fields in the order of ITU-R M.1371-5 Annex 8, `null` and left out
 * alike as "not available".
 */

const NO_CLOCK: BaseStationMessage['clock'] = {
  year: null,
  month: null,
  day: null,
  hour: null,
  minute: null,
  second: null,
};

type Sent<M> = Partial<M> & { readonly mmsi: string };

const NO_LONGITUDE = 181;
const NO_LATITUDE = 91;
const DEGREE = 600_000;
const LONGEST_NAME = 20;
const LONGEST_EXTENSION = 14;

/** Types 1, 2 and 3; type 1 when none is named. */
export function writeClassAPosition(message: Sent<PositionMessage>): SixBitWriter {
  const writer = head(message.type ?? 1, message)
    .number(message.navStatus ?? 15, 4)
    .number(rawRate(message.rateOfTurn ?? null), 8)
    .number(tenths(message.sogKnots, 1022, 1023), 10);
  return writePosition(writer, message)
    .number(tenths(message.cogDegrees, 3599, 3600), 12)
    .number(message.headingDegrees ?? 511, 9)
    .number(rawSecond(message), 6)
    .number(extraNumber(message.extra, 'specialManoeuvre'), 2)
    .number(0, 3)
    .flag(message.raim ?? false)
    .number(extraNumber(message.extra, 'radioStatus'), 19);
}

/** Type 18. */
export function writeClassBPosition(message: Sent<PositionMessage>): SixBitWriter {
  const { extra } = message;
  const writer = head(18, message)
    .number(extraNumber(extra, 'reserved'), 8)
    .number(tenths(message.sogKnots, 1022, 1023), 10);
  return writePosition(writer, message)
    .number(tenths(message.cogDegrees, 3599, 3600), 12)
    .number(message.headingDegrees ?? 511, 9)
    .number(rawSecond(message), 6)
    .number(extraNumber(extra, 'regional'), 2)
    .flag(extra?.['isCarrierSense'] !== false)
    .flag(extra?.['hasDisplay'] === true)
    .flag(extra?.['hasDsc'] === true)
    .flag(extra?.['isWholeBand'] === true)
    .flag(extra?.['acceptsMessage22'] === true)
    .flag(extra?.['isAssigned'] === true)
    .flag(message.raim ?? false)
    .number(extraNumber(extra, 'radioStatus'), 20);
}

/** Type 4. */
export function writeBaseStation(message: Sent<BaseStationMessage>): SixBitWriter {
  const writer = writeClock(head(4, message), message.clock ?? NO_CLOCK);
  return writePosition(writer, message)
    .number(message.epfd ?? 0, 4)
    .number(0, 10)
    .flag(message.raim ?? false)
    .number(extraNumber(message.extra, 'radioStatus'), 19);
}

function writeClock(writer: SixBitWriter, clock: BaseStationMessage['clock']): SixBitWriter {
  return writer
    .number(clock.year ?? 0, 14)
    .number(clock.month ?? 0, 4)
    .number(clock.day ?? 0, 5)
    .number(clock.hour ?? 24, 5)
    .number(clock.minute ?? 60, 6)
    .number(clock.second ?? 60, 6);
}

/** Type 5. */
export function writeStaticVoyage(message: Sent<StaticVoyageMessage>): SixBitWriter {
  const writer = head(5, message)
    .number(message.aisVersion ?? 0, 2)
    .number(message.imo ?? 0, 30)
    .text(message.callSign ?? null, 7)
    .text(message.name ?? null, LONGEST_NAME)
    .number(message.shipType ?? 0, 8);
  writeDimensions(writer, message.dimensions).number(message.epfd ?? 0, 4);
  return writeEta(writer, message.eta)
    .number(tenths(message.draughtMetres, 255, 0), 8)
    .text(message.destination ?? null, LONGEST_NAME)
    .flag(message.dte !== true)
    .number(0, 1);
}

/** Type 24 part A. */
export function writeStaticPartA(message: Sent<StaticPartAMessage>): SixBitWriter {
  return head(24, message)
    .number(0, 2)
    .text(message.name ?? null, LONGEST_NAME)
    .number(0, 8);
}

/** Type 24 part B; with a mothership in place of the dimensions where one is named. */
export function writeStaticPartB(message: Sent<StaticPartBMessage>): SixBitWriter {
  const writer = head(24, message)
    .number(1, 2)
    .number(message.shipType ?? 0, 8)
    .text(message.vendorId ?? null, 3)
    .number(extraNumber(message.extra, 'unitModel'), 4)
    .number(extraNumber(message.extra, 'unitSerial'), 20)
    .text(message.callSign ?? null, 7);
  const mothership = message.mothershipMmsi ?? null;
  if (mothership === null) writeDimensions(writer, message.dimensions);
  else writer.number(Number(mothership), 30);
  return writer.number(extraNumber(message.extra, 'epfd'), 4).number(0, 2);
}

/** Type 21; a name of more than 20 characters goes on in the extension. */
export function writeAidToNavigation(message: Sent<AidToNavigationMessage>): SixBitWriter {
  const name = message.name ?? '';
  const extension = name.slice(LONGEST_NAME, LONGEST_NAME + LONGEST_EXTENSION);
  const writer = head(21, message)
    .number(message.aidType ?? 0, 5)
    .text(name.slice(0, LONGEST_NAME), LONGEST_NAME);
  writePosition(writer, message);
  return writeDimensions(writer, message.dimensions)
    .number(message.epfd ?? 0, 4)
    .number(rawSecond(message), 6)
    .flag(message.offPosition ?? false)
    .number(extraNumber(message.extra, 'regional'), 8)
    .flag(message.raim ?? false)
    .flag(message.isVirtual ?? false)
    .flag(message.isAssigned ?? false)
    .number(0, 1)
    .text(extension, extension.length)
    .padToByte();
}

function head(type: number, message: { mmsi: string; repeat?: number }): SixBitWriter {
  return new SixBitWriter()
    .number(type, 6)
    .number(message.repeat ?? 0, 2)
    .number(Number(message.mmsi), 30);
}

/** Accuracy, longitude and latitude: together in every type. */
function writePosition(
  writer: SixBitWriter,
  message: { positionAccuracy?: boolean; lon?: number | null; lat?: number | null },
): SixBitWriter {
  return writer
    .flag(message.positionAccuracy ?? false)
    .number(Math.round((message.lon ?? NO_LONGITUDE) * DEGREE), 28)
    .number(Math.round((message.lat ?? NO_LATITUDE) * DEGREE), 27);
}

function writeDimensions(writer: SixBitWriter, dimensions: Dimensions | undefined): SixBitWriter {
  return writer
    .number(Math.min(dimensions?.a ?? 0, 511), 9)
    .number(Math.min(dimensions?.b ?? 0, 511), 9)
    .number(Math.min(dimensions?.c ?? 0, 63), 6)
    .number(Math.min(dimensions?.d ?? 0, 63), 6);
}

function writeEta(writer: SixBitWriter, eta: Eta | undefined): SixBitWriter {
  return writer
    .number(eta?.month ?? 0, 4)
    .number(eta?.day ?? 0, 5)
    .number(eta?.hour ?? 24, 5)
    .number(eta?.minute ?? 60, 6);
}

/** Tenths of a unit, at most `largest`; `missing` when not available. */
function tenths(value: number | null | undefined, largest: number, missing: number): number {
  if (value === null || value === undefined) return missing;
  return Math.min(Math.round(value * 10), largest);
}

function rawRate(rate: number | null): number {
  if (rate === null) return -128;
  const size = Math.abs(rate);
  const raw =
    size === TURNING_WITHOUT_INDICATOR ? 127 : Math.min(126, Math.round(4.733 * Math.sqrt(size)));
  return rate < 0 ? -raw : raw;
}

function rawSecond(message: { rawSecond?: number | null; utcSecond?: number | null }): number {
  return message.rawSecond ?? message.utcSecond ?? 60;
}

function extraNumber(extra: Extra | undefined, name: string): number {
  const value = extra?.[name];
  return typeof value === 'number' ? value : 0;
}
