import type { Role } from './principal.js';

/**
 * Who may call a route: `open` to everybody; `read` to everybody where `ANONYMOUS_READ` is on, else
 * to every signed-in person's role; a list: to who has one of these roles.
 */
export type Access = 'open' | 'read' | readonly Role[];

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
  'GET /api/v1/aids-to-navigation': 'read',
  'POST /api/v1/ais': feed,
  'GET /api/v1/berths': 'read',
  'GET /api/v1/berths/{id}': 'read',
  'PATCH /api/v1/berths/{id}': traffic,
  'POST /api/v1/berths/{id}/closures': traffic,
  'GET /api/v1/berths/{id}/closures/{closureId}': 'read',
  'DELETE /api/v1/berths/{id}/closures/{closureId}': traffic,
  'GET /api/v1/berths/{id}/occupancy': 'read',
  'GET /api/v1/bookings': 'read',
  'POST /api/v1/bookings': traffic,
  'GET /api/v1/bookings/{id}': 'read',
  'PATCH /api/v1/bookings/{id}': traffic,
  'POST /api/v1/bookings/{id}/activate': traffic,
  'POST /api/v1/bookings/{id}/cancel': traffic,
  'POST /api/v1/bookings/{id}/complete': traffic,
  'POST /api/v1/bookings/{id}/confirm': traffic,
  'GET /api/v1/ports/{locode}/berth-plan': 'read',
  'GET /api/v1/ports/{locode}/tides': 'read',
};

/** Shorthands of the table, for tests. */
export const accessGroups = { traffic, terminal, persons, harbourMaster, admin };
