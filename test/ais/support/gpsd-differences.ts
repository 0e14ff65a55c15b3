import type { AisMessage } from '../../../service/ais/message.js';
import { gpsdForm, type GpsdRecord } from './gpsd-form.js';

/** Fields of gpsd's JSON that are about gpsd, not about the message. */
const ABOUT_GPSD = new Set(['class', 'device', 'scaled']);

/** One field in which this decoder and gpsd differ, as text: `type mmsi field: ours, theirs`. */
export type Difference = string;

/**
 * Finds to each of gpsd's records the message of ours, in order, and compares every field that gpsd
 * has. gpsd tells of type 24 only once it has both parts, joined: part A is remembered for that.
 * Types that are recognised only are compared in type, repeat indicator and MMSI; of a binary
 * message whose application gpsd decodes and we do not, what stands before the application.
 */
export class Comparison {
  readonly differences: Difference[] = [];
  /** Records of gpsd for which there is no message of ours. */
  readonly missing: GpsdRecord[] = [];
  compared = 0;
  readonly #names = new Map<number, GpsdRecord>();

  constructor(ours: readonly AisMessage[], theirs: readonly GpsdRecord[]) {
    let next = 0;
    for (const record of theirs) {
      const found = this.#find(ours, next, record);
      if (found < 0) this.missing.push(record);
      else next = found + 1;
      const message = ours[found];
      if (message) this.#compare(message, record);
    }
  }

  #find(ours: readonly AisMessage[], from: number, record: GpsdRecord): number {
    for (let i = from; i < ours.length; i++) {
      const message = ours[i];
      if (message === undefined) break;
      if (isNameOnly(message)) this.#names.set(Number(message.mmsi), gpsdForm(message));
      else if (isAbout(record, message)) return i;
    }
    return -1;
  }

  #compare(message: AisMessage, record: GpsdRecord): void {
    this.compared++;
    const name = record['type'] === 24 ? this.#names.get(Number(message.mmsi)) : {};
    const form: GpsdRecord = { ...name, ...gpsdForm(message) };
    for (const [field, theirs] of Object.entries(record)) {
      if (ABOUT_GPSD.has(field) || field.endsWith('_text') || isBeyondUs(message, field, form)) {
        continue;
      }
      if (form[field] !== theirs) {
        this.differences.push(
          `${message.type} ${Number(message.mmsi)} ${field}: ${text(form[field])}, ${text(theirs)}`,
        );
      }
    }
  }
}

function isNameOnly(message: AisMessage): boolean {
  return message.kind === 'static' && message.type === 24 && message.part === 'A';
}

function isAbout(record: GpsdRecord, message: AisMessage): boolean {
  return record['type'] === message.type && record['mmsi'] === Number(message.mmsi);
}

function isBeyondUs(message: AisMessage, field: string, form: GpsdRecord): boolean {
  const isContent = message.kind === 'binary' && message.content === null;
  return (message.kind === 'other' || isContent) && !(field in form);
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** The AIS messages in gpsd's output, one JSON object a line. */
export function gpsdRecords(output: string): GpsdRecord[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{"class":"AIS"'))
    .map((line) => JSON.parse(line) as unknown)
    .filter((value): value is GpsdRecord => typeof value === 'object' && value !== null);
}
