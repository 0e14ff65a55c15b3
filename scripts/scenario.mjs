import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkNode, root } from './prepare.mjs';
import { runScenario } from './scenario/scenario-main.mjs';

// `npm run scenario -- --port CLVAP --days 7`: fills a running service with a week to look at.

checkNode();
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
const dataFolder = resolve(root, process.env.PORTTRACK_DATA_DIR || '.porttrack');
process.chdir(process.env.INIT_CWD ?? process.cwd());
process.exitCode = await runScenario(process.argv.slice(2), {
  root,
  dataFolder,
  key: process.env.PORTTRACK_API_KEY || null,
});
