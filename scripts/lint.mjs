import { spawn, spawnSync } from 'node:child_process';
import { checkNode, ensureInstalled, generateTypes, root } from './prepare.mjs';

// `npm run lint`: every check of the sources, two at a time; the output of those that fail.

checkNode();
ensureInstalled();
generateTypes();

const tool = (path) => `node_modules/${path}`;
const checks = [
  ['eslint', tool('eslint/bin/eslint.js'), '.', '--max-warnings=0'],
  ['tsc (service)', tool('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'],
  ['tsc (web)', tool('typescript/bin/tsc'), '--noEmit', '-p', 'web/tsconfig.json'],
  ['prettier', tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  [
    'dependency-cruiser',
    tool('dependency-cruiser/bin/dependency-cruise.mjs'),
    ...[
      '--config',
      '.dependency-cruiser.mjs',
      'service',
      'charts',
      'delivery',
      'web',
      'test',
      'bench',
    ],
  ],
  ['knip', tool('knip/bin/knip.js'), '--no-progress'],
  ...commitChecks(),
];

const failures = [];
const queue = [...checks];
await Promise.all([worker(), worker()]);
for (const { name, output } of failures) console.log(`\n── ${name}\n${output}`);
console.log(failures.length === 0 ? 'lint: all clean' : `lint: ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function worker() {
  for (let check = queue.shift(); check !== undefined; check = queue.shift()) await runCheck(check);
}

async function runCheck([name, ...arguments_]) {
  const begin = performance.now();
  const child = spawn(process.execPath, arguments_, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const code = await new Promise((done) => child.once('close', done));
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (code !== 0) failures.push({ name, output: Buffer.concat(output).toString() });
}

/** The commits of this branch; a copy without history has none to check. */
function commitChecks() {
  const base =
    git('merge-base', 'HEAD', 'origin/main') ?? git('rev-list', '--max-parents=0', 'HEAD');
  const isNothingNew = base === null || base === git('rev-parse', 'HEAD');
  if (isNothingNew) return [];
  return [['commitlint', tool('@commitlint/cli/cli.js'), '--from', base]];
}

function git(...arguments_) {
  const { status, stdout } = spawnSync('git', arguments_, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim().split('\n').at(-1) : null;
}
