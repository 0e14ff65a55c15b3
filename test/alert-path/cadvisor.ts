import { createServer } from 'node:http';
import { once } from 'node:events';
import type { ControlGroup } from '../rollout/cgroup.js';

const labels = 'namespace="porttrack",pod="porttrack-api-0",container="api",image="porttrack"';

/**
 * Stands for the kubelet's cAdvisor, and for what kube-state-metrics says of the limit: tells what the
 * kernel has counted for one process' control group. Declared as a stand-in; the numbers are real.
 */
export async function startCadvisor(group: ControlGroup, limitCores: number) {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
    response.end(
      [
        '# TYPE container_cpu_usage_seconds_total counter',
        `container_cpu_usage_seconds_total{${labels}} ${group.cpuSeconds}`,
        '# TYPE container_memory_working_set_bytes gauge',
        `container_memory_working_set_bytes{${labels}} ${group.workingSetBytes}`,
        '# TYPE kube_pod_container_resource_limits gauge',
        `kube_pod_container_resource_limits{namespace="porttrack",pod="porttrack-api-0",container="api",resource="cpu",unit="core"} ${limitCores}`,
        '',
      ].join('\n'),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    address: `127.0.0.1:${port}`,
    async stop(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
