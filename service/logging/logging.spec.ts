import { humanLine } from './human-stream.js';
import { createPino, PinoLogger } from './pino-logger.js';
import { readTraceparent, requestContext } from './request-context.js';

/** A log that writes as in production, and the entries it has written. */
function newLog(): { log: PinoLogger; entries: () => Record<string, unknown>[] } {
  const lines: string[] = [];
  const pino = createPino(
    { nodeEnv: 'production', logLevel: 'info' },
    { write: (line) => lines.push(line) },
  );
  return {
    log: new PinoLogger(pino),
    entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe('the log', () => {
  it('is one JSON object a line, with level, time, room and message', () => {
    const { log, entries } = newLog();
    log.log('hello', 'Room');
    expect(entries()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as unknown,
        service: 'porttrack',
        context: 'Room',
        msg: 'hello',
      },
    ]);
  });

  it('keeps the stack of an error, and the text beside it', () => {
    const { log, entries } = newLog();
    log.error(new TypeError('no'), 'It failed', 'Room');
    const [entry] = entries();
    expect(entry).toMatchObject({ level: 'error', context: 'Room', msg: 'It failed' });
    expect(entry?.['err']).toMatchObject({
      type: 'TypeError',
      message: 'no',
      stack: expect.stringContaining('logging.spec') as unknown,
    });
  });

  it('takes an object with a message', () => {
    const { log, entries } = newLog();
    log.warn({ message: 'GET /x failed', requestId: 'r1', err: new Error('no') }, 'Filter');
    expect(entries()[0]).toMatchObject({ msg: 'GET /x failed', requestId: 'r1', level: 'warn' });
  });

  it('carries the ids of the request that is being handled', () => {
    const { log, entries } = newLog();
    const parentSpanId = 'b'.repeat(16);
    requestContext.run({ requestId: 'r1', traceId: 'a'.repeat(32), parentSpanId }, () => {
      log.log('inside', 'Room');
    });
    log.log('outside', 'Room');
    const [inside, outside] = entries();
    expect(inside).toMatchObject({ requestId: 'r1', traceId: 'a'.repeat(32), parentSpanId });
    expect(outside).not.toHaveProperty('requestId');
  });

  it('leaves out the parameters of a statement that failed, and the row: persons may be in them', () => {
    const { log, entries } = newLog();
    const refused = Object.assign(new Error('violates check constraint'), {
      code: '23514',
      detail: 'Failing row contains (Ana).',
      parameters: ['Ana'],
      driverError: { detail: 'Failing row contains (Ana).' },
    });
    log.error({ message: 'POST /x failed', err: refused }, 'Filter');
    expect(JSON.stringify(entries())).not.toContain('Ana');
    expect(entries()[0]?.['err']).toMatchObject({ code: '23514', message: refused.message });
  });

  it('hides secrets in fields and in texts', () => {
    const { log, entries } = newLog();
    const message = 'cannot reach postgres://me:s3cret@host/db';
    log.error({ message, password: 's3cret', request: { authorization: 's3cret' } }, 'Room');
    log.error(new Error('redis://:s3cret@cache:6379 refused'), 'Room');
    expect(JSON.stringify(entries())).not.toContain('s3cret');
    expect(entries()[0]?.['msg']).toBe('cannot reach postgres://me:[redacted]@host/db');
  });

  it('leaves the way Nest puts itself together to the debug level', () => {
    const { log, entries } = newLog();
    log.log('Mapped {/x, GET} route', 'RouterExplorer');
    expect(entries()).toEqual([]);
  });
});

describe('humanLine', () => {
  it('puts time, level, room, message and the rest into a line', () => {
    const line = humanLine(
      '{"level":"warn","time":"2026-01-31T06:00:01.000Z","service":"porttrack","context":"Room","msg":"hi","count":2}\n',
    );
    expect(line).toBe('06:00:01 WARN  Room: hi count=2\n');
  });

  it('puts the stack below', () => {
    expect(humanLine('{"level":"error","msg":"hi","time":"","err":{"stack":"Error: no"}}')).toBe(
      '         ERROR hi\n  Error: no\n'.slice(8),
    );
  });

  it('leaves other lines alone', () => {
    expect(humanLine('plain\n')).toBe('plain\n');
  });
});

describe('readTraceparent', () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const parentSpanId = '00f067aa0ba902b7';

  it('reads the ids of version 00, and of later ones that add to it', () => {
    expect(readTraceparent(`00-${traceId}-${parentSpanId}-01`)).toEqual({ traceId, parentSpanId });
    expect(readTraceparent(`cc-${traceId}-${parentSpanId}-01-more`)).toEqual({
      traceId,
      parentSpanId,
    });
  });

  it.each([
    undefined,
    '',
    `00-${traceId}-${parentSpanId}`,
    `00-${'0'.repeat(32)}-${parentSpanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${parentSpanId}-01`,
    `ff-${traceId}-${parentSpanId}-01`,
  ])('reads nothing from %s', (header) => {
    expect(readTraceparent(header)).toEqual({ traceId: null, parentSpanId: null });
  });
});
