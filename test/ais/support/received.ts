import { decode, type Rejected } from '../../../service/ais/decoder.js';
import type { CompletePayload } from '../../../service/ais/line-outcome.js';
import { LineReader } from '../../../service/ais/line-reader.js';
import type { AisMessage } from '../../../service/ais/message.js';
import { SentenceStream } from '../../../service/ais/sentence-stream.js';

/** One complete payload and what it decodes to. */
export interface ReceivedMessage {
  readonly payload: CompletePayload;
  readonly message: AisMessage | Rejected;
}

/** What became of all lines of a file. */
export interface Received {
  readonly lines: number;
  readonly messages: readonly ReceivedMessage[];
  /** Lines of messages that were decoded. */
  readonly accepted: number;
  /** Lines refused, by reason; of those that the decoder refused too. */
  readonly rejected: Readonly<Record<string, number>>;
  readonly ignored: number;
  readonly incomplete: number;
}

/** Takes a whole file through line reader, sentence stream and decoder, as one source. */
export function receive(bytes: Uint8Array): Received {
  const stream = new SentenceStream();
  const messages: ReceivedMessage[] = [];
  const rejected: Record<string, number> = {};
  const count = { lines: 0, accepted: 0, ignored: 0 };
  const reject = (reason: string, lines: number) => {
    rejected[reason] = (rejected[reason] ?? 0) + lines;
  };
  const sink = {
    line(buffer: Uint8Array, start: number, end: number) {
      count.lines++;
      const outcome = stream.push(buffer, 0, start, end);
      if (outcome.kind === 'ignored') count.ignored++;
      if (outcome.kind === 'rejected') reject(outcome.reason, outcome.lineCount);
      if (outcome.kind !== 'message') return;
      const message = decode(outcome.payload, outcome.fillBits);
      messages.push({ payload: outcome, message });
      if (message.kind === 'rejected') reject(message.reason, outcome.lineCount);
      else count.accepted += outcome.lineCount;
    },
    overlong() {
      count.lines++;
      reject('line-too-long', 1);
    },
  };
  const reader = new LineReader();
  reader.push(bytes, sink);
  reader.end(sink);
  return { ...count, messages, rejected, incomplete: stream.end() };
}

/** The messages of `received`, in order, without the refused ones. */
export function decodedOf(received: Received): AisMessage[] {
  return received.messages.flatMap(({ message }) => (message.kind === 'rejected' ? [] : [message]));
}
