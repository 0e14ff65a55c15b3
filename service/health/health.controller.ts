import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Operation } from '../http/operation.js';
import { Readiness } from './readiness.js';

const statusSchema = z.strictObject({
  status: z.enum(['ok', 'degraded', 'error', 'shutting_down']),
});

/** Health as anybody may know it: one word. */
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  @Operation({
    summary: 'Whether the process runs',
    description:
      'Asks nothing but the process itself: a database that is away is no reason to restart it.',
    tag: 'Health',
    responses: [{ mediaType: 'application/json', schema: statusSchema, example: { status: 'ok' } }],
  })
  live(@Res() response: Response): void {
    sendStatus(response, 200, { status: 'ok' });
  }

  @Get('ready')
  @Operation({
    summary: 'Whether the process may get requests',
    description:
      '503 with `error` while the database is away or lacks a migration, and with `shutting_down` before the process stops. `degraded` (200): Redis is away, everything still works.',
    tag: 'Health',
    responses: [{ mediaType: 'application/json', schema: statusSchema, example: { status: 'ok' } }],
    problems: ['unavailable'],
  })
  async ready(@Res() response: Response): Promise<void> {
    const { isReady, status } = await this.readiness.check();
    sendStatus(response, isReady ? 200 : 503, { status });
  }
}

/** Health is true for this moment only: no cache may keep it. */
export function sendStatus(response: Response, status: number, body: object): void {
  response.status(status).set('Cache-Control', 'no-store').json(body);
}
