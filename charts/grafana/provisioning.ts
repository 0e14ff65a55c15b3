import { Yaml } from 'cdk8s';
import { DATA_SOURCES } from './data-sources.js';

/** Addresses that Grafana is told, in a cluster or outside. */
export interface ProvisioningProps {
  /** Name of the cluster: the dashboards' choice of environment is among data sources, by name. */
  readonly cluster: string;
  /** Base address of Prometheus, as Grafana reaches it. */
  readonly prometheusUrl: string;
  readonly alertmanagerUrl: string;
  /** Path of the file with Slack's webhook URL, as Grafana's process sees it. */
  readonly slackUrlFile: string;
  /** Folder with the dashboards' files, as Grafana's process sees it. */
  readonly dashboardsFolder: string;
}

/** A folder and a file below Grafana's provisioning folder. */
export interface ProvisionedFile {
  readonly folder: 'datasources' | 'dashboards' | 'alerting';
  readonly name: string;
  readonly text: string;
}

const CONTACT_POINT = 'Slack';

function dataSources({ cluster, prometheusUrl, alertmanagerUrl }: ProvisioningProps) {
  return [
    {
      uid: DATA_SOURCES.prometheus.uid,
      name: `${DATA_SOURCES.prometheus.name} ${cluster}`,
      type: 'prometheus',
      access: 'proxy',
      url: prometheusUrl,
      isDefault: true,
      editable: false,
      // The scrape interval: `$__rate_interval` is made of it.
      jsonData: { timeInterval: '30s', httpMethod: 'POST', prometheusType: 'Prometheus' },
    },
    {
      ...DATA_SOURCES.alertmanager,
      type: 'alertmanager',
      access: 'proxy',
      url: alertmanagerUrl,
      editable: false,
      jsonData: { implementation: 'prometheus', handleGrafanaManagedAlerts: false },
    },
  ];
}

function contactPoint({ slackUrlFile }: ProvisioningProps) {
  const settings = {
    // Grafana reads the file itself when it starts; the URL stands nowhere else.
    url: `$__file{${slackUrlFile}}`,
    title: '[{{ .Status }}] {{ .CommonLabels.alertname }}',
  };
  return {
    orgId: 1,
    name: CONTACT_POINT,
    receivers: [{ uid: 'slack', type: 'slack', settings, disableResolveMessage: false }],
  };
}

/**
 * The files that Grafana reads when it starts: data sources, where dashboards are, and Slack as
 * contact point for alerts that people make in Grafana. Nothing of it can be changed by hand.
 * @see https://grafana.com/docs/grafana/latest/administration/provisioning/
 */
export function grafanaProvisioning(props: ProvisioningProps): readonly ProvisionedFile[] {
  const file = (folder: ProvisionedFile['folder'], name: string, content: object) => ({
    folder,
    name,
    text: Yaml.stringify({ apiVersion: 1, ...content }),
  });
  return [
    file('datasources', 'data-sources.yaml', { datasources: dataSources(props) }),
    file('dashboards', 'providers.yaml', {
      providers: [
        {
          name: 'PortTrack',
          folder: 'PortTrack',
          type: 'file',
          disableDeletion: true,
          allowUiUpdates: false,
          options: { path: props.dashboardsFolder },
        },
      ],
    }),
    file('alerting', 'contact-points.yaml', { contactPoints: [contactPoint(props)] }),
    file('alerting', 'policies.yaml', {
      policies: [{ orgId: 1, receiver: CONTACT_POINT, group_by: ['alertname', 'grafana_folder'] }],
    }),
  ];
}
