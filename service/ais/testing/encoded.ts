import type { EncodableMessage, EncodeOptions } from '../encoder.js';
import { encodeMessage } from '../encoder.js';
import type { CompletePayload } from '../line-outcome.js';
import { SentenceStream } from '../sentence-stream.js';

/** What a receiver makes of the sentences of `message`; throws when it is no message. */
export function received(message: EncodableMessage, options?: EncodeOptions): CompletePayload {
  const stream = new SentenceStream();
  const lines = encodeMessage(message, options);
  const outcomes = lines.map((line) => stream.push(line, 0));
  const last = outcomes.pop();
  if (last?.kind !== 'message' || outcomes.some(({ kind }) => kind !== 'fragment')) {
    throw new Error(JSON.stringify([...outcomes, last]));
  }
  return last;
}
