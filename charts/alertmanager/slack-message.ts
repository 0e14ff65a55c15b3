import { DATA_SOURCES } from '../grafana/data-sources.js';

/** A message as Slack shows it: Go templates over the alerts of a group. */
export interface SlackText {
  /** Slack's apps have one channel for each webhook, and ignore this; older webhooks follow it. */
  readonly channel: string;
  readonly color: string;
  readonly title: string;
  readonly titleLink: string;
  readonly text: string;
  /** What a notification on a phone shows. */
  readonly fallback: string;
}

const TITLE =
  '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] ' +
  '{{ .CommonLabels.alertname }} ({{ .CommonLabels.cluster }})';

const COLOR =
  '{{ if ne .Status "firing" }}good' +
  '{{ else if eq .CommonLabels.severity "critical" }}danger{{ else }}warning{{ end }}';

/** Grafana's form, filled in with an alert's labels: people reach Grafana, and not Alertmanager. */
const silenceLink = (grafanaUrl: string): string =>
  `${grafanaUrl}/alerting/silence/new?alertmanager=${DATA_SOURCES.alertmanager.name}` +
  '{{ range .Labels.SortedPairs }}' +
  '&matcher={{ printf "%s=%s" .Name .Value | urlquery }}{{ end }}';

function text(grafanaUrl: string): string {
  return [
    '{{ range .Alerts -}}',
    '*{{ .Annotations.summary }}*{{ if eq .Status "resolved" }} (resolved){{ end }}',
    '{{ .Annotations.description }}',
    '{{ with .Annotations.runbook_url }}<{{ . }}|Runbook>{{ end }}' +
      `{{ if eq .Status "firing" }} | <${silenceLink(grafanaUrl)}|Silence>{{ end }}`,
    '{{ end }}',
  ].join('\n');
}

/** Summary, description, runbook and a link that silences, for each alert of a group. */
export function slackMessage(props: {
  readonly channel: string;
  readonly grafanaUrl: string;
}): SlackText {
  return {
    channel: props.channel,
    color: COLOR,
    title: TITLE,
    titleLink: `${props.grafanaUrl}/alerting/groups?alertmanager=${DATA_SOURCES.alertmanager.name}`,
    text: text(props.grafanaUrl),
    fallback: TITLE,
  };
}
