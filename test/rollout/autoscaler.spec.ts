import { desiredReplicas } from './autoscaler.js';
import { readCommitted } from './committed.js';

const { autoscaler, container } = readCommitted('production');
const { requests } = container.resources;
const MiB = 2 ** 20;

function wanted(cpuCores: number, memoryMiB: number, pods = 2): number {
  const usage = { cpuCores, memoryBytes: memoryMiB * MiB };
  return desiredReplicas(
    autoscaler,
    requests,
    Array.from({ length: pods }, () => usage),
  );
}

describe('the pods that the autoscaler of dist/ wants', () => {
  it('stay at the least while they are idle', () => {
    expect(wanted(0.02, 130)).toBe(2);
  });

  it('grow with the CPU: 70 % of 250m is the aim', () => {
    expect(wanted(0.175, 130)).toBe(2);
    expect(wanted(0.35, 130)).toBe(4);
  });

  it('grow with the memory: 80 % of 256Mi is the aim', () => {
    expect(wanted(0.02, 300)).toBe(3);
  });

  it('do not change within a tenth of the aim', () => {
    expect(wanted(0.19, 130, 3)).toBe(3);
  });

  it('are never more than allowed', () => {
    expect(wanted(5, 130)).toBe(6);
  });
});
