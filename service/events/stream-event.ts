/**
 * Events that leave through the stream. Each feature adds its own by declaration merging:
 * `declare module '../events/stream-event.js' { interface StreamEventMap { position: PositionFeature } }`.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- features fill it
export interface StreamEventMap {}

export type StreamEventType = keyof StreamEventMap;

/** One event, numbered in commit order over the whole installation. */
export interface StreamEvent<T extends StreamEventType = StreamEventType> {
  /** Place in the stream: rises by commit order, unique, not gapless. */
  readonly id: number;
  readonly type: T;
  /** MMSI the event is about, `null` where none (feeds). */
  readonly mmsi: string | null;
  /** Where it is, for bounding-box filters; `null` where none. */
  readonly lon: number | null;
  readonly lat: number | null;
  /**
   * Events of one type and key replace each other for a slow client; `null`: each is delivered.
   * State that can be read again (positions, vessels) has a key; a happening has none.
   */
  readonly conflationKey: string | null;
  /** The event's body as JSON text, made once for all clients. */
  json(): string;
}

/** What one committed transaction put on the stream: numbers `from` (exclusive) to `to` (inclusive). */
export interface CommittedBatch {
  readonly from: number;
  readonly to: number;
  readonly events: readonly StreamEvent[];
}
