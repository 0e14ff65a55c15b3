import { z } from 'zod';

import { type LineTarget, type ReplayCounts, ReplayError, systemCode } from './line-target.js';
import { PostBatch } from './post-batch.js';

/** Lines of one request. */
const BATCH_LINES = 5_000;
/** How long a busy service is waited for, in tries of `Retry-After` each. */
const MAX_TRIES = 60;
const DEFAULT_RETRY_SECONDS = 2;

const answerSchema = z.object({
  lines: z.number(),
  accepted: z.number(),
  duplicate: z.number(),
  rejected: z.record(z.string(), z.number()),
  ignored: z.number(),
  incomplete: z.number(),
  messages: z.number(),
});
const problemSchema = z.object({ detail: z.string() });

/** Posts the lines to `POST /api/v1/ais`, one request after the other, and adds the answers up. */
export class HttpTarget implements LineTarget {
  readonly #batch = new PostBatch();
  readonly #aborter = new AbortController();
  readonly #url: string;
  readonly #counts: ReplayCounts = {
    lines: 0,
    accepted: 0,
    duplicate: 0,
    rejected: {},
    ignored: 0,
    incomplete: 0,
    messages: 0,
  };

  /**
   * @param url the service; @param feed its feed that takes the lines; @param key an API key of role
   *   `feed` or `admin`, `null`: none.
   */
  constructor(
    private readonly url: string,
    feed: string,
    private readonly key: string | null,
  ) {
    this.#url = `${url}/api/v1/ais?feed=${encodeURIComponent(feed)}`;
  }

  async send(line: string): Promise<void> {
    this.#batch.add(line);
    if (this.#batch.size >= BATCH_LINES) await this.flush();
  }

  async flush(): Promise<void> {
    await this.#post(this.#batch.take());
  }

  async end(): Promise<ReplayCounts> {
    await this.#post(this.#batch.takeAll());
    return this.#counts;
  }

  abort(): void {
    this.#aborter.abort();
  }

  async #post(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const body = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
    for (let tries = 1; ; tries++) {
      const response = await this.#request(body);
      if (response.ok) {
        this.#add(answerSchema.parse(await response.json()));
        return;
      }
      const isPassing = response.status === 503 || response.status === 429;
      if (!isPassing || tries >= MAX_TRIES) throw await refusal(response);
      await response.body?.cancel();
      const seconds = Number(response.headers.get('retry-after') ?? DEFAULT_RETRY_SECONDS);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    }
  }

  async #request(body: Buffer): Promise<Response> {
    try {
      return await fetch(this.#url, {
        method: 'POST',
        headers: {
          'content-type': 'text/plain',
          ...(this.key === null ? {} : { authorization: `Bearer ${this.key}` }),
        },
        body,
        signal: this.#aborter.signal,
      });
    } catch (error) {
      const code = systemCode(error);
      throw new ReplayError(
        code === 'ECONNREFUSED'
          ? `Nothing answers at ${this.url}: is the service running? (npm start; or name it with --url)`
          : `${this.url} cannot be reached: ${code ?? messageOf(error)}`,
        { cause: error },
      );
    }
  }

  #add(answer: ReplayCounts): void {
    const counts = this.#counts;
    counts.lines += answer.lines;
    counts.accepted += answer.accepted;
    counts.duplicate += answer.duplicate;
    counts.ignored += answer.ignored;
    counts.incomplete += answer.incomplete;
    counts.messages += answer.messages;
    for (const [reason, count] of Object.entries(answer.rejected)) {
      counts.rejected[reason] = (counts.rejected[reason] ?? 0) + count;
    }
  }
}

/** `fetch` only says that it failed; why stands in the cause. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

async function refusal(response: Response): Promise<ReplayError> {
  const body: unknown = await response.json().catch(() => null);
  const problem = problemSchema.safeParse(body);
  const detail = problem.success ? problem.data.detail : response.statusText;
  const hint =
    response.status === 401
      ? ' PORTTRACK_API_KEY takes a key: npm run key -- --name replay --role feed'
      : '';
  return new ReplayError(`The service refused the lines (${response.status}): ${detail}${hint}`);
}
