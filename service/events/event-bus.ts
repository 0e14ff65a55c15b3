import type { CommittedBatch } from './stream-event.js';

/** Told of every batch, in stream order and without gaps. Must not throw and must not wait. */
export type BatchListener = (batch: CommittedBatch) => void;

/**
 * What was committed, for whoever follows it: the live picture and the streams of this process,
 * and with Redis those of every other process.
 */
export abstract class EventBus {
  /** Announces what this process has just committed. Called after the commit, never before. */
  abstract publish(batch: CommittedBatch): void;

  /**
   * Calls `listener` for every batch from now on, whoever wrote it, each number exactly once.
   * Returns what ends the subscription.
   */
  abstract subscribe(listener: BatchListener): () => void;
}
