import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = '/sys/fs/cgroup';
const PERIOD_US = 100_000;

/** What one container may use. */
export interface Limits {
  /** Cores, such as 0.5. */
  readonly cpu: number;
  readonly memoryBytes: number;
}

/** Whether this account may make control groups here (version 1 or 2). */
export function canLimit(): boolean {
  try {
    new ControlGroup(`porttrack-trial-${process.pid}`, { cpu: 1, memoryBytes: 2 ** 30 }).remove();
    return true;
  } catch {
    return false;
  }
}

/** A control group of its own for one container, of version 1 or 2, whichever is mounted. */
export class ControlGroup {
  private readonly folders: readonly string[];
  private readonly isUnified = existsSync(join(ROOT, 'cgroup.controllers'));

  /** @throws Error when this account may not. */
  constructor(name: string, { cpu, memoryBytes }: Limits) {
    const quota = Math.round(cpu * PERIOD_US);
    if (this.isUnified) {
      const folder = join(ROOT, name);
      mkdirSync(folder);
      writeFileSync(join(folder, 'cpu.max'), `${quota} ${PERIOD_US}`);
      writeFileSync(join(folder, 'memory.max'), String(memoryBytes));
      this.folders = [folder];
    } else {
      const cpuFolder = join(ROOT, 'cpu', name);
      const accountFolder = join(ROOT, 'cpuacct', name);
      const memoryFolder = join(ROOT, 'memory', name);
      for (const folder of [cpuFolder, accountFolder, memoryFolder]) mkdirSync(folder);
      writeFileSync(join(cpuFolder, 'cpu.cfs_period_us'), String(PERIOD_US));
      writeFileSync(join(cpuFolder, 'cpu.cfs_quota_us'), String(quota));
      writeFileSync(join(memoryFolder, 'memory.limit_in_bytes'), String(memoryBytes));
      this.folders = [accountFolder, cpuFolder, memoryFolder];
    }
  }

  /** Shell words that put the shell itself, and so what it becomes, into the group. */
  get joining(): string {
    return this.folders.map((folder) => `echo $$ > ${folder}/cgroup.procs; `).join('');
  }

  /** CPU time used so far, seconds. */
  get cpuSeconds(): number {
    const [first = ''] = this.folders;
    if (this.isUnified) {
      const text = readFileSync(join(first, 'cpu.stat'), 'utf8');
      return Number(/usage_usec (\d+)/.exec(text)?.[1] ?? 0) / 1e6;
    }
    return Number(readFileSync(join(first, 'cpuacct.usage'), 'utf8')) / 1e9;
  }

  /** Memory that counts against the limit, without the cache of files that can be dropped; bytes. */
  get workingSetBytes(): number {
    const folder = this.folders.at(-1) ?? '';
    const file = this.isUnified ? 'memory.current' : 'memory.usage_in_bytes';
    const used = Number(readFileSync(join(folder, file), 'utf8'));
    const stat = readFileSync(join(folder, 'memory.stat'), 'utf8');
    const inactive = /^(?:total_)?inactive_file (\d+)$/m.exec(stat)?.[1] ?? '0';
    return Math.max(0, used - Number(inactive));
  }

  /** Removes the group; what ran in it must have ended. */
  remove(): void {
    for (const folder of this.folders) if (existsSync(folder)) rmdirSync(folder);
  }
}
