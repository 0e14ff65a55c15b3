import { existsSync } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Logger as NestLogger, type NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import type { Logger } from 'pino';
import sirv from 'sirv';
import { AppModule } from './app.module.js';
import { ReadyAccess } from './auth/ready-access.js';
import type { Config } from './config/config.js';
import { Drain } from './health/drain.js';
import { createOpsServer } from './health/ops-listener.js';
import { HttpAdapter, type Shortcut } from './http/http-adapter.js';
import { PinoLogger } from './logging/pino-logger.js';
import { requestLog } from './logging/request-log.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { packageRoot } from './http/package-root.js';
import { PortsService } from './ports/ports.service.js';
import { PictureKeeper } from './positions/picture-keeper.js';
import { ProblemFilter } from './problem/problem.filter.js';

/** The service, set up and not yet listening. */
export interface Application {
  readonly nest: NestExpressApplication;
  /** Listens on the public port: API, page, one-word health. */
  readonly publicServer: Server;
  /** Listens on the operations port. */
  readonly opsServer: Server;
}

/** Load balancers keep idle connections for up to 60 s: they must be the ones who close them. */
const keepAliveMs = 65_000;

/** Longest wait for the first picture of the vessels, milliseconds. */
const firstPictureMs = 10_000;

/** What keeps the service from starting is thrown, not answered by ending the process. */
const keepErrors: Pick<NestApplicationOptions, 'abortOnError'> = { abortOnError: false };

/**
 * Builds the service around `config`; the tests build it the same way.
 * @param isDemoPortWanted whether the port files that are shipped are imported where no port is kept;
 *   simulated vessels always have them.
 * @throws whatever keeps a room from starting, such as a database that does not answer.
 */
export async function createApplication(
  config: Config,
  log: Logger,
  isDemoPortWanted = false,
): Promise<Application> {
  NestLogger.overrideLogger(new PinoLogger(log));
  const adapter = new HttpAdapter();
  const nest = await NestFactory.create<NestExpressApplication>(
    AppModule.with(config),
    adapter,
    keepErrors,
  );
  nest.useGlobalFilters(new ProblemFilter());
  nest.use(nest.get(HttpMetrics).middleware, requestLog(log));
  nest.use(helmet(securityHeaders(config)), closeWhileDraining(nest.get(Drain)));
  adapter.openShortcut(shortcut(nest, log));
  const page = pageFiles();
  if (page !== null) nest.use(page);
  if (isDemoPortWanted || config.isSimulating) {
    await nest.get(PortsService).ensureDemoPort(join(packageRoot(), 'ports'));
  }
  await nest.init();
  // Whoever is sent here from now on finds the vessels; with the database away readiness says so.
  await nest.get(PictureKeeper).whenRead(firstPictureMs);
  const publicServer: Server = nest.getHttpServer();
  const opsServer = createOpsServer(nest.getHttpAdapter().getInstance());
  for (const server of [publicServer, opsServer]) {
    server.keepAliveTimeout = keepAliveMs;
    server.headersTimeout = keepAliveMs + 1000;
  }
  return { nest, publicServer, opsServer };
}

/**
 * What is counted of answers that go past Express. They write no line: where the log has one of
 * every request (level debug), they go the whole way.
 */
function shortcut(nest: NestExpressApplication, log: Logger): Shortcut {
  const drain = nest.get(Drain);
  const metrics = nest.get(HttpMetrics);
  const access = nest.get(ReadyAccess);
  const isWanted = (): boolean => !drain.isDraining && !log.isLevelEnabled('debug');
  return {
    isOpen: (request, route) => isWanted() && access.mayTake(request, route),
    answered: (request, response, route) => {
      metrics.watch(request, response, route);
    },
  };
}

/** The page loads from this service alone, from the tile server when one is set, and signs in at the issuer. */
function securityHeaders({ tileUrl, access }: Config): HelmetOptions {
  const tiles = tileUrl === null ? [] : [new URL(tileUrl).origin];
  const issuer = access.oidc === null ? [] : [new URL(access.oidc.issuer).origin];
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...tiles],
        connectSrc: ["'self'", ...tiles, ...issuer],
        workerSrc: ["'self'"],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'none'"],
      },
    },
    // Tile servers may ask for the origin of who uses them.
    referrerPolicy: { policy: tiles.length === 0 ? 'no-referrer' : 'strict-origin' },
  };
}

/** While draining each answer ends its connection, so that callers go to another process. */
function closeWhileDraining(
  drain: Drain,
): (request: Request, response: Response, next: NextFunction) => void {
  return (_request, response, next) => {
    if (drain.isDraining) response.setHeader('Connection', 'close');
    next();
  };
}

type Middleware = (request: Request, response: Response, next: NextFunction) => void;

/** The built page; `null` where it has not been built. */
function pageFiles(): Middleware | null {
  const folder = join(packageRoot(), 'build', 'web');
  if (!existsSync(join(folder, 'index.html'))) return null;
  const files = sirv(folder, { etag: true, gzip: true, brotli: true, setHeaders: cachePage });
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') files(request, response, next);
    else next();
  };
}

/** Files under /assets carry a hash of their content in their name; all others are asked for each time. */
function cachePage(response: ServerResponse, path: string): void {
  const isHashed = path.startsWith('/assets/');
  const value = isHashed ? 'public, max-age=31536000, immutable' : 'no-cache';
  response.setHeader('Cache-Control', value);
}
