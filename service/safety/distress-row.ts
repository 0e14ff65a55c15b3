import type { PositionMessage, SafetyMessage } from '../ais/message.js';
import { mmsiKind } from '../ais/mmsi.js';
import type { Heard } from '../ais/reception.js';
import { receptionRow, type ReceptionRow } from '../database/reception-row.js';

/** `sart` search-and-rescue transmitter, `mob` man overboard, `epirb` EPIRB-AIS (ITU-R M.585-9). */
export type DistressKind = 'sart' | 'mob' | 'epirb';

/** Whether the device calls for help, or is being tested (ITU-R M.1371-5 Annex 9). */
export type DistressState = 'active' | 'test';

/** What a distress device sends: its position, and text. */
export type DistressMessage = PositionMessage | SafetyMessage;

/** The newest that is known of one device in a batch; JSON names are the columns'. */
export interface DistressRow extends ReceptionRow {
  readonly mmsi: number;
  readonly kind: DistressKind;
  readonly state: DistressState;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly position_time: string | null;
  readonly text: string | null;
}

/** The navigation status of an active device (ITU-R M.1371-5 table 45); a test sends 15. */
const activeNavStatus = 14;

/** Active or test. Text that names no test counts as a call for help. */
export function distressState(message: DistressMessage): DistressState {
  if (message.kind === 'safety') return /\bTEST\b/i.test(message.text) ? 'test' : 'active';
  return message.navStatus === activeNavStatus ? 'active' : 'test';
}

/** The kind of device an MMSI belongs to; `null` when it is no distress device's. */
export function distressKind(mmsi: Parameters<typeof mmsiKind>[0]): DistressKind | null {
  const kind = mmsiKind(mmsi);
  return kind === 'sart' || kind === 'mob' || kind === 'epirb' ? kind : null;
}

/** One row per device: state and reception of its newest report, its newest position and text. */
export function distressRows(heard: readonly Heard<DistressMessage>[]): DistressRow[] {
  const rows = new Map<string, DistressRow>();
  const inOrder = [...heard].sort((a, b) => a.reception.time - b.reception.time);
  for (const one of inOrder) {
    const kind = distressKind(one.message.mmsi);
    if (kind === null) continue;
    rows.set(one.message.mmsi, rowAfter(rows.get(one.message.mmsi), one, kind));
  }
  return [...rows.values()];
}

function rowAfter(
  before: DistressRow | undefined,
  { message, reception }: Heard<DistressMessage>,
  kind: DistressKind,
): DistressRow {
  const received = receptionRow(reception);
  return {
    ...received,
    mmsi: Number(message.mmsi),
    kind,
    state: distressState(message),
    ...(placeOf(message, received.time) ?? knownPlace(before)),
    text: message.kind === 'safety' ? message.text : (before?.text ?? null),
  };
}

function placeOf(message: DistressMessage, time: string) {
  if (message.kind !== 'position' || message.lon === null || message.lat === null) return null;
  return { lon: message.lon, lat: message.lat, position_time: time };
}

function knownPlace(row: DistressRow | undefined) {
  return {
    lon: row?.lon ?? null,
    lat: row?.lat ?? null,
    position_time: row?.position_time ?? null,
  };
}
