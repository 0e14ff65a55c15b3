import { type Instruction, readDockerfile, type Stage } from './dockerfile.js';

/** What a rule is shown. */
interface Subject {
  readonly stages: readonly Stage[];
  /** Instructions of the stage that is the image. */
  readonly final: readonly Instruction[];
  readonly all: readonly Instruction[];
}

/** What an image must be; `faults` tells where it is not. */
interface Rule {
  readonly name: string;
  readonly faults: (subject: Subject) => readonly string[];
}

const SECRET_NAME =
  /PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|API_?KEY|DATABASE_URL|REDIS_URL|_AUTH\b/i;
const INSTALLS =
  /\b(npm|npx|yarn|pnpm|corepack) (ci|i|install|add|run|enable)\b|\b(apt|apt-get|apk|pip) /;
const LABELS = ['title', 'description', 'licenses', 'version', 'revision'];

/** Names and values of one kind of instruction. */
const texts = (instructions: readonly Instruction[], name: string): string[] =>
  instructions.filter((one) => one.name === name).map(({ text }) => text);

const last = (instructions: readonly Instruction[], name: string): string =>
  texts(instructions, name).at(-1) ?? '';

const expect = (isRight: boolean, fault: string): string[] => (isRight ? [] : [fault]);

/** Whether the text is a JSON list of words: the form that starts no shell. */
function isExecForm(text: string): boolean {
  return /^\[\s*"/.test(text) && text.endsWith(']');
}

const rules: readonly Rule[] = [
  {
    name: 'base-pinned',
    faults: ({ stages }) =>
      stages
        .map(({ base }) => base)
        .filter((base) => !stages.some(({ name }) => name === base))
        .filter(
          (base) =>
            !/^[\w.-]+\.[a-z]+\/[\w./-]+(:(?!latest\b)[\w.-]+)?(@sha256:[0-9a-f]{64})?$/.test(
              base,
            ) || !/[:@]/.test(base),
        )
        .map((base) => `${base} lacks a registry, or a tag other than latest`),
  },
  {
    name: 'base-argument',
    faults: ({ stages }) =>
      expect(new Set(stages.map(({ base }) => base)).size === 1, 'stages differ in their base'),
  },
  {
    name: 'user',
    faults: ({ final }) =>
      expect(
        /^[1-9]\d{4,}:[1-9]\d{4,}$/.test(last(final, 'USER')),
        'the last USER is no number of five digits for user and group',
      ),
  },
  {
    name: 'user-last',
    faults: ({ final }) => {
      const user = final.findLastIndex(({ name }) => name === 'USER');
      return final
        .slice(user + 1)
        .filter(({ name }) => ['RUN', 'COPY', 'ADD'].includes(name))
        .map(({ name }) => `${name} after USER`);
    },
  },
  { name: 'no-add', faults: ({ all }) => texts(all, 'ADD').map((text) => `ADD ${text}`) },
  {
    name: 'no-download',
    faults: ({ all }) =>
      texts(all, 'RUN').filter((text) => /\b(curl|wget|git clone)\b|https?:/.test(text)),
  },
  {
    name: 'no-secret',
    faults: ({ all }) =>
      all
        .filter(
          ({ name, text }) =>
            (name === 'ENV' || name === 'ARG') && SECRET_NAME.test(text.replace(/=.*/, '')),
        )
        .map(({ text }) => text),
  },
  {
    name: 'no-secret-file',
    faults: ({ final }) =>
      texts(final, 'COPY').filter((text) => /\.npmrc|\.env\b|\.pem\b|\.key\b|id_rsa/.test(text)),
  },
  {
    name: 'final-from-stages',
    faults: ({ final }) => texts(final, 'COPY').filter((text) => !text.startsWith('--from=')),
  },
  {
    name: 'final-installs-nothing',
    faults: ({ final }) => texts(final, 'RUN').filter((text) => INSTALLS.test(text)),
  },
  {
    name: 'root-owns-files',
    faults: ({ final }) =>
      final
        .filter(
          ({ name, text }) =>
            /--chown|--chmod=0?[0-7]?[0-7]?[2367]\b/.test(text) ||
            (name === 'RUN' && /\bch(own|mod)\b/.test(text)),
        )
        .map(({ text }) => text),
  },
  {
    name: 'locked-packages',
    faults: ({ all }) =>
      texts(all, 'RUN').filter(
        (text) =>
          /\bnpm (i|install)\b/.test(text) ||
          (/\bnpm ci\b/.test(text) && !text.includes('--ignore-scripts')),
      ),
  },
  {
    name: 'production-packages',
    faults: ({ stages, final }) => {
      const sources = texts(final, 'COPY').filter((text) => text.includes('node_modules'));
      const stage = stages.find(({ name }) =>
        sources.some((text) => text.startsWith(`--from=${name ?? ''} `)),
      );
      const installs = texts(stage?.instructions ?? [], 'RUN').filter((text) =>
        text.includes('npm ci'),
      );
      return expect(
        sources.length === 1 &&
          installs.length === 1 &&
          installs.every((text) => text.includes('--omit=dev') && text.includes('--omit=optional')),
        'node_modules is not what npm ci --omit=dev --omit=optional made',
      );
    },
  },
  {
    name: 'health',
    faults: ({ final }) => {
      const text = last(final, 'HEALTHCHECK');
      const command = /\bCMD\s+(.*)$/.exec(text)?.[1] ?? '';
      return [
        ...expect(
          isExecForm(command) && command.startsWith('["node"'),
          'HEALTHCHECK is not node in exec form',
        ),
        ...expect(text.includes('/health/'), 'HEALTHCHECK asks no /health/'),
        ...['interval', 'timeout', 'start-period', 'retries']
          .filter((option) => !text.includes(`--${option}=`))
          .map((option) => `HEALTHCHECK without --${option}`),
      ];
    },
  },
  {
    name: 'command',
    faults: ({ final }) =>
      expect(
        isExecForm(last(final, 'CMD')),
        'CMD is not in exec form: a shell would take the signals',
      ),
  },
  {
    name: 'stop-signal',
    faults: ({ final }) => expect(last(final, 'STOPSIGNAL') === 'SIGTERM', 'no STOPSIGNAL SIGTERM'),
  },
  {
    name: 'ports',
    faults: ({ final }) => {
      const exposed = texts(final, 'EXPOSE').join(' ').split(/\s+/);
      return ['3000', '9464', '10110/tcp', '10110/udp']
        .filter((port) => !exposed.includes(port))
        .map((port) => `EXPOSE without ${port}`);
    },
  },
  {
    name: 'labels',
    faults: ({ final }) =>
      LABELS.filter(
        (label) => !texts(final, 'LABEL').join(' ').includes(`org.opencontainers.image.${label}=`),
      ),
  },
  {
    name: 'workdir',
    faults: ({ stages }) =>
      stages.flatMap(({ instructions, base }) =>
        expect(/^\/\w/.test(last(instructions, 'WORKDIR')), `no absolute WORKDIR over ${base}`),
      ),
  },
  {
    name: 'production',
    faults: ({ final }) =>
      expect(texts(final, 'ENV').includes('NODE_ENV=production'), 'NODE_ENV is not production'),
  },
];

/**
 * What is wrong with a Dockerfile, as `rule: where`.
 * @returns empty when nothing is
 */
export function dockerfileFaults(text: string): string[] {
  const stages = readDockerfile(text);
  const subject: Subject = {
    stages,
    final: stages.at(-1)?.instructions ?? [],
    all: stages.flatMap(({ instructions }) => instructions),
  };
  return rules.flatMap(({ name, faults }) => faults(subject).map((fault) => `${name}: ${fault}`));
}

/** Names of the rules, each of which is shown to fail. */
export const dockerfileRules: readonly string[] = rules.map(({ name }) => name);
