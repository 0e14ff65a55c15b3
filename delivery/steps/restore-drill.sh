#!/usr/bin/env bash
# restore-drill.sh file|dump BACKUP          a file of `npm run backup`, or of `pg_dump --format=custom`
# restore-drill.sh cluster ENVIRONMENT       CloudNativePG's backups in S3, on that cluster
#
# Restores a backup beside what runs, asks what is in it, says how long it took, and clears it away. It
# fails when the backup cannot be restored, holds no schema or no vessel, or is older than
# DRILL_MAX_AGE_HOURS (unset: its age is only told). `file` and `dump` make a database of their own on
# the server of DRILL_SERVER_URL, whose role may create one. `cluster` needs an administrator: nobody
# else may run a command in a pod.
set -euo pipefail

if [ "$#" -ne 2 ]; then
  sed -n '2,3s/^# //p' "$0" >&2
  exit 1
fi
kind=$1 what=$2
[ "$kind" = cluster ] || what=$(realpath "$what")
cd "$(dirname "$0")/../.."

readonly QUESTION="SELECT (SELECT count(*) FROM migration), (SELECT count(*) FROM vessel),
  (SELECT count(*) FROM position), coalesce(floor(extract(epoch FROM now() - (SELECT max(at) FROM (
    SELECT max(committed_at) AS at FROM position UNION ALL SELECT max(updated_at) FROM vessel
  ) AS newest)) / 60)::bigint, -1)"

work=$(mktemp -d)
cleanup() { rm -rf "$work"; }
trap 'cleanup' EXIT
SECONDS=0

restore_here() {
  # Not local: cleanup, which ends the script, names them.
  admin=${DRILL_SERVER_URL:?is the server to restore to}
  name="restore_drill_$$"
  psql "$admin" --no-psqlrc --quiet --command "CREATE DATABASE $name TEMPLATE template0 ENCODING 'UTF8'"
  cleanup() {
    psql "$admin" --no-psqlrc --quiet --command "DROP DATABASE IF EXISTS $name WITH (FORCE)"
    rm -rf "$work"
  }
  local url
  url=$(node -e 'const u = new URL(process.argv[1]); u.pathname = process.argv[2]; console.log(u.href)' "$admin" "$name")
  case $kind in
    file) DATABASE_URL=$url npm run -s restore -- "$what" >&2 ;;
    dump) pg_restore --no-owner --no-privileges --exit-on-error --dbname "$url" "$what" ;;
  esac
  answer=$(psql "$url" --no-psqlrc --tuples-only --no-align --field-separator ' ' --command "$QUESTION")
}

restore_in_cluster() {
  local cluster=porttrack-pg-drill
  node scripts/delivery.mjs drill "$what" >"$work/drill.yaml"
  cleanup() {
    kubectl delete -f "$work/drill.yaml" --ignore-not-found --wait=false
    rm -rf "$work"
  }
  kubectl apply --server-side --field-manager=porttrack-drill -f "$work/drill.yaml"
  kubectl -n porttrack-data wait "cluster.postgresql.cnpg.io/$cluster" --for=condition=Ready --timeout=3600s
  answer=$(kubectl -n porttrack-data exec "$cluster-1" -c postgres -- \
    psql --no-psqlrc --tuples-only --no-align --field-separator ' ' --dbname porttrack --command "$QUESTION")
}

case $kind in
  file | dump) restore_here ;;
  cluster) restore_in_cluster ;;
  *)
    printf 'restore-drill.sh: %s is neither file, dump nor cluster\n' "$kind" >&2
    exit 1
    ;;
esac

read -r migrations vessels positions age <<<"$answer"
printf 'restored in %s s: %s migrations, %s vessels, %s positions, newest %s minutes old\n' \
  "$SECONDS" "$migrations" "$vessels" "$positions" "$age"
if [ "$migrations" -eq 0 ] || [ "$vessels" -eq 0 ]; then
  printf 'The backup holds no schema or no vessel: it is no backup of PortTrack.\n' >&2
  exit 1
fi
if [ -n "${DRILL_MAX_AGE_HOURS:-}" ] && ((age < 0 || age > DRILL_MAX_AGE_HOURS * 60)); then
  printf 'The backup is older than %s hours.\n' "$DRILL_MAX_AGE_HOURS" >&2
  exit 1
fi
