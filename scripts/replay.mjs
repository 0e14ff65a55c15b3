import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, ensureBuilt, ensureInstalled, root } from './prepare.mjs';

// `npm run replay -- FILE`: sends a log to a running service. Paths are those of the caller.

checkNode();
ensureInstalled();
ensureBuilt(['service']);
const entry = join(root, 'build/service/ingest/replay/replay-main.js');
const { runReplay } = await import(pathToFileURL(entry).href);
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
// The log is the caller's, the data folder that of the checkout.
process.env.PORTTRACK_DATA_DIR = resolve(root, process.env.PORTTRACK_DATA_DIR || '.porttrack');
process.chdir(process.env.INIT_CWD ?? process.cwd());
process.exitCode = await runReplay(process.argv.slice(2));
