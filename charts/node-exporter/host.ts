import type { k8s } from 'cdk8s-plus-28';

/** Folders of the node, and where the container sees them. */
const folders = [
  { name: 'proc', node: '/proc', container: '/host/proc' },
  { name: 'sys', node: '/sys', container: '/host/sys' },
  { name: 'root', node: '/', container: '/host/root' },
] as const;

/** The node's folders as volumes. */
export const hostVolumes: k8s.Volume[] = folders.map(({ name, node }) => ({
  name,
  hostPath: { path: node },
}));

/** They are read, and what the node mounts later is seen. */
export const hostMounts: k8s.VolumeMount[] = folders.map(({ name, container }) => ({
  name,
  mountPath: container,
  mountPropagation: 'HostToContainer',
  readOnly: true,
}));

/** Mounts of pods and of the runtime: their disks are counted where they are, on the node's. */
const NOT_A_DISK =
  '^/(dev|proc|sys|run|var/lib/(docker|containerd|kubelet/(pods|plugins))/.+)($|/)';

/** The node's ends of its pods' networks: there is one for each pod, and it comes and goes. */
const NOT_A_CARD = '^(lo|veth.*|eni.*|cali.*)$';

/** What makes node-exporter speak of the node, and not of its container. */
export const hostArguments: readonly string[] = [
  '--path.procfs=/host/proc',
  '--path.sysfs=/host/sys',
  '--path.rootfs=/host/root',
  '--path.udev.data=/host/root/run/udev/data',
  '--no-collector.wifi',
  '--no-collector.hwmon',
  `--collector.filesystem.mount-points-exclude=${NOT_A_DISK}`,
  `--collector.netclass.ignored-devices=${NOT_A_CARD}`,
  `--collector.netdev.device-exclude=${NOT_A_CARD}`,
];
