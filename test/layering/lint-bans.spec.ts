import { spawnSync } from 'node:child_process';
import { z } from 'zod';

const report = z.array(
  z.object({ messages: z.array(z.object({ ruleId: z.string().nullable(), line: z.number() })) }),
);

const settings = z.object({ rules: z.record(z.string(), z.array(z.unknown())) });

/** The rules for a file, as eslint itself puts them together: level (0 off, 2 error), then options. */
function settingsOf(path: string): z.output<typeof settings> {
  const arguments_ = ['node_modules/eslint/bin/eslint.js', '--print-config', path];
  const { stdout, stderr } = spawnSync(process.execPath, arguments_, { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return settings.parse(JSON.parse(stdout));
}

/** Lints a text as if it were the content of a file; tells `line: rule` of each fault, in order. */
function faultsOf(text: string, path: string): string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/eslint/bin/eslint.js', '--stdin', '--stdin-filename', path, '--format', 'json'],
    { input: text, encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 },
  );
  if (stdout === '') throw new Error(stderr);
  const [file] = report.parse(JSON.parse(stdout));
  return (file?.messages ?? []).map(({ line, ruleId }) => `${String(line)}: ${ruleId ?? 'parser'}`);
}

/** One line each. */
const breaches: readonly (readonly [string, string])[] = [
  ['no-restricted-properties', 'export const folder = process.env;'],
  ['no-restricted-properties', 'export const now = Date.now();'],
  ['no-restricted-syntax', 'export const today = new Date();'],
  ['no-console', "console.log('said');"],
  ['@typescript-eslint/no-explicit-any', 'export const anything: any = 1;'],
  [
    '@typescript-eslint/no-non-null-assertion',
    'export const first = ([1] as number[]).at(0)!.toFixed();',
  ],
  ['@typescript-eslint/no-floating-promises', 'Promise.resolve(1);'],
  [
    '@typescript-eslint/return-await',
    'export const wait = async (): Promise<number> => { await Promise.resolve(); return Promise.resolve(1); };',
  ],
  [
    'max-params',
    'export const sum = (a: number, b: number, c: number, d: number, e: number) => a + b + c + d + e;',
  ],
  [
    'complexity',
    `export const deep = (n: number) => { ${'if (n > 1) n += 1; '.repeat(10)} return n; };`,
  ],
  ['no-restricted-syntax', 'export default 1;'],
];

describe('eslint', () => {
  let faults: string[] = [];

  beforeAll(() => {
    // Any file of a room without a freedom of its own will do.
    const lines = breaches.map(([, code]) => code);
    const long = [
      'export function long(n: number): number {',
      ...Array<string>(51).fill('n += 1;'),
    ];
    const filling = Array<string>(300).fill('void 0;');
    const text = [...lines, ...long, 'return n;', '}', ...filling].join('\n');
    faults = faultsOf(text, 'service/geo/sphere.ts');
  }, 240_000);

  it.each(breaches.map(([rule, code], index) => [rule, code, index + 1] as const))(
    '%s refuses %s',
    (rule, _, line) => {
      expect(faults).toContain(`${String(line)}: ${rule}`);
    },
  );

  it('refuses a file of more than 300 lines, and a function of more than 50', () => {
    const rules = faults.map((fault) => fault.split(' ')[1]);
    expect(rules).toEqual(expect.arrayContaining(['max-lines', 'max-lines-per-function']));
  });

  it('lets config/ read the environment, and clock/ the time', () => {
    const banned = (path: string) => settingsOf(path).rules['no-restricted-properties'];
    expect(banned('service/geo/sphere.ts')).toMatchObject([
      2,
      { object: 'process', property: 'env' },
      { object: 'Date', property: 'now' },
    ]);
    expect(banned('service/config/environment.ts')).toMatchObject([
      2,
      { object: 'Date', property: 'now' },
    ]);
    expect(banned('service/clock/clock.ts')).toEqual(expect.arrayContaining([0]));
  }, 120_000);
});
