import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '../../service/database/migrate.js';
import { startNodeExporter, type Exporters } from '../rules/support/exporters.js';
import { ControlGroup } from '../rollout/cgroup.js';
import { readCommitted } from '../rollout/committed.js';
import { Container } from '../rollout/pod.js';
import { recordAlert } from './record.js';
import { startTestDatabase, type TestDatabase } from '../support/database.js';
import { connected } from '../support/query-database.js';
import { describeWith } from '../support/real-parts.js';
import { waitFor } from '../support/wait-for.js';
import { startCadvisor } from './cadvisor.js';
import { Burner } from './burner.js';
import { Questions } from './questions.js';
import { SlackStandIn } from './slack.js';
import { Watch } from './watch.js';

/** The mission's promise from a fault to the message, and from its end to the good news, seconds. */
const promisedSeconds = 120;

/** An alert of five minutes: its time, what it looks back on, and the way to Slack; seconds. */
const slowSeconds = 300 + 120 + 120;

jest.setTimeout(1_200_000);

describeWith('prometheus', 'from a fault to a message', () => {
  let database: TestDatabase;
  let service: Container;
  let node: Exporters;
  let slack: SlackStandIn;
  let watch: Watch;
  let burner: Burner;
  let cadvisor: Awaited<ReturnType<typeof startCadvisor>>;

  beforeAll(async () => {
    database = await startTestDatabase();
    await migrate(database.url);
    service = await newService(database.url);
    await started(service);
    node = await startNodeExporter('node-1');
    slack = await SlackStandIn.start();
    const group = new ControlGroup(`porttrack-burner-${process.pid}`, {
      cpu: 0.5,
      memoryBytes: 512 * 2 ** 20,
    });
    burner = new Burner(group);
    cadvisor = await startCadvisor(group, 0.5);
    watch = await Watch.start(
      [
        {
          job: 'porttrack-api',
          addresses: [`127.0.0.1:${service.portOf('ops')}`],
          labels: { namespace: 'porttrack', pod: 'porttrack-api-0', node: 'node-1' },
        },
        ...node.jobs.map(({ job, address, labels }) => ({ job, addresses: [address], labels })),
        { job: 'cadvisor', addresses: [cadvisor.address], labels: { node: 'node-1' } },
        { job: 'kube-state-metrics', addresses: [cadvisor.address] },
      ],
      slack,
    );
    // Two scrapes, so that everything is known to be well.
    await sleep(65_000);
  });

  afterAll(async () => {
    await watch.stop();
    burner.stop();
    await cadvisor.stop();
    await slack.stop();
    await node.stop();
    await service.remove();
    await database.stop();
  });

  it('says nothing while all is well, but that it lives', () => {
    expect(slack.messages).toEqual([]);
    expect(slack.signs.length).toBeGreaterThan(0);
  });

  it('tells within 120 s that the service is down, once, and nothing beside it; and that it is back', async () => {
    const downAt = Date.now();
    service.signal('SIGKILL');
    const toldSeconds = await slack.await('PortTrackAppDown', 'FIRING', downAt);
    expect(toldSeconds).toBeLessThan(promisedSeconds);
    await sleep(20_000);
    expect(slack.about('PortTrackAppDown', 'FIRING', downAt)).toHaveLength(1);
    const upAt = Date.now();
    await started(service);
    const resolvedSeconds = await slack.await('PortTrackAppDown', 'RESOLVED', upAt);
    expect(resolvedSeconds).toBeLessThan(promisedSeconds);
    const others = slack.messages.filter(
      ({ at, title }) => at >= downAt && !title.includes(' PortTrackAppDown '),
    );
    expect(others).toEqual([]);
    recordAlert('service down', { toldSeconds, resolvedSeconds });
  });

  it('tells within 120 s that a node is down, and that it is back', async () => {
    const downAt = Date.now();
    await node.stop();
    const toldSeconds = await slack.await('NodeDown', 'FIRING', downAt);
    expect(toldSeconds).toBeLessThan(promisedSeconds);
    expect(slack.about('NodeDown', 'FIRING', downAt)[0]?.text).toContain('node-1');
    const address = node.jobs[0]?.address ?? '';
    const upAt = Date.now();
    node = await startNodeExporter('node-1', Number(address.split(':')[1]));
    const resolvedSeconds = await slack.await('NodeDown', 'RESOLVED', upAt);
    expect(resolvedSeconds).toBeLessThan(promisedSeconds);
    recordAlert('node down', { toldSeconds, resolvedSeconds });
  });

  it('tells of slow answers and of a busy processor, which are really so', async () => {
    const since = Date.now();
    burner.start();
    const questions = new Questions(`http://127.0.0.1:${service.portOf('http')}`, 500);
    questions.start();
    try {
      await connected(database.url, async (client) => {
        const told = Promise.all([
          slack.await('HighResponseTime', 'FIRING', since),
          slack.await('HighCPU', 'FIRING', since),
        ]);
        const settled = { isTold: false };
        void told.then(() => (settled.isTold = true));
        // Everybody who asks for vessels waits for the table, nine tenths of a second in each.
        while (!settled.isTold && (Date.now() - since) / 1000 < slowSeconds + 60) {
          await client.query('BEGIN; LOCK TABLE vessel IN ACCESS EXCLUSIVE MODE');
          await sleep(900);
          await client.query('COMMIT');
          await sleep(100);
        }
        const [slow, busy] = await told;
        expect(slow).toBeLessThan(slowSeconds);
        expect(busy).toBeLessThan(slowSeconds);
        recordAlert('HighResponseTime', { toldSeconds: slow, resolvedSeconds: null });
        recordAlert('HighCPU', { toldSeconds: busy, resolvedSeconds: null });
      });
    } finally {
      burner.stop();
      questions.stop();
    }
  });

  it('tells when a feed that has spoken falls silent', async () => {
    const since = Date.now();
    await oneSentence(service.portOf('ais-tcp'));
    const toldSeconds = await slack.await('PortTrackFeedSilent', 'FIRING', since);
    // Its threshold, a minute, and the way.
    expect(toldSeconds).toBeLessThan(120 + 60 + promisedSeconds);
    recordAlert('feed silent', { toldSeconds, resolvedSeconds: null });
  });

  it.each([429, 500])('tells again when Slack has answered %i', async (status) => {
    slack.status = status;
    const refusedBefore = slack.refusals;
    const downAt = Date.now();
    service.signal('SIGKILL');
    await waitFor(() => slack.refusals > refusedBefore, {
      what: 'a refusal',
      deadlineMs: 180_000,
      everyMs: 500,
    });
    slack.status = 200;
    const toldSeconds = await slack.await('PortTrackAppDown', 'FIRING', downAt);
    recordAlert(`Slack answered ${status} at first`, { toldSeconds, resolvedSeconds: null });
    const upAt = Date.now();
    await started(service);
    await slack.await('PortTrackAppDown', 'RESOLVED', upAt);
  });

  it('raises the dead-man alarm when Prometheus dies', async () => {
    expect(slack.isAlarmed).toBe(false);
    const since = Date.now();
    watch.killPrometheus();
    await waitFor(() => slack.isAlarmed, {
      what: 'the dead-man alarm',
      deadlineMs: 900_000,
      everyMs: 1000,
    });
    const toldSeconds = (Date.now() - since) / 1000;
    // Alertmanager repeats what it last heard until that is five minutes old.
    expect(toldSeconds).toBeLessThan(720);
    recordAlert('Prometheus dies: dead-man alarm', { toldSeconds, resolvedSeconds: null });
  });
});

async function newService(databaseUrl: string): Promise<Container> {
  return await Container.create(
    { name: 'proof', environment: { ANONYMOUS_READ: 'true', LOG_LEVEL: 'warn' } },
    readCommitted('production'),
    { isLimited: false, environment: { DATABASE_URL: databaseUrl } },
  );
}

async function started(service: Container): Promise<void> {
  await service.ended();
  service.start();
  const url = `http://127.0.0.1:${service.portOf('ops')}/health/ready`;
  await waitFor(async () => (await fetch(url)).ok, { what: 'the service', deadlineMs: 60_000 });
}

async function oneSentence(port: number): Promise<void> {
  const { connect } = await import('node:net');
  await new Promise<void>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.end('!AIVDM,1,1,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0*24\r\n');
    });
    socket.once('close', () => {
      resolve();
    });
    socket.once('error', reject);
    socket.resume();
  });
}
