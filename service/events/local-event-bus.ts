import { EventBus, type BatchListener } from './event-bus.js';
import type { CommittedBatch } from './stream-event.js';
import type { StreamFollower } from './stream-follower.js';

/** The bus of a process that stands alone. */
export class LocalEventBus extends EventBus {
  constructor(private readonly follower: StreamFollower) {
    super();
  }

  override publish(batch: CommittedBatch): void {
    this.follower.offer(batch);
  }

  override subscribe(listener: BatchListener): () => void {
    return this.follower.subscribe(listener);
  }
}
