import type { Committed } from './committed.js';
import { createPod, type Pod } from './kubelet.js';
import type { Surroundings, Version } from './pod.js';
import type { ServiceProxy } from './proxy.js';

/** How a rollout stands, as `kubectl rollout status` tells it. */
export type RolloutState = 'complete' | 'progressing' | 'deadline-exceeded';

const everyMs = 100;

/**
 * The Deployment's controller: replaces pods within the surge and the unavailability that dist/ allows,
 * counts a pod as available after minReadySeconds, and knows when there was no progress for too long.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
 */
export class Deployment {
  /** By revision, from 1. */
  readonly #history: Version[] = [];
  #pods: Pod[] = [];
  #replicas: number;
  #progressedAt = 0;
  #availableBefore = 0;
  #reconciling: Promise<void> | null = null;
  readonly #timer: NodeJS.Timeout;
  readonly #endings: Promise<void>[] = [];

  constructor(
    private readonly committed: Committed,
    private readonly surroundings: Surroundings,
    private readonly proxies: readonly ServiceProxy[],
  ) {
    this.#replicas = committed.autoscaler.minReplicas;
    this.#timer = setInterval(() => {
      this.#reconciling ??= this.#reconcile().finally(() => {
        this.#reconciling = null;
      });
    }, everyMs);
  }

  /** Pods that are not gone, terminating ones included. */
  get pods(): readonly Pod[] {
    return this.#pods;
  }

  get replicas(): number {
    return this.#replicas;
  }

  get revision(): number {
    return this.#history.length;
  }

  /** The version that is wanted now. */
  get version(): Version | undefined {
    return this.#history.at(-1);
  }

  get state(): RolloutState {
    const fresh = this.#kept().filter(({ revision }) => revision === this.revision);
    const isComplete =
      this.#kept().length === fresh.length &&
      fresh.length === this.#replicas &&
      fresh.every((pod) => this.#isAvailable(pod));
    if (isComplete) return 'complete';
    const waited = Date.now() - this.#progressedAt;
    const deadline = this.committed.deployment.progressDeadlineSeconds * 1000;
    return waited > deadline ? 'deadline-exceeded' : 'progressing';
  }

  /** Wants another version from now on. */
  apply(version: Version): void {
    this.#history.push(version);
    this.#progressedAt = Date.now();
  }

  /** Wants the version before again. @throws Error when there is none. */
  undo(): void {
    const before = this.#history.at(-2);
    if (before === undefined) throw new Error('no rollout history found');
    this.apply(before);
  }

  scale(replicas: number): void {
    this.#replicas = replicas;
  }

  /**
   * Evicts a pod as the drain of its node does. @returns false, and leaves it, when the disruption
   * budget does not allow it now.
   */
  evict(pod: Pod): boolean {
    const ready = this.#kept().filter(({ readySince }) => readySince !== null);
    const isReady = pod.readySince !== null;
    if (isReady && ready.length - 1 < this.committed.minAvailable) return false;
    this.#terminate(pod);
    return true;
  }

  /** The play is over: every pod is gone at once, without its grace. */
  async remove(): Promise<void> {
    clearInterval(this.#timer);
    await this.#reconciling;
    await Promise.all(
      this.#pods.map(async (pod) => {
        await pod.end();
      }),
    );
    await Promise.all(this.#endings);
  }

  #kept(): Pod[] {
    return this.#pods.filter(({ isTerminating }) => !isTerminating);
  }

  #isAvailable({ readySince }: Pod): boolean {
    const minReady = this.committed.deployment.minReadySeconds * 1000;
    return readySince !== null && Date.now() - readySince >= minReady;
  }

  async #reconcile(): Promise<void> {
    const version = this.version;
    if (version === undefined) return;
    this.#pods = this.#pods.filter(({ isGone }) => !isGone);
    this.#noteProgress();
    await this.#scaleUp(version);
    this.#scaleDown();
  }

  async #scaleUp(version: Version): Promise<void> {
    const kept = this.#kept();
    const fresh = kept.filter(({ revision }) => revision === this.revision);
    const { maxSurge } = this.committed.deployment.strategy.rollingUpdate;
    const room = this.#replicas + maxSurge - kept.length;
    const missing = Math.min(this.#replicas - fresh.length, room);
    for (let made = 0; made < missing; made++) {
      const pod = await createPod(version, this.revision, this.committed, this.surroundings);
      pod.onChange = () => {
        this.#publish();
      };
      this.#pods.push(pod);
      this.#progressedAt = Date.now();
      pod.run();
    }
  }

  #scaleDown(): void {
    const kept = this.#kept();
    const fresh = kept.filter(({ revision }) => revision === this.revision);
    const surplus = fresh.slice(this.#replicas);
    for (const pod of surplus) this.#terminate(pod);
    const old = kept.filter(({ revision }) => revision !== this.revision);
    const { maxUnavailable } = this.committed.deployment.strategy.rollingUpdate;
    const isAvailable = (pod: Pod) => this.#isAvailable(pod);
    const unavailableFresh = fresh.filter((pod) => !isAvailable(pod)).length;
    const needed = this.#replicas - maxUnavailable;
    let removable = kept.length - needed - unavailableFresh;
    let spare = kept.filter(isAvailable).length - needed;
    for (const pod of [...old].sort((one) => (isAvailable(one) ? 1 : -1))) {
      if (removable <= 0) break;
      if (isAvailable(pod) && spare-- <= 0) continue;
      removable--;
      this.#terminate(pod);
      this.#progressedAt = Date.now();
    }
  }

  /** A fresh pod that became available is progress. */
  #noteProgress(): void {
    const available = this.#kept().filter(
      (pod) => pod.revision === this.revision && this.#isAvailable(pod),
    ).length;
    if (available > this.#availableBefore) this.#progressedAt = Date.now();
    this.#availableBefore = available;
  }

  #terminate(pod: Pod): void {
    this.#endings.push(pod.terminate());
  }

  #publish(): void {
    const ready = this.#kept().filter(({ readySince }) => readySince !== null);
    for (const proxy of this.proxies) proxy.publish(ready);
  }
}
