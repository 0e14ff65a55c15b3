/** Where what we know comes from: real AIS, our own simulator, a replayed log, or a person. */
export type Source = 'ais' | 'simulated' | 'replay' | 'operator';

/** Where and when one message was heard. Times are epoch milliseconds, UTC. */
export interface Reception {
  /** Name of the feed that brought it. */
  readonly feed: string;
  readonly source: Source;
  /** Receivers that heard it, in order of arrival, without repeats; empty when none is named. */
  readonly stations: readonly string[];
  /** When the report was true: orders everything. */
  readonly time: number;
  /** When it reached this process. */
  readonly receivedAt: number;
  /** False when the station's time was absent or out of bounds and `time` is `receivedAt`. */
  readonly isTimeTrusted: boolean;
  /** The sentences as received, tag blocks included, joined with a line feed. */
  readonly raw: string;
  /** Signed 32-bit hash of the payload bits (repeat indicator masked): tells two reports of one instant apart. */
  readonly digest: number;
}

/** A message and its reception. */
export interface Heard<M> {
  readonly message: M;
  readonly reception: Reception;
}
