import type { Role } from './principal.js';

/**
 * Who may call a route: `open` to everybody, and nobody is asked who they are; `anyone` is let in,
 * but a key or token that is no good is refused; `read` to everybody where `ANONYMOUS_READ` is on,
 * else to every role but `feed`; a list: to who has one of these roles.
 */
export type Access = 'open' | 'anyone' | 'read' | readonly Role[];

/** Who reads what names no person, where not everybody may. */
export const readers: readonly Role[] = [
  'viewer',
  'operator',
  'terminal',
  'harbour-master',
  'admin',
];

/** Traffic: vessels, berths, port calls, passages. */
const traffic: Access = ['operator', 'harbour-master', 'admin'];
/** Cargo and staff; role `terminal` only for its own terminals, which the features decide. */
const terminal: Access = ['operator', 'terminal', 'harbour-master', 'admin'];
/** What names persons: never anonymous. */
const persons: Access = ['operator', 'terminal', 'harbour-master', 'admin'];
/** What only the port's master decides. */
const harbourMaster: Access = ['harbour-master', 'admin'];
const admin: Access = ['admin'];
const feed: Access = ['feed', 'admin'];

/**
 * Which role may call which route, `METHOD /path/{parameter}`. A route that is not here is refused to
 * everybody, and test/e2e/access.spec.ts fails for it.
 */
export const accessTable: Readonly<Record<string, Access>> = {
  // The operations port asks nobody: the network keeps others from it.
  'GET /__ops/health/live': 'open',
  'GET /__ops/health/ready': 'open',
  'GET /__ops/internal/drain': 'open',
  'POST /__ops/internal/drain': 'open',
  'GET /__ops/metrics': 'open',
  // What the API is, and what the page must know before anybody signs in.
  'GET /api/docs': 'open',
  'GET /api/docs/{file}': 'open',
  'GET /api/openapi.json': 'open',
  'GET /api/v1/aids-to-navigation': 'read',
  'POST /api/v1/ais': feed,
  'GET /api/v1/api-keys': admin,
  'POST /api/v1/api-keys': admin,
  'GET /api/v1/api-keys/{id}': admin,
  'DELETE /api/v1/api-keys/{id}': admin,
  'GET /api/v1/audit': admin,
  'GET /api/v1/base-stations': 'read',
  'GET /api/v1/berths': 'read',
  'GET /api/v1/berths/{id}': 'read',
  'PATCH /api/v1/berths/{id}': traffic,
  'POST /api/v1/berths/{id}/closures': traffic,
  'GET /api/v1/berths/{id}/closures/{closureId}': 'read',
  'DELETE /api/v1/berths/{id}/closures/{closureId}': traffic,
  'GET /api/v1/berths/{id}/occupancy': 'read',
  'GET /api/v1/berths/{id}/segregation': 'read',
  'GET /api/v1/bookings': 'read',
  'POST /api/v1/bookings': traffic,
  'GET /api/v1/bookings/{id}': 'read',
  'PATCH /api/v1/bookings/{id}': traffic,
  'POST /api/v1/bookings/{id}/activate': traffic,
  'POST /api/v1/bookings/{id}/cancel': traffic,
  'POST /api/v1/bookings/{id}/complete': traffic,
  'POST /api/v1/bookings/{id}/confirm': traffic,
  'GET /api/v1/cargo-operations': 'read',
  'POST /api/v1/cargo-operations': terminal,
  'GET /api/v1/cargo-operations/{id}': 'read',
  'PATCH /api/v1/cargo-operations/{id}': terminal,
  'POST /api/v1/cargo-operations/{id}/cancel': terminal,
  'POST /api/v1/cargo-operations/{id}/complete': terminal,
  'GET /api/v1/cargo-operations/{id}/progress': 'read',
  'POST /api/v1/cargo-operations/{id}/progress': terminal,
  'POST /api/v1/cargo-operations/{id}/resume': terminal,
  'POST /api/v1/cargo-operations/{id}/start': terminal,
  'POST /api/v1/cargo-operations/{id}/suspend': terminal,
  'GET /api/v1/config': 'open',
  'GET /api/v1/distress-devices': 'read',
  'GET /api/v1/feeds': 'read',
  'GET /api/v1/me': 'anyone',
  'GET /api/v1/passages': 'read',
  'POST /api/v1/passages': traffic,
  'GET /api/v1/passages/{id}': 'read',
  'PATCH /api/v1/passages/{id}': traffic,
  'POST /api/v1/passages/{id}/cancel': traffic,
  'POST /api/v1/passages/{id}/complete': traffic,
  'POST /api/v1/passages/{id}/confirm': traffic,
  'GET /api/v1/passages/{id}/progress': 'read',
  'POST /api/v1/passages/{id}/start': traffic,
  'GET /api/v1/port-calls': 'read',
  'POST /api/v1/port-calls': traffic,
  'GET /api/v1/port-calls/{id}': 'read',
  'PATCH /api/v1/port-calls/{id}': traffic,
  'GET /api/v1/port-calls/{id}/arrival-advice': 'read',
  'POST /api/v1/port-calls/{id}/cancel': traffic,
  'GET /api/v1/port-calls/{id}/claims': 'read',
  'POST /api/v1/port-calls/{id}/claims': traffic,
  'GET /api/v1/port-calls/{id}/claims/{claimId}': 'read',
  'POST /api/v1/port-calls/{id}/claims/{claimId}/answer': traffic,
  'GET /api/v1/port-calls/{id}/claims/{claimId}/evidence': 'read',
  'POST /api/v1/port-calls/{id}/claims/{claimId}/reject': traffic,
  'GET /api/v1/port-calls/{id}/negotiations': 'read',
  'POST /api/v1/port-calls/{id}/omit': traffic,
  'GET /api/v1/port-calls/{id}/timeline': 'read',
  'GET /api/v1/port-calls/{id}/timesheet': 'read',
  'GET /api/v1/ports': 'read',
  'GET /api/v1/ports/{locode}': 'read',
  'GET /api/v1/ports/{locode}/berth-plan': 'read',
  'GET /api/v1/ports/{locode}/rest-rules': 'read',
  'GET /api/v1/ports/{locode}/rest-rules/{role}': 'read',
  'PUT /api/v1/ports/{locode}/rest-rules/{role}': harbourMaster,
  'DELETE /api/v1/ports/{locode}/rest-rules/{role}': harbourMaster,
  'GET /api/v1/ports/{locode}/staff-plan': persons,
  'GET /api/v1/ports/{locode}/tides': 'read',
  'GET /api/v1/ports/{locode}/vessels': 'read',
  'GET /api/v1/ports/{locode}/zones': 'read',
  'GET /api/v1/positions': 'read',
  'GET /api/v1/positions/{mmsi}/evidence': 'read',
  'GET /api/v1/safety-messages': 'read',
  'GET /api/v1/staff': persons,
  'POST /api/v1/staff': terminal,
  'GET /api/v1/staff/{id}': persons,
  'PATCH /api/v1/staff/{id}': terminal,
  'DELETE /api/v1/staff/{id}': terminal,
  'GET /api/v1/staff/{id}/certificates': persons,
  'POST /api/v1/staff/{id}/certificates': terminal,
  'DELETE /api/v1/staff/{id}/certificates/{certificateId}': terminal,
  'GET /api/v1/staff-assignments': persons,
  'POST /api/v1/staff-assignments': terminal,
  'GET /api/v1/staff-assignments/{id}': persons,
  'PATCH /api/v1/staff-assignments/{id}': terminal,
  'POST /api/v1/staff-assignments/{id}/cancel': terminal,
  'GET /api/v1/staff-assignments/{id}/replacements': persons,
  'GET /api/v1/staff-shifts': persons,
  'POST /api/v1/staff-shifts': terminal,
  'GET /api/v1/staff-shifts/{id}': persons,
  'PATCH /api/v1/staff-shifts/{id}': terminal,
  'DELETE /api/v1/staff-shifts/{id}': terminal,
  'GET /api/v1/stream': 'read',
  'GET /api/v1/target-events': 'read',
  'GET /api/v1/traffic-events': 'read',
  'GET /api/v1/vessels': 'read',
  'POST /api/v1/vessels': traffic,
  'GET /api/v1/vessels/{id}': 'read',
  'PATCH /api/v1/vessels/{id}': traffic,
  'GET /api/v1/vessels/{id}/changes': 'read',
  'GET /api/v1/vessels/{id}/history': 'read',
  'POST /api/v1/vessels/{id}/merge': traffic,
  'POST /api/v1/vessels/{id}/split': traffic,
  'GET /api/v1/vessels/{mmsi}/track': 'read',
  'GET /api/v1/webhooks': admin,
  'POST /api/v1/webhooks': admin,
  'GET /api/v1/webhooks/{id}': admin,
  'PATCH /api/v1/webhooks/{id}': admin,
  'DELETE /api/v1/webhooks/{id}': admin,
  'GET /api/v1/webhooks/{id}/deliveries': admin,
  'POST /api/v1/webhooks/{id}/deliveries/{deliveryId}/redeliver': admin,
  'POST /api/v1/webhooks/{id}/rotate-secret': admin,
  'GET /health/live': 'open',
  'GET /health/ready': 'open',
};

/** Shorthands of the table, for tests. */
export const accessGroups = { traffic, terminal, persons, harbourMaster, admin };
