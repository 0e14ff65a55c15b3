import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { callerOf } from '../auth/caller.js';
import { Operation } from '../http/operation.js';
import { HttpMetrics } from '../metrics/http-metrics.js';
import { CallerWatch } from './caller-watch.js';
import { typesFor } from './live-access.js';
import { liveQuery, type LiveQuery } from './live.dto.js';
import { LiveService } from './live.service.js';

const description = `Server-Sent Events. Types: \`position\` (body: the feature of \`/api/v1/positions\`), \`vessel\`,
\`safety\`, \`distress\`, \`feed\`, in the order in which they were committed. With a \`bbox\`, \`vessel\` comes for vessels that were last seen in it; \`safety\` and \`feed\` have no place and pass.

Ids resume: with \`Last-Event-ID\` (or \`lastEventId\`) the newest position and particulars of every vessel that changed since,
and each happening since, are sent first. What is older than about an hour, or was never an id, is answered with a \`reset\`
event \`{"reason": "too-old" | "unknown-id" | "rewound"}\`: read the state again, then go on.

A client that reads slowly gets only the newest event of each vessel; one that is too slow is sent
\`goodbye {"reason": "slow-client"}\` and disconnected. When the service stops it sends \`goodbye {"reason": "shutdown"}\`:
connect again. When the token or key is no longer good it sends \`goodbye {"reason": "signed-out"}\` within 15 seconds:
sign in again. A comment is sent every 15 seconds.

Types that name persons or cargo (\`cargo-operation\`, \`staff\`) come only to the roles operator, terminal, harbour-master
and admin; asked for by anybody else they are refused.`;

/** The stream of events. */
@Controller('api/v1/stream')
export class LiveController {
  constructor(
    private readonly live: LiveService,
    private readonly watch: CallerWatch,
    private readonly metrics: HttpMetrics,
  ) {}

  @Get()
  @Operation({
    summary: 'What happens, as it happens',
    description,
    tag: 'Stream',
    responses: [
      {
        mediaType: 'text/event-stream',
        example: 'id: 1042\nevent: position\ndata: {"type":"Feature", ...}\n\n',
      },
    ],
    problems: ['unauthorized', 'forbidden', 'unavailable'],
    headers: { 'Last-Event-ID': 'Id of the last event received; the stream goes on after it.' },
  })
  async stream(
    @Query({ schema: liveQuery }) query: LiveQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const caller = callerOf(request);
    const types = [...typesFor(caller, query.types)];
    const lastEventId = request.get('last-event-id') ?? query.lastEventId ?? null;
    const point = await this.live.admit(lastEventId);
    if (response.destroyed) return;
    response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      // Proxies that would collect the answer (nginx) let it pass as it comes.
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    this.metrics.settle(response);
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const client = this.live.connect({ ...query, types }, point, response);
    response.once('close', this.watch.follow(caller, client));
  }
}
