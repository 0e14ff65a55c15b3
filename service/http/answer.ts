import { Representation } from './representation.js';

/** A body that is made while it is sent: never whole in memory, so without a length or an ETag. */
export interface BodyStream {
  readonly mediaType: string;
  /** Text in pieces; pulled only as fast as the caller reads, and ended when the caller leaves. */
  readonly chunks: AsyncIterable<string>;
  /** Name offered for saving; plain ASCII. */
  readonly fileName?: string;
}

/** What stands around the body. */
export interface AnswerOptions {
  /** When the content last changed, epoch ms; null where that isn't known. */
  readonly lastModified?: number | null;
  /** Cursor of the next page, for `Link: rel="next"`; null on the last page. */
  readonly nextCursor?: string | null;
  /** Whole `Cache-Control` value; by default `no-cache`: keep, but ask each time (a 304 is cheap). */
  readonly cacheControl?: string;
  /**
   * Until when (epoch ms) whoever asks the same may be sent this very answer without asking the
   * controller again; null: ask each time. Only for what is the same for every caller.
   */
  readonly readyUntil?: number | null;
  /**
   * Version of the record that the answer shows, which `If-Match` on a write of it is compared with.
   * It begins the entity tag: `"v7.<hash>"`.
   */
  readonly version?: number;
  /** Path of what a write has made, for `Location`. */
  readonly location?: string;
  /** Holds a secret that is never shown again: nobody keeps it, and a repeat doesn't get it. */
  readonly isShownOnce?: boolean;
  /** Request headers beside Accept-Encoding that the answer depends on. */
  readonly vary?: readonly string[];
}

/** What a controller returns when it says more than a body: `HttpAdapter` turns it into a response. */
export class Answer {
  constructor(
    readonly body: Representation | BodyStream,
    readonly options: AnswerOptions = {},
  ) {}

  /** Any value as JSON. */
  static json(value: unknown, options: AnswerOptions = {}, mediaType = 'application/json'): Answer {
    return new Answer(new Representation(JSON.stringify(value), mediaType), options);
  }
}
