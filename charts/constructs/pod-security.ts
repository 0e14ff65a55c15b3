import type { k8s } from 'cdk8s-plus-28';

/** The pod half of the `restricted` Pod Security Standard. */
export function podSecurity(user = 10_001) {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup: user,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  } as const satisfies k8s.PodSecurityContext;
}

/** The container half of the `restricted` Pod Security Standard, with a root that cannot be written. */
export function containerSecurity(user = 10_001): k8s.SecurityContext {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    seccompProfile: { type: 'RuntimeDefault' },
  };
}
