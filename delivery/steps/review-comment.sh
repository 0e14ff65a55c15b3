#!/usr/bin/env bash
# review-comment.sh REPOSITORY HEAD-COMMIT
# Comments on the open pull request whose head this commit is. Which one that is says GitHub, and what
# it changes is read from git's objects by main's code: nothing that a pull request made is believed.
set -euo pipefail

repository=$1 head=$2
steps=$(cd "$(dirname "$0")" && pwd)
cd "$steps/../.."

found=$(gh pr list --repo "$repository" --state open --limit 200 --json number,headRefOid,baseRefName \
  --jq "[.[] | select(.headRefOid == \"$head\")][0] // empty | \"\(.number) \(.baseRefName)\"")
if [ -z "$found" ]; then
  printf 'No open pull request has the head %s: it moved on.\n' "$head"
  exit 0
fi
read -r number base <<<"$found"

git fetch --no-tags --quiet origin "refs/pull/$number/head" "+refs/heads/$base:refs/remotes/origin/$base"
comment=$(mktemp)
trap 'rm -f "$comment"' EXIT
npm run -s review -- "$(git merge-base "origin/$base" "$head")" "$head" >"$comment"
"$steps/sticky-comment.sh" "$repository" "$number" "$comment"
