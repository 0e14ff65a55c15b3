import { k8s } from 'cdk8s-plus-28';

/** A question to a container. */
export interface HttpProbeProps {
  readonly path: string;
  /** Name of the port. */
  readonly port: string;
  /** @default 10 */
  readonly periodSeconds?: number;
  /**
   * Failures in a row that count.
   * @default 3
   */
  readonly failures?: number;
}

/** A request that has to be answered with success within 2 s. */
export function httpProbe(props: HttpProbeProps): k8s.Probe {
  const { path, port, periodSeconds = 10, failures = 3 } = props;
  return {
    httpGet: { path, port: k8s.IntOrString.fromString(port) },
    periodSeconds,
    timeoutSeconds: 2,
    failureThreshold: failures,
  };
}

/** A connection that has to be accepted within 2 s. */
export function tcpProbe(port: string): k8s.Probe {
  return {
    tcpSocket: { port: k8s.IntOrString.fromString(port) },
    periodSeconds: 10,
    timeoutSeconds: 2,
    failureThreshold: 3,
  };
}
