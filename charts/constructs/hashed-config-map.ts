import { createHash } from 'node:crypto';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

export interface HashedConfigMapProps {
  /** Name before the hash. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
}

/**
 * A ConfigMap that never changes: its name carries a hash of its content, so that a new content
 * rolls the pods, and an undone rollout finds the content that it had.
 */
export class HashedConfigMap extends k8s.KubeConfigMap {
  /** What volumes and `envFrom` name. */
  readonly configMapName: string;

  constructor(scope: Construct, { name, labels, data }: HashedConfigMapProps) {
    const hash = createHash('sha256').update(JSON.stringify(Object.entries(data).sort()));
    const fullName = `${name}-${hash.digest('hex').slice(0, 10)}`;
    super(scope, `ConfigMap-${name}`, {
      metadata: { name: fullName, labels: { ...labels } },
      immutable: true,
      data: { ...data },
    });
    this.configMapName = fullName;
  }
}
