import { holds } from './networks.js';
import {
  at,
  fieldsOf,
  listOf,
  namespaceOf,
  type ObjectSet,
  textOf,
  textsOf,
} from './object-set.js';
import { selects } from './selectors.js';

/** Who opens or takes a connection, as NetworkPolicies see it. */
export type Endpoint =
  | {
      readonly kind: 'pod';
      readonly name: string;
      readonly namespace: string;
      readonly labels: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'address'; readonly name: string; readonly address: string };

/** Ports that a side allows: all of them, or `TCP/443`. */
type Allowed = 'all' | ReadonlySet<string>;

/**
 * What NetworkPolicies let through. Both sides must allow a connection; a pod that no policy
 * selects for a direction allows everything in it; outside the cluster nobody refuses.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class Reachability {
  private readonly policies;

  constructor(private readonly set: ObjectSet) {
    this.policies = set.ofKind('NetworkPolicy');
  }

  /** Ports on which `from` reaches `to`: `TCP/443`, sorted; `*` stands for every port. */
  ports(from: Endpoint, to: Endpoint): readonly string[] {
    const out = this.allowed(from, to, 'Egress');
    const into = this.allowed(to, from, 'Ingress');
    if (out === 'all') return into === 'all' ? ['*'] : [...into].sort();
    return into === 'all' ? [...out].sort() : [...out].filter((port) => covers(into, port)).sort();
  }

  private allowed(pod: Endpoint, peer: Endpoint, direction: 'Ingress' | 'Egress'): Allowed {
    if (pod.kind === 'address') return 'all';
    const isolating = this.policies.filter(
      (policy) =>
        namespaceOf(policy) === pod.namespace &&
        selects(at(policy.body, 'spec', 'podSelector'), pod.labels) &&
        directionsOf(policy.body).includes(direction),
    );
    // Namespaces of operators are not ours: nothing is known to be refused there.
    if (isolating.length === 0) return 'all';
    const ports = new Set<string>();
    for (const policy of isolating) {
      for (const rule of listOf(at(policy.body, 'spec', direction.toLowerCase()))) {
        const peers = listOf(at(rule, direction === 'Ingress' ? 'from' : 'to'));
        const isMeant =
          peers.length === 0 || peers.some((one) => this.isPeer(one, peer, namespaceOf(policy)));
        if (isMeant) for (const port of portsOf(rule)) ports.add(port);
      }
    }
    return ports.has('*') ? 'all' : ports;
  }

  private isPeer(peer: unknown, other: Endpoint, home: string): boolean {
    const block = at(peer, 'ipBlock');
    if (other.kind === 'address') {
      return (
        block !== undefined &&
        holds(textOf(at(block, 'cidr')), other.address) &&
        !textsOf(at(block, 'except')).some((network) => holds(network, other.address))
      );
    }
    if (block !== undefined) return false;
    const namespaces = at(peer, 'namespaceSelector');
    const isInNamespace =
      namespaces === undefined
        ? other.namespace === home
        : selects(namespaces, this.labelsOfNamespace(other.namespace));
    const pods = at(peer, 'podSelector');
    return isInNamespace && (pods === undefined || selects(pods, other.labels));
  }

  private labelsOfNamespace(name: string): Readonly<Record<string, string>> {
    const namespace = this.set.find('Namespace', '', name);
    const labels = fieldsOf(at(namespace?.body, 'metadata', 'labels'));
    return { ...(labels as Record<string, string>), 'kubernetes.io/metadata.name': name };
  }
}

/** Where `policyTypes` is absent, Ingress always counts and Egress when there are rules for it. */
function directionsOf(policy: unknown): readonly string[] {
  const said = textsOf(at(policy, 'spec', 'policyTypes'));
  if (said.length > 0) return said;
  return listOf(at(policy, 'spec', 'egress')).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function portsOf(rule: unknown): readonly string[] {
  const ports = listOf(at(rule, 'ports'));
  if (ports.length === 0) return ['*'];
  return ports.map((port) => {
    const protocol = textOf(at(port, 'protocol')) || 'TCP';
    const last = textOf(at(port, 'endPort'));
    const number = textOf(at(port, 'port')) || '*';
    return `${protocol}/${last === '' ? number : `${number}-${last}`}`;
  });
}

const covers = (allowed: ReadonlySet<string>, port: string): boolean =>
  allowed.has(port) || allowed.has(`${port.split('/')[0] ?? ''}/*`);
