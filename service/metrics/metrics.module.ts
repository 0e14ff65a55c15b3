import { Global, Module } from '@nestjs/common';
import { HttpMetrics } from './http-metrics.js';
import { IngestMetrics } from './ingest-metrics.js';
import { OutboxMetrics } from './outbox-metrics.js';
import { MetricsRegistry } from './metrics-registry.js';
import { StateMetrics } from './state-metrics.js';
import { StatusBoard } from './status-board.js';
import { StreamMetrics } from './stream-metrics.js';

const metrics = [
  MetricsRegistry,
  HttpMetrics,
  IngestMetrics,
  OutboxMetrics,
  StateMetrics,
  StatusBoard,
  StreamMetrics,
];

/** What every room counts with; health/ shows it on the operations port. */
@Global()
@Module({ providers: metrics, exports: metrics })
export class MetricsModule {}
