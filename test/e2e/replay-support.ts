import { spawn, spawnSync } from 'node:child_process';
import { credentialsAt } from '../support/credentials.js';
import { commandOf } from '../support/real-parts.js';

/** A report as gpsdecode writes it, unscaled; only what is compared. */
export interface GpsdReport {
  readonly type: number;
  readonly mmsi: number;
  readonly lon?: number;
  readonly lat?: number;
  readonly speed?: number;
  readonly course?: number;
  readonly heading?: number;
  readonly status?: number;
  /** UTC second, 60 and above: none. */
  readonly second?: number;
  readonly shipname?: string;
  readonly shiptype?: number;
  readonly to_bow?: number;
  readonly to_stern?: number;
  readonly to_port?: number;
  readonly to_starboard?: number;
  readonly destination?: string;
}

/** A line of the log with what its tag block and gpsdecode say. */
export interface DecodedLine {
  /** Epoch ms of the tag block. */
  readonly time: number;
  /** `null` for a part of type 24: gpsdecode tells both parts together. */
  readonly report: GpsdReport | null;
}

/** What an independent decoder makes of a log. */
export interface IndependentDecode {
  /** In order of the log. */
  readonly lines: readonly DecodedLine[];
  /** Type 24, both parts together, in order. */
  readonly staticPairs: readonly GpsdReport[];
}

const LINE = /^\\(?:[^*]*,)?c:(\d+)[^\\]*\\(!..VD[MO],1,1,[^,]*,[^,]*,(.).*)$/;
/** First payload characters of type 24. */
const TYPE_24 = 'H';

/**
 * Runs gpsdecode over a log of single-line sentences with tag blocks. It answers one report a
 * sentence, in order, except for type 24.
 */
export function decodeWithGpsd(log: string): IndependentDecode {
  const parsed = log
    .trimEnd()
    .split('\n')
    .map((line) => {
      const match = LINE.exec(line.trimEnd());
      if (match === null) throw new Error(`not a single-line sentence with a time: ${line}`);
      const [, time, sentence, first] = match;
      return { time: Number(time) * 1000, sentence, isPart: first === TYPE_24 };
    });
  const reports = gpsdecode(parsed.map(({ sentence }) => `${sentence ?? ''}\r\n`).join(''));
  const whole = reports.filter(({ type }) => type !== 24);
  const lines = parsed.map(({ time, isPart }) => ({
    time,
    report: isPart ? null : (whole.shift() ?? null),
  }));
  if (whole.length > 0) throw new Error('gpsdecode answered more reports than sentences');
  return { lines, staticPairs: reports.filter(({ type }) => type === 24) };
}

function gpsdecode(sentences: string): GpsdReport[] {
  const program = commandOf('gpsd');
  if (program === null) throw new Error('no gpsdecode');
  const { stdout, status, stderr } = spawnSync(program, ['-j', '-u'], {
    input: sentences,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`gpsdecode: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as GpsdReport);
}

/**
 * Runs `npm run replay -- ...` and answers its exit code and output. What it sends to the service of a
 * test (`--url`) it sends with a key of role `feed`.
 */
export async function npmReplay(
  ...words: string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn('npm', ['run', '--silent', 'replay', '--', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(await keySetting(words)) },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

async function keySetting(words: readonly string[]): Promise<Record<string, string>> {
  const url = words.includes('--url') ? words[words.indexOf('--url') + 1] : undefined;
  const headers = url === undefined ? null : await credentialsAt(url, 'feed').catch(() => null);
  if (headers === null) return {};
  return { PORTTRACK_API_KEY: (headers['authorization'] ?? '').replace('Bearer ', '') };
}
