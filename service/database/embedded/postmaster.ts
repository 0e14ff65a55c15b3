import { readFile, readlink } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError, errorCode } from './embedded.errors.js';

/** What a running server says of itself in `postmaster.pid` (PostgreSQL `miscadmin.h`, LOCK_FILE_LINE_*). */
export interface Postmaster {
  readonly pid: number;
  /** TCP port; `null` while the server has not written it yet. */
  readonly port: number | null;
  readonly isReady: boolean;
}

const POLL_MS = 25;

/** What `postmaster.pid` says; `null` when there is none, or nothing usable in it. */
export async function readPostmaster(dataDirectory: string): Promise<Postmaster | null> {
  const text = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const port = Number(lines[3]);
  return {
    pid,
    port: Number.isInteger(port) && port > 0 ? port : null,
    isReady: lines[7] === 'ready',
  };
}

/**
 * Whether the process is a live PostgreSQL server of that data directory: after a crash or a new
 * start of the machine its number may belong to somebody else.
 */
export async function isPostmasterOf(pid: number, dataDirectory: string): Promise<boolean> {
  if (!(await isAlive(pid))) return false;
  const command = await commandLine(pid);
  if (!command.includes('postgres')) return false;
  // The server works in its data directory, which /proc follows when somebody moves the folder.
  const folder = await readlink(`/proc/${String(pid)}/cwd`).catch(() => null);
  return folder === dataDirectory || command.includes(dataDirectory);
}

/** Whether some process has that number, be it a zombie: PostgreSQL takes its pid file for a live server's. */
export function isNumberTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another account.
    return errorCode(error) === 'EPERM';
  }
}

/** Whether the process lives; a zombie that nobody has reaped counts as dead. */
export async function isAlive(pid: number): Promise<boolean> {
  if (!isNumberTaken(pid)) return false;
  const status = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '');
  // "pid (program) state ...", and the program's name may itself hold brackets.
  return !/\) Z [^)]*$/.test(status);
}

/**
 * Stops a server with a fast shutdown (SIGINT: open transactions are rolled back, everything is
 * written out) and waits until it is gone.
 * @throws EmbeddedPostgresError when it is still there after `deadlineMs`.
 */
export async function stopPostmaster(pid: number, deadlineMs = 60_000): Promise<void> {
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return;
    throw error;
  }
  const hasStopped = await until(async () => !(await isAlive(pid)), deadlineMs);
  if (!hasStopped) {
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL (process ${String(pid)}) has not stopped within ${String(deadlineMs / 1000)} s.`,
    );
  }
}

/** Waits for a condition; answers whether it came true within the deadline. */
export async function until(
  condition: () => Promise<boolean>,
  deadlineMs: number,
): Promise<boolean> {
  const end = performance.now() + deadlineMs;
  while (!(await condition())) {
    if (performance.now() >= end) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/** The process's command line, from /proc where there is one, else from `ps`; empty when unknown. */
async function commandLine(pid: number): Promise<string> {
  const arguments_ = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => null);
  if (arguments_ !== null) return arguments_.replaceAll('\0', ' ');
  return await new Promise((resolve) => {
    execFile('ps', ['-ww', '-o', 'command=', '-p', String(pid)], (error, output) => {
      resolve(error === null ? output : '');
    });
  });
}
