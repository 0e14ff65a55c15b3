import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at, listOf, textOf } from '../../manifests/object-set.js';
import { freePort } from '../../support/free-port.js';
import { commandOf } from '../../support/real-parts.js';
import { waitFor } from '../../support/wait-for.js';

/** What a receiver was sent. */
export interface Received {
  readonly path: string;
  readonly body: string;
}

/** Stands for Slack and the dead-man receiver: keeps what it is sent, and answers ok. */
export class ReceiverStandIn {
  readonly received: Received[] = [];
  private readonly server: Server;

  private constructor(readonly port: number) {
    this.server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (part: string) => (body += part));
      request.on('end', () => {
        this.received.push({ path: request.url ?? '', body });
        response.end('ok');
      });
    });
  }

  static async start(): Promise<ReceiverStandIn> {
    const receiver = new ReceiverStandIn(await freePort());
    receiver.server.listen(receiver.port, '127.0.0.1');
    await once(receiver.server, 'listening');
    return receiver;
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** An alert that Alertmanager knows. */
export interface ListedAlert {
  readonly name: string;
  /** `unprocessed`, `active` (it is told) or `suppressed` (it is inhibited or silenced). */
  readonly state: string;
}

/** A real Alertmanager, alone and on free ports. */
export class RealAlertmanager {
  private constructor(
    private readonly folder: string,
    private readonly process: ChildProcess,
    private readonly api: string,
  ) {}

  /** @throws Error when it is not installed, or does not get ready within 20 s */
  static async start(config: string): Promise<RealAlertmanager> {
    const command = commandOf('alertmanager');
    if (command === null) throw new Error('no Alertmanager on PATH');
    const folder = mkdtempSync(join(tmpdir(), 'porttrack-alertmanager-'));
    writeFileSync(join(folder, 'alertmanager.yml'), config);
    const port = await freePort();
    const child = spawn(
      command,
      [
        '--config.file=alertmanager.yml',
        '--storage.path=data',
        `--web.listen-address=127.0.0.1:${port}`,
        '--cluster.listen-address=',
      ],
      { cwd: folder, stdio: 'ignore' },
    );
    const base = `http://127.0.0.1:${port}`;
    await waitFor(async () => (await fetch(`${base}/-/ready`)).ok, { what: 'Alertmanager ready' });
    return new RealAlertmanager(folder, child, `${base}/api/v2/alerts`);
  }

  /** Sends alerts as Prometheus does: labels and annotations, firing until it says otherwise. */
  async fire(
    ...alerts: readonly {
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations?: Readonly<Record<string, string>>;
    }[]
  ): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const { ok, status } = await fetch(this.api, {
      method: 'POST',
      headers,
      body: JSON.stringify(alerts),
    });
    if (!ok) throw new Error(`Alertmanager answered ${status}`);
  }

  /** Every alert that fires, told or not. */
  async alerts(): Promise<readonly ListedAlert[]> {
    return listOf(await (await fetch(this.api)).json()).map((alert) => ({
      name: textOf(at(alert, 'labels', 'alertname')),
      state: textOf(at(alert, 'status', 'state')),
    }));
  }

  async stop(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
