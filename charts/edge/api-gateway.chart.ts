import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { customObject } from '../constructs/custom-object.js';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import type { Environment } from '../environments.js';
import { NAMESPACES, objectLabels } from '../workloads.js';
import {
  GATEWAY_API,
  type GatewayKind,
  type GatewayResource,
  type GatewaySpec,
  type ResourceReference,
} from './apigateway.types.js';
import { routeKeys } from './routes.js';

const NAME = 'porttrack';

/** Just below the 30 s that an HTTP API allows, so that the service's own answer gets through. */
const TIMEOUT_MS = 29_000;

/**
 * One line of JSON a request; nothing of a person but the address. A field of API Gateway is a
 * context variable of the same kind.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  route: '$context.routeKey',
  path: '$context.path',
  status: '$context.status',
  protocol: '$context.protocol',
  responseLength: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
});

/** The name that machine clients call, and that the certificate of the environment's row is for. */
const apiHost = ({ host }: Environment): string => `api.${host}`;

/** AWS API Gateway for machine clients: an HTTP API over a VPC link to an internal load balancer. */
export class ApiGatewayChart extends PortTrackChart {
  private readonly tags: Readonly<Record<string, string>>;

  constructor(scope: Construct, environment: Environment) {
    super(scope, 'api-gateway', environment, NAMESPACES.edge);
    // Only what bears the project's tag is found by YACE.
    this.tags = { project: NAME, environment: environment.name };
    this.addLoadBalancer();
    this.addApi();
    this.addIntegration();
    this.addStage();
    this.addDomain();
  }

  /**
   * Made by the AWS Load Balancer Controller; the ARN of its listener then goes into the row. It
   * closes idle connections before the service does (65 s), so that none is used that just closed.
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
   */
  private addLoadBalancer(): void {
    const { network, aws } = this.environment;
    const annotations = {
      'load-balancer-name': NAME,
      scheme: 'internal',
      'target-type': 'ip',
      'listen-ports': '[{"HTTPS":443}]',
      'certificate-arn': aws.certificateArn,
      'ssl-policy': 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      subnets: aws.subnetIds.join(','),
      'inbound-cidrs': network.vpc,
      'healthcheck-path': '/health/ready',
      'healthcheck-interval-seconds': '5',
      'healthcheck-timeout-seconds': '3',
      'unhealthy-threshold-count': '2',
      'load-balancer-attributes':
        'idle_timeout.timeout_seconds=60,routing.http.drop_invalid_header_fields.enabled=true',
      'target-group-attributes': 'deregistration_delay.timeout_seconds=30',
      tags: Object.entries(this.tags)
        .map((pair) => pair.join('='))
        .join(','),
    };
    const service = { name: 'porttrack-api', port: { name: 'http' } };
    new k8s.KubeIngress(this, 'Ingress', {
      metadata: {
        name: 'porttrack-api-internal',
        namespace: NAMESPACES.service,
        labels: objectLabels('porttrack-api-internal', 'edge'),
        annotations: Object.fromEntries(
          Object.entries(annotations).map(([key, value]) => [
            `alb.ingress.kubernetes.io/${key}`,
            value,
          ]),
        ),
      },
      spec: {
        ingressClassName: 'alb',
        // The load balancer has the certificate of the annotation: no Secret holds its key.
        tls: [{ hosts: [apiHost(this.environment)] }],
        rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service } }] } }],
      },
    });
  }

  private addApi(): void {
    this.add('API', NAME, {
      name: `${NAME}-${this.environment.name}`,
      description: 'PortTrack: vessels, positions and ports',
      protocolType: 'HTTP',
      // One door, whose certificate and name are ours.
      disableExecuteAPIEndpoint: true,
      tags: this.tags,
    });
    for (const { name, key } of routeKeys()) {
      this.add('Route', name, { apiRef: to(NAME), routeKey: key, targetRef: to(NAME) });
    }
  }

  private addIntegration(): void {
    const { subnetIds, securityGroupIds, listenerArn } = this.environment.aws;
    this.add('VPCLink', NAME, {
      name: `${NAME}-${this.environment.name}`,
      subnetIDs: subnetIds,
      securityGroupIDs: securityGroupIds,
      tags: this.tags,
    });
    this.add('Integration', NAME, {
      apiRef: to(NAME),
      connectionRef: to(NAME),
      connectionType: 'VPC_LINK',
      integrationType: 'HTTP_PROXY',
      integrationMethod: 'ANY',
      integrationURI: listenerArn,
      payloadFormatVersion: '1.0',
      requestParameters: { 'overwrite:header.x-request-id': '$context.requestId' },
      timeoutInMillis: TIMEOUT_MS,
      // TLS on the way to the listener as well, checked against the name on its certificate.
      tlsConfig: { serverNameToVerify: apiHost(this.environment) },
    });
  }

  private addStage(): void {
    const { gateway, aws } = this.environment;
    this.add('Stage', `${NAME}-default`, {
      apiRef: to(NAME),
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationARN: aws.accessLogGroupArn, format: accessLogFormat },
      defaultRouteSettings: {
        detailedMetricsEnabled: true,
        throttlingBurstLimit: gateway.burst,
        throttlingRateLimit: gateway.requestsPerSecond,
      },
      tags: this.tags,
    });
  }

  private addDomain(): void {
    this.add('DomainName', NAME, {
      domainName: apiHost(this.environment),
      domainNameConfigurations: [
        {
          certificateARN: this.environment.aws.certificateArn,
          endpointType: 'REGIONAL',
          securityPolicy: 'TLS_1_2',
        },
      ],
      tags: this.tags,
    });
    this.add('APIMapping', NAME, { apiRef: to(NAME), domainRef: to(NAME), stage: '$default' });
  }

  /** Deleting an object here leaves what it stands for in AWS: an API that clients use does not go by mistake. */
  private add<Kind extends GatewayKind>(kind: Kind, name: string, spec: GatewaySpec<Kind>): void {
    customObject<GatewayResource<Kind>>(this, {
      apiVersion: GATEWAY_API,
      kind,
      metadata: {
        name,
        namespace: NAMESPACES.edge,
        labels: objectLabels(name, 'edge'),
        annotations: {
          'services.k8s.aws/region': this.environment.aws.region,
          'services.k8s.aws/deletion-policy': 'retain',
        },
      },
      spec,
    });
  }
}

const to = (name: string): ResourceReference => ({ from: { name } });
