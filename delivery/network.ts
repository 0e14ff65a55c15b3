import { fieldAt, isRecord, itemsOf, type ManifestObject, textsOf } from './manifest-object.js';

type Direction = 'Ingress' | 'Egress';

const WORDS = {
  Ingress: { reach: 'may be reached by', closed: 'is closed to who comes', peers: 'from' },
  Egress: { reach: 'may reach', closed: 'is closed on the way out', peers: 'to' },
} as const;

/**
 * What NetworkPolicies say, as statements: which pods are closed unless a rule opens them, and every
 * connection that a rule opens. Losing a `closed` statement opens a network, as gaining a flow does.
 */
export function networkStatements(objects: readonly ManifestObject[]): string[] {
  return objects
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .flatMap((policy) => [...statementsOf(policy, 'Ingress'), ...statementsOf(policy, 'Egress')]);
}

function statementsOf(policy: ManifestObject, direction: Direction): string[] {
  const spec = policy['spec'];
  if (!textsOf(fieldAt(spec, 'policyTypes')).includes(direction)) return [];
  const home = policy.metadata.namespace ?? 'default';
  const pods = `${home}/${selectorText(fieldAt(spec, 'podSelector'))}`;
  const { reach, closed, peers } = WORDS[direction];
  const rules = itemsOf(fieldAt(spec, direction.toLowerCase()));
  const opened = rules.flatMap((rule) => {
    const ports = portTexts(fieldAt(rule, 'ports'));
    const others = peerTexts(fieldAt(rule, peers), home);
    return others.flatMap((other) => ports.map((port) => `${pods} ${reach} ${other} on ${port}`));
  });
  return [`${pods} ${closed}`, ...opened];
}

/** A rule without ports means every port. */
function portTexts(ports: unknown): string[] {
  const list = itemsOf(ports);
  if (list.length === 0) return ['every port'];
  return list.map((port) => {
    const [from, to] = [scalarAt(port, 'port'), scalarAt(port, 'endPort')];
    const range = to === '' ? from : `${from}-${to}`;
    return `${scalarAt(port, 'protocol') || 'TCP'} ${range || 'every port'}`;
  });
}

function scalarAt(value: unknown, field: string): string {
  const scalar = fieldAt(value, field);
  return typeof scalar === 'string' || typeof scalar === 'number' ? String(scalar) : '';
}

/** A rule without peers means everybody. */
function peerTexts(peers: unknown, home: string): string[] {
  const list = itemsOf(peers);
  return list.length === 0 ? ['everybody'] : list.map((peer) => peerText(peer, home));
}

function peerText(peer: unknown, home: string): string {
  const cidr = fieldAt(peer, 'ipBlock', 'cidr');
  if (typeof cidr === 'string') {
    const except = textsOf(fieldAt(peer, 'ipBlock', 'except'));
    return except.length === 0 ? cidr : `${cidr} except ${except.join(', ')}`;
  }
  const namespaces = fieldAt(peer, 'namespaceSelector');
  const namespace = namespaces === undefined ? home : namespaceText(namespaces);
  return `${namespace}/${selectorText(fieldAt(peer, 'podSelector'))}`;
}

function namespaceText(selector: unknown): string {
  const name = fieldAt(selector, 'matchLabels', 'kubernetes.io/metadata.name');
  return typeof name === 'string' ? name : selectorText(selector);
}

/** `*` for a selector that selects everything. */
function selectorText(selector: unknown): string {
  const labels = fieldAt(selector, 'matchLabels');
  const expressions = itemsOf(fieldAt(selector, 'matchExpressions')).map((item) =>
    JSON.stringify(item),
  );
  const pairs = isRecord(labels) ? Object.entries(labels).sort() : [];
  const parts = pairs.map(([name, value]) =>
    name === 'app.kubernetes.io/name' ? String(value) : `${name}=${String(value)}`,
  );
  const text = [...parts, ...expressions].join(',');
  return text === '' ? '*' : text;
}
