import { STORAGE_CLASS } from '../workloads.js';
import type { CustomObjectProps } from './custom-object.js';

/** The volume of a pod that Prometheus' operator makes. */
export interface OperatorStorage {
  readonly volumeClaimTemplate: {
    readonly spec: {
      readonly accessModes: readonly ['ReadWriteOnce'];
      readonly storageClassName: string;
      readonly resources: { readonly requests: { readonly storage: string } };
    };
  };
}

/**
 * A custom resource of the operator whose volume is ours: npm's type asks for a kind of the claim
 * that no API server knows, and that the operator would copy into the StatefulSet.
 */
export type WrittenWithStorage<T extends { spec: object }> = CustomObjectProps & {
  readonly spec: Omit<T['spec'], 'storage'> & { readonly storage: OperatorStorage };
};

/** An encrypted volume of that size, one for each pod. */
export function encryptedVolume(size: string): OperatorStorage {
  return {
    volumeClaimTemplate: {
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: STORAGE_CLASS,
        resources: { requests: { storage: size } },
      },
    },
  };
}
