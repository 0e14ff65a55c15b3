import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { checkNode, ensureBuilt, ensureInstalled, root } from './prepare.mjs';

// `npm run proof [-- PART ...]`: plays what dist/ promises on this machine, and writes docs/proof.md.
// Parts: rollout (about 45 minutes), alerts (about 30). All of them where none is named.

const parts = {
  rollout: ['**/test/rollout/*.long.ts'],
  alerts: ['**/test/alert-path/*.long.ts'],
};

checkNode();
ensureInstalled();
ensureBuilt();
process.chdir(root);

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => parts[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(
    `no part is called ${unknown.join(', ')}: ${Object.keys(parts).join(', ')}\n`,
  );
  process.exit(2);
}

const folder = 'build/proof';
mkdirSync(folder, { recursive: true });
let hasFailed = false;
for (const name of chosen.length > 0 ? chosen : Object.keys(parts)) {
  const record = `${folder}/${name}.jsonl`;
  rmSync(record, { force: true });
  const isGood = await run(name, record);
  hasFailed ||= !isGood;
}
writeFileSync('docs/proof.md', document());
process.stdout.write('porttrack: wrote docs/proof.md\n');
process.exitCode = hasFailed ? 1 : 0;

/** Runs the plays of a part, one after the other; tells whether all came out as they must. */
async function run(name, record) {
  const words = ['node_modules/jest/bin/jest.js', '--runInBand', '--testMatch', ...parts[name]];
  const child = spawn(process.execPath, words, {
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'test', PROOF_RECORD: record },
  });
  process.on('SIGINT', () => undefined);
  return await new Promise((resolve) => {
    child.once('exit', (code) => resolve(code === 0));
  });
}

function linesOf(name) {
  const path = `${folder}/${name}.jsonl`;
  if (!existsSync(path)) return null;
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

function document() {
  const gib = (totalmem() / 2 ** 30).toFixed(0);
  return `# Proof

Written by \`npm run proof\`: what dist/ promises, played with the built service, real PostgreSQL, Redis,
Prometheus, Alertmanager and node-exporter on one machine (${availableParallelism()} cores, ${gib} GiB, node
${process.version}). Figures are of the last run of each part; a figure that is not here was not measured.

## The rollout

\`npm run proof -- rollout\`. Kubelet, Deployment, endpoints and Service are played from
\`dist/production/porttrack-api\` (\`test/rollout\`): probes, hook, grace, surge, deadline and delays are those of
the manifests; endpoints reach the node 0.1 to 2 s late. Each pod is held to its limits by a control group.
Load: 40 requests a second, open loop, half on kept connections, half on new ones, none tried again; 40 AIS
reports a second over TCP; 4 stream clients. Bad versions are deployed, and undone, by the very steps of the
deploy workflow (\`delivery/steps/deploy.sh\`).

${rolloutTable(linesOf('rollout'))}

## From a fault to Slack

\`npm run proof -- alerts\`. Production's intervals, rules and routes; two Alertmanagers; Slack, the dead-man
receiver and the kubelet's cAdvisor are stand-ins (\`test/alert-path\`), everything else is real.

${alertTable(linesOf('alerts'))}

## Limits of this proof

No cluster, no CNI, no pull of images: timing of iptables, of load balancers and of operators is not in it.
One machine: pods and their load share its cores.
`;
}

function rolloutTable(lines) {
  if (lines === null) return 'Not run yet.';
  const rows = lines.map((one) => [
    one.what,
    one.seed,
    one.sent,
    one.failed === 0
      ? '0'
      : `${one.failed} (${one.failures}) in ${one.failureSpanSeconds.toFixed(1)} s`,
    `${one.ais.lost} / ${one.ais.duplicated} of ${one.ais.sent}`,
    `${one.missed} (${one.reconnects})`,
    one.deploySeconds === null ? '' : `${one.deploySeconds.toFixed(0)} s, exit ${one.deployStatus}`,
  ]);
  const head = [
    'play',
    'seed',
    'requests',
    'failed',
    'AIS lost / twice',
    'events missed (reconnects)',
    'deploy.sh',
  ];
  return table(head, rows);
}

function alertTable(lines) {
  if (lines === null) return 'Not run yet.';
  const seconds = (value) => (value === null ? '' : `${value.toFixed(0)} s`);
  const rows = lines.map(({ what, toldSeconds, resolvedSeconds }) => [
    what,
    seconds(toldSeconds),
    seconds(resolvedSeconds),
  ]);
  return table(['fault', 'told after', 'resolved after'], rows);
}

/** A table of Markdown as prettier would have it. */
function table(head, rows) {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [first, ...rest] = all;
  return [line(first), rule, ...rest.map(line)].join('\n');
}
