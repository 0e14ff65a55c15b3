import { alert, type ComponentRules } from './rule.js';

/** Who watches the watchers: without these, silence would look like health. */
export const monitoringRules: ComponentRules = {
  name: 'monitoring',
  rules: [
    alert({
      name: 'TargetDown',
      expr: '100 * count by (job, namespace) (up == 0) / count by (job, namespace) (up) > 10',
      for: '10m',
      severity: 'warning',
      component: 'monitoring',
      summary: 'Targets of {{ $labels.job }} are down',
      description:
        'For 10 minutes more than 10 % of the targets of job {{ $labels.job }} have not answered their scrape; now {{ $value | printf "%.0f" }} %.',
    }),
    alert({
      name: 'PrometheusRuleFailures',
      expr: 'sum by (instance, rule_group) (increase(prometheus_rule_evaluation_failures_total{job="prometheus"}[5m])) > 0',
      for: '5m',
      severity: 'critical',
      component: 'monitoring',
      summary: 'Prometheus cannot evaluate its rules',
      description:
        'For 5 minutes evaluations of the group {{ $labels.rule_group }} have failed at {{ $labels.instance }}, over 5 minutes: its alerts may not fire.',
    }),
    alert({
      name: 'AlertmanagerSlackFailing',
      expr: 'sum by (integration) (rate(alertmanager_notifications_failed_total{job="alertmanager",integration="slack"}[5m])) > 0',
      for: '5m',
      severity: 'critical',
      component: 'monitoring',
      summary: 'Alerts do not reach Slack',
      description:
        'For 5 minutes Alertmanager has failed to notify Slack, over 5 minutes: look at Alertmanager itself, not at the channel.',
    }),
    alert({
      name: 'Watchdog',
      expr: 'vector(1)',
      for: '0s',
      severity: 'none',
      component: 'monitoring',
      summary: 'The alerts work',
      description:
        'Always fires. The dead-man receiver raises an alarm when it has not heard this for 5 minutes.',
    }),
  ],
};
