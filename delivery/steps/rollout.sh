#!/usr/bin/env bash
# rollout.sh NAMESPACE KIND/NAME [REVISION-BEFORE]
# Waits until the new pods serve; where they do not, the old ones come back and the step fails.
#
# What a user waits for a bad version to be gone, at most: 240 s until it is known, 5 s to say so,
# 40 s until the old pods are all there: 285 of the 300 s that are promised. The 240 s are the real
# bound: progressDeadlineSeconds (180) finds the usual case earlier, but begins anew with every pod
# that gets ready, so that a version that crashes again and again would never meet it.
set -euo pipefail

namespace=$1 workload=$2 before=${3:-}
steps=$(cd "$(dirname "$0")" && pwd)

is_rollout() { [[ $workload == rollout* ]]; }

await() {
  if is_rollout; then
    kubectl argo rollouts -n "$namespace" status "${workload#*/}" --timeout "$1"
  else
    kubectl -n "$namespace" rollout status "$workload" --timeout="$1"
  fi
}

undo() {
  if is_rollout; then
    kubectl argo rollouts -n "$namespace" undo "${workload#*/}" --request-timeout=5s
  else
    kubectl -n "$namespace" rollout undo "$workload" --request-timeout=5s
  fi
}

if await 240s; then exit 0; fi

printf '%s in %s did not become ready.\n' "$workload" "$namespace" >&2
if [ "$#" -ge 3 ]; then
  if [ -z "$before" ]; then
    printf 'It is its first version: there is none to go back to.\n' >&2
    exit 1
  fi
  if [ "$("$steps/revision.sh" "$namespace" "$workload")" = "$before" ]; then
    printf 'This deployment did not change it: it is left as it is.\n' >&2
    exit 1
  fi
fi
undo
await 40s
printf 'The version before is back.\n' >&2
exit 1
