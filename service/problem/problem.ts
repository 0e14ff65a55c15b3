import { HttpException } from '@nestjs/common';
import { z } from 'zod';
import { DomainError, UnavailableError, type FieldError } from './domain-error.js';
import { problemPage, problemTypes, type ProblemCode } from './problem-types.js';

/** Problem details (RFC 9457 §3.1), with `errors` for what exactly is wrong with a request. */
export const problemSchema = z
  .strictObject({
    type: z.string().meta({ description: 'Reference to the description of this kind of problem.' }),
    title: z.string().meta({ description: 'The kind of problem in words; the same each time.' }),
    status: z.int().min(400).max(599),
    detail: z.string().meta({ description: 'What went wrong this time.' }),
    instance: z.string().meta({ description: 'Path of the request.' }),
    requestId: z.string().optional().meta({ description: 'Finds the request in the log.' }),
    errors: z
      .array(
        z.union([
          z.strictObject({ parameter: z.string(), detail: z.string() }),
          z.strictObject({
            pointer: z.string().meta({ description: 'JSON Pointer into the body.' }),
            detail: z.string(),
          }),
        ]),
      )
      .optional(),
  })
  .meta({ id: 'Problem' });

/** An answer that reports a problem: status, further headers, and everything of the body but the request's own. */
export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: readonly FieldError[];
}

const codeByStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'bad-request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  409: 'conflict',
  412: 'precondition-failed',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
  422: 'unprocessable-content',
  429: 'too-many-requests',
  503: 'unavailable',
};

const failure: ProblemAnswer = {
  status: 500,
  headers: {},
  code: 'internal-error',
  detail: 'The service failed to answer; its log tells why, under the request id.',
  errors: [],
};

/**
 * What to answer when handling a request threw. Only the message of a `DomainError`, and of a 4xx
 * that a library raised about the request, reaches the caller; of everything else nothing does.
 * @param error whatever was thrown.
 */
export function toProblem(error: unknown): ProblemAnswer {
  if (error instanceof DomainError) {
    const { status, headers, code, message, errors } = error;
    return { status, headers, code, detail: message, errors };
  }
  if (isDatabaseAway(error)) {
    return toProblem(new UnavailableError('The database does not answer.', 5));
  }
  if (isDatabaseBusy(error)) {
    return toProblem(new UnavailableError('Others are writing the same; nothing was written.', 1));
  }
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  const code = status === null ? undefined : codeByStatus[status];
  if (status === null || code === undefined) {
    return failure;
  }
  const detail = status < 500 && error instanceof Error ? error.message : problemTypes[code];
  return { status, headers: {}, code, detail, errors: [] };
}

/** The status that goes with a kind of problem. */
export function statusOfProblem(code: ProblemCode): number {
  const found = Object.entries(codeByStatus).find(([, known]) => known === code);
  if (found !== undefined) {
    return Number(found[0]);
  }
  return code === 'invalid-request' ? 400 : 500;
}

/** Body of the answer as JSON text. `requestId` is left out where the request has none. */
export function problemBody(
  problem: ProblemAnswer,
  path: string,
  requestId: string | null,
): string {
  return JSON.stringify({
    type: `${problemPage}#${problem.code}`,
    title: problemTypes[problem.code],
    status: problem.status,
    detail: problem.detail,
    instance: path,
    ...(requestId === null ? {} : { requestId }),
    ...(problem.errors.length === 0 ? {} : { errors: problem.errors }),
  });
}

/** Status of an error that express or its body parser raised about the request (http-errors), else null. */
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') {
    return null;
  }
  return error.status >= 400 && error.status < 500 ? error.status : null;
}

/** Connection refused or lost, or the server is starting or stopping (PostgreSQL error classes 08, 57P). */
const awayCode =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|08...|57P0.|53300)$/;
const awayMessage =
  /^(Connection terminated|timeout exceeded when trying to connect|Driver not Connected)/;

/** A lock or the statement took too long, or a deadlock came again and again (PostgreSQL, appendix A). */
const busyCode = /^(55P03|57014|40001|40P01)$/;

function isDatabaseBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    busyCode.test(error.code)
  );
}

function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return awayCode.test(code) || awayMessage.test(error.message);
}
