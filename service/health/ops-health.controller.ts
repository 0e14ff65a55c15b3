import { Controller, Get, HttpCode, Post, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { StatusBoard } from '../metrics/status-board.js';
import { Drain } from './drain.js';
import { sendStatus } from './health.controller.js';
import { OpsGuard, opsPrefix } from './ops-listener.js';
import { Readiness } from './readiness.js';

/** Health with everything behind it, and the way to take this process out: operations port only. */
@Controller(opsPrefix)
@UseGuards(OpsGuard)
export class OpsHealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly board: StatusBoard,
    private readonly drain: Drain,
  ) {}

  @Get('health/live')
  live(@Res() response: Response): void {
    sendStatus(response, 200, { status: 'ok', uptimeSeconds: Math.round(process.uptime()) });
  }

  @Get('health/ready')
  async ready(@Res() response: Response): Promise<void> {
    const { isReady, status, details } = await this.readiness.check();
    const rooms = Object.fromEntries(this.board.read());
    sendStatus(response, isReady ? 200 : 503, { status, checks: details, rooms });
  }

  /** A preStop hook can only GET. */
  @Get('internal/drain')
  async drainByGet(@Res() response: Response): Promise<void> {
    await this.drainNow(response);
  }

  /** Answers when the time is over: what calls it goes on to stop the process. */
  @Post('internal/drain')
  @HttpCode(200)
  async drainNow(@Res() response: Response): Promise<void> {
    await this.drain.run();
    sendStatus(response, 200, { status: 'shutting_down' });
  }
}
