#!/usr/bin/env bash
# revision.sh NAMESPACE KIND/NAME
# Prints what tells one pod template of a workload from the next; nothing when it does not exist.
# The generation would not do for a Deployment: the autoscaler raises it, too.
set -euo pipefail

namespace=$1 workload=$2
case $workload in
  deployment*) field='{.metadata.annotations.deployment\.kubernetes\.io/revision}' ;;
  rollout*) field='{.metadata.annotations.rollout\.argoproj\.io/revision}' ;;
  *) field='{.metadata.generation}' ;;
esac
kubectl -n "$namespace" get "$workload" --ignore-not-found --request-timeout=10s -o "jsonpath=$field"
