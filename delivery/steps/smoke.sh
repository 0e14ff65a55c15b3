#!/usr/bin/env bash
# smoke.sh URL
# Asks the service, as a user reaches it, for its readiness and for one real answer. 15 s at most.
set -euo pipefail

url=${1%/}
for path in /health/ready /api/v1/ports; do
  timeout 7 curl --fail --silent --show-error --output /dev/null --max-time 3 \
    --retry 3 --retry-delay 1 --retry-all-errors --retry-max-time 6 "$url$path"
  printf 'ok %s%s\n' "$url" "$path"
done
