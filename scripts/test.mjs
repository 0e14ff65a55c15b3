import { spawn } from 'node:child_process';
import { checkNode, ensureBuilt, ensureInstalled, root } from './prepare.mjs';

// `npm test [-- jest's arguments]`: installs and builds like `npm start`, then runs the suite.

const arguments_ = process.argv.slice(2);

checkNode();
ensureInstalled();
ensureBuilt();
const jest = ['--expose-gc', 'node_modules/jest/bin/jest.js', '--maxWorkers=2', ...arguments_];
const child = spawn(process.execPath, jest, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'test' },
});
// Jest hears Ctrl-C itself, and is waited for while it cleans up.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.once('exit', (code, signal) => {
  process.exitCode = signal === null ? code : 1;
});
