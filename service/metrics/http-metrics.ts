import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Counter, Histogram } from 'prom-client';
import { MetricsRegistry } from './metrics-registry.js';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Label of what no route answered: the page's files, and addresses that do not exist. */
const unrouted = 'unrouted';

/** Counts and times of requests. `route` is the route's pattern, never the address asked for. */
@Injectable()
export class HttpMetrics {
  private readonly duration: Histogram<'method' | 'route' | 'status_code'>;
  private readonly requests: Counter<'method' | 'route' | 'status_code'>;
  private readonly pending = new WeakMap<Response, () => void>();

  constructor(registry: MetricsRegistry) {
    const labelNames = ['method', 'route', 'status_code'] as const;
    this.duration = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time to answer a request',
      labelNames,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    });
    this.requests = new Counter({
      name: 'http_requests_total',
      help: 'Requests answered',
      labelNames,
      registers: [registry],
    });
  }

  /** Counts a request of a route once its answer is sent; for what goes past Express. */
  watch(request: IncomingMessage, response: ServerResponse, route: string): void {
    const start = process.hrtime.bigint();
    response.once('finish', () => {
      const { method = '' } = request;
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      this.count({ method, route, status_code: String(response.statusCode) }, seconds);
    });
  }

  /** Express middleware; comes before everything that answers. */
  readonly middleware = (request: Request, response: Response, next: NextFunction): void => {
    const start = process.hrtime.bigint();
    this.pending.set(response, () => {
      this.record(request, response, Number(process.hrtime.bigint() - start) / 1e9);
    });
    response.once('close', () => {
      this.settle(response);
    });
    next();
  };

  /** Counts the request now: for a stream, whose length says nothing about the service's speed. */
  settle(response: Response): void {
    this.pending.get(response)?.();
    this.pending.delete(response);
  }

  private record(request: Request, response: Response, seconds: number): void {
    const labels = {
      method: methods.has(request.method) ? request.method : 'OTHER',
      route: routePattern(request),
      status_code: String(response.statusCode),
    };
    this.count(labels, seconds);
  }

  private count(labels: Record<'method' | 'route' | 'status_code', string>, seconds: number): void {
    this.duration.observe(labels, seconds);
    this.requests.inc(labels);
  }
}

/** `/api/v1/vessels/:id`, as the route was declared. */
function routePattern(request: Request): string {
  const route: unknown = request.route;
  if (typeof route !== 'object' || route === null || !('path' in route)) return unrouted;
  const { path } = route;
  return typeof path === 'string' ? request.baseUrl + path : unrouted;
}
