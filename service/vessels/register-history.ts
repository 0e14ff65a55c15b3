import type { Identifier } from './register-ledger.js';

/** A decision about a vessel, as the audit has it. */
export interface RegisterEdit {
  /** Rises with time. */
  readonly id: number;
  /** Epoch ms. */
  readonly at: number;
  readonly action: string;
  readonly vesselId: string;
  readonly by: 'user' | 'key' | 'system';
  /** The vessel before and after, as the API shows it; `null` where there was none. */
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly reason: string | null;
}

/** What a vessel was known by, and what was decided about it. */
export interface RegisterHistory {
  /** Last change, epoch ms. */
  readonly updatedAt: number | null;
  readonly identifiers: readonly (Identifier & { readonly recordedAt: number })[];
  /** Newest first, of the entries that were merged into it too. */
  readonly edits: readonly RegisterEdit[];
  readonly nextCursor: string | null;
}
