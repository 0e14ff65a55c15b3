import { mmsiFromNumber } from '../../ais/mmsi.js';
import { Sighting } from '../deduper.js';
import type { QueuedMessage, Ticket, WaitingReception } from '../ingest-queue.js';

/** What a spec may choose of a queued message. */
export interface QueuedMessageChoices {
  readonly raw?: string;
  readonly stations?: readonly string[];
  readonly ticket?: Ticket;
  readonly receivedAt?: number;
}

/** For specs: a message that waits in the queue. */
export function newQueuedMessage(choices: QueuedMessageChoices = {}): QueuedMessage {
  const receivedAt = choices.receivedAt ?? Date.UTC(2026, 2, 1, 12);
  const reception: WaitingReception = {
    feed: 'test',
    source: 'ais',
    stations: choices.stations ?? [],
    time: receivedAt,
    receivedAt,
    isTimeTrusted: true,
    raw: choices.raw ?? '!AIVDM,1,1,,A,17P@<J?P00blFWmjG@5a5?v62<10,0*27',
    digest: 1,
  };
  return {
    message: { kind: 'other', type: 10, mmsi: mmsiFromNumber(503000001), repeat: 0 },
    reception,
    sighting: new Sighting(receivedAt, reception),
    lineCount: 1,
    ticket: choices.ticket ?? null,
    position: null,
  };
}
