#!/usr/bin/env bash
# verify-images.sh ENVIRONMENT OWNER/REPOSITORY
# Every image of ours in dist/ was signed by the release workflow of this repository, on a version tag.
set -euo pipefail

environment=$1 repository=$2
cd "$(dirname "$0")/../.."

prefix="ghcr.io/${repository,,}"
count=0
while read -r -u 3 image; do
  [[ $image == "$prefix":* || $image == "$prefix"@* || $image == "$prefix"/* ]] || continue
  cosign verify "$image" --output text >/dev/null \
    --certificate-oidc-issuer https://token.actions.githubusercontent.com \
    --certificate-identity-regexp "^https://github\.com/$repository/\.github/workflows/release\.yml@refs/tags/v[0-9]"
  printf 'signed %s\n' "$image"
  count=$((count + 1))
done 3< <(node scripts/delivery.mjs images "$environment")
if [ "$count" -eq 0 ]; then
  printf 'verify-images.sh: dist/%s names no image of %s\n' "$environment" "$prefix" >&2
  exit 1
fi
