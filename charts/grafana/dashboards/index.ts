import { apiGatewayDashboard } from './api-gateway/api-gateway.dashboard.js';
import type { Dashboard } from './dashboard.js';
import { infraestructuraDashboard } from './infraestructura/infraestructura.dashboard.js';
import { overviewDashboard } from './overview/overview.dashboard.js';

export type { Dashboard } from './dashboard.js';

/** Every dashboard that Grafana provisions, in the cluster and on a developer's machine alike. */
export const dashboards: readonly Dashboard[] = [
  overviewDashboard,
  infraestructuraDashboard,
  apiGatewayDashboard,
];
