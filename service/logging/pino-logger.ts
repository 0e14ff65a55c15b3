import type { LoggerService } from '@nestjs/common';
import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import type { Config } from '../config/config.js';
import { redactText } from '../config/redact-text.js';
import { humanStream } from './human-stream.js';
import { requestContext } from './request-context.js';

/** Fields of log objects that are never written, wherever a request or an error carries them. */
const redactedPaths = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  '*.password',
  '*.token',
  '*.secret',
  '*.authorization',
  '*.cookie',
  '*.headers.authorization',
  '*.headers.cookie',
  // A statement that failed comes with its parameters, and with the row that was refused: persons.
  'err.parameters',
  'err.detail',
  'err.driverError',
];

/**
 * The log: JSON lines in production, lines for a person elsewhere. Secrets are taken out, and
 * what is written while a request is handled carries its ids.
 * @param out standard output, or in a test whatever collects the lines.
 */
export function createPino(
  config: Pick<Config, 'nodeEnv' | 'logLevel'>,
  out: DestinationStream = process.stdout,
): Logger {
  return pino(
    {
      level: config.logLevel,
      base: { service: 'porttrack' },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redactedPaths, censor: '[redacted]' },
      mixin: requestFields,
      hooks: { streamWrite: redactText },
    },
    config.nodeEnv === 'production' ? out : humanStream(out),
  );
}

function requestFields(): object {
  const { requestId, traceId, parentSpanId } = requestContext.getStore() ?? {};
  return {
    ...(requestId === undefined ? {} : { requestId }),
    ...(typeof traceId === 'string' ? { traceId, parentSpanId } : {}),
  };
}

/** Where Nest tells how it puts itself together: of interest only to who builds it. */
const assembly = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Nest's logger, written by pino. An `Error`, or an object with `err`, is logged with its stack. */
export class PinoLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, ...parameters: unknown[]): void {
    const context = parameters.at(-1);
    const isAssembly = typeof context === 'string' && assembly.has(context);
    this.write(isAssembly ? 'debug' : 'info', message, parameters);
  }

  fatal(message: unknown, ...parameters: unknown[]): void {
    this.write('fatal', message, parameters);
  }

  error(message: unknown, ...parameters: unknown[]): void {
    this.write('error', message, parameters);
  }

  warn(message: unknown, ...parameters: unknown[]): void {
    this.write('warn', message, parameters);
  }

  debug(message: unknown, ...parameters: unknown[]): void {
    this.write('debug', message, parameters);
  }

  verbose(message: unknown, ...parameters: unknown[]): void {
    this.write('trace', message, parameters);
  }

  /** Nest passes the room's name as the last parameter, and before it a stack or a further text. */
  private write(level: Level, message: unknown, parameters: readonly unknown[]): void {
    const context = parameters.at(-1);
    const further = parameters.slice(0, -1).filter((one) => typeof one === 'string');
    const fields = { ...(typeof context === 'string' ? { context } : {}) };
    if (message instanceof Error) {
      this.pino[level]({ ...fields, err: message }, further[0] ?? message.message);
    } else if (typeof message === 'object' && message !== null) {
      const { message: text, ...rest } = { message: undefined, ...message };
      this.pino[level]({ ...fields, ...rest }, typeof text === 'string' ? text : further[0]);
    } else {
      const stack = further.length > 0 ? { stack: further.join('\n') } : {};
      this.pino[level]({ ...fields, ...stack }, String(message));
    }
  }
}
