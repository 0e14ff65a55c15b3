import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, ensureBuilt, ensureInstalled, root } from './prepare.mjs';

// `npm start`: installs what is missing, builds what has changed, and becomes the service.

process.chdir(root);
checkNode();
ensureInstalled();
ensureBuilt();
if (existsSync('.env')) process.loadEnvFile('.env');
process.setSourceMapsEnabled(true);
// In this process, so that a signal reaches the service once and its exit code is ours.
await import(pathToFileURL(join(root, 'build/service/main.js')).href);
