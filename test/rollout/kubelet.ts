import { setTimeout as sleep } from 'node:timers/promises';
import type { Committed, Probe } from './committed.js';
import { Container, type Surroundings, type Version } from './pod.js';

/** The first wait before a container that ended is started again; it doubles up to five minutes. */
const firstBackOffMs = 10_000;
const longestBackOffMs = 300_000;

/** A container that has run this long begins with the first wait again. */
const forgivenAfterMs = 600_000;

/** What a pod is, for its controller and for the endpoints. */
export class Pod {
  /** Since when it has been ready, epoch ms; `null` while it is not. */
  readySince: number | null = null;
  #isTerminating = false;
  isGone = false;
  restarts = 0;
  /** Told whenever `readySince` or `isTerminating` changes. */
  onChange: () => void = () => undefined;
  readonly #stopping = new AbortController();

  constructor(
    readonly name: string,
    readonly revision: number,
    readonly container: Container,
    private readonly committed: Committed,
  ) {}

  /** Whether it was deleted. */
  get isTerminating(): boolean {
    return this.#isTerminating;
  }

  /** Begins to run: what the kubelet does for it until `terminate`. */
  run(): void {
    void this.#live();
  }

  /**
   * The pod is deleted: at the same moment its endpoint is on its way out and the hook begins; SIGTERM
   * follows the hook, and SIGKILL the end of the grace period.
   */
  async terminate(): Promise<void> {
    if (this.isTerminating) return;
    this.#isTerminating = true;
    this.#setReady(false);
    this.onChange();
    this.#stopping.abort();
    const grace = this.committed.deployment.template.spec.terminationGracePeriodSeconds * 1000;
    const deadline = Date.now() + grace;
    await this.#preStop(deadline);
    this.container.signal('SIGTERM');
    const isOver = await Promise.race([
      this.container.ended().then(() => true),
      sleep(Math.max(0, deadline - Date.now()), false, { ref: false }),
    ]);
    if (!isOver) this.container.signal('SIGKILL');
    await this.container.ended();
    await this.container.remove();
    this.isGone = true;
    this.onChange();
  }

  /** Ends the pod at once, whatever it is doing. */
  async end(): Promise<void> {
    this.#isTerminating = true;
    this.readySince = null;
    this.#stopping.abort();
    this.container.signal('SIGKILL');
    await this.container.ended();
    await this.container.remove();
    this.isGone = true;
  }

  async #preStop(deadline: number): Promise<void> {
    const hook = this.committed.container.lifecycle?.preStop.httpGet;
    if (hook === undefined || !this.container.isRunning) return;
    const left = Math.max(1, deadline - Date.now());
    await this.#get(hook.port, hook.path, left).catch(() => false);
  }

  /** Starts, watches and restarts the container. */
  async #live(): Promise<void> {
    let backOff = firstBackOffMs;
    while (!this.isTerminating) {
      const startedAt = Date.now();
      this.container.start();
      await this.#watch();
      this.#setReady(false);
      if (this.#isLeaving()) return;
      if (Date.now() - startedAt > forgivenAfterMs) backOff = firstBackOffMs;
      this.restarts++;
      await this.#pause(backOff);
      backOff = Math.min(backOff * 2, longestBackOffMs);
    }
  }

  /** Resolves when the container has ended, by itself or because a probe said so. */
  async #watch(): Promise<void> {
    const { startupProbe, livenessProbe, readinessProbe } = this.committed.container;
    const life = new AbortController();
    const ended = this.container.ended().then(() => {
      life.abort();
    });
    if (startupProbe === undefined || (await this.#succeeds(startupProbe, life.signal))) {
      void this.#ready(readinessProbe, life.signal);
      void this.#fails(livenessProbe, life.signal).then(async (hasFailed) => {
        if (hasFailed) await this.#kill();
      });
    } else if (!life.signal.aborted && !this.isTerminating) {
      await this.#kill();
    }
    await ended;
  }

  /** A probe made the kubelet end the container: as `terminate`, but the pod stays. */
  async #kill(): Promise<void> {
    const grace = this.committed.deployment.template.spec.terminationGracePeriodSeconds * 1000;
    this.#setReady(false);
    await this.#preStop(Date.now() + grace);
    this.container.signal('SIGTERM');
    await Promise.race([this.container.ended(), sleep(grace, null, { ref: false })]);
    this.container.signal('SIGKILL');
  }

  async #succeeds(probe: Probe, life: AbortSignal): Promise<boolean> {
    for (let failures = 0; failures < probe.failureThreshold; failures++) {
      await this.#pause(probe.periodSeconds * 1000);
      if (life.aborted || this.isTerminating) return false;
      if (await this.#asks(probe)) return true;
    }
    return false;
  }

  async #fails(probe: Probe, life: AbortSignal): Promise<boolean> {
    for (let failures = 0; failures < probe.failureThreshold;) {
      await this.#pause(probe.periodSeconds * 1000);
      if (life.aborted || this.isTerminating) return false;
      failures = (await this.#asks(probe)) ? 0 : failures + 1;
    }
    return true;
  }

  /** Without a readiness probe a container that has started is ready. */
  async #ready(probe: Probe | undefined, life: AbortSignal): Promise<void> {
    if (probe === undefined) {
      this.#setReady(true);
      return;
    }
    for (let failures = 0; !life.aborted && !this.isTerminating;) {
      const isGood = await this.#asks(probe);
      failures = isGood ? 0 : failures + 1;
      const isKnown = isGood || failures >= probe.failureThreshold;
      if (isKnown && !hasEnded(life)) this.#setReady(isGood);
      await this.#pause(probe.periodSeconds * 1000);
    }
  }

  /** Asked after a wait, in which that may have become so. */
  #isLeaving(): boolean {
    return this.#isTerminating;
  }

  #setReady(isReady: boolean): void {
    if (isReady && this.isTerminating) return;
    if (isReady === (this.readySince !== null)) return;
    this.readySince = isReady ? Date.now() : null;
    this.onChange();
  }

  async #asks({ httpGet, timeoutSeconds }: Probe): Promise<boolean> {
    try {
      return await this.#get(httpGet.port, httpGet.path, timeoutSeconds * 1000);
    } catch {
      return false;
    }
  }

  async #get(port: string, path: string, timeoutMs: number): Promise<boolean> {
    const url = `http://127.0.0.1:${this.container.portOf(port)}${path}`;
    const answer = await fetch(url, {
      signal: AbortSignal.timeout(timeoutMs),
      headers: { connection: 'close' },
    });
    await answer.arrayBuffer();
    return answer.status >= 200 && answer.status < 400;
  }

  /** A wait that ends early when the pod is deleted. */
  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, null, { signal: this.#stopping.signal, ref: false }).catch(
      () => null,
    );
  }
}

/** Asked after a wait, in which that may have become so. */
function hasEnded(life: AbortSignal): boolean {
  return life.aborted;
}

let names = 0;

/** Makes a pod of a version. */
export async function createPod(
  version: Version,
  revision: number,
  committed: Committed,
  surroundings: Surroundings,
): Promise<Pod> {
  const container = await Container.create(version, committed, surroundings);
  return new Pod(`porttrack-api-${revision}-${++names}`, revision, container, committed);
}
