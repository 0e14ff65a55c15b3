import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, ensureBuilt, ensureInstalled, root } from './prepare.mjs';

// `npm run replay -- FILE`: sends a log to a running service. Paths are those of the caller.

checkNode();
ensureInstalled();
ensureBuilt(['service']);
const entry = join(root, 'build/service/ingest/replay/replay-main.js');
const { runReplay } = await import(pathToFileURL(entry).href);
process.chdir(process.env.INIT_CWD ?? process.cwd());
process.exitCode = await runReplay(process.argv.slice(2));
