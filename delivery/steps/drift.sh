#!/usr/bin/env bash
# drift.sh ENVIRONMENT
# Prints in what the cluster differs from dist/ (delivery/drift.ts). Ends with 2 when it does.
set -euo pipefail

environment=$1
cd "$(dirname "$0")/../.."

live=$(mktemp)
trap 'rm -f "$live"' EXIT
kubectl get -R -f "dist/$environment" --ignore-not-found -o json >"$live"
node scripts/delivery.mjs drift "$environment" "$live"
