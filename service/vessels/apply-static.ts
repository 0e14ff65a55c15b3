import type { Eta, PositionMessage, StaticMessage } from '../ais/message.js';
import type { Heard } from '../ais/reception.js';
import { unknownStatic } from './vessel.js';
import type { VesselChange, VesselField, VesselStatic } from './vessel.js';

/** A part of the static data: its fields and the column that tells when it was reported. */
interface Part {
  readonly at: 'nameAt' | 'callSignAt' | 'particularsAt' | 'voyageAt';
  readonly fields: readonly VesselField[];
}

/**
 * The parts are cut so that each message carries whole ones: type 5 all four, 24A the name, 24B call
 * sign and particulars, 19 name and particulars. So the order of arrival never matters.
 */
const parts: readonly Part[] = [
  { at: 'nameAt', fields: ['name'] },
  { at: 'callSignAt', fields: ['callSign', 'mothershipMmsi'] },
  { at: 'particularsAt', fields: ['shipType', 'dimensions'] },
  { at: 'voyageAt', fields: ['imo', 'draughtMetres', 'destination', 'eta'] },
];

/** Static data after a report, and what it changed. */
export interface Applied {
  readonly vessel: VesselStatic;
  readonly changes: readonly VesselChange[];
}

/**
 * Folds a report into what is known. A part that is known from a newer report stays as it is; at
 * the same time the one that came later counts. The first report of a part establishes it, which is
 * no change. Returns `vessel` itself when nothing applies.
 */
export function applyStatic(
  vessel: VesselStatic,
  heard: Heard<StaticMessage | PositionMessage>,
): Applied {
  const reported = reportedBy(heard.message, heard.reception.time);
  return reported === null ? { vessel, changes: [] } : mergeStatic(vessel, reported);
}

/**
 * Two states of one vessel made one: of each part the newer, of equally old ones `other`. A part
 * without a time is not known.
 */
export function mergeStatic(vessel: VesselStatic, other: VesselStatic): Applied {
  let merged = vessel;
  const changes: VesselChange[] = [];
  for (const { at, fields } of parts) {
    const time = other[at];
    const known = vessel[at];
    if (time === null || (known !== null && known > time)) continue;
    merged = { ...merged, [at]: time };
    for (const field of fields) {
      merged = { ...merged, [field]: other[field] };
      if (known !== null) noteChange(changes, field, { vessel, other, changedAt: time });
    }
  }
  return { vessel: merged, changes };
}

/** Whether two states say the same, whenever they were reported. */
export function saysTheSame(one: VesselStatic, other: VesselStatic): boolean {
  return parts.every(
    ({ at, fields }) =>
      (one[at] === null) === (other[at] === null) &&
      fields.every((field) => textOf(one, field) === textOf(other, field)),
  );
}

/** Time of the newest part; `null` when nothing is known. */
export function lastStaticAt(vessel: VesselStatic): number | null {
  let last: number | null = null;
  for (const { at } of parts) {
    const time = vessel[at];
    if (time !== null && (last === null || time > last)) last = time;
  }
  return last;
}

/** What a message says, its parts stamped with `time`; `null` when it says nothing static. */
function reportedBy(message: StaticMessage | PositionMessage, time: number): VesselStatic | null {
  if (message.kind === 'position') {
    if (message.static === null) return null;
    const { name, shipType, dimensions } = message.static;
    return { ...unknownStatic, name, nameAt: time, shipType, dimensions, particularsAt: time };
  }
  if (message.type === 5) {
    const { name, callSign, shipType, dimensions, imo, draughtMetres, destination } = message;
    const voyage = { imo, draughtMetres, destination, eta: knownEta(message.eta), voyageAt: time };
    const identity = { name, nameAt: time, callSign, mothershipMmsi: null, callSignAt: time };
    return { ...identity, shipType, dimensions, particularsAt: time, ...voyage };
  }
  if (message.part === 'A') return { ...unknownStatic, name: message.name, nameAt: time };
  const { callSign, mothershipMmsi, shipType, dimensions } = message;
  const identity = { ...unknownStatic, callSign, mothershipMmsi, callSignAt: time };
  return { ...identity, shipType, dimensions, particularsAt: time };
}

/** An ETA of which no part is given is not known. */
function knownEta(eta: Eta): Eta | null {
  const { month, day, hour, minute } = eta;
  const isKnown = month !== null || day !== null || hour !== null || minute !== null;
  return isKnown ? { month, day, hour, minute } : null;
}

function noteChange(
  changes: VesselChange[],
  field: VesselField,
  step: { readonly vessel: VesselStatic; readonly other: VesselStatic; readonly changedAt: number },
): void {
  const oldValue = textOf(step.vessel, field);
  const newValue = textOf(step.other, field);
  if (oldValue !== newValue) changes.push({ field, oldValue, newValue, changedAt: step.changedAt });
}

/** The value as it is kept in the history; JSON where it has parts. */
function textOf(vessel: VesselStatic, field: VesselField): string | null {
  if (field === 'dimensions') {
    const { a, b, c, d } = vessel.dimensions;
    return JSON.stringify({ a, b, c, d });
  }
  if (field === 'eta') return etaText(vessel.eta);
  const value = vessel[field];
  return value === null ? null : String(value);
}

function etaText(eta: Eta | null): string | null {
  if (eta === null) return null;
  const { month, day, hour, minute } = eta;
  return JSON.stringify({ month, day, hour, minute });
}
