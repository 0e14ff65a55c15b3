import { keyForTools } from '../../auth/local-key.js';
import { SystemClock } from '../../clock/clock.js';
import { ConfigError } from '../../config/config.errors.js';
import { processEnvironment } from '../../config/environment.js';
import { readConfig } from '../../config/read-config.js';
import { HttpTarget } from './http-target.js';
import { type LineTarget, type ReplayCounts, ReplayError } from './line-target.js';
import { planReplay, replay, type ReplayPlan, type ReplayProgress } from './replay.js';
import {
  parseReplayArguments,
  type ReplayArguments,
  ReplayUsageError,
  usage,
} from './replay-arguments.js';
import { TcpTarget } from './tcp-target.js';

const PROGRESS_MS = 2_000;
const clock = new SystemClock();

/**
 * The command `npm run replay` (scripts/replay.mjs).
 * @param words what follows the command
 * @returns the exit code: 0 all sent, 1 failed, 2 wrong usage, 130 interrupted
 */
export async function runReplay(words: readonly string[]): Promise<number> {
  try {
    return await run(parseReplayArguments(words));
  } catch (error) {
    if (error instanceof ReplayUsageError) {
      process.stderr.write(`${error.message}\n\n${usage}`);
      return 2;
    }
    if (!(error instanceof ReplayError || error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function run(given: ReplayArguments): Promise<number> {
  const target = await openTarget(given);
  const aborter = new AbortController();
  const interrupt = (): void => {
    aborter.abort();
    target.abort();
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const startedAt = clock.now();
    const plan = await planReplay(given, startedAt);
    say(describe(given, plan));
    const progress = progressPrinter(plan);
    const sent = await replay(plan, target, { clock, signal: aborter.signal, progress });
    if (aborter.signal.aborted) return interrupted();
    const seconds = ((clock.now() - startedAt) / 1000).toFixed(1);
    say(`Sent ${sent.lines} lines in ${seconds} s.`);
    if (sent.counts !== null) say(summary(sent.counts));
    return 0;
  } catch (error) {
    if (aborter.signal.aborted) return interrupted();
    target.abort();
    throw error;
  } finally {
    process.removeListener('SIGINT', interrupt).removeListener('SIGTERM', interrupt);
  }
}

async function openTarget({ target, isRecorded }: ReplayArguments): Promise<LineTarget> {
  if (target.kind === 'tcp') return await TcpTarget.dial(target.host, target.port);
  const key = await keyForTools(readConfig(processEnvironment()), target.url);
  return new HttpTarget(target.url, isRecorded ? 'archive' : 'replay', key);
}

function describe({ target, isRecorded }: ReplayArguments, plan: ReplayPlan): string {
  const to = target.kind === 'tcp' ? `TCP ${target.host}:${target.port}` : target.url;
  if (plan.span === null)
    return `${plan.file} to ${to}: no line tells a time, all is sent at once.`;
  const [from, until] = [plan.span.first, plan.span.last].map((time) =>
    new Date(time + plan.shiftMs).toISOString(),
  );
  const kept = isRecorded ? 'as recorded' : 'shifted';
  const note =
    isRecorded && target.kind === 'tcp'
      ? ' The port believes times of the last 24 h only, unless its feed has the policy "recorded".'
      : '';
  return `${plan.file} to ${to}: ${from} to ${until} (${kept}), speed ${plan.speed}.${note}`;
}

function progressPrinter(plan: ReplayPlan): (progress: ReplayProgress) => void {
  let printedAt = clock.now();
  const total = plan.span === null ? 0 : plan.span.last - plan.span.first;
  return ({ lines, elapsedMs }) => {
    if (clock.now() - printedAt < PROGRESS_MS) return;
    printedAt = clock.now();
    const percent = total === 0 ? '' : `, ${Math.round((elapsedMs * 100) / total)} % of the time`;
    say(`${lines} lines${percent}`);
  };
}

/** One line that adds up, and the reasons of what was rejected. */
function summary(counts: ReplayCounts): string {
  const reasons = Object.entries(counts.rejected).sort(([one], [other]) => (one < other ? -1 : 1));
  const rejected = reasons.reduce((sum, [, count]) => sum + count, 0);
  const why = reasons.map(([reason, count]) => `${reason} ${count}`).join(', ');
  const parts = [
    `${counts.accepted} accepted`,
    `${counts.duplicate} duplicate`,
    `${rejected} rejected${why === '' ? '' : ` (${why})`}`,
    `${counts.ignored} ignored`,
    `${counts.incomplete} incomplete`,
  ];
  return `${counts.lines} lines = ${parts.join(' + ')}; ${counts.messages} messages.`;
}

function interrupted(): number {
  say('Interrupted.');
  return 130;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
