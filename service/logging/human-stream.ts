import type { DestinationStream } from 'pino';

/** Fields that have their place in the line, or say nothing to a person at the screen. */
const placed = new Set(['level', 'time', 'msg', 'context', 'service', 'err', 'pid', 'hostname']);

/** Turns log lines (JSON) into lines for a person: time, level, room, message, the rest as `name=value`. */
export function humanStream(out: { write(text: string): unknown }): DestinationStream {
  return {
    write(line: string): void {
      out.write(humanLine(line));
    },
  };
}

/** One log line for a person; what is not one of ours stays as it is. */
export function humanLine(line: string): string {
  const entry = parseEntry(line);
  if (entry === null) return line;
  const { level, time, msg, context, err } = entry;
  const rest = Object.entries(entry)
    .filter(([name]) => !placed.has(name))
    .map(([name, value]) => ` ${name}=${textOf(value)}`);
  const room = context === undefined ? '' : ` ${textOf(context)}:`;
  const head = `${textOf(time).slice(11, 19)} ${textOf(level).toUpperCase().padEnd(5)}`;
  return `${head}${room} ${textOf(msg ?? '')}${rest.join('')}\n${stackOf(err)}`;
}

function stackOf(err: unknown): string {
  if (typeof err !== 'object' || err === null) return '';
  if ('stack' in err && typeof err.stack === 'string') return `  ${err.stack}\n`;
  return 'message' in err ? `  ${textOf(err.message)}\n` : '';
}

function parseEntry(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
