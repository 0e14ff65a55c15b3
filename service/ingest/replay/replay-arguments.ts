import type { ReplaySpeed } from './rebase.js';

/** What `npm run replay` is asked to do. */
export interface ReplayArguments {
  readonly file: string;
  readonly speed: ReplaySpeed;
  /** Whether the recorded times are kept. */
  readonly isRecorded: boolean;
  /** Where the log is sent. */
  readonly target:
    | { readonly kind: 'http'; readonly url: string }
    | { readonly kind: 'tcp'; readonly host: string; readonly port: number };
}

export const usage = `Usage: npm run replay -- FILE [--speed 1|10|max] [--recorded] [--to HOST:PORT | --url URL]

  FILE          a log of NMEA lines, plain or gzip
  --speed       times the recorded pace, or max; 1 unless given
  --recorded    keep the recorded times; else they are shifted so that the log happens now
  --to          send the lines over plain TCP, to a port such as 127.0.0.1:10110
  --url         the service to post to; http://127.0.0.1:3000 unless given

PORTTRACK_API_KEY is the key to post with (role feed or admin). The service that \`npm start\` runs on
this machine with a database of its own has left one in its data folder, which is taken by itself.
`;

/** The command line is not as it must be. */
export class ReplayUsageError extends Error {
  override readonly name = 'ReplayUsageError';
}

const ADDRESS = /^(?:\[(?<ipv6>[0-9a-fA-F:.]+)\]|(?<name>[^:[\]]+)):(?<port>\d{1,5})$/;

/**
 * Reads the words after the command.
 * @throws {ReplayUsageError} saying which word is wrong.
 */
export function parseReplayArguments(words: readonly string[]): ReplayArguments {
  const options = new Map<string, string>();
  const files: string[] = [];
  let isRecorded = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--recorded') isRecorded = true;
    else if (!word.startsWith('--')) files.push(word);
    else i += readOption(options, word, words[i + 1]);
  }
  const [file, ...others] = files;
  if (file === undefined) throw new ReplayUsageError('Which file? None is named.');
  if (others.length > 0) throw new ReplayUsageError(`One file at a time: ${files.join(' ')}`);
  const speed = speedOf(options.get('--speed') ?? '1');
  return { file, speed, isRecorded, target: targetOf(options) };
}

/** @returns how many further words the option took: `--speed=10` none, `--speed 10` one. */
function readOption(options: Map<string, string>, word: string, next: string | undefined): number {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  if (!['--speed', '--to', '--url'].includes(name)) {
    throw new ReplayUsageError(`There is no option ${name}.`);
  }
  const value = equals < 0 ? next : word.slice(equals + 1);
  if (value === undefined || value === '') throw new ReplayUsageError(`${name} needs a value.`);
  options.set(name, value);
  return equals < 0 ? 1 : 0;
}

function speedOf(text: string): ReplaySpeed {
  if (text === 'max') return 'max';
  const speed = Number(text);
  if (speed >= 0.1 && speed <= 1_000) return speed;
  throw new ReplayUsageError(`--speed is a number from 0.1 to 1000, or max; not ${text}.`);
}

function targetOf(options: ReadonlyMap<string, string>): ReplayArguments['target'] {
  const to = options.get('--to');
  const url = options.get('--url');
  if (to !== undefined && url !== undefined) {
    throw new ReplayUsageError('--to and --url exclude each other.');
  }
  if (to !== undefined) return { kind: 'tcp', ...addressOf(to) };
  return { kind: 'http', url: baseUrlOf(url ?? 'http://127.0.0.1:3000') };
}

function addressOf(text: string): { host: string; port: number } {
  const groups = ADDRESS.exec(text)?.groups;
  const host = groups?.['ipv6'] ?? groups?.['name'];
  const port = Number(groups?.['port']);
  if (host !== undefined && port >= 1 && port <= 65_535) return { host, port };
  throw new ReplayUsageError(`--to is HOST:PORT, such as 127.0.0.1:10110; not ${text}.`);
}

function baseUrlOf(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) {
    return text.replace(/\/+$/, '');
  }
  throw new ReplayUsageError(`--url is an http or https address; not ${text}.`);
}
