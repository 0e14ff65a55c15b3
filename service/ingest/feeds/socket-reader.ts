import type { Socket } from 'node:net';

import type { FeedPipeline } from '../feed-pipeline.js';
import type { IngestQueue } from '../ingest-queue.js';

/**
 * Bytes between two looks at the queue's level: at most about 60 messages, well within what lies
 * between the high water mark and the end of the smallest queue.
 */
const SLICE_BYTES = 2_048;

/**
 * Reads a socket into a pipeline, and stops reading while the queue is above its high water mark:
 * the sender's window closes, and it waits. What was read already is kept and goes first.
 */
export class SocketReader {
  #held: Buffer | null = null;
  #isClosed = false;
  #isEnded = false;
  readonly #stopListening: () => void;

  /** @param ended called once, when all that came is in the queue and nothing more will come. */
  constructor(
    private readonly socket: Socket,
    private readonly pipeline: FeedPipeline,
    private readonly queue: IngestQueue,
    private readonly ended: () => void,
  ) {
    this.#stopListening = queue.onDrain(() => {
      this.#goOn();
    });
    socket.on('data', (chunk: Buffer) => {
      this.#read(chunk);
    });
    socket.once('close', () => {
      this.#isClosed = true;
      if (this.#held === null) this.#end();
    });
  }

  /** Takes what was read in spite of the level, and closes the socket. */
  close(): void {
    if (this.#held !== null) this.pipeline.push(this.#held);
    this.#held = null;
    this.#isClosed = true;
    this.socket.destroy();
    this.#end();
  }

  #read(chunk: Buffer): void {
    if (this.#isEnded) return;
    let start = 0;
    while (start < chunk.length && !this.queue.isAboveHighWater) {
      this.pipeline.push(chunk.subarray(start, start + SLICE_BYTES));
      start += SLICE_BYTES;
    }
    this.pipeline.report();
    if (start >= chunk.length) {
      this.#held = null;
      if (this.queue.isAboveHighWater) this.socket.pause();
      return;
    }
    this.#held = chunk.subarray(start);
    this.socket.pause();
  }

  #goOn(): void {
    if (this.#held !== null) this.#read(this.#held);
    if (this.queue.isAboveHighWater || this.#held !== null) return;
    if (this.#isClosed) this.#end();
    else this.socket.resume();
  }

  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#stopListening();
    this.pipeline.end();
    this.ended();
  }
}
