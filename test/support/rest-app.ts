import type { Type } from '@nestjs/common';
import { pino, type DestinationStream } from 'pino';
import { portOf } from '../../service/app.listen.js';
import { createApplication, type Application } from '../../service/app.setup.js';
import { stopApplication } from '../../service/app.stop.js';
import {
  encodeMessage,
  type EncodableMessage,
  type EncodeOptions,
} from '../../service/ais/encoder.js';
import type { Role } from '../../service/auth/principal.js';
import { readConfig } from '../../service/config/read-config.js';
import { migrate } from '../../service/database/migrate.js';
import { MetricsRegistry } from '../../service/metrics/metrics-registry.js';
import { createPino } from '../../service/logging/pino-logger.js';
import { OpenApiService } from '../../service/openapi/openapi.service.js';
import type { Route } from '../../service/openapi/route-table.js';
import { credentialsFor, rememberDatabase } from './credentials.js';
import { startTestDatabase } from './database.js';
import { connected, queryDatabase } from './query-database.js';
import { waitFor } from './wait-for.js';
import { once } from 'node:events';

/** A message and how it is sent. */
export interface Sent extends EncodeOptions {
  readonly message: EncodableMessage;
}

/** How a write is sent. */
export interface WriteOptions {
  readonly as?: Role;
  readonly headers?: Record<string, string>;
}

/** What a service stands on. */
interface Ground {
  readonly databaseUrl: string;
  /** Takes the log as in production; `null`: there is none. */
  readonly log: DestinationStream | null;
  readonly stop: () => Promise<void>;
}

/** The whole service inside the test's process, on a database and ports of its own. */
export class RestApp {
  private constructor(
    private readonly application: Application,
    /** Connection string of its database. */
    readonly databaseUrl: string,
    readonly url: string,
    private readonly stopDatabase: () => Promise<void>,
  ) {}

  /** @param log takes what the service logs, as in production; by default nobody does. */
  static async start(
    environment: Record<string, string> = {},
    log: DestinationStream | null = null,
  ): Promise<RestApp> {
    const database = await startTestDatabase();
    await migrate(database.url);
    const stop = async () => {
      await database.stop();
    };
    return await RestApp.startOn({ databaseUrl: database.url, log, stop }, environment);
  }

  /** Another process, as it were, on the same database; stop it before this one. */
  async startAnother(environment: Record<string, string> = {}): Promise<RestApp> {
    const stop = () => Promise.resolve();
    return await RestApp.startOn({ databaseUrl: this.databaseUrl, log: null, stop }, environment);
  }

  private static async startOn(
    { databaseUrl, log, stop }: Ground,
    environment: Record<string, string>,
  ): Promise<RestApp> {
    const config = readConfig({
      NODE_ENV: 'test',
      SIMULATOR: 'off',
      AIS_TCP_PORT: '0',
      AIS_UDP_PORT: '0',
      DRAIN_SECONDS: '0',
      // What is tested elsewhere must not stand in the way: access.spec.ts and rate-limits.spec.ts.
      ANONYMOUS_READ: 'true',
      RATE_LIMIT_ADDRESS: 'off',
      RATE_LIMIT_CALLER: 'off',
      RATE_LIMIT_INGEST: 'off',
      ...environment,
      DATABASE_URL: databaseUrl,
    });
    const { logLevel } = config;
    const logger =
      log === null
        ? pino({ level: 'silent' })
        : createPino({ nodeEnv: 'production', logLevel }, log);
    const application = await createApplication(config, logger);
    application.publicServer.listen(0, '127.0.0.1');
    await once(application.publicServer, 'listening');
    const url = `http://127.0.0.1:${portOf(application.publicServer)}`;
    rememberDatabase(url, databaseUrl);
    const app = new RestApp(application, databaseUrl, url, stop);
    await waitFor(
      async () => (await app.get('/api/v1/positions', await app.credentials('viewer'))).ok,
      { what: 'the picture' },
    );
    return app;
  }

  /** A GET, uncompressed unless asked otherwise. */
  async get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
    return await fetch(this.url + path, {
      method,
      headers: { 'accept-encoding': 'identity', ...headers },
    });
  }

  /** A write with a JSON body, as whoever has the role (`admin` unless asked otherwise). */
  async write(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    { as = 'admin', headers = {} }: WriteOptions = {},
  ): Promise<Response> {
    return await fetch(this.url + path, {
      method,
      headers: {
        ...(await this.credentials(as)),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** The JSON body of a write that must succeed. */
  async written(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    options: WriteOptions = {},
  ): Promise<unknown> {
    const answer = await this.write(method, path, body, options);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  /** Headers by which whoever has the role is known; `terminal` writes for `terminals` alone. */
  async credentials(
    role: Role,
    terminals: readonly string[] = ['CLVAP/T1'],
  ): Promise<Record<string, string>> {
    return await credentialsFor(this.databaseUrl, role, terminals);
  }

  /** The body of a good answer as JSON. */
  async json(path: string): Promise<unknown> {
    const answer = await this.get(path);
    if (!answer.ok) {
      throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    }
    return await answer.json();
  }

  /** Sends messages through a feed that takes any past time, and waits until they are committed. */
  async send(sent: readonly Sent[], feed = 'archive'): Promise<void> {
    const lines = sent.flatMap(({ message, ...options }) => encodeMessage(message, options));
    const answer = await fetch(`${this.url}/api/v1/ais?feed=${feed}`, {
      method: 'POST',
      headers: { ...(await this.credentials('feed')), 'content-type': 'text/plain' },
      body: `${lines.join('\r\n')}\r\n`,
    });
    if (!answer.ok) {
      throw new Error(`${answer.status} ${await answer.text()}`);
    }
  }

  /** A part of the running service, for what the API has no way to do. */
  part<T>(type: Type<T>): T {
    return this.application.nest.get(type, { strict: false });
  }

  /** Every route of the running application, described or not. */
  routes(): Route[] {
    return this.application.nest.get(OpenApiService).routes();
  }

  /** The metrics as they are now, in Prometheus' text format. */
  async metrics(): Promise<string> {
    return await this.application.nest.get(MetricsRegistry).metrics();
  }

  /** Runs SQL beside the service, to lay in what would take long to send. */
  async query(sql: string, values: readonly unknown[] = []): Promise<void> {
    await queryDatabase(this.databaseUrl, sql, values);
  }

  /** Rows of SQL beside the service, to see what it wrote. */
  async rows(sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return await queryDatabase(this.databaseUrl, sql, values);
  }

  /** Runs `work` while nobody can read or write `tables`. */
  async withLocked(tables: readonly string[], work: () => Promise<void>): Promise<void> {
    await connected(this.databaseUrl, async (client) => {
      await client.query(`BEGIN; LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`);
      await work();
    });
  }

  async stop(): Promise<void> {
    await stopApplication(this.application);
    await this.stopDatabase();
  }
}
