import type { CompletePayload, LineOutcome } from '../line-outcome.js';
import { SentenceStream } from '../sentence-stream.js';

/** When the lines of these tests arrive, epoch ms. */
export const NOW = Date.UTC(2026, 0, 1);
/** Single sentence of gpsd's test data (BSD-2-Clause): type 1 of 371798000. */
export const SINGLE = '!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A';
/** Two sentences of the same: type 5 of 351759000. */
export const FIRST =
  '!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C';
export const SECOND = '!AIVDM,2,2,1,A,88888888880,2*25';

/** What becomes of `line`, arriving now in `stream` or in a new one. */
export function push(line: string | Uint8Array, stream = new SentenceStream()): LineOutcome {
  return stream.push(line, NOW);
}

/** `outcome`, which must be a message. */
export function message(outcome: LineOutcome): CompletePayload {
  if (outcome.kind !== 'message') throw new Error(`not a message: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** Why `outcome` is refused, or what it is instead. */
export function reasonOf(outcome: LineOutcome): string {
  return outcome.kind === 'rejected' ? outcome.reason : outcome.kind;
}
