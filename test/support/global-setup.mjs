import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PREFIX, removeServer } from './test-server.mjs';

/** Gives the run a data folder of its own, and clears away what killed runs have left. */
export default async function globalSetup() {
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length)) : Number.NaN;
    if (Number.isInteger(owner) && !isAlive(owner)) await removeServer(join(tmpdir(), name));
  }
  process.env.PORTTRACK_TEST_DATA_DIR = join(tmpdir(), `${PREFIX}${process.pid}`);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
