#!/usr/bin/env bash
# smoke.sh URL
# Asks the service, as a user reaches it, for its readiness and for one real answer. 15 s at most.
# With SMOKE_KEY, an API key of role viewer, the answer comes out of the database; without one it is
# what everybody may know.
set -euo pipefail

url=${1%/} key=${SMOKE_KEY:-}
if [ -n "$key" ]; then path=/api/v1/ports; else path=/api/v1/config; fi
for path in /health/ready "$path"; do
  # The key comes by a pipe, so that no list of processes shows it.
  timeout 7 curl --fail --silent --show-error --output /dev/null --max-time 3 \
    --retry 3 --retry-delay 1 --retry-all-errors --retry-max-time 6 \
    --header @<(printf '%s' "${key:+Authorization: Bearer $key}") "$url$path"
  printf 'ok %s%s\n' "$url" "$path"
done
