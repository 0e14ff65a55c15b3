import { checksumOf } from './checksum.js';
import type {
  AidToNavigationMessage,
  BaseStationMessage,
  PositionMessage,
  StaticPartAMessage,
  StaticPartBMessage,
  StaticVoyageMessage,
} from './message.js';
import {
  writeAidToNavigation,
  writeBaseStation,
  writeClassAPosition,
  writeClassBPosition,
  writeStaticPartA,
  writeStaticPartB,
  writeStaticVoyage,
} from './messages/encode.js';
import type { SixBitWriter } from './sixbit-writer.js';

/** A message of which what is left out is sent as "not available". */
export type Encodable<M extends { kind: string; type: number; mmsi: string }> = Pick<
  M,
  'kind' | 'type' | 'mmsi'
> &
  Partial<M>;

/** Messages that `encodeMessage` can make: types 1, 2, 3, 4, 5, 18, 21, 24 A and 24 B. */
export type EncodableMessage =
  | (Encodable<PositionMessage> & { readonly type: 1 | 2 | 3 | 18 })
  | Encodable<BaseStationMessage>
  | Encodable<StaticVoyageMessage>
  | (Encodable<StaticPartAMessage> & { readonly part: 'A' })
  | (Encodable<StaticPartBMessage> & { readonly part: 'B' })
  | Encodable<AidToNavigationMessage>;

/** Who says it has received the message, and when. */
export interface TagBlockFields {
  /** Receiver's name; no comma, asterisk, backslash or control character. */
  readonly station?: string;
  /** Epoch ms; written in seconds, or in milliseconds when it is not a whole second. */
  readonly time?: number;
}

/** How a message is put into sentences. */
export interface EncodeOptions extends TagBlockFields {
  /** Two capital letters; `AI`. */
  readonly talker?: string;
  /** `A`. */
  readonly channel?: 'A' | 'B';
  /** Identifier 0 to 9 that ties the sentences of one message together; 0. */
  readonly sequence?: number;
  /** VDO instead of VDM; false. */
  readonly isOwnShip?: boolean;
}

/** Longest payload of one sentence: 82 characters with everything around it (IEC 61162-1 §7.3). */
const LONGEST_PART = 60;

/**
 * The sentences of `message`, without end of line, in order: one, or two for type 5 and for a type
 * 21 with a long name. Each begins with a tag block when a station or time is given.
 */
export function encodeMessage(message: EncodableMessage, options: EncodeOptions = {}): string[] {
  const { payload, fillBits } = writerOf(message).payload();
  const count = Math.ceil(payload.length / LONGEST_PART);
  const head = `${options.talker ?? 'AI'}VD${options.isOwnShip === true ? 'O' : 'M'},${count}`;
  const sequence = count === 1 ? '' : String(options.sequence ?? 0);
  const prefix = tagBlock(options);
  return Array.from({ length: count }, (_, i) => {
    const part = payload.slice(i * LONGEST_PART, (i + 1) * LONGEST_PART);
    const fill = i === count - 1 ? fillBits : 0;
    const body = `${head},${i + 1},${sequence},${options.channel ?? 'A'},${part},${fill}`;
    return `${prefix}!${body}*${checksum(body)}`;
  });
}

/** A tag block with its backslashes and checksum; empty when there is nothing to say. */
export function tagBlock({ station, time }: TagBlockFields): string {
  const fields: string[] = [];
  if (station !== undefined) fields.push(`s:${station}`);
  if (time !== undefined) fields.push(`c:${time % 1000 === 0 ? time / 1000 : time}`);
  if (fields.length === 0) return '';
  const body = fields.join(',');
  return `\\${body}*${checksum(body)}\\`;
}

function checksum(body: string): string {
  const bytes = Uint8Array.from(body, (character) => character.charCodeAt(0));
  return checksumOf(bytes, 0, bytes.length).toString(16).toUpperCase().padStart(2, '0');
}

function writerOf(message: EncodableMessage): SixBitWriter {
  switch (message.kind) {
    case 'position':
      return message.type === 18 ? writeClassBPosition(message) : writeClassAPosition(message);
    case 'base-station':
      return writeBaseStation(message);
    case 'aid':
      return writeAidToNavigation(message);
    case 'static':
      if (message.type === 5) return writeStaticVoyage(message);
      return message.part === 'A' ? writeStaticPartA(message) : writeStaticPartB(message);
  }
}
