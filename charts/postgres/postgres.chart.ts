import {
  Cluster,
  ScheduledBackup,
  ScheduledBackupSpecBackupOwnerReference,
  ScheduledBackupSpecMethod,
} from '@cdk8s-kit/crds/pg';
import type { Construct } from 'constructs';
import { customObject } from '../constructs/custom-object.js';
import { externalSecret } from '../constructs/external-secret.js';
import { podMonitor } from '../constructs/monitors.js';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import { oneDisruption } from '../constructs/workload-parts.js';
import { WorkloadPolicy } from '../constructs/workload-policy.js';
import type { Environment } from '../environments.js';
import { NAMESPACES, objectLabels } from '../workloads.js';
import { clusterSpec } from './cluster.js';
import { pooler } from './pooler.js';
import { BACKUP_SCHEDULE, DATABASE, OWNER_SECRET, POOL, POSTGRES } from './postgres.props.js';

/** PostgreSQL: a primary with synchronous standbys, a pooler before it, and backups to S3. */
export class PostgresChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'postgres', environment, NAMESPACES.data);
    this.addOwner();
    this.addCluster();
    customObject(this, pooler());
    oneDisruption(this, POOL, 'database');
    podMonitor(this, {
      workload: POSTGRES,
      component: 'database',
      ports: ['metrics'],
      jobLabel: 'cnpg.io/cluster',
    });
    podMonitor(this, {
      workload: POOL,
      component: 'database',
      ports: ['metrics'],
      jobLabel: 'cnpg.io/poolerName',
    });
    new WorkloadPolicy(this, POSTGRES, environment);
    new WorkloadPolicy(this, POOL, environment);
  }

  /** With the label the operator gives the role a new password when the Secret gets one. */
  private addOwner(): void {
    externalSecret(this, this.environment, {
      name: OWNER_SECRET,
      namespace: NAMESPACES.data,
      labels: objectLabels(OWNER_SECRET, 'database'),
      keys: { password: { property: 'postgres-password' } },
      template: {
        type: 'kubernetes.io/basic-auth',
        metadata: { labels: { 'cnpg.io/reload': 'true' } },
        data: { username: DATABASE, password: '{{ .password }}' },
      },
    });
  }

  private addCluster(): void {
    const metadata = (name: string) => ({
      name,
      namespace: NAMESPACES.data,
      labels: objectLabels(name, 'database'),
    });
    new Cluster(this, 'Cluster', {
      metadata: metadata(POSTGRES),
      spec: clusterSpec(this.environment),
    });
    new ScheduledBackup(this, 'ScheduledBackup', {
      metadata: metadata(`${POSTGRES}-daily`),
      spec: {
        cluster: { name: POSTGRES },
        schedule: BACKUP_SCHEDULE,
        immediate: true,
        method: ScheduledBackupSpecMethod.BARMAN_OBJECT_STORE,
        backupOwnerReference: ScheduledBackupSpecBackupOwnerReference.SELF,
      },
    });
  }
}
