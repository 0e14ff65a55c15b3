import { Controller, Get, Res, UseGuards } from '@nestjs/common';
import { PrometheusController } from '@willsoto/nestjs-prometheus';
import type { Response } from 'express';
import { MetricsRegistry } from '../metrics/metrics-registry.js';
import { OpsGuard, opsPrefix } from './ops-listener.js';

/** Metrics in Prometheus' text format: operations port only. */
@Controller(`${opsPrefix}/metrics`)
@UseGuards(OpsGuard)
export class MetricsController extends PrometheusController {
  constructor(private readonly registry: MetricsRegistry) {
    super();
  }

  /** This application's metrics, not those of prom-client's global registry. */
  @Get()
  override async index(@Res({ passthrough: true }) response: Response): Promise<string> {
    response.set({ 'Content-Type': this.registry.contentType, 'Cache-Control': 'no-store' });
    return await this.registry.metrics();
  }
}
