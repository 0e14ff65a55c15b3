/** What the service did with the lines: each is one of the five; by the names of the API. */
export interface ReplayCounts {
  lines: number;
  accepted: number;
  duplicate: number;
  rejected: Record<string, number>;
  ignored: number;
  incomplete: number;
  messages: number;
}

/** Where a log is sent. All methods reject with a `ReplayError` when sending fails. */
export interface LineTarget {
  /** Takes one line, without its end; may wait until there is room. */
  send(line: string): Promise<void>;
  /** Sends what has gathered. */
  flush(): Promise<void>;
  /**
   * Sends the rest and ends.
   * @returns what the service counted; `null` when it does not tell.
   */
  end(): Promise<ReplayCounts | null>;
  /** Ends at once. */
  abort(): void;
}

/** Sending went wrong; the message is for the person who replays. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
}

/** The system's code of a failure, or of what caused it; `null` where there is none. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return systemCode(error.errors[0]);
  return systemCode(error.cause);
}
