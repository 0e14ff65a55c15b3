#!/usr/bin/env bash
# diff.sh ENVIRONMENT platform|application
# What applying a tier would change, as the API server sees it, in Markdown.
set -euo pipefail

environment=$1 tier=$2
cd "$(dirname "$0")/../.."

files=()
while read -r verb rest; do
  [ "$verb" = apply ] || continue
  for file in $rest; do files+=(-f "dist/$file"); done
done < <(node scripts/delivery.mjs order "$environment" "$tier")

# 0: nothing differs, 1: something does, more: it could not be found out.
status=0
difference=$(kubectl diff --server-side --force-conflicts --field-manager=porttrack-deploy \
  "${files[@]}") || status=$?
if [ "$status" -gt 1 ]; then exit "$status"; fi

printf '### %s: what applying the %s tier changes\n\n' "$environment" "$tier"
if [ "$status" -eq 0 ]; then
  printf 'Nothing.\n'
else
  # A summary may hold 1 MiB.
  printf '````diff\n%s\n````\n' "$(head -c 900000 <<<"$difference")"
fi
