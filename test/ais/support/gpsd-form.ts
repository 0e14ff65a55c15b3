import type {
  AidToNavigationMessage,
  AisMessage,
  BaseStationMessage,
  BinaryMessage,
  Dimensions,
  Extra,
  PositionMessage,
  SafetyMessage,
  StaticMessage,
} from '../../../service/ais/message.js';

/** A message as gpsd's JSON has it, unscaled: raw numbers, marks for "not available". */
export type GpsdRecord = Readonly<Record<string, unknown>>;

const extraOf = (extra: Extra | undefined, name: string) => extra?.[name] ?? null;
/** What stands on the air for a value: a mark when it is not available. */
const or = <T>(value: T | null, mark: T): T => value ?? mark;
const scaled = (value: number | null, factor: number, mark: number): number =>
  value === null ? mark : Math.round(value * factor);
const bit = (isSet: boolean) => (isSet ? 1 : 0);
const two = (value: number) => String(value).padStart(2, '0');

/** The fields of `message` under gpsd's names, with `null` turned back into the mark on the air. */
export function gpsdForm(message: AisMessage): GpsdRecord {
  const head = { type: message.type, repeat: message.repeat, mmsi: Number(message.mmsi) };
  switch (message.kind) {
    case 'position':
      return { ...head, ...positionForm(message) };
    case 'base-station':
      return { ...head, ...baseStationForm(message) };
    case 'static':
      return { ...head, ...staticForm(message) };
    case 'aid':
      return { ...head, ...aidForm(message) };
    case 'binary':
      return { ...head, ...binaryForm(message) };
    case 'safety':
      return { ...head, ...safetyForm(message) };
    case 'other':
      return head;
  }
}

function place(message: {
  lon: number | null;
  lat: number | null;
  positionAccuracy: boolean;
  raim: boolean;
}): GpsdRecord {
  return {
    accuracy: message.positionAccuracy,
    lon: scaled(message.lon, 600_000, 108600000),
    lat: scaled(message.lat, 600_000, 54600000),
    raim: message.raim,
  };
}

function sides(dimensions: Dimensions): GpsdRecord {
  return {
    to_bow: or(dimensions.a, 0),
    to_stern: or(dimensions.b, 0),
    to_port: or(dimensions.c, 0),
    to_starboard: or(dimensions.d, 0),
  };
}

function rawTurn(rate: number | null): number {
  if (rate === null) return -128;
  const size = Math.abs(rate) === 10 ? 127 : Math.round(4.733 * Math.sqrt(Math.abs(rate)));
  return rate < 0 ? -size : size;
}

function positionForm(message: PositionMessage): GpsdRecord {
  if (message.type === 27) return longRangeForm(message);
  const { extra } = message;
  const common = {
    ...place(message),
    second: message.rawSecond,
    course: scaled(message.cogDegrees, 10, 3600),
    heading: or(message.headingDegrees, 511),
    speed: scaled(message.sogKnots, 10, 1023),
    status: or(message.navStatus, 15),
    turn: rawTurn(message.rateOfTurn),
    maneuver: extraOf(extra, 'specialManoeuvre'),
    radio: extraOf(extra, 'radioStatus'),
    reserved: extraOf(extra, 'reserved'),
    regional: extraOf(extra, 'regional'),
    cs: extraOf(extra, 'isCarrierSense'),
    display: extraOf(extra, 'hasDisplay'),
    dsc: extraOf(extra, 'hasDsc'),
    band: extraOf(extra, 'isWholeBand'),
    msg22: extraOf(extra, 'acceptsMessage22'),
    assigned: extraOf(extra, 'isAssigned'),
    dte: bit(extraOf(extra, 'isTerminalReady') === false),
  };
  if (message.type === 9) {
    return { ...common, alt: or(message.altitudeMetres, 4095), speed: or(message.sogKnots, 1023) };
  }
  if (message.type === 11) {
    const timestamp =
      message.utc === null ? null : new Date(message.utc).toISOString().replace('.000', '');
    return { ...common, timestamp, epfd: or(extraOf(extra, 'epfd'), 0) };
  }
  if (message.static === null) return common;
  const { name, shipType, dimensions, epfd } = message.static;
  return {
    ...common,
    ...sides(dimensions),
    shipname: or(name, ''),
    shiptype: or(shipType, 0),
    epfd: or(epfd, 0),
  };
}

function longRangeForm(message: PositionMessage): GpsdRecord {
  return {
    status: or(message.navStatus, 15),
    accuracy: message.positionAccuracy,
    lon: scaled(message.lon, 600, 108600),
    lat: scaled(message.lat, 600, 54600),
    speed: or(message.sogKnots, 63),
    course: or(message.cogDegrees, 511),
    raim: message.raim,
    gnss: extraOf(message.extra, 'isPositionOld'),
  };
}

function baseStationForm(message: BaseStationMessage): GpsdRecord {
  const { year, month, day, hour, minute, second } = message.clock;
  const date = `${String(or(year, 0)).padStart(4, '0')}-${two(or(month, 0))}-${two(or(day, 0))}`;
  return {
    ...place(message),
    timestamp: `${date}T${two(or(hour, 24))}:${two(or(minute, 60))}:${two(or(second, 60))}Z`,
    epfd: or(message.epfd, 0),
    radio: extraOf(message.extra, 'radioStatus'),
  };
}

function staticForm(message: StaticMessage): GpsdRecord {
  if (message.type === 5) {
    const { month, day, hour, minute } = message.eta;
    return {
      ...sides(message.dimensions),
      ais_version: message.aisVersion,
      imo: or(message.imo, 0),
      callsign: or(message.callSign, ''),
      shipname: or(message.name, ''),
      shiptype: or(message.shipType, 0),
      epfd: or(message.epfd, 0),
      eta: `${two(or(month, 0))}-${two(or(day, 0))}T${two(or(hour, 24))}:${two(or(minute, 60))}Z`,
      draught: scaled(message.draughtMetres, 10, 0),
      destination: or(message.destination, ''),
      dte: bit(!message.dte),
    };
  }
  if (message.part === 'A') return { shipname: or(message.name, '') };
  return {
    ...sides(message.dimensions),
    shiptype: or(message.shipType, 0),
    vendorid: or(extraOf(message.extra, 'vendorText'), ''),
    model: extraOf(message.extra, 'unitModel'),
    serial: extraOf(message.extra, 'unitSerial'),
    callsign: or(message.callSign, ''),
    mothership_mmsi: Number(message.mothershipMmsi ?? 0),
  };
}

function aidForm(message: AidToNavigationMessage): GpsdRecord {
  return {
    ...place(message),
    ...sides(message.dimensions),
    aid_type: or(message.aidType, 0),
    name: or(message.name, ''),
    epfd: or(message.epfd, 0),
    second: message.rawSecond,
    regional: extraOf(message.extra, 'regional'),
    off_position: or(message.offPosition, false),
    virtual_aid: message.isVirtual,
  };
}

function addressForm(message: BinaryMessage | SafetyMessage): GpsdRecord {
  return {
    seqno: extraOf(message.extra, 'sequence'),
    dest_mmsi: Number(message.destinationMmsi ?? 0),
    retransmit: extraOf(message.extra, 'isRetransmitted'),
  };
}

function binaryForm(message: BinaryMessage): GpsdRecord {
  const { dac, fi: fid, bitLength, payloadHex } = message;
  return { ...addressForm(message), dac, fid, data: `${bitLength}:${payloadHex}` };
}

function safetyForm(message: SafetyMessage): GpsdRecord {
  return { ...addressForm(message), text: message.text };
}
