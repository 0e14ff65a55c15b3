import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostArguments } from '../../../charts/node-exporter/host.js';
import { freePort } from '../../support/free-port.js';
import { commandOf } from '../../support/real-parts.js';
import { waitFor } from '../../support/wait-for.js';
import { targetsOf } from '../catalogue/catalogue.js';
import { exposition } from '../catalogue/exposition.js';
import { catalogue } from '../catalogue/index.js';
import type { ScrapeJob } from './real-prometheus.js';

/** Something that is scraped and has to be stopped. */
export interface Exporters {
  readonly jobs: readonly ScrapeJob[];
  stop(): Promise<void>;
}

/**
 * A real node-exporter of this machine, as if it were `node`: with production's collectors, and the
 * machine's own folders in place of those that a pod mounts.
 * @param port where one that was stopped is to come back; by default any free one.
 */
export async function startNodeExporter(node: string, port?: number): Promise<Exporters> {
  const program = commandOf('node-exporter');
  if (program === null) throw new Error('no node-exporter on PATH');
  const address = `127.0.0.1:${String(port ?? (await freePort()))}`;
  const collectors = hostArguments.filter((argument) => !argument.startsWith('--path.'));
  const flags = [`--web.listen-address=${address}`, ...collectors];
  const child = spawn(program, flags, { stdio: 'ignore' });
  const closed = once(child, 'close');
  await waitFor(async () => (await fetch(`http://${address}/`)).ok, { what: 'node-exporter' });
  return {
    jobs: [{ job: 'node-exporter', address, labels: { node, namespace: 'porttrack-nodes' } }],
    async stop() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** Serves the catalogue, each target under a path of its own. */
export async function startCatalogue(): Promise<Exporters> {
  const start = performance.now();
  const targets = catalogue.flatMap((source) =>
    targetsOf(source).map((labels, index) => ({
      source,
      labels,
      path: `/${source.job}/${String(index)}`,
    })),
  );
  const server = createServer((request, response) => {
    const target = targets.find(({ path }) => request.url === path);
    if (target === undefined) {
      response.writeHead(404).end();
      return;
    }
    const moment = { elapsed: (performance.now() - start) / 1000, now: Date.now() / 1000 };
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
    response.end(exposition(target.source, target.labels, moment));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${String(portOf(server))}`;
  return {
    jobs: targets.map(({ source: { job }, labels, path }) => ({ job, address, path, labels })),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
