#!/usr/bin/env bash
# kind-smoke.sh IMAGE
# On a fresh cluster: its API server takes every object of Kubernetes' own kinds, and the image
# migrates a database and serves under the restricted standard with a read-only root.
# Custom resources need operators that are not here: the tests hold them to their schemas.
set -euo pipefail

image=$1
cd "$(dirname "$0")/../.."

for environment in production staging; do
  find "dist/$environment" -name 'Namespace.*.yaml' -exec kubectl apply --server-side -f {} \;
  find "dist/$environment" -name '*.yaml' -print0 |
    xargs -0 grep -lE '^apiVersion: (v1|(apps|batch|autoscaling|policy)/v[0-9]+|[a-z.]+\.k8s\.io/v[0-9]+)$' |
    xargs -n 20 printf -- '-f %s\n' | tr '\n' ' ' |
    xargs kubectl apply --server-side --dry-run=server
done

kubectl create namespace smoke
kubectl label namespace smoke pod-security.kubernetes.io/enforce=restricted
kubectl -n smoke apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata: { name: porttrack }
spec:
  automountServiceAccountToken: false
  securityContext: { runAsNonRoot: true, fsGroup: 999, seccompProfile: { type: RuntimeDefault } }
  volumes:
    - { name: tmp, emptyDir: {} }
    - { name: data, emptyDir: {} }
  initContainers:
    # A sidecar: it starts before the migration, and stays.
    - name: postgres
      image: docker.io/library/postgres:18.1-bookworm
      restartPolicy: Always
      env:
        - { name: POSTGRES_USER, value: porttrack }
        - { name: POSTGRES_HOST_AUTH_METHOD, value: trust }
        - { name: PGDATA, value: /data/cluster }
      startupProbe: { exec: { command: [pg_isready, -h, 127.0.0.1, -U, porttrack] }, failureThreshold: 60, periodSeconds: 1 }
      securityContext:
        runAsUser: 999
        allowPrivilegeEscalation: false
        capabilities: { drop: [ALL] }
      volumeMounts: [{ name: data, mountPath: /data }]
    - name: migrate
      image: $image
      imagePullPolicy: Never
      command: [node, build/service/database/migrate-main.js]
      env: &settings
        - { name: NODE_ENV, value: production }
        - { name: DATABASE_URL, value: 'postgresql://porttrack@127.0.0.1:5432/porttrack' }
      securityContext: &readonly
        runAsUser: 10001
        readOnlyRootFilesystem: true
        allowPrivilegeEscalation: false
        capabilities: { drop: [ALL] }
      volumeMounts: &tmp [{ name: tmp, mountPath: /tmp }]
  containers:
    - name: api
      image: $image
      imagePullPolicy: Never
      env: *settings
      securityContext: *readonly
      readinessProbe: { httpGet: { path: /health/ready, port: 9464 }, periodSeconds: 2 }
      volumeMounts: *tmp
EOF
if ! kubectl -n smoke wait pod/porttrack --for=condition=Ready --timeout=180s; then
  kubectl -n smoke describe pod/porttrack
  kubectl -n smoke logs pod/porttrack --all-containers --tail=50
  exit 1
fi
kubectl get --raw /api/v1/namespaces/smoke/pods/porttrack:3000/proxy/api/v1/ports
