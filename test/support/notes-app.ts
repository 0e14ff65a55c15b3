import { Body, Controller, Get, Global, HttpCode, Module, Param, Post, Put } from '@nestjs/common';
import type {
  CanActivate,
  DynamicModule,
  ExecutionContext,
  NestApplicationOptions,
} from '@nestjs/common';
import { Logger } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request } from 'express';
import { z } from 'zod';
import { AuditModule } from '../../service/audit/audit.module.js';
import { AuditService } from '../../service/audit/audit.service.js';
import { setCaller } from '../../service/auth/caller.js';
import { CacheModule, RedisModule } from '../../service/cache/cache.module.js';
import { Clock, SystemClock } from '../../service/clock/clock.js';
import { CONFIG } from '../../service/config/config.js';
import { readConfig } from '../../service/config/read-config.js';
import { DatabaseModule } from '../../service/database/database.module.js';
import { Transactions } from '../../service/database/transactions.js';
import { EventsModule } from '../../service/events/events.module.js';
import { Answer } from '../../service/http/answer.js';
import { HttpAdapter } from '../../service/http/http-adapter.js';
import { IdempotencyModule } from '../../service/idempotency/idempotency.module.js';
import { IfMatch, requireVersion, type Expected } from '../../service/idempotency/precondition.js';
import { WriteOperation } from '../../service/idempotency/write-operation.js';
import { MetricsModule } from '../../service/metrics/metrics.module.js';
import { DomainError, NotFoundError } from '../../service/problem/domain-error.js';
import { ProblemFilter } from '../../service/problem/problem.filter.js';

const json = { tag: 'test', summary: 'Test', responses: [] };
const noteBody = z.strictObject({ text: z.string() });

interface Note {
  readonly id: number;
  readonly text: string;
  readonly version: number;
}

class TakenError extends DomainError {
  override readonly code = 'conflict';
  override readonly status = 409;
}

/** Waits of `POST /notes/slow`: each ends when the test says so. */
export const slow = { started: 0, open: (): void => undefined };

/** How often a note's handler fails as after a deadlock before it succeeds. */
export const deadlocks = { left: 0 };

@Controller('notes')
class NotesController {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  @Post()
  @WriteOperation(json)
  async add(@Body({ schema: noteBody }) { text }: z.output<typeof noteBody>): Promise<Answer> {
    if (text === 'taken') throw new TakenError('It is taken.');
    return await this.insert(text);
  }

  @Post('slow')
  @WriteOperation(json)
  async addSlowly(
    @Body({ schema: noteBody }) { text }: z.output<typeof noteBody>,
  ): Promise<Answer> {
    const answer = await this.insert(text);
    slow.started += 1;
    await new Promise<void>((resolve) => {
      slow.open = resolve;
    });
    return answer;
  }

  @Post('secret')
  @WriteOperation(json)
  async addSecret(): Promise<Answer> {
    await this.insert('secret');
    return Answer.json({ secret: 'shown once' }, { isShownOnce: true });
  }

  @Post(':id/clear')
  @HttpCode(200)
  @WriteOperation(json)
  async clear(@Param('id', { schema: z.string() }) id: string): Promise<Answer> {
    return await this.change(Number(id), '', null);
  }

  @Post('none')
  @HttpCode(204)
  @WriteOperation(json)
  async none(): Promise<void> {
    await this.insert('none');
  }

  @Put(':id')
  @WriteOperation(json, { takesIfMatch: true })
  async put(
    @Param('id', { schema: z.string() }) id: string,
    @Body({ schema: noteBody }) { text }: z.output<typeof noteBody>,
    @IfMatch() expected: Expected,
  ): Promise<Answer> {
    return await this.change(Number(id), text, expected);
  }

  @Get(':id')
  async get(@Param('id') id: string): Promise<Answer> {
    return toAnswer(await this.find(Number(id), ''));
  }

  private async insert(text: string): Promise<Answer> {
    const rows = await this.transactions.query<Note>(
      'INSERT INTO note (text) VALUES ($1) RETURNING id, text, version',
      [text],
    );
    if (deadlocks.left > 0) {
      deadlocks.left -= 1;
      await this.transactions.query(
        "DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = 'deadlock_detected'; END $$",
      );
    }
    const note = only(rows);
    const entityId = String(note.id);
    await this.audit.record({
      action: 'create',
      entity: 'note',
      entityId,
      before: null,
      after: note,
    });
    return toAnswer(note, `/notes/${note.id}`);
  }

  private async change(id: number, text: string, expected: Expected): Promise<Answer> {
    const before = await this.find(id, 'FOR UPDATE');
    requireVersion(expected, before.version);
    const rows = await this.transactions.query<Note>(
      'UPDATE note SET text = $2, version = version + 1 WHERE id = $1 RETURNING id, text, version',
      [id, text],
    );
    return toAnswer(only(rows));
  }

  private async find(id: number, lock: string): Promise<Note> {
    return only(
      await this.transactions.query<Note>(
        `SELECT id, text, version FROM note WHERE id = $1 ${lock}`,
        [id],
      ),
    );
  }
}

function only(rows: readonly Note[]): Note {
  const [note] = rows;
  if (note === undefined) throw new NotFoundError('There is no such note.');
  return note;
}

function toAnswer({ id, text, version }: Note, location?: string): Answer {
  const options = location === undefined ? { version } : { version, location };
  return Answer.json({ id, text }, options);
}

/** Who calls stands in a header of its own: `X-Caller: key:7`; nobody without it. */
class HeaderGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const [kind, id] = (request.get('x-caller') ?? '').split(':');
    const actor =
      id === undefined ? null : { kind: kind === 'key' ? ('key' as const) : ('user' as const), id };
    setCaller(request, {
      actor: actor === null ? null : { ...actor, name: null },
      roles: ['operator'],
      terminals: [],
      expiresAt: null,
    });
    return true;
  }
}

@Global()
@Module({})
class NotesModule {
  static on(databaseUrl: string): DynamicModule {
    const config = readConfig({ NODE_ENV: 'test', SIMULATOR: 'off', DATABASE_URL: databaseUrl });
    const settings = [
      { provide: CONFIG, useValue: config },
      { provide: Clock, useClass: SystemClock },
    ];
    return {
      module: NotesModule,
      imports: [
        RedisModule,
        CacheModule,
        MetricsModule,
        DatabaseModule,
        EventsModule,
        AuditModule,
        IdempotencyModule,
      ],
      controllers: [NotesController],
      providers: [...settings, { provide: APP_GUARD, useClass: HeaderGuard }],
      exports: settings,
    };
  }
}

const keepErrors: Pick<NestApplicationOptions, 'abortOnError'> = { abortOnError: false };

/** A process with the service's way of writing and one small resource, on a free port of loopback. */
export class NotesApp {
  private constructor(
    private readonly app: NestExpressApplication,
    readonly base: string,
  ) {}

  /** @param databaseUrl a migrated database with a table `note (id, text, version)`. */
  static async start(databaseUrl: string): Promise<NotesApp> {
    Logger.overrideLogger(false);
    const app = await NestFactory.create<NestExpressApplication>(
      NotesModule.on(databaseUrl),
      new HttpAdapter(),
      keepErrors,
    );
    app.useGlobalFilters(new ProblemFilter());
    await app.listen(0, '127.0.0.1');
    return new NotesApp(app, await app.getUrl());
  }

  async send(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return await fetch(this.base + path, {
      method,
      headers: {
        'accept-encoding': 'identity',
        'content-type': 'application/json',
        'x-caller': 'key:1',
        ...headers,
      },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
  }

  async stop(): Promise<void> {
    await this.app.close();
  }
}
