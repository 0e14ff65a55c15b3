import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Environment, environments } from '../../charts/environments.js';
import { flowsOf } from '../../charts/flows.js';
import { type WorkloadName, workloads } from '../../charts/workloads.js';
import { commandOf, describeWith, hasRealPart, referencePath } from '../support/real-parts.js';
import { DIST } from './object-set.js';

function run(program: string, arguments_: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(program, arguments_, {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return `${stdout}${stderr}\nstatus ${String(status)}`;
}

/** A Python that has PyYAML, which the tools need. */
const python = (): string => commandOf('python') ?? 'python3';

/** Flows between workloads of ours, as reach.py writes them. */
function declared(environment: Environment): readonly string[] {
  const isOurs = (name: string): name is WorkloadName => name in workloads;
  const place = (name: WorkloadName) => `${workloads[name].namespace}/${name}`;
  return flowsOf(environment)
    .flatMap(({ from, to, ports }) =>
      isOurs(from) && isOurs(to)
        ? ports.map(({ protocol, port }) => `${place(from)} -> ${place(to)} ${protocol}/${port}`)
        : [],
    )
    .sort();
}

/** Judges that the project didn't write. */
describeWith('reference', 'the judges of the reference', () => {
  describe.each(environments)('on dist/$name', (environment) => {
    const folder = join(DIST, environment.name);

    it.each(['1.28.0', '1.32.0'])('find every object valid in Kubernetes %s', (version) => {
      const said = run(process.execPath, [referencePath('tools/validate.mjs'), folder, version]);
      expect(said).toMatch(/ 0 invalid, 0 without a schema/);
    });

    it('score it 100, with at most 8 exemptions', () => {
      expect(hasRealPart('python')).toBe(true);
      const said = run(python(), [referencePath('tools/score.py'), folder]);
      expect(said).toContain("'score': 100.0");
      const exempted = Number(/'exempted': (\d+)/.exec(said)?.[1]);
      expect(exempted).toBeLessThanOrEqual(8);
    });

    it('find no flow that one side only allows', () => {
      const said = run(python(), [referencePath('tools/reach.py'), folder]);
      expect(said).toContain('allowed flows of');
      expect(said.split('\n').filter((line) => line.startsWith('!!'))).toEqual([]);
    });

    it('find between our workloads the flows of the table', () => {
      const said = run(python(), [referencePath('tools/reach.py'), folder]);
      const lines = said.split('\n').flatMap((line) => {
        const [, from = '', to = '', ports = ''] = /^(\S+)\s+-> (\S+)\s+(.+)$/.exec(line) ?? [];
        const isOurs = [from, to].every((side) => side.startsWith('porttrack'));
        return isOurs ? ports.split(' ').map((port) => `${from} -> ${to} ${port}`) : [];
      });
      expect(lines.sort()).toEqual(declared(environment));
    });
  });
});
