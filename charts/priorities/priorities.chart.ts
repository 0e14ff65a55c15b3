import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { PortTrackChart } from '../constructs/porttrack-chart.js';
import type { Environment } from '../environments.js';
import { objectLabels, PRIORITIES } from '../workloads.js';

/** The classes of `PRIORITIES`, far below those of the cluster's own system pods (2e9). */
export class PrioritiesChart extends PortTrackChart {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'priorities', environment);
    this.addClass(PRIORITIES.critical, 100_000, 'Vessels are not seen without it');
    this.addClass(PRIORITIES.standard, 1_000, 'Gives way to porttrack-critical');
  }

  private addClass(name: string, value: number, description: string): void {
    new k8s.KubePriorityClass(this, `PriorityClass-${name}`, {
      metadata: { name, labels: objectLabels(name, 'priority') },
      value,
      description,
      globalDefault: false,
      preemptionPolicy: 'PreemptLowerPriority',
    });
  }
}
