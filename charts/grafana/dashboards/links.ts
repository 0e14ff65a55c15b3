import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { RUNBOOKS_URL } from '../../rules/rule.js';

/** Tag by which the dashboards link to each other. */
export const TAG = 'porttrack';

/** Link from a panel to what to do when it looks bad. */
export function runbookLink(alert: string): dashboard.DashboardLinkBuilder {
  return new dashboard.DashboardLinkBuilder(`Runbook: ${alert}`)
    .type(dashboard.DashboardLinkType.Link)
    .icon('doc')
    .url(`${RUNBOOKS_URL}/${alert}.md`)
    .targetBlank(true);
}

/** Links to the other dashboards, which keep the chosen environment and time. */
export function siblingLinks(): dashboard.DashboardLinkBuilder {
  return new dashboard.DashboardLinkBuilder('PortTrack')
    .type(dashboard.DashboardLinkType.Dashboards)
    .tags([TAG])
    .includeVars(true)
    .keepTime(true);
}
