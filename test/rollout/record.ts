import { appendFileSync } from 'node:fs';
import type { Ended } from './cluster.js';
import { summaryOf } from './load.js';
import type { Outcome } from './play.js';

/** A line of a play for docs/proof.md. */
interface Played {
  readonly seed: number;
  readonly outcome: Outcome;
  readonly deployed: Ended | null;
}

/**
 * Writes what a play showed as a line of JSON to the file that `PROOF_RECORD` names, for the
 * document that `npm run proof` makes; does nothing where it is not set.
 */
export function record(what: string, { seed, outcome, deployed }: Played): void {
  const file = process.env['PROOF_RECORD'];
  if (file === undefined) return;
  const { load, ais, streams } = outcome;
  const times = load.failures.map(({ at }) => at);
  const span = times.length === 0 ? 0 : (Math.max(...times) - Math.min(...times)) / 1000;
  const line = {
    proof: 'rollout',
    what,
    seed,
    sent: load.sent,
    failed: load.failures.length,
    failures: summaryOf(load.failures),
    failureSpanSeconds: span,
    ais,
    reconnects: streams.reduce((sum, { reconnects }) => sum + reconnects, 0),
    missed: streams.reduce((sum, { missed }) => sum + missed, 0),
    deploySeconds: deployed?.seconds ?? null,
    deployStatus: deployed?.status ?? null,
  };
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}
