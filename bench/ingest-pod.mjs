/** What a pod's limits are on this machine: a control group, and what a process has used. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const ROOT = '/sys/fs/cgroup';
const PERIOD_US = 100_000;
/** Linux counts CPU time of processes in this unit. */
const TICKS_PER_SECOND = 100;

/**
 * Makes groups with a CPU and memory limit; `{ join, limited, remove, throttled }`. `join` is a
 * shell command by which a process enters them. Where they cannot be made, `limited` is empty.
 */
export function makePod(name, { cores, bytes }) {
  const isUnified = existsSync(join(ROOT, 'cgroup.controllers'));
  const wanted = isUnified
    ? [
        ['', 'cpu.max', `${cores * PERIOD_US} ${PERIOD_US}`, 'CPU'],
        ['', 'memory.max', String(bytes), 'memory'],
      ]
    : [
        ['cpu', 'cpu.cfs_quota_us', String(cores * PERIOD_US), 'CPU'],
        ['memory', 'memory.limit_in_bytes', String(bytes), 'memory'],
      ];
  const folders = new Set();
  const limited = [];
  for (const [controller, file, value, what] of wanted) {
    const folder = join(ROOT, controller, name);
    try {
      if (!existsSync(folder)) mkdirSync(folder);
      folders.add(folder);
      writeFileSync(join(folder, file), value);
      limited.push(what);
    } catch {
      // Not root, or a read-only hierarchy: the caller says so.
    }
  }
  const stat = [...folders]
    .map((folder) => join(folder, 'cpu.stat'))
    .find((file) => existsSync(file));
  return {
    limited,
    join: [...folders].map((folder) => `echo $$ > ${folder}/cgroup.procs; `).join(''),
    /** Periods in which the limit was hit, of those that ran. */
    throttled() {
      if (stat === undefined) return { periods: 0, throttled: 0 };
      const text = readFileSync(stat, 'utf8');
      const of = (key) => Number(new RegExp(`${key} (\\d+)`).exec(text)?.[1] ?? 0);
      return { periods: of('nr_periods'), throttled: of('nr_throttled') };
    },
    remove() {
      for (const folder of folders) rmdirSync(folder);
    },
  };
}

/** CPU seconds that a process has used so far, all threads; `withReaped`: and its ended children. */
export function cpuSeconds(pid, withReaped = false) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const ticks = fields[11] + fields[12] + (withReaped ? fields[13] + fields[14] : 0);
  return ticks / TICKS_PER_SECOND;
}

/** CPU seconds of a server and all its processes, ended ones included. */
export function treeCpuSeconds(pid) {
  let sum = cpuSeconds(pid, true);
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      if (parentOf(entry) === pid) sum += cpuSeconds(entry);
    } catch {
      // It ended while we looked, and is among the reaped now.
    }
  }
  return sum;
}

export function parentOf(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
}

/** Resident memory of a process, MiB: now and at its highest. */
export function memoryOf(pid) {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (key) => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(text)?.[1] ?? 0) / 1024;
  return { now: of('VmRSS'), highest: of('VmHWM') };
}
