import type { CustomObjectProps } from '../constructs/custom-object.js';

/** Group and version of AWS's controller for API Gateway v2 (HTTP APIs). */
export const GATEWAY_API = 'apigatewayv2.services.k8s.aws/v1alpha1';

/** Another resource of the namespace, whose id in AWS the controller fills in. */
export interface ResourceReference {
  readonly from: { readonly name: string };
}

/** Tags in AWS. */
export type Tags = Readonly<Record<string, string>>;

interface Specs {
  readonly API: {
    readonly name: string;
    readonly description: string;
    readonly protocolType: 'HTTP';
    readonly disableExecuteAPIEndpoint: boolean;
    readonly tags: Tags;
  };
  readonly VPCLink: {
    readonly name: string;
    readonly subnetIDs: readonly string[];
    readonly securityGroupIDs: readonly string[];
    readonly tags: Tags;
  };
  readonly Integration: {
    readonly apiRef: ResourceReference;
    readonly connectionRef: ResourceReference;
    readonly connectionType: 'VPC_LINK';
    readonly integrationType: 'HTTP_PROXY';
    readonly integrationMethod: 'ANY';
    /** ARN of a load balancer's listener. */
    readonly integrationURI: string;
    readonly payloadFormatVersion: '1.0';
    readonly requestParameters: Readonly<Record<string, string>>;
    /** 50 to 30,000. */
    readonly timeoutInMillis: number;
    readonly tlsConfig: { readonly serverNameToVerify: string };
  };
  readonly Route: {
    readonly apiRef: ResourceReference;
    readonly routeKey: string;
    readonly targetRef: ResourceReference;
  };
  readonly Stage: {
    readonly apiRef: ResourceReference;
    readonly stageName: '$default';
    readonly autoDeploy: boolean;
    readonly accessLogSettings: { readonly destinationARN: string; readonly format: string };
    readonly defaultRouteSettings: {
      readonly detailedMetricsEnabled: boolean;
      readonly throttlingBurstLimit: number;
      readonly throttlingRateLimit: number;
    };
    readonly tags: Tags;
  };
  readonly DomainName: {
    readonly domainName: string;
    readonly domainNameConfigurations: readonly {
      readonly certificateARN: string;
      readonly endpointType: 'REGIONAL';
      readonly securityPolicy: 'TLS_1_2';
    }[];
    readonly tags: Tags;
  };
  readonly APIMapping: {
    readonly apiRef: ResourceReference;
    readonly domainRef: ResourceReference;
    readonly stage: '$default';
  };
}

/** Kinds that are used here. */
export type GatewayKind = keyof Specs;

/** What a resource of a kind is to be, as far as it is used here. */
export type GatewaySpec<Kind extends GatewayKind> = Specs[Kind];

/**
 * A resource of API Gateway.
 * @see https://aws-controllers-k8s.github.io/community/reference/apigatewayv2/v1alpha1/api/
 */
export interface GatewayResource<Kind extends GatewayKind> extends CustomObjectProps {
  readonly apiVersion: typeof GATEWAY_API;
  readonly kind: Kind;
  readonly spec: GatewaySpec<Kind>;
}
