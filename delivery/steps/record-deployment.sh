#!/usr/bin/env bash
# record-deployment.sh ENVIRONMENT
# Moves the tag deployed-ENVIRONMENT to HEAD; what it named before is deployed-before-ENVIRONMENT.
set -euo pipefail

environment=$1
tag=deployed-$environment before=deployed-before-$environment
tags=("refs/tags/$tag")
if last=$(git rev-parse --verify --quiet "refs/tags/$tag^{commit}"); then
  # The same commit deployed again leaves what was before it.
  if [ "$last" != "$(git rev-parse HEAD)" ]; then
    git tag --force "$before" "$last"
    tags+=("refs/tags/$before")
  fi
fi
git tag --force "$tag" HEAD
git push --force origin "${tags[@]}"
