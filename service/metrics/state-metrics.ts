import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { MetricsRegistry } from './metrics-registry.js';

/** How the connections of a pool stand. */
export interface PoolCounts {
  readonly idle: number;
  readonly used: number;
  /** Callers waiting for a connection. */
  readonly waiting: number;
}

/** Longest that a dependency may take to answer before it counts as down, milliseconds. */
const probeMs = 1000;

/** Gauges whose values others know: each is asked when metrics are read. */
@Injectable()
export class StateMetrics {
  private readonly pools: (() => PoolCounts)[] = [];
  private readonly probes = new Map<string, () => Promise<boolean>>();
  private countVessels: () => Readonly<Record<string, number>> = () => ({});

  constructor(registry: MetricsRegistry) {
    this.collectVessels(registry);
    this.collectDependencies(registry);
    this.collectPools(registry);
  }

  /** `count` gives vessels by state: a fixed set of states, the same keys each time. */
  watchVessels(count: () => Readonly<Record<string, number>>): void {
    this.countVessels = count;
  }

  /** `probe` says whether `dependency` answers; failing, or not within a second, is down. */
  watchDependency(dependency: string, probe: () => Promise<boolean>): void {
    this.probes.set(dependency, probe);
  }

  /** Counts of several pools are summed. */
  watchPool(count: () => PoolCounts): void {
    this.pools.push(count);
  }

  private collectVessels(registry: MetricsRegistry): void {
    const read = (): Readonly<Record<string, number>> => this.countVessels();
    new Gauge({
      name: 'porttrack_vessels',
      help: 'Vessels in the live picture, by state',
      labelNames: ['state'],
      registers: [registry],
      collect() {
        this.reset();
        for (const [state, count] of Object.entries(read())) this.set({ state }, count);
      },
    });
  }

  private collectDependencies(registry: MetricsRegistry): void {
    const { probes } = this;
    new Gauge({
      name: 'porttrack_dependency_up',
      help: 'Whether a dependency answers (1) or not (0)',
      labelNames: ['dependency'],
      registers: [registry],
      async collect() {
        const answers = [...probes].map(async ([dependency, probe]) => {
          this.set({ dependency }, (await answersInTime(probe)) ? 1 : 0);
        });
        await Promise.all(answers);
      },
    });
  }

  private collectPools(registry: MetricsRegistry): void {
    const { pools } = this;
    new Gauge({
      name: 'porttrack_database_pool_connections',
      help: 'Connections of the database pool, by state',
      labelNames: ['state'],
      registers: [registry],
      collect() {
        const counts = pools.map((count) => count());
        for (const state of ['idle', 'used', 'waiting'] as const) {
          this.set(
            { state },
            counts.reduce((sum, one) => sum + one[state], 0),
          );
        }
      },
    });
  }
}

async function answersInTime(probe: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, probeMs, false);
  });
  try {
    return await Promise.race([probe(), timeout]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
