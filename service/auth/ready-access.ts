import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { AccessConfig } from '../config/access-config.js';
import { CONFIG, type Config } from '../config/config.js';
import { accessOf, decide } from './access.js';
import { addressOf } from './address-of.js';
import { CallersService } from './callers.service.js';
import { RequestCounts } from './rate-limits.js';

/** The three guards in one look, for answers that are sent past Express: at once, or not at all. */
@Injectable()
export class ReadyAccess {
  private readonly access: AccessConfig;

  constructor(
    private readonly callers: CallersService,
    private readonly counts: RequestCounts,
    @Inject(CONFIG) { access }: Config,
  ) {
    this.access = access;
  }

  /**
   * Whether a request may be given a ready answer of a route, and counts it. When it may not, it goes
   * the whole way, where it is told why.
   * @param route pattern such as `/api/v1/positions`.
   */
  mayTake(request: IncomingMessage, route: string): boolean {
    const access = accessOf('GET', route);
    const caller = this.callers.recall(request.headers);
    if (access === null || caller === null) return false;
    const { isAnonymousReadOn, trustedProxies } = this.access;
    if (decide(access, caller, isAnonymousReadOn) !== 'allowed') return false;
    const { actor } = caller;
    return actor === null
      ? this.counts.mayPass('address', addressOf(request, trustedProxies))
      : this.counts.mayPass('caller', `${actor.kind}:${actor.id}`);
  }
}
