import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SentenceStream } from '../../service/ais/sentence-stream.js';
import { freePort } from '../support/free-port.js';
import { describeWith, referencePath } from '../support/real-parts.js';
import { waitFor } from '../support/wait-for.js';

/** A script of compose/, running as in its container: in a folder with build/ and ports/. */
class StandIn {
  readonly #child: ChildProcess;
  #output = '';

  constructor(script: string, ...words: string[]) {
    this.#child = spawn(process.execPath, [resolve('compose', script), ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
  }

  get output(): string {
    return this.#output;
  }

  /** @returns the exit code */
  async stop(): Promise<number | null> {
    if (this.#child.exitCode === null) {
      const closed = once(this.#child, 'close');
      this.#child.kill('SIGTERM');
      await closed;
    }
    return this.#child.exitCode;
  }
}

let folder: string;
let running: StandIn | null = null;

const start = (script: string, ...words: string[]): StandIn => {
  running = new StandIn(script, ...words);
  return running;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porttrack-stand-in-'));
});

afterEach(async () => {
  await running?.stop();
  running = null;
  rmSync(folder, { recursive: true, force: true });
});

/** Listens as the service does for receivers, and keeps what comes. */
class Receiver {
  lines: string[] = [];
  connections = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  constructor(readonly port: number) {
    this.#server = createServer((socket) => {
      this.connections += 1;
      this.#sockets.add(socket);
      socket.on('data', (chunk) => {
        this.lines.push(...chunk.toString('latin1').split('\r\n').filter(Boolean));
      });
      socket.on('error', () => undefined).on('end', () => socket.end());
    }).listen(port, '127.0.0.1');
  }

  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  close(): void {
    this.hangUp();
    this.#server.close();
  }
}

/** How many of the lines the service would take. */
function sound(lines: readonly string[]): number {
  const stream = new SentenceStream();
  return lines.filter((line) => ['message', 'fragment'].includes(stream.push(line, 0).kind)).length;
}

describe('ais-replay', () => {
  let receiver: Receiver;

  beforeEach(async () => {
    receiver = new Receiver(await freePort());
  });

  afterEach(() => {
    receiver.close();
  });

  it('sends the traffic of the demo port where there is no log, and connects again', async () => {
    writeFileSync(join(folder, 'README.md'), 'no log');
    const replay = start('ais-replay.mjs', `127.0.0.1:${receiver.port}`, folder);
    await waitFor(() => receiver.lines.length > 3, { what: 'sentences' });
    expect(sound(receiver.lines)).toBe(receiver.lines.length);
    receiver.hangUp();
    receiver.lines = [];
    await waitFor(() => receiver.connections === 2 && receiver.lines.length > 0, {
      what: 'a second connection',
    });
    expect(replay.output).toContain('closed the connection; again in 2 s');
    expect(await replay.stop()).toBe(0);
  });

  it('waits for a service that is not there yet', async () => {
    const port = await freePort();
    const replay = start('ais-replay.mjs', `127.0.0.1:${port}`, folder);
    await waitFor(() => replay.output.includes('again in 2 s'), { what: 'a refusal' });
    const late = new Receiver(port);
    await waitFor(() => late.lines.length > 0, { what: 'sentences' });
    late.close();
  });

  describeWith('reference', 'with logs', () => {
    it('sends them in the order of their names, shifted to now', async () => {
      copyFileSync(referencePath('data/ais/amsa-tagblock-100.nmea'), join(folder, 'a.nmea'));
      const replay = start('ais-replay.mjs', `127.0.0.1:${receiver.port}`, folder);
      await waitFor(() => receiver.lines.length > 0, { what: 'sentences' });
      expect(replay.output).toContain('a.nmea');
      expect(receiver.lines[0]).toMatch(/^\\.*c:\d+.*\\!/);
      expect(await replay.stop()).toBe(0);
    });
  });
});

describe('the stand-in for YACE', () => {
  it('serves its file as it is at that moment, and says that it lives', async () => {
    const file = join(folder, 'metrics.txt');
    const port = await freePort();
    writeFileSync(file, '# TYPE one gauge\none 1\n');
    const standIn = start('yace-stand-in.mjs', file, String(port));
    await waitFor(() => standIn.output !== '');
    const get = async (path: string) =>
      await (await fetch(`http://127.0.0.1:${port}${path}`)).text();
    expect(await get('/healthy')).toBe('ok\n');
    expect(await get('/metrics')).toBe('# TYPE one gauge\none 1\n');
    writeFileSync(file, '# TYPE one gauge\none 2\n');
    expect(await get('/metrics')).toContain('one 2');
    expect(await standIn.stop()).toBe(0);
  });
});

describe('the stand-in for Slack', () => {
  it('answers as Slack does, and writes one line for each message', async () => {
    const port = await freePort();
    const standIn = start('slack-stand-in.mjs', String(port));
    await waitFor(() => standIn.output.includes('listens'));
    const body = '{\n  "text": "down"\n}';
    const answer = await fetch(`http://127.0.0.1:${port}/slack`, { method: 'POST', body });
    expect([answer.status, await answer.text()]).toEqual([200, 'ok']);
    await fetch(`http://127.0.0.1:${port}/x`, { method: 'POST', body: 'a\nb' });
    await waitFor(() => standIn.output.split('\n').length > 3, { what: 'two messages' });
    expect(standIn.output.split('\n').slice(1, 3)).toEqual([
      '/slack {"text":"down"}',
      '/x "a\\nb"',
    ]);
    expect(await standIn.stop()).toBe(0);
  });
});
