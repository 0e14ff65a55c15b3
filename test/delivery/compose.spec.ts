import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { composeFiles } from '../../charts/compose/compose-files.js';
import { gatewayMetrics } from '../../charts/compose/gateway-metrics.js';
import { podSizes } from '../../charts/environments.js';
import { developmentImages, type Image, images } from '../../charts/images.js';
import { yace } from '../rules/catalogue/yace.js';
import { describeWith } from '../support/real-parts.js';
import { readCompose } from './compose-file.js';

const compose = readCompose();
const services = Object.entries(compose.services);
const files = composeFiles();

const tagged = ({ repository, version }: Image) => `${repository}:${version}`;

/** Runs once and ends. */
const jobs = ['migrate', 'demo-port'];

const service = (name: string) => {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no ${name}`);
  return found;
};

describe('docker-compose.yml', () => {
  it('runs the images that the charts name, and no others', () => {
    const own = tagged(images.porttrack);
    expect(Object.fromEntries(services.map(([name, { image }]) => [name, image]))).toEqual({
      app: own,
      migrate: own,
      'demo-port': own,
      'ais-replay': own,
      yace: own,
      slack: own,
      postgres: tagged(developmentImages.postgres),
      redis: tagged(developmentImages.redis),
      prometheus: tagged(images.prometheus),
      alertmanager: tagged(images.alertmanager),
      'node-exporter': tagged(images.nodeExporter),
      grafana: tagged(images.grafana),
    });
  });

  it("has the servers of the cluster's versions", () => {
    expect(developmentImages.postgres.version).toBe(`${images.postgres.version}-bookworm`);
    expect(`v${developmentImages.redis.version}`).toBe(`${images.redis.version}-bookworm`);
  });

  it('publishes these ports, and on this machine alone', () => {
    const published = Object.fromEntries(
      services
        .filter(([, { ports }]) => ports.length > 0)
        .map(([name, { ports }]) => [name, ports]),
    );
    expect(published).toEqual({
      app: [
        '127.0.0.1:3000:3000',
        '127.0.0.1:9464:9464',
        '127.0.0.1:10110:10110/tcp',
        '127.0.0.1:10110:10110/udp',
      ],
      postgres: ['127.0.0.1:5432:5432'],
      redis: ['127.0.0.1:6379:6379'],
      prometheus: ['127.0.0.1:9090:9090'],
      alertmanager: ['127.0.0.1:9093:9093'],
      'node-exporter': ['127.0.0.1:9100:9100'],
      grafana: ['127.0.0.1:3001:3000'],
      yace: ['127.0.0.1:5000:5000'],
    });
  });

  it('says why Grafana is not on 3000', () => {
    expect(readFileSync('docker-compose.yml', 'utf8').replaceAll('\n# ', ' ')).toMatch(
      /Grafana.{1,80}published as 3001, because the service holds 3000/,
    );
  });

  it('holds the service to what a pod may use', () => {
    const { mem_limit: memory, cpus, environment } = service('app');
    const { memoryLimit, cpuLimit, heapMiB } = podSizes.standard;
    expect(memory?.replace('m', 'Mi')).toBe(memoryLimit);
    expect(`${(cpus ?? 0) * 1000}m`).toBe(cpuLimit);
    expect(environment['NODE_OPTIONS']).toBe(`--max-old-space-size=${heapMiB}`);
  });

  it.each(services)('watches %s, unless it ends by itself', (name, { healthcheck, build }) => {
    const isWatched = healthcheck?.test !== undefined;
    // The service is watched by its image's own check; what feeds it serves nothing to ask.
    const isOwn = build !== undefined;
    if (name === 'app') expect(healthcheck).toBeUndefined();
    else if ([...jobs, 'ais-replay'].includes(name))
      expect({ isOwn, healthcheck }).toEqual({ isOwn: true, healthcheck: { disable: true } });
    else expect(isWatched).toBe(true);
  });

  it.each(services)('starts %s again, unless it ends by itself', (name, { restart }) => {
    expect(restart).toBe(jobs.includes(name) ? 'no' : 'unless-stopped');
  });

  it.each(services)('gives %s nothing that it does not need', (name, given) => {
    expect(given.privileged).toBe(false);
    expect(given.security_opt).toContain('no-new-privileges:true');
    // PostgreSQL's image hands its folder over to its user as root, and writes beside it.
    const isHardened = given.read_only && given.cap_drop.includes('ALL');
    expect(isHardened).toBe(name !== 'postgres');
  });

  it('starts everything after what it needs', () => {
    const conditions = services.flatMap(([name, { depends_on: needs }]) =>
      Object.entries(needs).map(([needed, { condition }]) => `${name} ${needed} ${condition}`),
    );
    expect(conditions.sort()).toEqual([
      'ais-replay app service_healthy',
      'ais-replay demo-port service_completed_successfully',
      'alertmanager slack service_healthy',
      'app migrate service_completed_successfully',
      'app redis service_healthy',
      'demo-port migrate service_completed_successfully',
      'grafana prometheus service_healthy',
      'migrate postgres service_healthy',
    ]);
  });
});

describe('secrets of docker-compose.yml', () => {
  const examples = 'compose/secrets.example';
  const example = (name: string) => readFileSync(join(examples, name), 'utf8');

  it('are files of a folder that is chosen, by default the one of examples', () => {
    expect(readdirSync(examples).sort()).toEqual(Object.keys(compose.secrets).sort());
    for (const [name, { file }] of Object.entries(compose.secrets)) {
      expect(file).toBe(`\${PORTTRACK_SECRETS:-./${examples}}/${name}`);
    }
  });

  it('are all declared, and all used', () => {
    const used = new Set(services.flatMap(([, { secrets }]) => secrets));
    expect([...used].sort()).toEqual(Object.keys(compose.secrets).sort());
  });

  it('stand in no environment and in no command', () => {
    const told = services.flatMap(([, { environment, command }]) => [
      ...Object.entries(environment).map((pair) => pair.join('=')),
      ...command,
    ]);
    const values = Object.keys(compose.secrets).map(example);
    expect(told.filter((text) => values.some((value) => text.includes(value)))).toEqual([]);
    expect(
      told.filter(
        (text) => /(PASSWORD|_URL|TOKEN|SECRET)=/.test(text) && !text.includes('ROOT_URL='),
      ),
    ).toEqual([]);
  });

  it('fit each other in the examples, and say what they are for', () => {
    const password = example('postgres-password');
    expect(password).toBe('development-only');
    expect(example('database-url')).toBe(
      `postgresql://porttrack:${password}@postgres:5432/porttrack`,
    );
    expect(example('redis-url')).toBe(`redis://:${example('redis-password')}@redis:6379/0`);
    expect(example('redis-password')).toBe('development-only');
    expect(example('grafana-password')).toBe('development-only');
    expect(example('slack-url')).toBe('http://slack:5000/slack');
  });

  it("are kept out of git when they are one's own", () => {
    expect(readFileSync('.gitignore', 'utf8').split('\n')).toContain('compose/secrets/');
  });
});

describe('files that docker-compose.yml mounts', () => {
  const mounted = services.flatMap(([name, { volumes }]) =>
    volumes.filter((volume) => volume.startsWith('.')).map((volume) => ({ name, volume })),
  );

  it('cannot be written', () => {
    expect(mounted.filter(({ volume }) => !volume.endsWith(':ro'))).toEqual([]);
  });

  it('are those that the charts write, and all of them', () => {
    const folders = mounted
      .map(({ volume }) => volume.split(':')[0] ?? '')
      .filter((folder) => folder.startsWith('./dist/compose/'))
      .map((folder) => `${folder.slice('./dist/compose/'.length)}/`);
    const unmounted = files.filter(
      ({ path }) => !folders.some((folder) => path.startsWith(folder)),
    );
    expect(unmounted).toEqual([]);
    const empty = folders.filter((folder) => !files.some(({ path }) => path.startsWith(folder)));
    expect(empty).toEqual([]);
  });

  it('name scripts that exist', () => {
    const scripts = services.flatMap(([, { command }]) =>
      command.filter((word) => word.startsWith('/compose/')),
    );
    expect(scripts).toHaveLength(4);
    for (const script of scripts) expect(existsSync(script.slice(1))).toBe(true);
  });

  it('look like no manifest to whoever reads dist/', () => {
    expect(files.filter(({ path }) => path.endsWith('.yaml'))).toEqual([]);
  });

  it('send Prometheus to services of this file', () => {
    const text = files.find(({ path }) => path === 'prometheus/prometheus.yml')?.text ?? '';
    const { scrape_configs: scrapes } = scrapeSchema.parse(parse(text));
    const hosts = scrapes.flatMap(({ static_configs: configs }) =>
      configs.flatMap(({ targets }) => targets.map((target) => target.replace(/:.*/, ''))),
    );
    const known = ['localhost', ...Object.keys(compose.services)];
    expect(hosts.filter((host) => !known.includes(host))).toEqual([]);
    expect(scrapes.map(({ job_name: job }) => job)).toEqual([
      'porttrack-api',
      'node-exporter',
      'yace',
      'prometheus',
      'alertmanager',
      'grafana',
    ]);
  });

  it('have the metrics that YACE has, by name, type and labels', () => {
    const seen = [...gatewayMetrics().matchAll(/^# TYPE (\S+) (\S+)\n\S+?\{(.*)\} \S+$/gm)].map(
      ([, name, type, labels = '']) => ({
        name,
        type,
        labels: [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label),
      }),
    );
    expect(seen).toEqual(yace.metrics.map(({ name, type, labels }) => ({ name, type, labels })));
  });
});

const scrapeSchema = z.object({
  scrape_configs: z.array(
    z.object({
      job_name: z.string(),
      static_configs: z.array(z.object({ targets: z.array(z.string()) })),
    }),
  ),
});

/** Runs a tool, with what it said. */
function tool(command: string, arguments_: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(command, arguments_, {
    encoding: 'utf8',
    ...(input !== undefined && { input }),
  });
  return { status, output: `${stdout}${stderr}` };
}

describeWith('docker-compose', 'docker-compose config', () => {
  const text = readFileSync('docker-compose.yml', 'utf8');
  const config = (input: string) =>
    tool('docker-compose', ['--project-directory', '.', '-f', '-', 'config', '--quiet'], input);

  it('finds nothing wrong', () => {
    expect(config(text)).toEqual({ status: 0, output: '' });
  });

  it.each([
    ['an unknown key', '  redis:\n', '  redis:\n    imagee: x\n'],
    ['a need that nobody is', 'migrate: { condition', 'migration: { condition'],
    ['an undeclared volume', '- grafana:/var', '- graphana:/var'],
  ])('finds %s', (_, from, to) => {
    expect(text).toContain(from);
    expect(config(text.replace(from, to)).status).not.toBe(0);
  });
});

describe('what the servers say of their files', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'porttrack-compose-'));
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  describeWith('prometheus', 'Prometheus', () => {
    it('takes its configuration, with the rules of what is scraped here', () => {
      const file = join(folder, 'prometheus/prometheus.yml');
      const { status, output } = tool('promtool', ['check', 'config', file]);
      const ruleFiles = files.filter(({ path }) => path.startsWith('prometheus/rules/'));
      expect(output).toContain(`SUCCESS: ${ruleFiles.length} rule files found`);
      expect(status).toBe(0);
    });
  });

  describeWith('alertmanager', 'Alertmanager', () => {
    it('takes its configuration', () => {
      const file = join(folder, 'alertmanager/alertmanager.yml');
      expect(tool('amtool', ['check-config', file]).status).toBe(0);
    });
  });
});
