#!/usr/bin/env bash
# drift-issue.sh ENVIRONMENT REPORT STATUS
# Keeps one open issue per environment while there is drift (STATUS 2), and closes it when there is none.
set -euo pipefail

environment=$1 report=$2 status=$3
title="Drift in $environment"
number=$(gh issue list --label drift --state open --limit 100 --json number,title \
  --jq "map(select(.title == \"$title\"))[0].number // empty")

case $status in
  0) [ -z "$number" ] || gh issue close "$number" --comment "The cluster is as dist/ says again." ;;
  2)
    if [ -n "$number" ]; then
      gh issue edit "$number" --body-file "$report"
    else
      gh label create drift --description 'The cluster differs from dist/' --force
      gh issue create --title "$title" --label drift --body-file "$report"
    fi
    ;;
  *)
    printf 'drift-issue.sh: drift could not be found out (%s)\n' "$status" >&2
    exit 1
    ;;
esac
