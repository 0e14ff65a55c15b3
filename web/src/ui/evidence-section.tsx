import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/client.js';
import type { Evidence } from '../api/types.js';
import { useFormat, useText } from './app-context.js';
import { Fact } from './facts.js';

/** Reads the evidence when it is asked for. */
function useEvidence(mmsi: string, isWanted: boolean): Evidence | 'failed' | null {
  const [evidence, setEvidence] = useState<Evidence | 'failed' | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    const controller = new AbortController();
    api.evidence(mmsi, controller.signal).then(setEvidence, () => {
      if (!controller.signal.aborted) setEvidence('failed');
    });
    return () => {
      controller.abort();
    };
  }, [mmsi, isWanted]);
  return evidence;
}

function Found({ evidence }: { readonly evidence: Evidence }) {
  const { details } = useText();
  const format = useFormat();
  const clock = (time: string): string => `${format.clock(Date.parse(time), 'UTC')} UTC`;
  return (
    <>
      <dl class="facts-plain">
        <Fact name={details.report}>{clock(evidence.time)}</Fact>
        <Fact name={details.receivedAt}>{clock(evidence.receivedAt)}</Fact>
        <Fact name={details.committedAt}>{clock(evidence.committedAt)}</Fact>
      </dl>
      <pre tabIndex={0} aria-label={details.sentences}>
        {evidence.sentences.join('\n')}
      </pre>
    </>
  );
}

/** The sentences and times behind the shown position, for whoever doubts it. */
export function EvidenceSection({ mmsi }: { readonly mmsi: string }) {
  const { details } = useText();
  const [isOpen, setIsOpen] = useState(false);
  const evidence = useEvidence(mmsi, isOpen);
  return (
    <details
      class="evidence"
      onToggle={({ currentTarget }) => {
        setIsOpen(currentTarget.open);
      }}
    >
      <summary>{details.evidenceShow}</summary>
      {evidence === 'failed' && <p class="muted">{details.evidenceFailed}</p>}
      {evidence !== null && evidence !== 'failed' && <Found evidence={evidence} />}
    </details>
  );
}
