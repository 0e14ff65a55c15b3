import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { MetricsRegistry } from './metrics-registry.js';

/** Why a stream client was sent away. */
export type StreamDropReason = 'slow-client' | 'too-many-clients' | 'shutdown';

const reasons: readonly StreamDropReason[] = ['slow-client', 'too-many-clients', 'shutdown'];

/** Clients of the event stream. */
@Injectable()
export class StreamMetrics {
  private readonly drops: Counter<'reason'>;
  private countClients: () => number = () => 0;

  constructor(registry: MetricsRegistry) {
    const readClients = (): number => this.countClients();
    new Gauge({
      name: 'porttrack_stream_clients',
      help: 'Clients connected to the event stream',
      registers: [registry],
      collect() {
        this.set(readClients());
      },
    });
    this.drops = new Counter({
      name: 'porttrack_stream_dropped_total',
      help: 'Stream clients sent away, by reason',
      labelNames: ['reason'],
      registers: [registry],
    });
    for (const reason of reasons) this.drops.inc({ reason }, 0);
  }

  /** Takes the number of clients from `count` whenever metrics are read. */
  watchClients(count: () => number): void {
    this.countClients = count;
  }

  /** `count` clients were sent away. */
  dropped(reason: StreamDropReason, count = 1): void {
    this.drops.inc({ reason }, count);
  }
}
