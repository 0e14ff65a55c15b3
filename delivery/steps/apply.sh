#!/usr/bin/env bash
# apply.sh ENVIRONMENT platform|application [DIST] [without-jobs]
# Applies a tier of dist/ in order. What a step needs is waited for; a rollout that fails is undone.
set -euo pipefail

environment=$1 tier=$2 dist=${3:-dist}
steps=$(cd "$(dirname "$0")" && pwd)
cd "$steps/../.."

plan=$(node scripts/delivery.mjs order "$environment" "$tier" "$dist" "${@:4}")

# What ran before the first object changes: a rollout that changed nothing has nothing to undo.
declare -A before
while read -r verb namespace target; do
  [ "$verb" = rollout ] || continue
  before[$namespace/$target]=$("$steps/revision.sh" "$namespace" "$target")
done <<<"$plan"

apply_files() {
  local files=()
  for file in "$@"; do files+=(-f "$dist/$file"); done
  kubectl apply --server-side --force-conflicts --field-manager=porttrack-deploy "${files[@]}"
}

# The plan comes by descriptor 3, so that no command of a step can swallow it.
while read -r -u 3 verb first rest; do
  case $verb in
    apply)
      # shellcheck disable=SC2086 # File names of dist/ hold no spaces.
      apply_files "$first" $rest
      ;;
    secret) kubectl -n "$first" wait "$rest" --for=condition=Ready --timeout=60s ;;
    database) kubectl -n "$first" wait "$rest" --for=condition=Ready --timeout=600s ;;
    job) "$steps/await-job.sh" "$first" "$rest" ;;
    rollout) "$steps/rollout.sh" "$first" "$rest" "${before[$first/$rest]}" ;;
    *)
      printf 'apply.sh: no step is called %s\n' "$verb" >&2
      exit 1
      ;;
  esac
done 3<<<"$plan"

# Authorities and certificates stand beside dist/ (docs/encryption.md): after the namespaces that hold
# them, and before the databases, whose pods wait for theirs.
certificates=platform/$environment/certificates
if [ "$tier" = platform ] && [ -d "$certificates" ]; then
  kubectl apply --server-side --force-conflicts --field-manager=porttrack-deploy -f "$certificates"
  kubectl -n porttrack-data wait certificate.cert-manager.io --all --for=condition=Ready --timeout=120s
fi
