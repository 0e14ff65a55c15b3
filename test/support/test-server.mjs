import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Data folders of test runs: this and the process number of the run. */
export const PREFIX = 'porttrack-test-';

const DEADLINE_MS = 30_000;

/** Stops the server of a data folder, when one runs, and removes the folder. */
export async function removeServer(folder) {
  const pidFile = join(folder, 'pgdata', 'postmaster.pid');
  const pid = readPid(pidFile);
  if (pid !== null) {
    process.kill(pid, 'SIGINT');
    const end = performance.now() + DEADLINE_MS;
    // The server removes the file as its last act.
    while (readPid(pidFile) !== null && performance.now() < end) await sleep(20);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** The live server's process; `null` when there is none, or the number now belongs to another program. */
function readPid(pidFile) {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    process.kill(pid, 0);
    return isServer(pid) ? pid : null;
  } catch {
    return null;
  }
}

function isServer(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    // No /proc here: the folder is this project's own, so is what runs on it.
    return true;
  }
}
