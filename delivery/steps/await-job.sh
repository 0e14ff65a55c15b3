#!/usr/bin/env bash
# await-job.sh NAMESPACE KIND/NAME
# Waits until a Job is complete or failed, whichever comes: `kubectl wait` knows only one of them, and
# would sit out its time on the other. The Job gives up by itself after activeDeadlineSeconds (240).
set -euo pipefail

namespace=$1 job=$2
readonly LIMIT_SECONDS=260
pause=${JOB_POLL_SECONDS:-2}

condition() {
  kubectl -n "$namespace" get "$job" --request-timeout=10s \
    -o 'jsonpath={range .status.conditions[?(@.status=="True")]}{.type}{" "}{end}'
}

while ((SECONDS < LIMIT_SECONDS)); do
  case " $(condition) " in
    *' Complete '*) exit 0 ;;
    *' Failed '*)
      printf '%s in %s failed. Its last words:\n' "$job" "$namespace" >&2
      kubectl -n "$namespace" logs "$job" --tail=50 >&2 || true
      exit 1
      ;;
  esac
  sleep "$pause"
done
printf '%s in %s was neither complete nor failed after %s s.\n' "$job" "$namespace" "$LIMIT_SECONDS" >&2
exit 1
