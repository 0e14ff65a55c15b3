import { appendFileSync } from 'node:fs';

/** Seconds from a fault to its message, and from its end to the good news. */
interface Told {
  readonly toldSeconds: number;
  readonly resolvedSeconds: number | null;
}

/** Writes a line for docs/proof.md to the file that `PROOF_RECORD` names; nothing where it is not set. */
export function recordAlert(what: string, told: Told): void {
  const file = process.env['PROOF_RECORD'];
  if (file !== undefined)
    appendFileSync(file, `${JSON.stringify({ proof: 'alert-path', what, ...told })}\n`);
}
