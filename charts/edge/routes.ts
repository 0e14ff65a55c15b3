/** A resource of the API that the gateway lets through. */
export interface GatewayRoute {
  /** First part of its path below /api/v1. */
  readonly resource: string;
  /** Whether there are paths below it, `/api/v1/<resource>/...`. */
  readonly hasItems: boolean;
}

/**
 * What machine clients reach by the gateway: everything but `/api/v1/stream`, which it would hold
 * back and cut (docs/adr/0004-edge-and-streams.md). A new resource of the API is a row.
 */
export const gatewayRoutes: readonly GatewayRoute[] = [
  { resource: 'aids-to-navigation', hasItems: false },
  { resource: 'ais', hasItems: false },
  { resource: 'api-keys', hasItems: true },
  { resource: 'audit', hasItems: false },
  { resource: 'base-stations', hasItems: false },
  { resource: 'berths', hasItems: true },
  { resource: 'bookings', hasItems: true },
  { resource: 'cargo-operations', hasItems: true },
  { resource: 'config', hasItems: false },
  { resource: 'distress-devices', hasItems: false },
  { resource: 'feeds', hasItems: false },
  { resource: 'me', hasItems: false },
  { resource: 'passages', hasItems: true },
  { resource: 'port-calls', hasItems: true },
  { resource: 'ports', hasItems: true },
  { resource: 'positions', hasItems: true },
  { resource: 'safety-messages', hasItems: false },
  { resource: 'staff', hasItems: true },
  { resource: 'staff-assignments', hasItems: true },
  { resource: 'staff-shifts', hasItems: true },
  { resource: 'target-events', hasItems: false },
  { resource: 'traffic-events', hasItems: false },
  { resource: 'vessels', hasItems: true },
  { resource: 'webhooks', hasItems: true },
];

/**
 * Keys of API Gateway's routes, with names for their resources.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function routeKeys(): readonly { readonly name: string; readonly key: string }[] {
  return gatewayRoutes.flatMap(({ resource, hasItems }) => [
    { name: `porttrack-${resource}`, key: `ANY /api/v1/${resource}` },
    ...(hasItems
      ? [{ name: `porttrack-${resource}-items`, key: `ANY /api/v1/${resource}/{proxy+}` }]
      : []),
  ]);
}
