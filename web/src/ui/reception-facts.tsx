import type { Target } from '../state/traffic.js';
import { useText } from './app-context.js';
import { Fact, Facts } from './facts.js';

/** Who told us. */
export function ReceptionFacts({ target }: { readonly target: Target }) {
  const { details } = useText();
  const { source, stations } = target.report;
  return (
    <Facts title={details.groups.reception}>
      <Fact name={details.source}>{details.sources[source] ?? source}</Fact>
      <Fact name={details.stations}>{stations.length === 0 ? null : stations.join(', ')}</Fact>
    </Facts>
  );
}
