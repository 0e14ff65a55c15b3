import { createServer, type Server, type Socket } from 'node:net';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { type RunningService, startService } from '../support/service.js';
import { waitFor } from '../support/wait-for.js';
import { queryDatabase } from '../support/query-database.js';
import { positionLines } from './ingest-support.js';

const MMSI = 503_600_001;

/** A receiver: writes a report to whoever is connected, ten times a second. */
class Receiver {
  readonly connections = new Set<Socket>();
  mostAtOnce = 0;
  #server: Server = createServer();
  #step = 0;
  #timer: NodeJS.Timeout | null = null;

  async start(): Promise<number> {
    this.#server.on('connection', (socket) => {
      this.connections.add(socket);
      this.mostAtOnce = Math.max(this.mostAtOnce, this.connections.size);
      socket.on('error', () => undefined);
      socket.once('close', () => this.connections.delete(socket));
      socket.resume();
    });
    this.#timer = setInterval(() => {
      const line = positionLines(MMSI, this.#step++);
      for (const socket of this.connections) socket.write(line);
    }, 100);
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no address');
    return address.port;
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    for (const socket of this.connections) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

let database: TestDatabase;
const receiver = new Receiver();
let services: RunningService[] = [];

interface LeaseRow {
  readonly holder: string;
  readonly fencing: string;
}

async function lease(): Promise<LeaseRow | undefined> {
  const sql = 'SELECT holder, fencing FROM lease WHERE expires_at > clock_timestamp()';
  return (await queryDatabase<LeaseRow>(database.url, sql))[0];
}

async function countPositions(): Promise<number> {
  const sql = 'SELECT count(*)::int AS count FROM position WHERE mmsi = $1';
  return (await queryDatabase<{ count: number }>(database.url, sql, [MMSI]))[0]?.count ?? 0;
}

/** Whether a process has dialled the receiver, by its log. */
function hasDialled(service: RunningService): boolean {
  return service.logs().includes('is connected to 127.0.0.1');
}

beforeAll(async () => {
  database = await startTestDatabase();
  const port = await receiver.start();
  const env = {
    DATABASE_URL: database.url,
    AIS_TCP_CONNECT: `127.0.0.1:${String(port)}`,
    LOG_LEVEL: 'info',
  };
  services = [await startService(env)];
  services.push(await startService(env));
});

afterAll(async () => {
  await Promise.all(
    services.map(async (service) => {
      await service.stop();
    }),
  );
  await receiver.stop();
  await database.stop();
});

describe('a receiver that two processes are to dial', () => {
  it('is read by one of them, and by the other within seconds of a kill -9', async () => {
    await waitFor(async () => (await countPositions()) > 5);
    const before = await lease();
    expect(before?.fencing).toBe('1');
    expect(services.filter(hasDialled)).toHaveLength(1);
    expect(receiver.mostAtOnce).toBe(1);

    const holder = services.find(hasDialled);
    await holder?.kill('SIGKILL');
    const killedAt = performance.now();
    const counted = await countPositions();
    await waitFor(async () => (await countPositions()) > counted + 5, { deadlineMs: 30_000 });
    expect(performance.now() - killedAt).toBeLessThan(15_000);
    const after = await lease();
    expect(after?.fencing).toBe('2');
    expect(after?.holder).not.toBe(before?.holder);
    expect(receiver.mostAtOnce).toBe(1);
  });

  it('is dialled again when it hangs up', async () => {
    for (const socket of receiver.connections) socket.destroy();
    const counted = await countPositions();
    await waitFor(async () => (await countPositions()) > counted + 5);
    expect(receiver.mostAtOnce).toBe(1);
  });

  it('is given back by a process that stops', async () => {
    await Promise.all(
      services.map(async (service) => {
        await service.stop();
      }),
    );
    expect(await lease()).toBeUndefined();
    expect(receiver.connections.size).toBe(0);
  });
});
