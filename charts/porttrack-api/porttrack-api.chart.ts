import type { Construct } from 'constructs';
import { externalSecret } from '../constructs/external-secret.js';
import { HashedConfigMap } from '../constructs/hashed-config-map.js';
import { serviceMonitor } from '../constructs/monitors.js';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import { workloadAccount } from '../constructs/workload-parts.js';
import { WorkloadPolicy } from '../constructs/workload-policy.js';
import type { Environment } from '../environments.js';
import { NAMESPACES, objectLabels } from '../workloads.js';
import { addAvailability } from './availability.js';
import { databaseUrl, redisUrl, SECRET_FILES } from './connections.js';
import { addDeployment } from './deployment.js';
import { API, podTemplate } from './pod-template.js';
import { addRollout } from './rollout.js';
import { addServices } from './services.js';
import { serviceSettings } from './settings.js';

/** The service: what runs it, what reaches it, and what it may reach. */
export class PortTrackApiChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment) {
    super(scope, API, environment, NAMESPACES.service);
    workloadAccount(this, API, 'account');
    new WorkloadPolicy(this, API, environment);
    this.addSecret();
    this.addPods();
    addServices(this, environment);
    serviceMonitor(this, { workload: API, component: 'monitoring', ports: ['ops'] });
  }

  private addSecret(): void {
    externalSecret(this, this.environment, {
      name: API,
      namespace: NAMESPACES.service,
      labels: objectLabels(API, 'secret'),
      keys: {
        password: { property: 'postgres-password' },
        redisPassword: { property: 'redis-password' },
        webhookSecretKey: { property: 'webhook-secret-key' },
        dataCa: { authority: 'data' },
      },
      template: {
        data: {
          [SECRET_FILES.databaseUrl]: databaseUrl('porttrack-pool'),
          [SECRET_FILES.redisUrl]: redisUrl,
          [SECRET_FILES.dataCa]: '{{ .dataCa }}',
          [SECRET_FILES.webhookSecretKey]: '{{ .webhookSecretKey }}',
        },
      },
    });
  }

  private addPods(): void {
    const { environment } = this;
    const { configMapName: settings } = new HashedConfigMap(this, {
      name: `${API}-settings`,
      labels: objectLabels(API, 'settings'),
      data: serviceSettings(environment),
    });
    const from = { environment, settings, secret: API };
    if (environment.service.delivery === 'deployment') {
      addDeployment(this, podTemplate({ ...from, versionLabel: 'pod-template-hash' }));
      addAvailability(this, environment, { apiVersion: 'apps/v1', kind: 'Deployment' });
    } else {
      addRollout(this, podTemplate({ ...from, versionLabel: 'rollouts-pod-template-hash' }));
      addAvailability(this, environment, { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' });
    }
  }
}
