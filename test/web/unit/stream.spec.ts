import type { ServerSentEvent } from '../../../web/src/api/sse-parser.js';
import { DEAD_AFTER_MS, type StreamState, TrafficStream } from '../../../web/src/api/stream.js';

type Writer = WritableStreamDefaultWriter<Uint8Array>;

interface Connection {
  readonly headers: Headers;
  readonly writer: Writer;
  readonly signal: AbortSignal;
}

/** Plays the service: every connection is open until the test ends it. */
class FakeService {
  readonly connections: Connection[] = [];
  status = 200;

  readonly fetch = async (_url: string, init: RequestInit): Promise<Response> => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const signal = init.signal ?? new AbortController().signal;
    const writer = writable.getWriter();
    signal.addEventListener('abort', () => {
      writer.abort(signal.reason).catch(() => undefined);
    });
    this.connections.push({ headers: new Headers(init.headers), writer, signal });
    return await Promise.resolve(
      this.status === 200 ? new Response(readable) : new Response(null, { status: this.status }),
    );
  };

  last(): Connection {
    const connection = this.connections.at(-1);
    if (connection === undefined) throw new Error('nobody has connected');
    return connection;
  }

  async send(text: string): Promise<void> {
    await this.last().writer.write(new TextEncoder().encode(text));
  }
}

interface Watched {
  readonly stream: TrafficStream;
  readonly service: FakeService;
  readonly events: ServerSentEvent[];
  readonly states: StreamState[];
  readonly ended: Promise<void>;
}

const open: Watched[] = [];

function connect(lastEventId = '41'): Watched {
  const service = new FakeService();
  const events: ServerSentEvent[] = [];
  const states: StreamState[] = [];
  const stream = new TrafficStream('/api/v1/stream', lastEventId, {
    fetch: service.fetch,
    now: () => Date.now(),
    random: () => 0.5,
    onEvent: (event) => events.push(event),
    onState: (state) => states.push(state),
  });
  const watched = { stream, service, events, states, ended: stream.run() };
  open.push(watched);
  return watched;
}

/** Lets everything that is ready happen, and the clock move on. */
async function pass(milliseconds = 0): Promise<void> {
  await jest.advanceTimersByTimeAsync(milliseconds);
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'], now: 1_000_000 });
});

afterEach(async () => {
  for (const { stream, ended } of open.splice(0)) {
    stream.stop();
    await ended;
  }
  jest.useRealTimers();
});

describe('TrafficStream', () => {
  it('starts at the place of the snapshot and hands on what comes', async () => {
    const { service, events, states } = connect('41');
    await pass();
    expect(service.last().headers.get('last-event-id')).toBe('41');
    await service.send('id: 42\nevent: position\ndata: {}\n\n');
    await pass();
    expect(events).toEqual([{ id: '42', type: 'position', data: '{}' }]);
    expect(states).toEqual([{ kind: 'connecting' }, { kind: 'live' }]);
  });

  it('resumes after the last event when the connection breaks', async () => {
    const { service } = connect('41');
    await pass();
    await service.send('id: 45\nevent: position\ndata: {}\n\n');
    await service.last().writer.close();
    await pass(500);
    expect(service.connections).toHaveLength(2);
    expect(service.last().headers.get('last-event-id')).toBe('45');
  });

  it('tells why the service said goodbye and when it tries again', async () => {
    const { service, states } = connect();
    await pass();
    await service.send('event: goodbye\ndata: {"reason":"shutdown"}\n\n');
    await service.last().writer.close();
    await pass();
    expect(states.at(-1)).toEqual({ kind: 'waiting', retryAt: 1_000_500, reason: 'shutdown' });
  });

  it('waits longer after each failure', async () => {
    const { service, states } = connect();
    await pass();
    service.status = 503;
    await service.last().writer.close();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await pass();
      const state = states.at(-1);
      const wait = state?.kind === 'waiting' ? state.retryAt - Date.now() : 0;
      waits.push(wait);
      await pass(wait);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000]);
  });

  it('gives up a connection on which not even a heartbeat comes', async () => {
    const { service, states } = connect();
    await pass();
    await pass(DEAD_AFTER_MS - 1);
    expect(service.last().signal.aborted).toBe(false);
    await service.send(': heartbeat\n\n');
    await pass(DEAD_AFTER_MS - 1);
    expect(service.last().signal.aborted).toBe(false);
    await pass(1);
    expect(service.last().signal.aborted).toBe(true);
    expect(states.at(-1)?.kind).toBe('waiting');
  });

  it('connects at once when asked to', async () => {
    const { stream, service } = connect();
    await pass();
    await service.last().writer.close();
    await pass();
    expect(service.connections).toHaveLength(1);
    stream.retryNow();
    await pass();
    expect(service.connections).toHaveLength(2);
  });

  it('ends for good when stopped', async () => {
    const { stream, service, ended } = connect();
    await pass();
    stream.stop();
    await ended;
    await pass(60_000);
    expect(service.connections).toHaveLength(1);
  });
});
