import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { CONFIG, type Config } from '../config/config.js';
import { accessOf } from './access.js';
import { addressOf } from './address-of.js';
import { BadCredentialError } from './auth.errors.js';
import { setCaller } from './caller.js';
import { CallersService } from './callers.service.js';
import type { Principal } from './principal.js';
import { RequestCounts } from './rate-limits.js';
import { routePathOf } from './route-path.js';

/**
 * Finds out who calls. A key or token that is no good is refused, also where nobody has to be named;
 * whoever tries too many of them from one address has to wait.
 */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly callers: CallersService,
    private readonly counts: RequestCounts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    if (accessOf(request.method, routePathOf(request)) === 'open') return true;
    setCaller(request, this.callers.recall(request.headers) ?? (await this.identify(request)));
    return true;
  }

  private async identify(request: Request): Promise<Principal> {
    const address = addressOf(request, this.config.access.trustedProxies);
    const detail = 'Too many keys or tokens from this address were no good.';
    await this.counts.requireRoom('failures', address, detail);
    try {
      return await this.callers.identify(request.headers);
    } catch (error) {
      if (error instanceof BadCredentialError) await this.counts.count('failures', address);
      throw error;
    }
  }
}
