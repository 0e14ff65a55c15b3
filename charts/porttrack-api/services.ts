import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Environment } from '../environments.js';
import { objectLabels, selectorLabels } from '../workloads.js';
import { API } from './pod-template.js';
import { connectingReceivers, PORTS } from './settings.js';

type AisProtocol = 'TCP' | 'UDP';

/** Beginning of the annotations of the AWS load balancer controller. */
const AWS = 'service.beta.kubernetes.io/aws-load-balancer';

const named = (name: string): k8s.IntOrString => k8s.IntOrString.fromString(name);

/**
 * The Services of the service: one for people, one for operators, and a load balancer for AIS over
 * each protocol, where any receiver connects to us.
 */
export function addServices(scope: Construct, environment: Environment): void {
  const selector = { ...selectorLabels(API) };
  new k8s.KubeService(scope, `Service-${API}`, {
    metadata: { name: API, labels: objectLabels(API, 'api') },
    spec: {
      type: 'ClusterIP',
      selector,
      ports: [{ name: 'http', port: 80, targetPort: named('http'), protocol: 'TCP' }],
    },
  });
  // Apart from `porttrack-api`, so that no gateway that routes to that one can reach drain.
  new k8s.KubeService(scope, `Service-${API}-ops`, {
    metadata: { name: `${API}-ops`, labels: objectLabels(API, 'ops') },
    spec: {
      type: 'ClusterIP',
      selector,
      ports: [{ name: 'ops', port: PORTS.ops, targetPort: named('ops'), protocol: 'TCP' }],
    },
  });
  const networks = receiverNetworks(environment);
  // Without source ranges a load balancer takes from everywhere: no receiver, no load balancer.
  if (networks.length === 0) return;
  addAisService(scope, 'TCP', networks);
  addAisService(scope, 'UDP', networks);
}

/** Networks that receivers connect or send from, CIDR, sorted, each once. */
function receiverNetworks(environment: Environment): string[] {
  const networks = connectingReceivers(environment).flatMap((receiver) => receiver.networks);
  return [...new Set(networks)].sort();
}

/** The way in for receivers over one protocol, from their networks only. */
function addAisService(scope: Construct, protocol: AisProtocol, networks: string[]): void {
  const port = `ais-${protocol.toLowerCase()}`;
  const name = `${API}-${port}`;
  new k8s.KubeService(scope, `Service-${name}`, {
    metadata: { name, labels: objectLabels(API, port), annotations: awsAnnotations(protocol) },
    spec: {
      type: 'LoadBalancer',
      loadBalancerClass: 'service.k8s.aws/nlb',
      // Pods are targets themselves; the quota allows no node port.
      allocateLoadBalancerNodePorts: false,
      loadBalancerSourceRanges: networks,
      // The sender's address must survive: the network policy goes by it, and so do parts of a
      // message that come in datagrams of their own.
      externalTrafficPolicy: 'Local',
      internalTrafficPolicy: 'Cluster',
      selector: { ...selectorLabels(API) },
      ports: [{ name: port, port: PORTS.ais, targetPort: named(port), protocol }],
    },
  });
}

/**
 * An internal network load balancer: receivers come through a private link, as AIS over TCP and UDP
 * knows no encryption of its own. Datagrams cannot be probed, so both ask for health over HTTP.
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
 */
function awsAnnotations(protocol: AisProtocol): Record<string, string> {
  const attributes = [
    // Always on for UDP, where it cannot be set.
    ...(protocol === 'TCP' ? ['preserve_client_ip.enabled=true'] : []),
    'deregistration_delay.timeout_seconds=15',
    // A sender of datagrams that never pauses would be sent to a pod that is gone for ever.
    'deregistration_delay.connection_termination.enabled=true',
  ];
  return {
    [`${AWS}-scheme`]: 'internal',
    [`${AWS}-nlb-target-type`]: 'ip',
    [`${AWS}-healthcheck-protocol`]: 'http',
    [`${AWS}-healthcheck-port`]: String(PORTS.http),
    [`${AWS}-healthcheck-path`]: '/health/ready',
    [`${AWS}-healthcheck-interval`]: '5',
    [`${AWS}-healthcheck-timeout`]: '3',
    [`${AWS}-healthcheck-healthy-threshold`]: '2',
    [`${AWS}-healthcheck-unhealthy-threshold`]: '2',
    [`${AWS}-target-group-attributes`]: attributes.join(','),
  };
}
