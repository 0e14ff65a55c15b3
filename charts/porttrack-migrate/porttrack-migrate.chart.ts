import { createHash } from 'node:crypto';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { externalSecret } from '../constructs/external-secret.js';
import { podResources } from '../constructs/pod-resources.js';
import { containerSecurity, podSecurity } from '../constructs/pod-security.js';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import { workloadAccount } from '../constructs/workload-parts.js';
import { WorkloadPolicy } from '../constructs/workload-policy.js';
import { type Environment, podSizes } from '../environments.js';
import { imageReference } from '../images.js';
import { databaseUrl, SECRET_FILES, secretPath } from '../porttrack-api/connections.js';
import { podVolumes, volumeMounts } from '../porttrack-api/pod-template.js';
import { NAMESPACES, objectLabels, PRIORITIES, selectorLabels } from '../workloads.js';

const MIGRATE = 'porttrack-migrate';

/**
 * Brings the schema up to date before the pods of a version start; they are not ready before. It
 * goes past the pooler, as a migration may take longer than a pooled connection should.
 */
export class PortTrackMigrateChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment) {
    super(scope, MIGRATE, environment, NAMESPACES.service);
    workloadAccount(this, MIGRATE, 'account');
    new WorkloadPolicy(this, MIGRATE, environment);
    externalSecret(this, environment, {
      name: MIGRATE,
      namespace: NAMESPACES.service,
      labels: objectLabels(MIGRATE, 'secret'),
      keys: { password: { property: 'postgres-password' }, dataCa: { authority: 'data' } },
      template: {
        data: {
          [SECRET_FILES.databaseUrl]: databaseUrl('porttrack-pg-rw'),
          [SECRET_FILES.dataCa]: '{{ .dataCa }}',
        },
      },
    });
    const spec = jobSpec(environment);
    new k8s.KubeJob(this, 'Job', {
      metadata: {
        // A Job cannot be changed: another image or another specification is another Job.
        name: `${MIGRATE}-${hashOf(spec)}`,
        labels: objectLabels(MIGRATE, 'migration', environment.image.version),
      },
      spec,
    });
  }
}

function hashOf(spec: k8s.JobSpec): string {
  const text = JSON.stringify(k8s.toJson_JobSpec(spec));
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

function jobSpec({ image, service }: Environment): k8s.JobSpec {
  return {
    // Whoever deploys waits for it, and gives up after 4 minutes.
    activeDeadlineSeconds: 240,
    backoffLimit: 3,
    // Kept for a day, so that its log can be read.
    ttlSecondsAfterFinished: 86_400,
    template: {
      metadata: {
        labels: {
          ...objectLabels(MIGRATE, 'migration', image.version),
          ...selectorLabels(MIGRATE),
        },
      },
      spec: {
        serviceAccountName: MIGRATE,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        priorityClassName: PRIORITIES.standard,
        restartPolicy: 'Never',
        securityContext: podSecurity(),
        containers: [
          {
            name: 'migrate',
            image: imageReference(image),
            imagePullPolicy: 'IfNotPresent',
            command: ['node', 'build/service/database/migrate-main.js'],
            env: [
              { name: 'NODE_ENV', value: 'production' },
              { name: 'DATABASE_URL_FILE', value: secretPath('databaseUrl') },
            ],
            resources: podResources(podSizes[service.size]),
            securityContext: containerSecurity(),
            terminationMessagePolicy: 'FallbackToLogsOnError',
            volumeMounts,
          },
        ],
        volumes: podVolumes(MIGRATE),
      },
    },
  };
}
