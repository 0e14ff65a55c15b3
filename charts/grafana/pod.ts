import { k8s } from 'cdk8s-plus-28';
import { podResources } from '../constructs/pod-resources.js';
import { httpProbe } from '../constructs/probes.js';
import type { SingleDeploymentProps } from '../constructs/single-deployment.js';
import type { ProvisionedFile } from './provisioning.js';

/** Port of the page and the API, the same in pod and Service. */
export const GRAFANA_PORT = 3000;

/** Folders of the container. */
export const PATHS = {
  settings: '/etc/grafana',
  secrets: '/run/secrets/grafana',
  dashboards: '/var/lib/grafana-dashboards',
  data: '/var/lib/grafana',
} as const;

/** Keys of Grafana's Secret, which are files in the container. */
export const SECRET_KEYS = {
  adminPassword: 'admin-password',
  secretKey: 'secret-key',
  slackUrl: 'slack-url',
} as const;

/** Objects that the volumes show. */
export interface GrafanaVolumesProps {
  /** Name of the ConfigMap with grafana.ini and the provisioned files. */
  readonly settings: string;
  readonly files: readonly ProvisionedFile[];
  /** Names of the dashboards' ConfigMaps. */
  readonly dashboards: readonly string[];
  readonly secret: string;
}

/** Settings and dashboards, each merged into one folder; secrets; and the two that can be written. */
export function grafanaVolumes(props: GrafanaVolumesProps): k8s.Volume[] {
  const provisioned = props.files.map(({ folder, name }) => ({
    key: name,
    path: `provisioning/${folder}/${name}`,
  }));
  const items = [{ key: 'grafana.ini', path: 'grafana.ini' }, ...provisioned];
  const sizeLimit = k8s.Quantity.fromString('64Mi');
  return [
    {
      name: 'settings',
      projected: { sources: [{ configMap: { name: props.settings, items } }] },
    },
    {
      name: 'dashboards',
      projected: { sources: props.dashboards.map((name) => ({ configMap: { name } })) },
    },
    {
      name: 'secrets',
      projected: { defaultMode: 0o440, sources: [{ secret: { name: props.secret } }] },
    },
    { name: 'data', emptyDir: { sizeLimit } },
    { name: 'tmp', emptyDir: { sizeLimit } },
  ];
}

const secretFile = (key: keyof typeof SECRET_KEYS): string =>
  `${PATHS.secrets}/${SECRET_KEYS[key]}`;

/** The container: its root cannot be written, and its secrets are files. */
export const grafanaContainer: SingleDeploymentProps['container'] = {
  env: [
    { name: 'GF_PATHS_CONFIG', value: `${PATHS.settings}/grafana.ini` },
    { name: 'GF_PATHS_PROVISIONING', value: `${PATHS.settings}/provisioning` },
    { name: 'GF_PATHS_DATA', value: PATHS.data },
    { name: 'GF_SECURITY_ADMIN_PASSWORD__FILE', value: secretFile('adminPassword') },
    { name: 'GF_SECURITY_SECRET_KEY__FILE', value: secretFile('secretKey') },
  ],
  ports: [{ name: 'http', containerPort: GRAFANA_PORT, protocol: 'TCP' }],
  // A new database is filled in half a minute on a slow disk.
  startupProbe: httpProbe({ path: '/healthz', port: 'http', failures: 60, periodSeconds: 2 }),
  livenessProbe: httpProbe({ path: '/healthz', port: 'http' }),
  // With its database.
  readinessProbe: httpProbe({ path: '/api/health', port: 'http', periodSeconds: 5 }),
  // The load balancer stops sending while it still answers.
  lifecycle: { preStop: { exec: { command: ['/bin/sleep', '10'] } } },
  resources: podResources({
    cpuRequest: '100m',
    cpuLimit: '500m',
    memoryRequest: '256Mi',
    memoryLimit: '512Mi',
  }),
  volumeMounts: [
    { name: 'settings', mountPath: PATHS.settings, readOnly: true },
    { name: 'dashboards', mountPath: PATHS.dashboards, readOnly: true },
    { name: 'secrets', mountPath: PATHS.secrets, readOnly: true },
    { name: 'data', mountPath: PATHS.data },
    { name: 'tmp', mountPath: '/tmp' },
  ],
};
