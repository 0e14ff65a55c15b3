import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { PUBLIC_ISSUER } from '../certificates/issuers.js';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import type { Environment } from '../environments.js';
import { type NamespaceName, NAMESPACES, objectLabels } from '../workloads.js';

/**
 * Traefik: it passes a response on as it comes, and cuts none that goes on.
 * @see https://doc.traefik.io/traefik/reference/install-configuration/entrypoints/
 */
const INGRESS_CLASS = 'traefik';

/** A Service that people reach. */
interface Door {
  readonly service: 'porttrack-api' | 'grafana';
  readonly namespace: NamespaceName;
  readonly host: string;
}

/**
 * What browsers come in by, and whoever reads the stream: the page with its API on one host, Grafana
 * on another. Where an environment has no gateway, machine clients too.
 */
export class IngressChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'ingress', environment);
    this.addDoor({
      service: 'porttrack-api',
      namespace: NAMESPACES.service,
      host: environment.host,
    });
    this.addDoor({
      service: 'grafana',
      namespace: NAMESPACES.monitoring,
      host: environment.grafanaHost,
    });
  }

  private addDoor({ service, namespace, host }: Door): void {
    new k8s.KubeIngress(this, `Ingress-${service}`, {
      metadata: {
        name: service,
        namespace,
        labels: objectLabels(service, 'edge'),
        annotations: {
          'cert-manager.io/cluster-issuer': PUBLIC_ISSUER,
          'cert-manager.io/private-key-algorithm': 'ECDSA',
          // The port of plain HTTP redirects everything (the controller's own settings).
          'traefik.ingress.kubernetes.io/router.entrypoints': 'websecure',
        },
      },
      spec: {
        ingressClassName: INGRESS_CLASS,
        tls: [{ hosts: [host], secretName: `${service}-public-tls` }],
        rules: [
          {
            host,
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name: service, port: { name: 'http' } } },
                },
              ],
            },
          },
        ],
      },
    });
  }
}
