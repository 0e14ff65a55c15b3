import { readFileSync } from 'node:fs';
import { App } from 'cdk8s';
import { type Fields, plain, valueAt } from '../../test/support/fields.js';
import { type Environment, environments } from '../environments.js';
import { type KubernetesObject, synthesize } from '../synth.js';
import { ApiGatewayChart } from './api-gateway.chart.js';
import { IngressChart } from './ingress.chart.js';
import { routeKeys } from './routes.js';

const [production] = environments;
if (production === undefined) throw new Error('there is no environment');

const gatewayOf = (environment: Environment): KubernetesObject[] =>
  new ApiGatewayChart(new App(), environment).toJson() as KubernetesObject[];

function fieldsOf(objects: readonly KubernetesObject[], kind: string): Fields[] {
  return objects.filter((object) => object.kind === kind).map(plain);
}

const gateway = gatewayOf(production);
const ingresses = fieldsOf(
  new IngressChart(new App(), production).toJson() as KubernetesObject[],
  'Ingress',
);

/** Paths of the API's own document. */
function apiPaths(): string[] {
  const { paths } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as {
    paths: Record<string, unknown>;
  };
  return Object.keys(paths).filter((path) => path.startsWith('/api/v1/'));
}

/** Whether API Gateway gives the path to a route; `{proxy+}` is one part or more. */
function isRouted(path: string): boolean {
  return routeKeys().some(({ key }) => {
    const [, pattern = ''] = key.split(' ');
    if (!pattern.endsWith('/{proxy+}')) return path === pattern;
    return path.startsWith(pattern.replace('{proxy+}', '')) && !path.endsWith('/');
  });
}

describe('routes of the gateway', () => {
  it('reach every resource that the API documents, but the stream, which would be cut', () => {
    const left = apiPaths().filter((path) => !isRouted(path));
    expect(left).toEqual(['/api/v1/stream']);
  });

  it('reach nothing that the API does not document', () => {
    const paths = apiPaths();
    const dead = routeKeys().filter(({ key }) => {
      const pattern = key.replace('ANY ', '').replace('{proxy+}', '');
      return !paths.some(
        (path) => path === pattern || (pattern.endsWith('/') && path.startsWith(pattern)),
      );
    });
    expect(dead).toEqual([]);
  });

  it('are all in dist/, and lead to the one integration', () => {
    const routes = fieldsOf(gateway, 'Route').map(({ spec }) => spec);
    expect(routes.map((spec) => spec?.['routeKey'])).toEqual(routeKeys().map(({ key }) => key));
    expect(new Set(routes.map((spec) => spec?.['targetRef']?.['from']?.['name']))).toEqual(
      new Set(['porttrack']),
    );
  });
});

describe('the gateway', () => {
  it('is found by YACE: API and stage bear the tag that it searches for', () => {
    for (const kind of ['API', 'Stage']) {
      const [object] = fieldsOf(gateway, kind);
      expect(object?.['spec']?.['tags']).toEqual({
        project: 'porttrack',
        environment: 'production',
      });
    }
  });

  it('lets through what the row says, and counts and logs all of it', () => {
    const row = { burst: 7, requestsPerSecond: 3 };
    const [stage] = fieldsOf(gatewayOf({ ...production, gateway: row }), 'Stage');
    expect(stage?.['spec']?.['defaultRouteSettings']).toEqual({
      detailedMetricsEnabled: true,
      throttlingBurstLimit: 7,
      throttlingRateLimit: 3,
    });
    expect(stage?.['spec']?.['accessLogSettings']?.['destinationARN']).toBe(
      production.aws.accessLogGroupArn,
    );
  });

  it('gives up before AWS does, and checks the name that its load balancer shows', () => {
    const [integration] = fieldsOf(gateway, 'Integration');
    expect(integration?.['spec']?.['timeoutInMillis']).toBe(29_000);
    const [balancer] = fieldsOf(gateway, 'Ingress');
    expect(integration?.['spec']?.['tlsConfig']).toEqual({
      serverNameToVerify: 'api.porttrack.example',
    });
    expect(balancer?.['spec']?.['tls']).toEqual([{ hosts: ['api.porttrack.example'] }]);
  });

  it('has one door: the name of its own, with its own certificate', () => {
    const [api] = fieldsOf(gateway, 'API');
    expect(api?.['spec']?.['disableExecuteAPIEndpoint']).toBe(true);
    const [domain] = fieldsOf(gateway, 'DomainName');
    expect(domain?.['spec']).toMatchObject({
      domainName: 'api.porttrack.example',
      domainNameConfigurations: [{ securityPolicy: 'TLS_1_2' }],
    });
  });

  it('outlives its objects: deleting one leaves what clients use', () => {
    const kept = gateway.filter(({ apiVersion }) => apiVersion.startsWith('apigatewayv2.'));
    const policies = kept.map((object) =>
      valueAt(plain(object), 'metadata', 'annotations', 'services.k8s.aws/deletion-policy'),
    );
    expect(policies).toHaveLength(kept.length);
    expect(new Set(policies)).toEqual(new Set(['retain']));
  });

  it('stands behind a load balancer that only the VPC reaches', () => {
    const [balancer] = fieldsOf(gateway, 'Ingress');
    expect(balancer?.['metadata']?.['annotations']).toMatchObject({
      'alb.ingress.kubernetes.io/scheme': 'internal',
      'alb.ingress.kubernetes.io/inbound-cidrs': production.network.vpc,
      'alb.ingress.kubernetes.io/listen-ports': '[{"HTTPS":443}]',
    });
  });
});

describe('the Ingress', () => {
  it('shows page and Grafana by TLS, with certificates of the public authority', () => {
    const doors = ingresses.map((ingress) => ({
      issuer: valueAt(ingress, 'metadata', 'annotations', 'cert-manager.io/cluster-issuer'),
      hosts: valueAt(ingress, 'spec', 'tls', 0, 'hosts'),
      host: valueAt(ingress, 'spec', 'rules', 0, 'host'),
      service: valueAt(ingress, 'spec', 'rules', 0, 'http', 'paths', 0, 'backend', 'service'),
    }));
    const issuer = 'porttrack-public';
    const port = { name: 'http' };
    expect(doors).toEqual([
      {
        issuer,
        hosts: ['porttrack.example'],
        host: 'porttrack.example',
        service: { name: 'porttrack-api', port },
      },
      {
        issuer,
        hosts: ['grafana.porttrack.example'],
        host: 'grafana.porttrack.example',
        service: { name: 'grafana', port },
      },
    ]);
  });

  it('is in every environment, the gateway and its exporter only where the row says so', () => {
    const charts = (edge: Environment['edge']): Set<string> =>
      new Set(synthesize({ ...production, edge }).map(({ chart }) => chart));
    expect(charts('ingress')).toContain('ingress');
    expect(charts('aws-api-gateway')).toContain('ingress');
    for (const chart of ['api-gateway', 'yace']) {
      expect(charts('aws-api-gateway')).toContain(chart);
      expect(charts('ingress')).not.toContain(chart);
    }
  });
});
