#!/usr/bin/env bash
# tier-changed.sh ENVIRONMENT platform|application
# Prints whether a tier, its certificates included, differs from what was last deployed (tag
# deployed-ENVIRONMENT): reviewers of the platform are asked only when there is something to review.
set -euo pipefail

environment=$1 tier=$2
cd "$(dirname "$0")/../.."

if ! git rev-parse --verify --quiet "refs/tags/deployed-$environment" >/dev/null; then
  printf 'true\n'
  exit 0
fi
files=()
plan=$(node scripts/delivery.mjs order "$environment" "$tier")
while read -r verb rest; do
  [ "$verb" = apply ] || continue
  for file in $rest; do files+=("dist/$file"); done
done <<<"$plan"
[ "$tier" = platform ] && files+=("platform/$environment")
if git diff --quiet "deployed-$environment" HEAD -- "${files[@]}"; then printf 'false\n'; else printf 'true\n'; fi
