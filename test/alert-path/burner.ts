import { type ChildProcess, spawn } from 'node:child_process';
import type { ControlGroup } from '../rollout/cgroup.js';

/** A process in the service's control group that never rests, as a defect would keep it busy. */
export class Burner {
  #child: ChildProcess | null = null;

  constructor(private readonly group: ControlGroup) {}

  start(): void {
    const script = `${this.group.joining}exec ${process.execPath} -e 'for (;;);'`;
    this.#child = spawn('/bin/sh', ['-c', script], { stdio: 'ignore' });
  }

  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }
}
