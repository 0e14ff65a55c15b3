import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { commandOnPath } from '../../support/real-parts.js';
import { nativeAlertmanager } from '../native-alertmanager.js';
import { type ManifestObject, type ObjectSet } from '../object-set.js';
import { type Check, type Finding, finding } from './check.js';

/** What a program says against a file; `null` when it has nothing to say, or is not installed. */
function objection(command: string, arguments_: readonly string[], text: string): string | null {
  const program = commandOnPath(command);
  if (program === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'porttrack-manifests-'));
  try {
    const file = join(folder, 'file.yaml');
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync(program, [...arguments_, file], {
      encoding: 'utf8',
    });
    return status === 0 ? null : `${stdout}${stderr}`.replaceAll(folder, '').trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ofObjects(
  kind: string,
  judge: (object: ManifestObject) => string | null,
): (set: ObjectSet) => readonly Finding[] {
  return (set) =>
    set.ofKind(kind).flatMap((object) => {
      const said = judge(object);
      return said === null ? [] : [finding(object, '/spec', said)];
    });
}

const promtool = (object: ManifestObject): string | null =>
  objection(
    'promtool',
    ['check', 'rules', '--lint=all', '--lint-fatal'],
    stringify(object.body['spec']),
  );

const amtool = (object: ManifestObject): string | null =>
  objection('amtool', ['check-config'], nativeAlertmanager(object.body['spec']));

/** What dist/ means to Prometheus and Alertmanager, by their own tools. */
export const toolChecks: readonly Check[] = [
  { name: 'tools/promtool', find: ofObjects('PrometheusRule', promtool) },
  { name: 'tools/amtool', find: ofObjects('AlertmanagerConfig', amtool) },
];
