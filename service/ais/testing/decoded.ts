import { decode } from '../decoder.js';
import { SixBitWriter } from '../sixbit-writer.js';

/** What a message of these fields decodes to. */
export function decoded(...fields: readonly (readonly [value: number, length: number])[]) {
  const writer = new SixBitWriter();
  for (const [value, length] of fields) writer.number(value, length);
  const { payload, fillBits } = writer.payload();
  return decode(payload, fillBits);
}
