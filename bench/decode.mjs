/**
 * Decoding throughput of this project against ggencoder (npm) and gpsdecode (gpsd-clients), whole
 * process, CPU seconds (user and system, all threads): runs are interleaved, medians of five.
 *
 *   npm run build && node bench/decode.mjs
 *
 * PORTTRACK_BUILD_DIR names another build, BENCH_RUNS another number of runs. Quote the ratios, not
 * the absolute figures: they are of one machine in one hour.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { corpusText, uniqueMessages } from './decode-corpus.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const build = resolve(process.env.PORTTRACK_BUILD_DIR ?? join(here, '..', 'build', 'service'));
const runs = Number(process.env.BENCH_RUNS ?? 5);
const node = JSON.stringify(process.execPath);

const decoders = [
  { name: 'porttrack', command: (file) => `${node} ${here}/decode-porttrack.mjs ${build} ${file}` },
  { name: 'ggencoder', command: (file) => `${node} ${here}/decode-ggencoder.mjs ${file}` },
  { name: 'gpsdecode', command: (file) => `gpsdecode < ${file}`, needs: 'gpsdecode' },
];

/** CPU seconds that `command` takes from start to end; the shell's `times` tells its children's. */
function cpuSeconds(command) {
  const script = `${command} > /dev/null 2>&1; status=$?; times; exit $status`;
  const { stdout, status, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: exit ${status} ${stderr}`);
  const children = stdout.trim().split('\n')[1] ?? '';
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function isInstalled(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

/** Medians of interleaved runs, decoder by decoder. */
function measure(present, file, messages) {
  const seconds = new Map(present.map(({ name }) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const { name, command } of present) seconds.get(name).push(cpuSeconds(command(file)));
  }
  return present.map(({ name }) => ({ name, perSecond: messages / median(seconds.get(name)) }));
}

function printTable(title, results) {
  const of = (wanted) => results.find(({ name }) => name === wanted)?.perSecond;
  const ratio = (value, base) => (base ? `${(value / base).toFixed(1)}x` : '-');
  console.log(`\n${title}`);
  console.log('| decoder | messages per CPU second | vs gpsdecode | vs ggencoder |');
  console.log('|---|--:|--:|--:|');
  for (const { name, perSecond } of results) {
    const rounded = Math.round(perSecond / 1000);
    console.log(
      `| ${name} | ${rounded}k | ${ratio(perSecond, of('gpsdecode'))} | ${ratio(perSecond, of('ggencoder'))} |`,
    );
  }
}

const present = decoders.filter(({ needs }) => needs === undefined || isInstalled(needs));
for (const { name } of decoders.filter((each) => !present.includes(each))) {
  console.log(`not installed, left out: ${name}`);
}
const { messages, origin } = await uniqueMessages(build);
console.log(
  `${messages.length} unique messages of ${origin}, node ${process.version}, ${runs} runs`,
);
const folder = mkdtempSync(join(tmpdir(), 'porttrack-decode-'));
try {
  for (const lines of [200_000, 1_000_000]) {
    const corpus = corpusText(messages, lines);
    const file = join(folder, `${lines}.nmea`);
    writeFileSync(file, corpus.text, 'latin1');
    printTable(
      `${lines.toLocaleString('en')} lines, ${corpus.messages.toLocaleString('en')} messages`,
      measure(present, file, corpus.messages),
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
