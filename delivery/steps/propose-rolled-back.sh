#!/usr/bin/env bash
# propose-rolled-back.sh ENVIRONMENT previous|REVISION|COMMIT
# After rollback.sh: proposes dist/ as it runs now. A rollback that worked never fails for want of it.
set -euo pipefail

environment=$1 target=$2
steps=$(cd "$(dirname "$0")" && pwd)

if [[ $target =~ ^[0-9a-f]{40}$ ]]; then
  good=$target
elif [ "$target" = previous ]; then
  good=$(git rev-parse --verify --quiet "refs/tags/deployed-before-$environment^{commit}" || true)
else
  good=
fi
if [ -z "$good" ]; then
  # Which commit a revision of the cluster came from, git does not know.
  printf 'Which commit runs in %s now is not known here: revert charts/, dist/ and platform/ by hand, ' "$environment"
  printf 'or the next deployment brings back what was undone.\n'
  exit 0
fi
"$steps/revert-pull-request.sh" "$environment" "$good"
