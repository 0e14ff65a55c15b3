#!/usr/bin/env bash
# deploy.sh ENVIRONMENT URL
# Applies the application tier and asks the service whether it works. A version that does not is
# undone: by rollout.sh while its pods are not ready, here when they are ready and yet do not serve.
# Migrations come first and only ever add (docs/operations.md), so the old version still works.
set -euo pipefail

environment=$1 url=$2
steps=$(cd "$(dirname "$0")" && pwd)

before=$("$steps/revision.sh" porttrack deployment.apps/porttrack-api)
"$steps/apply.sh" "$environment" application

# 15 s to find out, 5 s to say so, 40 s for the old pods: with rollout.sh's 240 s, 300 s in all.
if "$steps/smoke.sh" "$url"; then exit 0; fi
printf 'The new version is ready and does not serve.\n' >&2
if [ -n "$before" ] && [ "$("$steps/revision.sh" porttrack deployment.apps/porttrack-api)" != "$before" ]; then
  kubectl -n porttrack rollout undo deployment.apps/porttrack-api --request-timeout=5s
  kubectl -n porttrack rollout status deployment.apps/porttrack-api --timeout=40s
  printf 'The version before is back.\n' >&2
fi
exit 1
