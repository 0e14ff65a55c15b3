#!/usr/bin/env bash
# prune.sh ENVIRONMENT [--yes]
# Lists what is ours in the cluster and no longer in dist/ (delivery/prune.ts); deletes it with --yes.
set -euo pipefail

environment=$1 answer=${2:-}
# More than this at once is a mistake rather than a release.
readonly MOST=25
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ours='app.kubernetes.io/managed-by=cdk8s,app.kubernetes.io/part-of=porttrack'
while read -r -u 3 namespace kinds; do
  kubectl -n "$namespace" get "$kinds" -l "$ours" -o json >"$work/$namespace.json"
  kubectl -n "$namespace" get replicasets -o json >"$work/$namespace-history.json"
done 3< <(node scripts/delivery.mjs prunable)

node scripts/delivery.mjs prune "$environment" "$work"/*.json >"$work/list"
count=$(wc -l <"$work/list")
if [ "$count" -gt "$MOST" ]; then
  printf 'prune.sh: %s objects are superfluous, more than %s: look at them by hand.\n' "$count" "$MOST" >&2
  cat "$work/list" >&2
  exit 1
fi
while read -r -u 3 namespace resource name; do
  printf '%s/%s in %s\n' "$resource" "$name" "$namespace"
  [ "$answer" = --yes ] || continue
  kubectl -n "$namespace" delete "$resource" "$name" --ignore-not-found --wait=false
done 3<"$work/list"
