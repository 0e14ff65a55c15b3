#!/usr/bin/env bash
# rollback.sh ENVIRONMENT previous|REVISION|COMMIT
# `previous` or a number of `kubectl rollout history`: the service's pods only, in seconds.
# A full commit id: everything that the deployer applies, as dist/ was then; no migration is run.
set -euo pipefail

environment=$1 target=$2
steps=$(cd "$(dirname "$0")" && pwd)
cd "$steps/../.."

undo() {
  kubectl -n porttrack rollout undo deployment.apps/porttrack-api "$@" --request-timeout=5s
  kubectl -n porttrack rollout status deployment.apps/porttrack-api --timeout=240s
}

if [ "$target" = previous ]; then
  undo
elif [[ $target =~ ^[0-9]{1,6}$ ]]; then
  undo --to-revision="$target"
elif [[ $target =~ ^[0-9a-f]{40}$ ]]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  git archive "$target" dist | tar -x -C "$work"
  "$steps/apply.sh" "$environment" application "$work/dist" without-jobs
else
  printf 'rollback.sh: %s is neither previous, nor a revision, nor a full commit id\n' "$target" >&2
  exit 1
fi
