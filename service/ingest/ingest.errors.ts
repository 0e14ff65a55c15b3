import { DomainError } from '../problem/domain-error.js';

/** A listening port that cannot be had: stops the start, so it is for the operator to read. */
export class FeedStartError extends Error {
  override readonly name = 'FeedStartError';

  /** @param variable the setting to change. */
  constructor(feed: string, address: string, variable: string, cause: Error) {
    const reason =
      'code' in cause && cause.code === 'EADDRINUSE' ? 'the port is in use' : cause.message;
    super(
      `Feed "${feed}" cannot listen on ${address}: ${reason}. ` +
        `Set ${variable} (or its port in AIS_FEEDS) to a free port, such as 10111.`,
      { cause },
    );
  }
}

/** No HTTP feed has this name (404). */
export class FeedNotFoundError extends DomainError {
  override readonly code = 'not-found';
  override readonly status = 404;
}

/** A page of another site tried to post sentences through a user's browser (403). */
export class CrossSiteError extends DomainError {
  override readonly code = 'forbidden';
  override readonly status = 403;
}

/** The body is neither text/plain nor application/octet-stream, or of an unknown coding (415). */
export class UnsupportedBodyError extends DomainError {
  override readonly code = 'unsupported-media-type';
  override readonly status = 415;
}

/** More bytes or lines than one request may carry (413). */
export class BodyTooLargeError extends DomainError {
  override readonly code = 'payload-too-large';
  override readonly status = 413;
}

/** The body ends early or is not what its Content-Encoding says (400). */
export class UnreadableBodyError extends DomainError {
  override readonly code = 'bad-request';
  override readonly status = 400;
}
