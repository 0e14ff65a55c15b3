import { readFileSync } from 'node:fs';
import { readDockerfile } from './dockerfile.js';
import { dockerfileFaults, dockerfileRules } from './dockerfile-rules.js';

const text = readFileSync('Dockerfile', 'utf8');

/** What breaks each rule: what stands in the file, and what in its place. */
const breaches: Readonly<Record<string, readonly [string | RegExp, string][]>> = {
  'base-pinned': [
    ['docker.io/library/node:22-bookworm-slim\n', 'docker.io/library/node:latest\n'],
    ['docker.io/library/node:22-bookworm-slim\n', 'docker.io/library/node\n'],
    ['docker.io/library/node:22-bookworm-slim\n', 'node:22-bookworm-slim\n'],
  ],
  'base-argument': [['FROM ${NODE_IMAGE}\n', 'FROM docker.io/library/node:20-bookworm-slim\n']],
  user: [
    ['USER 10001:10001\n', ''],
    ['USER 10001:10001\n', 'USER node\n'],
    ['USER 10001:10001\n', 'USER 10001:10001\nUSER 0:0\n'],
  ],
  'user-last': [['USER 10001:10001\n', 'USER 10001:10001\nRUN touch /tmp/x\n']],
  'no-add': [['COPY . .', 'ADD https://example.org/x.tar.gz .']],
  'no-download': [['RUN node', 'RUN curl -fsS https://example.org/install.sh | sh && node']],
  'no-secret': [
    ['ARG VERSION=', 'ARG NPM_TOKEN\nARG VERSION='],
    [
      'ENV NODE_ENV=production\n',
      'ENV NODE_ENV=production\nENV DATABASE_URL=postgresql://a:b@c/d\n',
    ],
  ],
  'no-secret-file': [['COPY --from=build /app ./', 'COPY --from=build /src/.npmrc ./']],
  'final-from-stages': [['COPY --from=build /app ./', 'COPY . ./']],
  'final-installs-nothing': [
    ['RUN rm -rf', 'RUN apt-get update && rm -rf'],
    ['RUN rm -rf', 'RUN npm ci --ignore-scripts && rm -rf'],
  ],
  'root-owns-files': [
    ['COPY --from=build /app', 'COPY --chown=10001:10001 --from=build /app'],
    ['RUN rm -rf', 'RUN chmod -R 777 /app && rm -rf'],
  ],
  'locked-packages': [
    ['npm ci --omit=dev', 'npm install --omit=dev'],
    ['--include=optional --ignore-scripts', '--include=optional'],
  ],
  'production-packages': [
    ['--omit=dev', ''],
    ['--omit=optional', ''],
    ['COPY --from=dependencies /app/node_modules', 'COPY --from=build /src/node_modules'],
  ],
  health: [
    [/HEALTHCHECK [^]*?\n {4}CMD .*\n/, ''],
    [/CMD \["node", "-e".*\n/, 'CMD curl -f http://127.0.0.1:3000/health/ready\n'],
    ['--start-period=30s ', ''],
  ],
  command: [[/\nCMD \["node", "--enable.*\n/, '\nCMD node build/service/main.js\n']],
  'stop-signal': [['STOPSIGNAL SIGTERM\n', '']],
  ports: [[' 9464', '']],
  labels: [[/ {6}org.opencontainers.image.licenses=.*\n/, '']],
  workdir: [['WORKDIR /src', 'WORKDIR src']],
  production: [['ENV NODE_ENV=production\n', '']],
};

describe('the Dockerfile', () => {
  it('breaks no rule', () => {
    expect(dockerfileFaults(text)).toEqual([]);
  });

  it('has three stages over one base, which is an argument of the build', () => {
    const stages = readDockerfile(text);
    expect(stages.map(({ name }) => name)).toEqual(['dependencies', 'build', null]);
    expect(stages.map(({ base }) => base)).toEqual(
      Array(3).fill('docker.io/library/node:22-bookworm-slim'),
    );
  });

  it('has the version of package.json', () => {
    const version = /^ARG VERSION=(\S+)$/m.exec(text)?.[1];
    expect(readFileSync('package.json', 'utf8')).toContain(`"version": "${String(version)}"`);
  });

  it('is shown to break every rule', () => {
    expect(Object.keys(breaches).sort()).toEqual([...dockerfileRules].sort());
  });

  const cases = Object.entries(breaches).flatMap(([rule, edits]) =>
    edits.map(([from, to]) => ({ rule, from, to })),
  );
  it.each(cases)('breaks $rule (case $#)', ({ rule, from, to }) => {
    const broken = text.replace(from, to);
    expect(broken).not.toBe(text);
    expect(dockerfileFaults(broken).map((fault) => fault.split(':')[0])).toContain(rule);
  });
});

describe('what the build is shown', () => {
  const lines = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => !/^(#|$)/.test(line));
  const admitted = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));

  it('is nothing but what is named', () => {
    expect(lines[0]).toBe('*');
    expect(admitted).toEqual([
      'package.json',
      'package-lock.json',
      '.npmrc',
      'tsconfig.json',
      'tsconfig.build.json',
      'scripts',
      'service',
      'web',
      'ports',
      'docs',
      'docs/openapi.json',
      'docs/problems.md',
    ]);
  });

  it('holds no secret: .npmrc has options only', () => {
    expect(readFileSync('.npmrc', 'utf8')).not.toMatch(/auth|token|password|registry=|\/\//i);
  });
});
